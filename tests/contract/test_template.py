"""What the template promises, read from the template: rights, encryption, time limits, alarms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.template_names import Names

from clippings.storage.change_announcements import WRITER
from clippings.storage.keys import RIGHTS
from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import Template, read_template

ROOT = Path(__file__).parents[2]
KEY = "arn:aws:kms:us-east-1:123456789012:key/0-1"


def read(**values: str) -> Template:
    return read_template(ROOT / "template.yaml", values, PSEUDO_PARAMETERS)


TEMPLATE = read()
WITH_KEY = read(KmsKeyArn=KEY)


def properties(logical: str, template: Template = TEMPLATE) -> dict[str, Any]:
    return template.properties(logical, Names())


def resources(kind: str) -> list[str]:
    return TEMPLATE.of_type(kind)


def statements(role: str) -> list[dict[str, Any]]:
    (policy,) = properties(role)["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


ROLES = [role for role in resources("AWS::IAM::Role") if "Policies" in properties(role)]
FUNCTIONS = resources("AWS::Serverless::Function")
QUEUES = resources("AWS::SQS::Queue")
BUCKETS = resources("AWS::S3::Bucket")


def actions(role: str) -> set[str]:
    return {action for statement in statements(role) for action in listed(statement["Action"])}


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


def reached(role: str) -> dict[str, set[str]]:
    """Return the partitions of the table that each action of a role reaches."""
    found: dict[str, set[str]] = {}
    for statement in statements(role):
        for action in listed(statement["Action"]):
            if action.startswith("dynamodb:") and "Condition" in statement:
                keys = next(iter(statement["Condition"].values()))["dynamodb:LeadingKeys"]
                found.setdefault(action.removeprefix("dynamodb:"), set()).update(keys)
    return found


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


def test_the_stream_is_read_from_where_it_is_until_each_change_is_followed_or_kept() -> None:
    (source,) = properties("FollowFunction")["Events"].values()
    own = source["Properties"]
    assert source["Type"] == "DynamoDB"
    assert own["BisectBatchOnFunctionError"] is True
    assert own["MaximumRecordAgeInSeconds"] == 24 * 3600  # as long as the stream keeps a record
    assert own["DestinationConfig"]["OnFailure"] == {"Type": "SQS", "Destination": "FollowDeadLetters.Arn"}
    (pipes,) = properties("ChangePipe")["SourceParameters"]["FilterCriteria"]["Filters"]
    assert own["FilterCriteria"]["Filters"] == [pipes]  # the same changes that the bus is told


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
    sent = {each["Resource"] for each in statements("UnpackRole") if each["Action"] == "sqs:SendMessage"}
    assert sent == {"BundleQueue.Arn", "ParseQueue.Arn"}
    (put,) = [each for each in statements("UnpackRole") if each["Action"] == "s3:PutObject"]
    assert put["Resource"].endswith(":::clippings-inbox-123456789012-us-east-1/unpacked/*")
    assert reached("UnpackRole")["PutItem"] == {"OBJECT#*", "INGESTION#*", "UNPACKING#*"}
    assert not {"s3:DeleteObject", "s3:DeleteObjectVersion", "dynamodb:Query"} & actions("UnpackRole")


def test_only_the_function_that_sends_itself_messages_may_be_in_a_loop() -> None:
    allowed = {function for function in FUNCTIONS if properties(function).get("RecursiveLoop") == "Allow"}
    assert allowed == {"UnpackFunction"}
    senders = {role for role in ROLES for each in statements(role) if "BundleQueue.Arn" in listed(each["Resource"])}
    assert senders == {"ParseRole", "ReplayRole", "UnpackRole"}


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_private_encrypted_versioned_and_asks_for_tls(bucket: str) -> None:
    own = properties(bucket)
    assert set(own["PublicAccessBlockConfiguration"].values()) == {True}
    assert own["VersioningConfiguration"] == {"Status": "Enabled"}
    assert own["LifecycleConfiguration"]["Rules"]
    (rule,) = own["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    (rule,) = properties(bucket, WITH_KEY)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
    (statement,) = properties(f"{bucket}Policy")["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"], statement["Principal"]) == ("Deny", "s3:*", "*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_inbox_keeps_every_page_and_parsed_objects_go_after_thirty_days() -> None:
    for rule in properties("InboxBucket")["LifecycleConfiguration"]["Rules"]:
        assert "ExpirationInDays" not in rule
        assert "NoncurrentVersionExpiration" not in rule
    (rule,) = [
        rule
        for rule in properties("ParsedBucket")["LifecycleConfiguration"]["Rules"]
        if rule.get("Prefix") == "parsed/"
    ]
    assert rule["ExpirationInDays"] == 30
    (queue,) = properties("ParsedBucket")["NotificationConfiguration"]["QueueConfigurations"]
    assert queue["Filter"] == {"S3Key": {"Rules": [{"Name": "prefix", "Value": "parsed/"}]}}


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_is_encrypted(queue: str) -> None:
    assert properties(queue)["SqsManagedSseEnabled"] is True
    assert properties(queue, WITH_KEY)["KmsMasterKeyId"] == KEY
    assert "SqsManagedSseEnabled" not in properties(queue, WITH_KEY)


@pytest.mark.parametrize("queue", QUEUES)
def test_dead_letters_are_kept_for_seven_days_at_least(queue: str) -> None:
    """A message that moves to the dead-letter queue keeps the time at which it was first sent, and expires by that."""
    day = 24 * 3600
    if queue.endswith("DeadLetters"):
        assert properties(queue)["MessageRetentionPeriod"] == 14 * day  # the most that SQS keeps
        return
    dead = properties(queue)["RedrivePolicy"]["deadLetterTargetArn"].removesuffix(".Arn")
    left = properties(dead)["MessageRetentionPeriod"] - properties(queue)["MessageRetentionPeriod"]
    assert left >= 7 * day


def event_sources() -> Iterator[tuple[str, dict[str, Any]]]:
    for function in FUNCTIONS:
        for event in properties(function).get("Events", {}).values():
            if event["Type"] == "SQS":
                yield function, event["Properties"]


def test_each_path_of_the_api_leads_to_one_function() -> None:
    """Of two functions on one path, `sam local` calls either, whatever the method."""
    functions: dict[str, set[str]] = {}
    for function in FUNCTIONS:
        for event in properties(function).get("Events", {}).values():
            if event["Type"] == "Api":
                functions.setdefault(event["Properties"]["Path"], set()).add(function)
    assert {path for path, found in functions.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    ("function", "source"), list(event_sources()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_queue_waits_six_times_its_function_and_answers_what_failed(function: str, source: dict[str, Any]) -> None:
    queue = source["Queue"].removesuffix(".Arn")
    assert properties(queue)["VisibilityTimeout"] >= 6 * properties(function)["Timeout"]
    assert properties(queue)["RedrivePolicy"]["deadLetterTargetArn"] in {f"{name}.Arn" for name in QUEUES}
    receives = TEMPLATE.globals_of("Function", Names())["Environment"]["Variables"]["CLIPPINGS_MAX_RECEIVES"]
    assert properties(queue)["RedrivePolicy"]["maxReceiveCount"] == int(receives)
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    # A message that kills the function takes every other of its batch along: their receive counts rise together.
    assert source["BatchSize"] == 1
    assert source["ScalingConfig"]["MaximumConcurrency"] >= 2  # the least that SQS takes


@pytest.mark.parametrize("function", ["EnrichFunction", "ReplayFunction", "AdminFunction"])
def test_a_follower_of_the_changes_waits_for_a_writer_until_its_function_has_ended(function: str) -> None:
    in_flight = timedelta(seconds=30)  # a request that was sent when the function's time was up
    assert timedelta(seconds=properties(function)["Timeout"]) + in_flight <= WRITER


def test_every_try_of_a_replays_task_ends_within_the_five_minutes_of_an_express_execution() -> None:
    """Step Functions waits before each try again, at most as long as its interval says."""
    machine = properties("ReplayStateMachine")["Definition"]["States"]["ReplayInbox"]["ItemProcessor"]
    assert machine["ProcessorConfig"]["ExecutionType"] == "EXPRESS"
    (retry,) = machine["States"]["Extract"]["Retry"]
    waits = [retry["IntervalSeconds"] * retry["BackoffRate"] ** n for n in range(retry["MaxAttempts"])]
    assert properties("ReplayFunction")["Timeout"] * (1 + retry["MaxAttempts"]) + sum(waits) <= 300


QUEUE_POLICIES = {
    queue: policy for policy in resources("AWS::SQS::QueuePolicy") for queue in properties(policy)["Queues"]
}


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_refuses_what_does_not_come_over_tls(queue: str) -> None:
    denied = properties(QUEUE_POLICIES[queue])["PolicyDocument"]["Statement"][-1]
    assert (denied["Effect"], denied["Principal"], denied["Action"]) == ("Deny", "*", "sqs:*")
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert denied["Resource"] == f"{queue}.Arn"


@pytest.mark.parametrize("queue", ["ParseQueue", "EnrichQueue"])
def test_only_the_buckets_of_this_account_may_send_to_a_queue(queue: str) -> None:
    for policy in [QUEUE_POLICIES[queue]]:
        allowed, _ = properties(policy)["PolicyDocument"]["Statement"]
        assert allowed["Principal"] == {"Service": "s3.amazonaws.com"}
        assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
        assert allowed["Condition"]["ArnEquals"]["aws:SourceArn"].startswith("arn:aws:s3:::clippings-")


@pytest.mark.parametrize("stage", ["Parse", "Enrich"])
def test_a_failure_of_a_direct_event_is_kept(stage: str) -> None:
    kept = properties(f"{stage}Function")["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert kept == {"Type": "SQS", "Destination": f"{stage}DeadLetters.Arn"}
    (right,) = [each for each in statements(f"{stage}Role") if each["Sid"] == "KeepDirectFailures"]
    assert (right["Action"], right["Resource"]) == ("sqs:SendMessage", f"{stage}DeadLetters.Arn")


def test_the_table_is_paid_by_request_or_by_a_capacity_that_follows_the_use() -> None:
    assert properties("ArticleTable")["BillingMode"] == "PAY_PER_REQUEST"
    assert "ProvisionedThroughput" not in properties("ArticleTable")
    assert TEMPLATE.of_type("AWS::ApplicationAutoScaling::ScalingPolicy") == []
    provisioned = read(Billing="provisioned", MaxCapacity="300")
    assert properties("ArticleTable", provisioned)["BillingMode"] == "PROVISIONED"
    for kind in ("Read", "Write"):
        target = properties(f"Table{kind}Target", provisioned)
        assert (target["ScalableDimension"], target["ResourceId"]) == (
            f"dynamodb:table:{kind}CapacityUnits",
            "table/ArticleTable",
        )
        begun = properties("ArticleTable", provisioned)["ProvisionedThroughput"][f"{kind}CapacityUnits"]
        assert begun == target["MinCapacity"] <= int(target["MaxCapacity"]) == 300
        policy = properties(f"Table{kind}Scaling", provisioned)["TargetTrackingScalingPolicyConfiguration"]
        assert policy["PredefinedMetricSpecification"] == {"PredefinedMetricType": f"DynamoDB{kind}CapacityUtilization"}


def test_the_table_is_recoverable_and_protected_as_asked() -> None:
    own = properties("ArticleTable")
    assert own["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert own["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert own["DeletionProtectionEnabled"] == "true"
    assert properties("ArticleTable", read(DeletionProtection="false"))["DeletionProtectionEnabled"] == "false"
    assert properties("ArticleTable", WITH_KEY)["SSESpecification"]["KMSMasterKeyId"] == KEY


def alarms() -> dict[str, dict[str, Any]]:
    return {name: properties(name) for name in resources("AWS::CloudWatch::Alarm")}


def watched(namespace: str, metric: str) -> set[str]:
    return {
        dimension["Value"].removesuffix(".QueueName")
        for alarm in alarms().values()
        if (alarm["Namespace"], alarm["MetricName"]) == (namespace, metric)
        for dimension in alarm.get("Dimensions", ())
    }


def test_an_alarm_watches_every_dead_letter_every_wait_and_every_function_that_answers() -> None:
    assert watched("AWS/SQS", "ApproximateNumberOfMessagesVisible") == {q for q in QUEUES if q.endswith("DeadLetters")}
    assert watched("AWS/SQS", "ApproximateAgeOfOldestMessage") == {q for q in QUEUES if q.endswith("Queue")}
    assert watched("AWS/Lambda", "Errors") == set(FUNCTIONS)
    assert "Dimensions" not in properties("FunctionThrottlesAlarm")  # concurrency is the account's
    for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
        assert watched("AWS/DynamoDB", metric) == {"ArticleTable"}
    assert watched("AWS/ApiGateway", "5XXError") == {"clippings", "live"}


def test_the_dashboard_is_json_and_shows_every_queue_and_every_functions_errors() -> None:
    body = json.loads(properties("Dashboard")["DashboardBody"])
    shown = json.dumps([widget["properties"]["metrics"] for widget in body["widgets"]])
    for queue in QUEUES:
        assert f'"QueueName", "{queue}.QueueName"' in shown, queue
    for function in FUNCTIONS:
        assert f'"Errors", "FunctionName", "{function}"' in shown, function


def test_every_alarm_speaks_where_it_was_told_to_and_is_explained() -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:pager"
    told = read(AlarmTopicArn=topic)
    explained = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for name, alarm in alarms().items():
        assert alarm["AlarmActions"] == [], name
        assert properties(name, told)["AlarmActions"] == [topic], name
        assert alarm["TreatMissingData"] == "notBreaching", name
        assert f"`{name.removesuffix('Alarm')}`" in explained, name


def test_alarms_are_mailed_to_the_address_that_is_given() -> None:
    assert TEMPLATE.of_type("AWS::SNS::Topic") == []
    told = read(AlarmEmail="desk@paper.example")
    assert properties("AlarmTopic", told)["Subscription"] == [{"Protocol": "email", "Endpoint": "desk@paper.example"}]
    for name in alarms():
        assert properties(name, told)["AlarmActions"] == ["AlarmTopic"], name


def test_a_budget_warns_of_what_was_spent_and_of_what_will_be() -> None:
    assert read(AlarmEmail="desk@paper.example").of_type("AWS::Budgets::Budget") == []
    assert read(MonthlyBudget="50").of_type("AWS::Budgets::Budget") == []  # nobody to tell
    own = properties("Budget", read(AlarmEmail="desk@paper.example", MonthlyBudget="50"))
    assert int(own["Budget"]["BudgetLimit"]["Amount"]) == 50
    told = [each["Notification"]["NotificationType"] for each in own["NotificationsWithSubscribers"]]
    assert told == ["ACTUAL", "FORECASTED"]


def test_tracing_is_on_unless_it_is_switched_off_everywhere() -> None:
    for value, function, others in (("on", "Active", True), ("off", "PassThrough", False)):
        template = read(Tracing=value)
        assert template.globals_of("Function", Names())["Tracing"] == function
        assert properties("Api", template)["TracingEnabled"] is others
        assert properties("ReplayStateMachine", template)["Tracing"] == {"Enabled": others}


@pytest.mark.parametrize("name", TEMPLATE.document["Parameters"])
def test_a_parameter_is_described_bounded_and_grouped(name: str) -> None:
    declared = TEMPLATE.document["Parameters"][name]
    assert declared["Description"].strip().endswith(".")
    assert {"AllowedValues", "AllowedPattern", "MinValue"} & set(declared)
    groups = TEMPLATE.document["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert sum(group["Parameters"].count(name) for group in groups) == 1


def test_the_api_is_regional_keyed_throttled_metered_and_logged() -> None:
    api = properties("Api")
    assert api["EndpointConfiguration"] == {"Type": "REGIONAL"}
    assert api["Auth"]["ApiKeyRequired"] is True
    assert api["BinaryMediaTypes"] == ["*/*"]
    assert api["AccessLogSetting"]["DestinationArn"] == "ApiLogs.Arn"
    for plan in ("UsagePlan", "ReaderPlan"):
        assert properties(plan)["Throttle"] == {"RateLimit": 50, "BurstLimit": 100}
    assert api["MethodSettings"][0]["ThrottlingRateLimit"] == 50


def test_a_route_without_a_key_holds_no_data_or_asks_for_a_signature() -> None:
    """OPTIONS is answered with the methods of the path, whatever the path."""
    open_paths = set()
    for function in FUNCTIONS:
        for event in properties(function).get("Events", {}).values():
            auth = event["Properties"].get("Auth", {})
            if event["Type"] != "Api" or event["Properties"]["Method"] == "OPTIONS":
                continue
            if auth.get("ApiKeyRequired") is False and auth.get("Authorizer") != "AWS_IAM":
                open_paths.add(event["Properties"]["Path"])
    assert open_paths == {"/", "/openapi.json", "/docs", "/v1/feeds/{feed}"}


def test_the_layer_is_for_the_functions_processor() -> None:
    for architecture, layer in (("arm64", "ClippingsLayerArm64"), ("x86_64", "ClippingsLayerX86")):
        chosen = read(Architecture=architecture)
        assert chosen.of_type("AWS::Serverless::LayerVersion") == [layer]
        assert chosen.globals_of("Function", Names())["Layers"] == [layer]
        assert chosen.resources[layer]["Metadata"]["BuildArchitecture"] == architecture


def test_what_cannot_be_made_again_outlives_the_stack() -> None:
    for name in [*BUCKETS, "ArticleTable"]:
        assert TEMPLATE.resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert TEMPLATE.resources[name]["UpdateReplacePolicy"] == "Retain"
