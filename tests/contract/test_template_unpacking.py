"""The template's state machine that unpacks the bundles of a bucket."""

from __future__ import annotations

from tests.support.template_resources import ROLES, TEMPLATE, listed, properties, read

from clippings_local.template import Template

INBOX = "arn:aws:s3:::clippings-inbox-123456789012-us-east-1"


def machine_rights(template: Template) -> dict[str, list[str]]:
    (policy,) = properties("UnpackMachineRole", template)["Policies"]
    found = {each["Sid"]: listed(each["Resource"]) for each in policy["PolicyDocument"]["Statement"]}
    return {sid: named for sid, named in found.items() if sid not in ("WriteLogs", "Trace")}


def test_the_unpack_machine_has_only_the_permissions_that_it_needs() -> None:
    assert machine_rights(TEMPLATE) == {
        "Unpack": ["UnpackFunction.Arn"],
        "ListBundles": [INBOX],
        "WriteReports": ["arn:aws:s3:::clippings-parsed-123456789012-us-east-1/unpacks/*"],
        "RunItems": ["arn:aws:states:us-east-1:123456789012:stateMachine:clippings-unpack"],
        "FollowItems": ["arn:aws:states:us-east-1:123456789012:execution:clippings-unpack*"],
    }
    assert machine_rights(read(BundleBucket="crawls"))["ListBundles"] == [INBOX, "arn:aws:s3:::crawls"]


def test_only_functions_that_read_pages_can_read_the_bundle_bucket() -> None:
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


def test_tasks_have_the_function_timeout_and_bundles_have_none() -> None:
    item = properties("UnpackStateMachine")["Definition"]["States"]["UnpackBundles"]["ItemProcessor"]
    assert item["ProcessorConfig"]["ExecutionType"] == "STANDARD"  # an express execution ends after five minutes
    assert item["States"]["Unpack"]["TimeoutSeconds"] > properties("UnpackFunction")["Timeout"]


def test_the_first_bucket_is_the_inbox_and_few_bundles_may_fail() -> None:
    states = properties("UnpackStateMachine")["Definition"]["States"]
    assert f"arn:aws:s3:::{states['Defaults']['Parameters']['bucket']}" == INBOX
    assert states["Defaults"]["Parameters"]["concurrency.$"] == "States.StringToJson('5')"
    assert states["UnpackBundles"]["ToleratedFailurePercentage"] == 5
