"""The properties of the template's resources: encryption, time limits, billing, the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.support.template_names import Names
from tests.support.template_resources import (
    BUCKETS,
    FUNCTIONS,
    KEY,
    QUEUES,
    TEMPLATE,
    WITH_KEY,
    properties,
    read,
    resources,
)

from clippings.storage.change_announcements import MAX_WRITER_TIME


def test_the_stream_consumer_starts_at_latest_and_keeps_failed_records() -> None:
    (source,) = properties("FollowFunction")["Events"].values()
    own = source["Properties"]
    assert source["Type"] == "DynamoDB"
    assert own["BisectBatchOnFunctionError"] is True
    assert own["MaximumRecordAgeInSeconds"] == 24 * 3600  # as long as the stream keeps a record
    assert own["DestinationConfig"]["OnFailure"] == {"Type": "SQS", "Destination": "FollowDeadLetters.Arn"}
    (pipes,) = properties("ChangePipe")["SourceParameters"]["FilterCriteria"]["Filters"]
    assert own["FilterCriteria"]["Filters"] == [pipes]  # the changes that are published on the bus


@pytest.mark.parametrize("bucket", BUCKETS)
def test_buckets_are_private_encrypted_versioned_and_require_tls(bucket: str) -> None:
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


def test_only_parsed_objects_expire_after_thirty_days() -> None:
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
def test_queues_are_encrypted(queue: str) -> None:
    assert properties(queue)["SqsManagedSseEnabled"] is True
    assert properties(queue, WITH_KEY)["KmsMasterKeyId"] == KEY
    assert "SqsManagedSseEnabled" not in properties(queue, WITH_KEY)


@pytest.mark.parametrize("queue", QUEUES)
def test_dead_letters_are_kept_for_at_least_seven_days(queue: str) -> None:
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


def test_each_api_path_has_one_function() -> None:
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
def test_queues_have_six_function_timeouts_and_report_partial_failures(function: str, source: dict[str, Any]) -> None:
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
def test_followers_wait_longer_than_the_time_limit_of_writers(function: str) -> None:
    in_flight = timedelta(seconds=30)  # a request that was sent when the function's time was up
    assert timedelta(seconds=properties(function)["Timeout"]) + in_flight <= MAX_WRITER_TIME


def test_all_attempts_of_a_replay_task_fit_into_an_express_execution() -> None:
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
def test_queues_require_tls(queue: str) -> None:
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


def test_the_table_is_on_demand_or_has_autoscaled_capacity() -> None:
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


def test_the_table_has_the_requested_recovery_and_protection() -> None:
    own = properties("ArticleTable")
    assert own["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert own["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert own["DeletionProtectionEnabled"] == "true"
    assert properties("ArticleTable", read(DeletionProtection="false"))["DeletionProtectionEnabled"] == "false"
    assert properties("ArticleTable", WITH_KEY)["SSESpecification"]["KMSMasterKeyId"] == KEY


def test_tracing_is_switched_on_or_off_for_all_functions() -> None:
    for value, function, others in (("on", "Active", True), ("off", "PassThrough", False)):
        template = read(Tracing=value)
        assert template.globals_of("Function", Names())["Tracing"] == function
        assert properties("Api", template)["TracingEnabled"] is others
        for machine in ("ReplayStateMachine", "UnpackStateMachine"):
            assert properties(machine, template)["Tracing"] == {"Enabled": others}


@pytest.mark.parametrize("name", TEMPLATE.document["Parameters"])
def test_template_parameters_have_descriptions_bounds_and_groups(name: str) -> None:
    declared = TEMPLATE.document["Parameters"][name]
    assert declared["Description"].strip().endswith(".")
    assert {"AllowedValues", "AllowedPattern", "MinValue"} & set(declared)
    groups = TEMPLATE.document["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert sum(group["Parameters"].count(name) for group in groups) == 1


def test_the_api_is_regional_with_keys_throttling_metrics_and_logs() -> None:
    api = properties("Api")
    assert api["EndpointConfiguration"] == {"Type": "REGIONAL"}
    assert api["Auth"]["ApiKeyRequired"] is True
    assert api["BinaryMediaTypes"] == ["*/*"]
    assert api["AccessLogSetting"]["DestinationArn"] == "ApiLogs.Arn"
    for plan in ("UsagePlan", "ReaderPlan"):
        assert properties(plan)["Throttle"] == {"RateLimit": 50, "BurstLimit": 100}
    assert api["MethodSettings"][0]["ThrottlingRateLimit"] == 50


def test_routes_without_a_key_are_public_or_signed() -> None:
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


def test_the_layer_and_the_functions_have_the_same_architecture() -> None:
    for architecture, layer in (("arm64", "ClippingsLayerArm64"), ("x86_64", "ClippingsLayerX86")):
        chosen = read(Architecture=architecture)
        assert chosen.of_type("AWS::Serverless::LayerVersion") == [layer]
        assert chosen.globals_of("Function", Names())["Layers"] == [layer]
        assert chosen.resources[layer]["Metadata"]["BuildArchitecture"] == architecture


def test_resources_with_unique_data_are_retained() -> None:
    for name in [*BUCKETS, "ArticleTable"]:
        assert TEMPLATE.resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert TEMPLATE.resources[name]["UpdateReplacePolicy"] == "Retain"
