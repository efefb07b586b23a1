"""The template's state machine that unpacks the bundles of a bucket."""

from __future__ import annotations

from tests.support.template_resources import ROLES, TEMPLATE, listed, properties, read

from clippings_local.template import Template

INBOX = "arn:aws:s3:::clippings-inbox-123456789012-us-east-1"


def machine_rights(template: Template) -> dict[str, list[str]]:
    (policy,) = properties("UnpackMachineRole", template)["Policies"]
    found = {each["Sid"]: listed(each["Resource"]) for each in policy["PolicyDocument"]["Statement"]}
    return {sid: named for sid, named in found.items() if sid not in ("WriteLogs", "Trace")}


def test_the_machine_invokes_unpack_lists_two_buckets_at_most_and_writes_its_report_alone() -> None:
    assert machine_rights(TEMPLATE) == {
        "Unpack": ["UnpackFunction.Arn"],
        "ListBundles": [INBOX],
        "WriteReports": ["arn:aws:s3:::clippings-parsed-123456789012-us-east-1/unpacks/*"],
        "RunItems": ["arn:aws:states:us-east-1:123456789012:stateMachine:clippings-unpack"],
        "FollowItems": ["arn:aws:states:us-east-1:123456789012:execution:clippings-unpack*"],
    }
    assert machine_rights(read(BundleBucket="crawls"))["ListBundles"] == [INBOX, "arn:aws:s3:::crawls"]


def test_another_bucket_of_bundles_is_read_by_the_functions_that_read_pages_alone() -> None:
    template = read(BundleBucket="crawls")
    reading = {}
    for role in ROLES:
        for statement in properties(role, template)["Policies"][0]["PolicyDocument"]["Statement"]:
            if statement["Sid"] == "ReadBundleBucket":
                assert not [each for each in statement["Action"] if not each.startswith(("s3:Get", "s3:List"))]
                reading[role] = statement["Resource"]
    crawls = ["arn:aws:s3:::crawls", "arn:aws:s3:::crawls/*"]
    assert reading == {"ParseRole": crawls, "UnpackRole": crawls, "ReplayRole": crawls}
    given = properties("UnpackStateMachine", template)["Definition"]["States"]["Defaults"]["Parameters"]
    assert given["bucket"] == "crawls"


def test_a_task_has_the_time_of_its_function_and_a_bundle_no_limit() -> None:
    item = properties("UnpackStateMachine")["Definition"]["States"]["UnpackBundles"]["ItemProcessor"]
    assert item["ProcessorConfig"]["ExecutionType"] == "STANDARD"  # an express execution ends after five minutes
    assert item["States"]["Unpack"]["TimeoutSeconds"] > properties("UnpackFunction")["Timeout"]


def test_the_first_bucket_is_the_inbox_and_few_bundles_may_fail() -> None:
    states = properties("UnpackStateMachine")["Definition"]["States"]
    assert f"arn:aws:s3:::{states['Defaults']['Parameters']['bucket']}" == INBOX
    assert states["Defaults"]["Parameters"]["concurrency.$"] == "States.StringToJson('5')"
    assert states["UnpackBundles"]["ToleratedFailurePercentage"] == 5
