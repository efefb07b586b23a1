"""Each role of the template may do what its function needs, and no more."""

from __future__ import annotations

import pytest
from tests.support.template_names import Names
from tests.support.template_resources import (
    FUNCTIONS,
    ROLES,
    TEMPLATE,
    actions,
    listed,
    properties,
    reached,
    read,
    statements,
)

from clippings.storage.keys import RIGHTS


@pytest.mark.parametrize("role", ROLES)
def test_permissions_name_actions_and_resources(role: str) -> None:
    for statement in statements(role):
        assert statement["Effect"] == "Allow"
        assert statement["Sid"]
        assert not [action for action in listed(statement["Action"]) if "*" in action]
        if statement["Resource"] == "*":  # X-Ray and the delivery of logs have no resources to name
            assert all(action.startswith(("xray:", "logs:")) for action in listed(statement["Action"]))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_function_has_its_own_role_and_log_group(function: str) -> None:
    name = function.removesuffix("Function")
    own = properties(function)
    assert own["Role"] == f"{name}Role.Arn"
    assert own["LoggingConfig"]["LogGroup"] == f"{name}Logs"
    assert "Policies" not in own
    assert properties(f"{name}Logs")["RetentionInDays"] == 30
    assert any(listed(statement["Resource"]) == [f"{name}Logs.Arn"] for statement in statements(f"{name}Role"))


def test_lookup_can_only_read() -> None:
    reading = {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "s3:GetObject"}
    about_itself = {
        "secretsmanager:GetSecretValue",
        "lambda:InvokeFunction",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    }
    assert actions("LookupRole") == reading | about_itself


def test_upload_can_only_put_under_uploads() -> None:
    (statement,) = [each for each in statements("UploadRole") if each["Action"] == "s3:PutObject"]
    assert statement["Resource"].endswith(":::clippings-inbox-123456789012-us-east-1/uploads/*")
    used = {action for action in actions("UploadRole") if action.startswith(("s3:", "dynamodb:", "sqs:"))}
    assert used == {"s3:PutObject", "dynamodb:GetItem"}
    (read,) = [each for each in statements("UploadRole") if each["Action"] == "dynamodb:GetItem"]
    assert read["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["KEYS"]}}


def test_the_feeds_function_can_write_feeds_and_watches_but_not_read_articles() -> None:
    kept = {"FEEDS#*", "WATCHES"}
    assert reached("FeedsRole") == {
        "PutItem": kept,
        "Query": kept,
        "GetItem": kept | {"KEYS"},
        "DeleteItem": {"WATCHES"},
    }
    assert not [action for action in actions("FeedsRole") if action.startswith(("s3:", "sqs:"))]


def test_the_follow_function_can_only_read_articles_and_write_matches() -> None:
    assert reached("FollowRole")["PutItem"] == {"WATCH#*"}
    assert reached("FollowRole")["GetItem"] == {"ARTICLE#*", "WATCHES", "WATCH#*", "KEYS"}
    assert not {"dynamodb:DeleteItem", "dynamodb:UpdateItem", "s3:PutObject"} & actions("FollowRole")


def test_only_searching_and_indexing_functions_reach_opensearch() -> None:
    domain = "arn:aws:es:eu-west-1:123456789012:domain/news"
    template = read(Search="opensearch", SearchEndpoint="https://search-news.example", SearchArn=domain)
    variables = template.globals_of("Function", Names())["Environment"]["Variables"]
    assert (variables["CLIPPINGS_SEARCH"], variables["CLIPPINGS_SEARCH_ENDPOINT"]) == (
        "opensearch",
        "https://search-news.example",
    )
    asking = set()
    for role in ROLES:
        for statement in properties(role, template)["Policies"][0]["PolicyDocument"]["Statement"]:
            if statement["Sid"] == "AskOpenSearch":
                asking.add(role)
                assert statement["Resource"] == [domain, f"{domain}/*"]
    assert asking == {"FollowRole", "LookupRole", "ReplayRole", "AdminRole"}
    assert not [role for role in ROLES if any(each["Sid"] == "AskOpenSearch" for each in statements(role))]


def test_one_scheduled_function_without_a_route_reads_the_keys() -> None:
    reading = {role for role in ROLES if "apigateway:GET" in actions(role)}
    assert reading == {"KeysRole"}
    (schedule,) = properties("KeysFunction")["Events"].values()
    assert (schedule["Type"], schedule["Properties"]["Schedule"]) == ("Schedule", "rate(5 minutes)")
    asked_for = TEMPLATE.globals_of("Function", Names())["Environment"]["Variables"]["CLIPPINGS_KEYS_FUNCTION"]
    assert properties("KeysFunction")["FunctionName"] == asked_for == "clippings-keys"


def test_only_administration_may_disable_a_key() -> None:
    assert {role for role in ROLES if "apigateway:PATCH" in actions(role)} == {"AdminRole"}


def test_readers_and_writers_have_usage_plans_with_configurable_rights() -> None:
    variables = properties("KeysFunction")["Environment"]["Variables"]
    assert (variables["CLIPPINGS_READER_PLAN"], variables["CLIPPINGS_READER_RIGHTS"]) == ("ReaderPlan", "read")
    assert (variables["CLIPPINGS_WRITER_PLAN"], variables["CLIPPINGS_WRITER_RIGHTS"]) == (
        "UsagePlan",
        "read,upload,feeds",
    )
    chosen = properties("KeysFunction", read(ReaderRights="read,feeds", WriterRights="upload"))["Environment"]
    assert chosen["Variables"]["CLIPPINGS_READER_RIGHTS"] == "read,feeds"
    assert chosen["Variables"]["CLIPPINGS_WRITER_RIGHTS"] == "upload"
    outputs = TEMPLATE.document["Outputs"]
    assert outputs["ReaderPlanId"]["Value"] == {"Ref": "ReaderPlan"}
    assert outputs["WriterPlanId"]["Value"] == {"Ref": "UsagePlan"}
    assert properties("UsagePlanKey")["UsagePlanId"] == "UsagePlan"


@pytest.mark.parametrize("parameter", ["ReaderRights", "WriterRights"])
def test_usage_plans_have_only_existing_rights(parameter: str) -> None:
    for choice in TEMPLATE.document["Parameters"][parameter]["AllowedValues"]:
        assert set(choice.split(",")) <= set(RIGHTS)


def test_parse_can_list_versions_to_distinguish_missing_from_forbidden() -> None:
    assert {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions"} <= actions("ParseRole")


def test_parse_can_write_ingestions_but_not_articles() -> None:
    (statement,) = [each for each in statements("ParseRole") if "dynamodb:PutItem" in each["Action"]]
    assert statement["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["OBJECT#*", "INGESTION#*", "BUNDLE#*", "ADMITTED#*"]}
    }


PARSED = "arn:aws:s3:::clippings-parsed-123456789012-us-east-1"


def objects(role: str, action: str) -> set[str]:
    """Return the objects that *role* may do *action* to."""
    allowed = [each for each in statements(role) if action in listed(each["Action"])]
    return {resource for each in allowed for resource in listed(each["Resource"])}


def test_unpack_has_only_the_permissions_that_it_needs() -> None:
    sent = {each["Resource"] for each in statements("UnpackRole") if "sqs:SendMessage" in listed(each["Action"])}
    assert sent == {"BundleQueue.Arn", "ParseQueue.Arn"}
    copies = "arn:aws:s3:::clippings-inbox-123456789012-us-east-1/unpacked/*"
    assert objects("UnpackRole", "s3:PutObject") == {copies, f"{PARSED}/picture-parts/*", f"{PARSED}/picture-indexes/*"}
    assert reached("UnpackRole")["PutItem"] == {"OBJECT#*", "INGESTION#*", "UNPACKING#*"}
    assert not {"s3:DeleteObject", "s3:DeleteObjectVersion"} & actions("UnpackRole")


def test_indexes_of_pictures_are_read_by_what_parses_and_parts_of_them_by_what_joins_them() -> None:
    read = {role: {each for each in objects(role, "s3:GetObject") if "picture-" in each} for role in ROLES}
    indexes, parts = {f"{PARSED}/picture-indexes/*"}, {f"{PARSED}/picture-parts/*"}
    assert {role: found for role, found in read.items() if found} == {
        "ParseRole": indexes,
        "ReplayRole": indexes,
        "UnpackRole": parts,
    }
    assert PARSED in objects("ParseRole", "s3:ListBucket")  # distinguishes a missing index from a forbidden one


def test_only_the_unpack_function_allows_recursive_loops() -> None:
    allowed = {function for function in FUNCTIONS if properties(function).get("RecursiveLoop") == "Allow"}
    assert allowed == {"UnpackFunction"}
    senders = {role for role in ROLES for each in statements(role) if "BundleQueue.Arn" in listed(each["Resource"])}
    assert senders == {"ParseRole", "ReplayRole", "UnpackRole"}


@pytest.mark.parametrize("stage", ["Parse", "Enrich"])
def test_failed_direct_events_are_kept(stage: str) -> None:
    kept = properties(f"{stage}Function")["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert kept == {"Type": "SQS", "Destination": f"{stage}DeadLetters.Arn"}
    (right,) = [each for each in statements(f"{stage}Role") if each["Sid"] == "KeepDirectFailures"]
    assert (right["Action"], right["Resource"]) == ("sqs:SendMessage", f"{stage}DeadLetters.Arn")
