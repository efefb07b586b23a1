"""``clippings replay`` on a running service, and the state machine that does the same in a deployed stack."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clippings_local.command import main
from clippings_local.project import find_project, sample_pages
from clippings_local.resources import PSEUDO_PARAMETERS, MadeResources
from clippings_local.stack import LocalStack, running_stack
from clippings_local.template import read_template

HARBOUR = "The Harbour Gazette"


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with running_stack(find_project().template) as running:
        for page in sample_pages():
            running.account.s3.put_object(
                Bucket=running.inbox_bucket, Key=f"samples/{page.name}", Body=page.read_bytes()
            )
        assert running.settle()
        yield running


def replay(stack: LocalStack, capsys: pytest.CaptureFixture[str], *given: str) -> list[dict[str, Any]]:
    status = main(["replay", "--s3", stack.s3, "--output", "json", *given])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == (0 if rows else 1)
    return rows


def forget(stack: LocalStack) -> None:
    """Take away what is known of the uploads, as time does after ninety days."""
    table = stack.resources.ref("ArticleTable")
    for item in stack.account.dynamodb.scan(TableName=table)["Items"]:
        if item["pk"]["S"].startswith(("OBJECT#", "INGESTION#")):
            stack.account.dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})


def test_uploads_of_the_current_extractor_are_skipped(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    rows = replay(stack, capsys)

    assert [row["key"] for row in rows] == [f"samples/{page.name}" for page in sample_pages()]
    assert {row["outcome"] for row in rows} == {"current"}


def test_a_replay_is_selected_by_prefix_publisher_or_article(
    stack: LocalStack, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(stack, capsys, "--prefix", "elsewhere/") == []
    (of_publisher,) = replay(stack, capsys, "--publisher", HARBOUR)
    assert of_publisher["key"] == "samples/01-json-ld-graph.html"
    assert replay(stack, capsys, "--article", of_publisher["article_id"]) == [of_publisher]


def test_a_replay_without_ingestions_changes_no_articles(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    forget(stack)

    rows = replay(stack, capsys, "--versions", "all")

    assert {row["outcome"] for row in rows} == {"stored", "rejected"}
    assert not any(row.get("changed") for row in rows)


def test_a_service_that_does_not_answer_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--s3", "http://127.0.0.1:9"]) == 2
    assert "127.0.0.1:9" in capsys.readouterr().err


def states() -> dict[str, Any]:
    template = read_template(Path(find_project().template), {}, PSEUDO_PARAMETERS)
    resources = MadeResources(template, None)  # type: ignore[arg-type]
    found: dict[str, Any] = template.properties("ReplayStateMachine", resources)["Definition"]["States"]
    return found


def test_the_state_machine_passes_the_same_input_as_the_command() -> None:
    """By key for the inbox, by id for a publisher's articles; see ``clippings_local.replay_command``.

    The name of the execution says where a part of the report is put; a command has none.
    """
    found = states()
    execution = {"execution.$": "$$.Execution.Name"}
    inbox = {"key.$": "$$.Map.Item.Value.Key", "versions.$": "$.versions"}
    assert found["ReplayInbox"]["ItemSelector"] == inbox | execution
    assert found["ReplayArticles"]["ItemSelector"] == {"article.$": "$$.Map.Item.Value.article"} | execution
    assert set(found["SelectArticles"]["Parameters"]["Payload"]) == {"publisher.$", "execution.$"}
    extract = found["ReplayInbox"]["ItemProcessor"]["States"]["Extract"]["Parameters"]
    assert extract == {"FunctionName": extract["FunctionName"], "Payload.$": "$"}


def test_map_states_are_distributed_and_bounded_and_write_reports() -> None:
    for name in ("ReplayInbox", "ReplayArticles"):
        found = states()[name]
        assert found["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
        assert found["MaxConcurrencyPath"] == "$.concurrency"
        assert found["ResultWriter"]["Parameters"]["Prefix.$"] == "States.Format('replays/{}', $$.Execution.Name)"


STUB = b"<title>Log in</title><p>Log in to read on.</p>"


def statuses(stack: LocalStack, key: str) -> list[str]:
    found = stack.account.dynamodb.query(
        TableName=stack.resources.ref("ArticleTable"),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"OBJECT#{stack.inbox_bucket}/{key}"}},
    )
    return [item["status"]["S"] for item in found["Items"]]


def test_a_rejected_upload_can_be_admitted_permanently(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    stack.account.s3.put_object(Bucket=stack.inbox_bucket, Key="refused.html", Body=STUB)
    assert stack.settle()
    assert statuses(stack, "refused.html") == ["rejected"]
    assert [row["outcome"] for row in replay(stack, capsys, "--prefix", "refused.html")] == ["current"]

    outcomes = []
    for command in (["admit", "refused.html"], ["replay", "--prefix", "refused.html"]):
        assert main([*command, "--s3", stack.s3, "--output", "json"]) == 0
        outcomes.append(json.loads(capsys.readouterr().out)["outcome"])

    assert outcomes == ["stored", "current"]
    assert statuses(stack, "refused.html") == ["stored"]
    forget(stack)
    (row,) = replay(stack, capsys, "--prefix", "refused.html")
    assert row["outcome"] in ("stored", "unchanged")
    stack.account.s3.delete_object(Bucket=stack.inbox_bucket, Key="refused.html")


def test_metadata_can_admit_an_upload(stack: LocalStack) -> None:
    stack.account.s3.put_object(
        Bucket=stack.inbox_bucket, Key="wanted.html", Body=STUB, Metadata={"admit": "everything"}
    )
    assert stack.settle()
    assert statuses(stack, "wanted.html") == ["stored"]
    stack.account.s3.delete_object(Bucket=stack.inbox_bucket, Key="wanted.html")
