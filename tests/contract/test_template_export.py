"""The table for Athena in the template: absent by default, and with few rights where it is switched on."""

from __future__ import annotations

import json

import pytest
from tests.support.template_resources import TEMPLATE, WITH_KEY, listed, properties, read, statements

KEY_TYPE = {False: "AWS_OWNED_CMK", True: "CUSTOMER_MANAGED_CMK"}
BUCKET = "ExportBucket.Arn"


def test_without_the_export_parameter_no_export_resource_exists() -> None:
    default = read(Export="none")
    assert TEMPLATE.document["Parameters"]["Export"]["Default"] == "none"
    assert not [name for name in default.resources if name.startswith("Export")]
    assert "Export" not in properties("Dashboard", default)["DashboardBody"]
    assert json.loads(properties("Dashboard", default)["DashboardBody"])
    assert "CLIPPINGS_EXPORT_QUEUE_URL" not in properties("AdminFunction", default)["Environment"]["Variables"]
    assert not [each for each in properties("AdminRole", default)["Policies"][0]["PolicyDocument"]["Statement"]
                if each["Sid"] == "ExportArticles"]  # fmt: skip


def test_the_export_function_can_only_read_articles_and_put_rows() -> None:
    allowed = {each["Sid"]: (each["Action"], each["Resource"]) for each in statements("ExportRole")}
    assert allowed["PutRows"] == ("firehose:PutRecordBatch", "ExportStream.Arn")
    writing = ("Put", "Delete", "Update", "Write")
    actions = {action for action, _ in allowed.values() for action in listed(action)}
    tracing = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
    own = {"firehose:PutRecordBatch", "sqs:DeleteMessage", "logs:PutLogEvents"}
    assert {each for each in actions if each.partition(":")[2].startswith(writing)} == own | tracing
    assert "sqs:SendMessage" not in actions


def test_firehose_can_only_write_one_table_and_its_bucket() -> None:
    allowed = {each["Sid"]: listed(each["Resource"]) for each in statements("ExportStreamRole")}
    glue = "arn:aws:glue:us-east-1:123456789012"
    assert allowed["CommitToTable"] == [
        f"{glue}:catalog",
        f"{glue}:database/ExportDatabase",
        f"{glue}:table/ExportDatabase/articles",
    ]
    assert (allowed["FindFiles"], allowed["WriteFiles"]) == ([BUCKET], [f"{BUCKET}/*"])
    (trust,) = properties("ExportStreamRole")["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


@pytest.mark.parametrize("has_key", [False, True])
def test_records_in_the_stream_are_encrypted(has_key: bool) -> None:
    own = properties("ExportStream", WITH_KEY if has_key else TEMPLATE)["DeliveryStreamEncryptionConfigurationInput"]
    assert own["KeyType"] == KEY_TYPE[has_key]
    assert ("KeyARN" in own) is has_key


@pytest.mark.parametrize(("name", "database"), [("clippings", "clippings"), ("news-2", "news_2")])
def test_the_database_name_is_valid_for_firehose(name: str, database: str) -> None:
    assert properties("ExportDatabase", read(Name=name))["DatabaseInput"]["Name"] == database


@pytest.mark.parametrize("queue", ["ExportQueue", "ExportDeadLetters"])
def test_only_the_event_rule_may_send_to_the_export_queue(queue: str) -> None:
    allowed, _ = properties(f"{queue}Policy")["PolicyDocument"]["Statement"]
    assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
    assert allowed["Condition"] == {"ArnEquals": {"aws:SourceArn": "ExportRule.Arn"}}
    (target,) = properties("ExportRule")["Targets"]
    assert (target["Arn"], target["DeadLetterConfig"]) == ("ExportQueue.Arn", {"Arn": "ExportDeadLetters.Arn"})


def test_object_versions_expire_a_day_after_vacuum() -> None:
    rules = {each["Id"]: each for each in properties("ExportBucket")["LifecycleConfiguration"]["Rules"]}
    assert rules["drop-deleted"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert rules["drop-refused-rows"]["ExpirationInDays"] == 30
