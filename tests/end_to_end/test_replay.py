"""The replay state machine as it is deployed: it lists, selects, calls the function and passes over what is done."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.end_to_end.stack import Stack, until

from clippings_local.project import sample_pages

ENDED = frozenset({"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})


@pytest.fixture(scope="module")
def filed(stack: Stack) -> dict[str, str]:
    """The article ids of two sample pages by their keys."""
    found = {}
    for page in sample_pages()[:2]:
        stack.put(f"replay/{page.name}", page.read_bytes(), ContentType="text/html")
        found[f"replay/{page.name}"] = stack.ended(f"replay/{page.name}")["article_id"]
    return found


def replay(stack: Stack, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Run the state machine; return the rows of its report, as its tasks answered them."""
    machines = stack.client("stepfunctions")
    machine = stack.outputs["ReplayStateMachineArn"]
    execution = machines.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]

    def end() -> dict[str, Any] | None:
        told: dict[str, Any] = machines.describe_execution(executionArn=execution)
        return told if told["status"] in ENDED else None

    told = until(end, f"the end of {execution}")
    assert told["status"] == "SUCCEEDED", told
    (run,) = machines.list_map_runs(executionArn=execution)["mapRuns"]
    tasks = machines.list_executions(mapRunArn=run["mapRunArn"])["executions"]
    answers = (machines.describe_execution(executionArn=task["executionArn"])["output"] for task in tasks)
    return sorted((row for answer in answers for row in json.loads(answer)), key=lambda row: row["key"])


def forget(stack: Stack, key: str) -> None:
    """Take away what is known of an upload, as time does."""
    table, dynamodb = stack.outputs["TableName"], stack.client("dynamodb")
    pk = {"S": f"OBJECT#{stack.outputs['InboxBucket']}/{key}"}
    values = {":pk": pk}
    found = dynamodb.query(TableName=table, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=values)
    for item in found["Items"]:
        dynamodb.delete_item(TableName=table, Key={"pk": pk, "sk": item["sk"]})


def test_a_prefix_of_the_inbox_is_replayed_without_finished_uploads(stack: Stack, filed: dict[str, str]) -> None:
    forgotten, known = filed
    forget(stack, forgotten)

    rows = replay(stack, {"prefix": "replay/"})

    assert [(row["key"], row["article_id"]) for row in rows] == sorted(filed.items())
    outcomes = {row["key"]: row["outcome"] for row in rows}
    assert outcomes[known] == "current"
    assert outcomes[forgotten] in ("stored", "unchanged")
    assert not any(row.get("changed") for row in rows)


def test_a_publishers_articles_are_replayed_with_all_their_captures(stack: Stack, filed: dict[str, str]) -> None:
    rows = replay(stack, {"publisher": "The Harbour Gazette", "concurrency": 2})

    assert {row["article_id"] for row in rows} == {filed["replay/01-json-ld-graph.html"]}
    assert "replay/01-json-ld-graph.html" in {row["key"] for row in rows}


def test_a_prefix_without_uploads_ends_without_rows(stack: Stack) -> None:
    assert replay(stack, {"prefix": "nothing/here/"}) == []


@pytest.mark.parametrize("sid", ["ReadPages", "FileArticles"])
def test_replay_needs_each_of_its_permissions(stack: Stack, filed: dict[str, str], sid: str) -> None:
    key = next(iter(filed))
    forget(stack, key)
    event = {"key": key, "versions": "all"}
    with stack.without("ReplayRole", sid):
        assert "AccessDenied" in stack.invoke("ReplayFunction", event)["errorMessage"]
    assert stack.invoke("ReplayFunction", event)[0]["key"] == key
