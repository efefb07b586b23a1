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
def test_a_right_names_its_actions_and_its_resource(role: str) -> None:
    for statement in statements(role):
        assert statement["Effect"] == "Allow"
        assert statement["Sid"]
        assert not [action for action in listed(statement["Action"]) if "*" in action]
        if statement["Resource"] == "*":  # X-Ray and the delivery of logs have no resources to name
            assert all(action.startswith(("xray:", "logs:")) for action in listed(statement["Action"]))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_a_role_a_log_group_and_no_more_than_it_declares(function: str) -> None:
    name = function.removesuffix("Function")
    own = properties(function)
    assert own["Role"] == f"{name}Role.Arn"
    assert own["LoggingConfig"]["LogGroup"] == f"{name}Logs"
    assert "Policies" not in own
    assert properties(f"{name}Logs")["RetentionInDays"] == 30
    assert any(listed(statement["Resource"]) == [f"{name}Logs.Arn"] for statement in statements(f"{name}Role"))


def test_lookup_reads_and_writes_nothing() -> None:
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


def test_upload_may_put_under_uploads_and_touch_nothing_else() -> None:
    (statement,) = [each for each in statements("UploadRole") if each["Action"] == "s3:PutObject"]
    assert statement["Resource"].endswith(":::clippings-inbox-123456789012-us-east-1/uploads/*")
    used = {action for action in actions("UploadRole") if action.startswith(("s3:", "dynamodb:", "sqs:"))}
    assert used == {"s3:PutObject", "dynamodb:GetItem"}
    (read,) = [each for each in statements("UploadRole") if each["Action"] == "dynamodb:GetItem"]
    assert read["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["KEYS"]}}


def test_the_function_that_keeps_feeds_writes_feeds_and_watches_and_reads_no_article() -> None:
    kept = {"FEEDS#*", "WATCHES"}
    assert reached("FeedsRole") == {
        "PutItem": kept,
        "Query": kept,
        "GetItem": kept | {"KEYS"},
        "DeleteItem": {"WATCHES"},
    }
    assert not [action for action in actions("FeedsRole") if action.startswith(("s3:", "sqs:"))]


def test_the_function_that_follows_reads_articles_and_writes_matches_of_watches_alone() -> None:
    assert reached("FollowRole")["PutItem"] == {"WATCH#*"}
    assert reached("FollowRole")["GetItem"] == {"ARTICLE#*", "WATCHES", "WATCH#*", "KEYS"}
    assert not {"dynamodb:DeleteItem", "dynamodb:UpdateItem", "s3:PutObject"} & actions("FollowRole")


def test_opensearch_is_asked_with_its_address_by_the_functions_that_search_and_feed_alone() -> None:
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


def test_the_keys_are_read_by_one_function_that_no_route_leads_to_every_five_minutes() -> None:
    reading = {role for role in ROLES if "apigateway:GET" in actions(role)}
    assert reading == {"KeysRole"}
    (schedule,) = properties("KeysFunction")["Events"].values()
    assert (schedule["Type"], schedule["Properties"]["Schedule"]) == ("Schedule", "rate(5 minutes)")
    asked_for = TEMPLATE.globals_of("Function", Names())["Environment"]["Variables"]["CLIPPINGS_KEYS_FUNCTION"]
    assert properties("KeysFunction")["FunctionName"] == asked_for == "clippings-keys"


def test_only_administration_may_disable_a_key() -> None:
    assert {role for role in ROLES if "apigateway:PATCH" in actions(role)} == {"AdminRole"}


def test_readers_and_writers_have_a_plan_each_whose_rights_are_parameters() -> None:
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
def test_a_plan_has_rights_that_there_are(parameter: str) -> None:
    for choice in TEMPLATE.document["Parameters"][parameter]["AllowedValues"]:
        assert set(choice.split(",")) <= set(RIGHTS)


def test_parse_reads_versions_and_lists_so_that_gone_is_told_from_forbidden() -> None:
    assert {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions"} <= actions("ParseRole")


def test_parse_writes_ingestions_and_no_article() -> None:
    (statement,) = [each for each in statements("ParseRole") if "dynamodb:PutItem" in each["Action"]]
    assert statement["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["OBJECT#*", "INGESTION#*", "BUNDLE#*", "ADMITTED#*"]}
    }


def test_unpack_reads_the_inbox_and_writes_copies_of_pages_messages_and_its_progress_alone() -> None:
    sent = {each["Resource"] for each in statements("UnpackRole") if "sqs:SendMessage" in listed(each["Action"])}
    assert sent == {"BundleQueue.Arn", "ParseQueue.Arn"}
    (put,) = [each for each in statements("UnpackRole") if each["Action"] == "s3:PutObject"]
    assert put["Resource"].endswith(":::clippings-inbox-123456789012-us-east-1/unpacked/*")
    assert reached("UnpackRole")["PutItem"] == {"OBJECT#*", "INGESTION#*", "UNPACKING#*"}
    assert not {"s3:DeleteObject", "s3:DeleteObjectVersion"} & actions("UnpackRole")


def test_only_the_function_that_sends_itself_messages_may_be_in_a_loop() -> None:
    allowed = {function for function in FUNCTIONS if properties(function).get("RecursiveLoop") == "Allow"}
    assert allowed == {"UnpackFunction"}
    senders = {role for role in ROLES for each in statements(role) if "BundleQueue.Arn" in listed(each["Resource"])}
    assert senders == {"ParseRole", "ReplayRole", "UnpackRole"}


@pytest.mark.parametrize("stage", ["Parse", "Enrich"])
def test_a_failure_of_a_direct_event_is_kept(stage: str) -> None:
    kept = properties(f"{stage}Function")["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert kept == {"Type": "SQS", "Destination": f"{stage}DeadLetters.Arn"}
    (right,) = [each for each in statements(f"{stage}Role") if each["Sid"] == "KeepDirectFailures"]
    assert (right["Action"], right["Resource"]) == ("sqs:SendMessage", f"{stage}DeadLetters.Arn")
