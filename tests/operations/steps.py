"""The steps of docs/operations.md, tried one by one on an emulated account: `make operations`.

They run in this order, because the last ones delete the stack.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.end_to_end.stack import REGION, Stack, run, until
from tests.operations.conftest import Operator
from tests.support.saved_pages import PICTURED, QUAY

from clippings_local.project import sample_pages

ROOT = Path(__file__).parents[2]
PAGES = sample_pages()


@pytest.fixture(scope="module")
def stack(operator: Operator) -> Stack:
    return operator.stack("clippings")


def file_page(stack: Stack, number: int, key: str) -> str:
    """Put a sample page into the inbox, and return the id of its article."""
    stack.put(key, PAGES[number].read_bytes())
    ingestion = stack.ended(key)
    assert ingestion["status"] in {"stored", "unchanged"}, ingestion
    return str(ingestion["article_id"])


def command(operator: Operator, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``clippings`` with the account's credentials."""
    return run(operator.account, [Path(sys.executable).with_name("clippings"), *arguments], operator.folder)


def test_an_upgrade_changes_the_parameters_of_a_running_stack_and_keeps_what_it_holds(
    operator: Operator, stack: Stack
) -> None:
    article = file_page(stack, 0, "before the upgrade.html")
    status, said = operator.deploy(
        "clippings",
        *("AlarmEmail=ops@clips.example", "Tracing=off", "Images=keep", "ReaderOrigin=https://clips.example"),
    )
    assert status == 0, said
    assert stack.ask(f"/v1/articles/{article}").status == 200


def test_alarms_are_mailed_once_the_address_is_confirmed(stack: Stack) -> None:
    sns = stack.client("sns")
    (subscription,) = sns.list_subscriptions()["Subscriptions"]
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "ops@clips.example")
    alarms = stack.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert alarms
    assert {action for alarm in alarms for action in alarm["AlarmActions"]} == {subscription["TopicArn"]}


def test_tracing_can_be_switched_off(stack: Stack) -> None:
    found = stack.client("lambda").get_function_configuration(FunctionName=stack.resources["LookupFunction"])
    assert found["TracingConfig"]["Mode"] == "PassThrough"


def test_the_reader_page_may_upload_from_the_domain_that_reader_origin_names(stack: Stack) -> None:
    found = stack.client("s3").get_bucket_cors(Bucket=stack.outputs["InboxBucket"])
    (rule,) = found["CORSRules"]
    assert "https://clips.example" in rule["AllowedOrigins"]


def test_uploaded_pictures_are_kept_and_deleted_with_their_article(stack: Stack) -> None:
    stack.put("pictured.html", PICTURED)
    article = stack.ended("pictured.html")["article_id"]
    (image,) = stack.ask(f"/v1/articles/{article}").plain["images"]
    answer = stack.ask(f"/v1/articles/{article}/pictures/{image['kept']}", accept="image/*")
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "image/png", QUAY)
    assert stack.ask(f"/v1/articles/{article}/pictures/{image['kept']}", key=None).status == 403
    body = json.dumps({"reason": "a test"}).encode()
    path = f"/v1/admin/articles/{article}/withdrawal"
    until(lambda: stack.ask_signed("POST", path, body).status == 200, "the end of the withdrawal")
    kept = stack.client("s3").list_object_versions(Bucket=stack.outputs["ParsedBucket"], Prefix="pictures/")
    assert "Versions" not in kept


def test_a_custom_domain_maps_to_the_stage(stack: Stack) -> None:
    gateway = stack.client("apigateway")
    api = stack.outputs["ApiUrl"].removeprefix("https://").partition(".")[0]
    certificate = stack.client("acm").request_certificate(DomainName="clips.example")["CertificateArn"]
    gateway.create_domain_name(
        domainName="clips.example",
        regionalCertificateArn=certificate,
        endpointConfiguration={"types": ["REGIONAL"]},
        securityPolicy="TLS_1_2",
    )
    gateway.create_base_path_mapping(domainName="clips.example", restApiId=api, stage="live")
    (mapping,) = gateway.get_base_path_mappings(domainName="clips.example")["items"]
    assert (mapping["restApiId"], mapping["stage"]) == (api, "live")


def test_a_second_stack_can_be_deployed(operator: Operator) -> None:
    answers = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))["staging"]
    parameters = answers["deploy"]["parameters"]["parameter_overrides"].split()
    name = answers["global"]["parameters"]["stack_name"]
    status, said = operator.deploy(name, *parameters)
    assert status == 0, said
    staging, production = operator.stack(name), operator.stack("clippings")
    assert not {*staging.outputs.values()} & {production.outputs["InboxBucket"], production.outputs["TableName"]}
    article = file_page(staging, 1, "staged.html")
    assert staging.ask(f"/v1/articles/{article}").status == 200
    assert production.ask(f"/v1/articles/{article}").status == 404
    staging.client("cloudformation").delete_stack(StackName=name)


def test_a_stack_of_the_same_name_prefix_in_one_region_is_refused(operator: Operator) -> None:
    status, _ = operator.deploy("another", "ApiLogRole=existing")
    assert status != 0
    operator.account.client("cloudformation").delete_stack(StackName="another")


def test_a_restored_table_is_copied_into_the_running_stack(operator: Operator, stack: Stack) -> None:
    dynamodb, table = stack.client("dynamodb"), stack.outputs["TableName"]
    lost, withdrawn = file_page(stack, 2, "lost.html"), file_page(stack, 3, "withdrawn.html")
    dynamodb.restore_table_to_point_in_time(
        SourceTableName=table, TargetTableName="restored", UseLatestRestorableTime=True
    )
    until(lambda: dynamodb.describe_table(TableName="restored")["Table"]["TableStatus"] == "ACTIVE", "the restore")
    body = json.dumps({"reason": "a test"}).encode()
    path = f"/v1/admin/articles/{withdrawn}/withdrawal"
    until(lambda: stack.ask_signed("POST", path, body).status == 200, "the end of the withdrawal")
    for item in dynamodb.scan(TableName=table)["Items"]:
        if lost in json.dumps(item, default=str):
            dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    assert stack.ask(f"/v1/articles/{lost}").status == 404

    mappings = stack.client("lambda").list_event_source_mappings(FunctionName=stack.resources["EnrichFunction"])
    (mapping,) = mappings["EventSourceMappings"]
    stack.client("lambda").update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    ran = command(operator, "admin", "restore-rows", "--source", "restored", "--target", table)
    stack.client("lambda").update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["copied"] > 5
    assert told["withdrawn"] > 5
    assert stack.ask(f"/v1/articles/{lost}").status == 200
    assert lost in {item["id"] for item in stack.ask("/v1/articles?limit=100").plain["items"]}
    assert stack.ask(f"/v1/articles/{withdrawn}").status == 410
    assert withdrawn not in {item["id"] for item in stack.ask("/v1/articles?limit=100").plain["items"]}
    dynamodb.delete_table(TableName="restored")


def test_deleting_the_stack_retains_the_table_and_both_buckets(operator: Operator, stack: Stack) -> None:
    outputs = dict(stack.outputs)
    cloudformation = stack.client("cloudformation")
    cloudformation.delete_stack(StackName="clippings")
    with suppress(cloudformation.exceptions.ClientError):
        until(lambda: _status(stack) == "DELETE_COMPLETE", "the end of the stack", 120)
    s3, dynamodb = stack.client("s3"), stack.client("dynamodb")
    left = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    assert {outputs["InboxBucket"], outputs["ParsedBucket"]} <= left
    assert outputs["TableName"] in dynamodb.list_tables()["TableNames"]
    assert s3.list_object_versions(Bucket=outputs["InboxBucket"])["Versions"]
    status, _ = operator.deploy("clippings-again")
    assert status != 0, "the buckets' names are taken"
    cloudformation.delete_stack(StackName="clippings-again")

    dynamodb.update_table(TableName=outputs["TableName"], DeletionProtectionEnabled=False)
    dynamodb.delete_table(TableName=outputs["TableName"])
    for bucket in (outputs["InboxBucket"], outputs["ParsedBucket"]):
        empty(s3, bucket)
        s3.delete_bucket(Bucket=bucket)
    status, said = operator.deploy("clippings-again")
    assert status == 0, said
    assert REGION in operator.stack("clippings-again").outputs["InboxBucket"]


def _status(stack: Stack) -> str:
    (found,) = stack.client("cloudformation").describe_stacks(StackName=stack.name)["Stacks"]
    return str(found["StackStatus"])


def empty(s3: Any, bucket: str) -> None:
    """Delete every version and every delete marker, as docs/operations.md does with the console or `aws s3api`."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for entry in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
            s3.delete_object(Bucket=bucket, Key=entry["Key"], VersionId=entry["VersionId"])
