"""The unpack state machine as it is deployed: it lists, invokes the function stretch by stretch, and ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.end_to_end.stack import Stack, until
from tests.support.bundle_files import article_page, http, members, record

ENDED = frozenset({"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
KEY = "bundles/crawl.warc.gz"


def unpack(stack: Stack, prefix: str) -> list[dict[str, Any]]:
    """Run the state machine over the inbox; return the rows of its report, as its executions answered them."""
    machines = stack.client("stepfunctions")
    machine = stack.outputs["UnpackStateMachineArn"]
    execution = machines.start_execution(stateMachineArn=machine, input=json.dumps({"prefix": prefix}))["executionArn"]

    def end() -> dict[str, Any] | None:
        told: dict[str, Any] = machines.describe_execution(executionArn=execution)
        return told if told["status"] in ENDED else None

    told = until(end, f"the end of {execution}")
    assert told["status"] == "SUCCEEDED", told
    (run,) = machines.list_map_runs(executionArn=execution)["mapRuns"]
    items = machines.list_executions(mapRunArn=run["mapRunArn"])["executions"]
    answers = (machines.describe_execution(executionArn=item["executionArn"])["output"] for item in items)
    return sorted((json.loads(answer) for answer in answers), key=lambda row: row["key"])


@pytest.fixture(scope="module")
def unpacked(stack: Stack) -> str:
    """The version of a bundle that the queue has unpacked, and an object that is no bundle beside it."""
    stack.put("bundles/notes.txt", b"no bundle")
    version = stack.put(
        KEY, members([record(http(article_page(n)), url=f"https://press.example/{n}") for n in range(3)])
    )

    def ended() -> bool:
        answer = stack.ask(f"/v1/ingestions?key={KEY}")
        return answer.status == 200 and [each["status"] for each in answer.plain["items"]] == ["unpacked"]

    until(ended, f"the end of {KEY}")
    return version


def test_what_the_queue_has_unpacked_is_current_and_what_is_no_bundle_is_named(stack: Stack, unpacked: str) -> None:
    bundle, notes = unpack(stack, "bundles/")
    assert (bundle["key"], bundle["outcome"], bundle["version"]) == (KEY, "current", unpacked)
    assert (notes["key"], notes["outcome"]) == ("bundles/notes.txt", "not-a-bundle")


def test_a_bundle_is_unpacked_and_reported_with_its_pages(stack: Stack, unpacked: str) -> None:
    table, dynamodb = stack.outputs["TableName"], stack.client("dynamodb")
    place = {"pk": {"S": f"OBJECT#{stack.outputs['InboxBucket']}/{KEY}"}, "sk": {"S": unpacked}}
    dynamodb.delete_item(TableName=table, Key=place)  # as time does
    (row,) = unpack(stack, KEY)
    assert (row["outcome"], row["pages"], row["version"]) == ("unpacked", 3, unpacked)
    assert "stretch" not in row
