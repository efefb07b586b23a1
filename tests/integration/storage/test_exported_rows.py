"""From a change in the table to a row of the table for Athena: the template's pipe and rule, and the real function."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from moto.events.models import EventPattern
from tests.integration.storage.conftest import NOW, LocalStack, Story
from tests.support.functions import CONTEXT, load_handler, queue_event
from tests.support.rights import Watched
from tests.support.template_names import Names
from tests.support.template_resources import TEMPLATE

from clippings.storage import Wiring
from clippings.storage.article_stream import ExportQueue

PIPE = TEMPLATE.properties("ChangePipe", Names())["TargetParameters"]
RULE = EventPattern.load(json.dumps(TEMPLATE.properties("ExportRule", Names())["EventPattern"]))


class Firehose:
    """Firehose's client. It takes every row, but for those of its next *refuses* calls."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.refuses = 0

    def put_record_batch(self, *, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803
        assert DeliveryStreamName == "rows"
        if self.refuses:
            self.refuses -= 1
            failed = [{"ErrorCode": "ServiceUnavailableException"}] * len(Records)
            return {"FailedPutCount": len(Records), "RequestResponses": failed}
        self.rows += [json.loads(each["Data"]) for each in Records]
        return {"FailedPutCount": 0, "RequestResponses": [{"RecordId": "1"}] * len(Records)}


class Export:
    """The export function over the stack's table, with the rights of its role."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.firehose = Firehose()
        self.denied: set[str] = set()
        self.module = load_handler("export")

    def wiring(self) -> Wiring:
        clients = {"dynamodb": self.stack.dynamodb, "s3": self.stack.s3}
        watched = {name: Watched(each, "ExportRole", self.denied) for name, each in clients.items()}
        made = self.stack.wiring(clients=watched | {"firehose": self.firehose}, export_stream="rows")
        made.table.pause = lambda _: None
        return made

    def deliver(self, body: Any) -> bool:
        """Deliver a message; return whether it was processed."""
        with patch.object(self.module, "wiring", self.wiring):
            answer = self.module.handler(queue_event(body), CONTEXT)
        return not answer["batchItemFailures"]


@pytest.fixture
def export(stack: LocalStack) -> Iterator[Export]:
    made = Export(stack)
    yield made
    assert made.denied == set()


def news(article_id: str, change: str = "stored", table: str = "ArticleTable") -> dict[str, Any]:
    """Return the event that the pipe puts on the bus, as its template says."""
    record = {"id": article_id, "change": change, "revision": "r", "stored_at": "2026-03-09T12:00:00.000000Z"}
    filled = re.sub(r"<\$\.dynamodb\.NewImage\.(\w+)\.S>", lambda m: json.dumps(record[m[1]]), PIPE["InputTemplate"])
    told = PIPE["EventBridgeEventBusParameters"]
    detail = json.loads(filled) | {"table": table}
    return {"source": told["Source"], "detail-type": told["DetailType"], "detail": detail}


def test_the_rule_selects_only_changes_of_this_stack() -> None:
    assert json.loads(re.sub(r"<[^>]+>", '""', PIPE["InputTemplate"]))["table"] == "ArticleTable"
    for change in ("stored", "revised", "withdrawn"):
        assert RULE.matches_event(news("a", change))
    assert not RULE.matches_event(news("a", table="another stack's"))
    assert not RULE.matches_event(news("a") | {"detail-type": "clippings.match"})


def test_a_change_becomes_a_row_with_the_current_article(stack: LocalStack, story: Story, export: Export) -> None:
    store = stack.wiring()
    story.file(store, 0, now=NOW)
    article_id = story.file(store, 2, "Another text.", tags=("Ferries",), now=NOW).article_id
    assert export.deliver(news(article_id))
    assert export.deliver(news(article_id, "revised"))
    first, second = export.firehose.rows
    assert first == second  # the first message came late, and the article was read as it is
    record = store.articles.get_record(article_id)
    assert record is not None
    assert (first["id"], first["version"], first["withdrawn"]) == (article_id, record.version, False)
    assert "Another text." in first["text"]
    assert json.loads(first["tags"]) == ["Ferries"]


def test_a_later_write_has_a_higher_version_and_the_same_day(stack: LocalStack, story: Story, export: Export) -> None:
    store = stack.wiring()
    for hours, text in ((3, "One text."), (1, "An older text."), (5, "A third text.")):
        export.deliver(news(story.file(store, hours, text, now=NOW).article_id))
    versions = [row["version"] for row in export.firehose.rows]
    assert versions == sorted(set(versions))
    assert {row["added_day"] for row in export.firehose.rows} == {NOW.date().isoformat()}


def test_a_takedown_becomes_a_row_with_only_keys(stack: LocalStack, story: Story, export: Export) -> None:
    """The record is stripped by then: what names the partition must have stayed."""
    store = stack.wiring()
    article_id = story.file(store, 0, now=NOW).article_id
    export.deliver(news(article_id))
    store.withdrawals.withdraw(article_id, "by request", NOW)
    assert export.deliver(news(article_id, "withdrawn"))
    before, after = export.firehose.rows
    assert (after["withdrawn"], after["id"], after["added_day"]) == (True, article_id, before["added_day"])
    assert after["version"] > before["version"]
    assert (after["title"], after["text"], after["markdown"], after["url"]) == (None, None, None, None)


def test_rows_rejected_by_firehose_are_retried(stack: LocalStack, story: Story, export: Export) -> None:
    article_id = story.file(stack.wiring(), 0, now=NOW).article_id
    export.firehose.refuses = 4
    assert not export.deliver(news(article_id))
    assert export.firehose.rows == []
    assert export.deliver(news(article_id))
    assert [row["id"] for row in export.firehose.rows] == [article_id]


def test_unknown_articles_put_no_rows_and_invalid_messages_fail(export: Export) -> None:
    assert export.deliver(news("a" * 26))
    assert not export.deliver({"Event": "s3:TestEvent"})
    assert export.firehose.rows == []


def test_reindexing_without_an_index_exports_every_article(stack: LocalStack, story: Story, export: Export) -> None:
    store = stack.wiring(export_queue_url="https://queue")
    article_id = story.file(store, 0, now=NOW).article_id
    sent: list[str] = []
    with patch.object(ExportQueue, "send", lambda _, ids: sent.extend(ids)):
        done = store.reindexer.step(None, is_late=lambda: False)
    assert article_id in sent  # beside those of the other tests of this table
    assert done.position is None
    assert export.deliver({"ids": sent})
    assert [row["id"] for row in export.firehose.rows] == sent
