"""The function that reads the table's stream, with the records that pass its filter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.integration.conftest import Bench
from tests.integration.enrich_steps import enrich, notification_of, parsed
from tests.support.queue_messages import message

from clippings.settings import Settings
from clippings.storage import Wiring

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def records_of(bench: Bench) -> list[dict[str, Any]]:
    """Return the article records in the table, in the form of the stream."""
    items = bench.account.dynamodb.scan(TableName=bench.resources.ref("ArticleTable"))["Items"]
    return [{"eventName": "INSERT", "dynamodb": {"NewImage": item}} for item in items if item["sk"]["S"] == "RECORD"]


def test_a_repeated_stream_record_reports_a_match_once(bench: Bench) -> None:
    account = bench.account
    settings = Settings("inbox", "parsed", bench.resources.ref("ArticleTable"))
    wiring = Wiring(settings, lambda *_, **__: account.dynamodb)
    key = next(wiring.table.query_all("KEYS"))["id"]
    watch = wiring.watches.make(f"{key}.0123456789abcdef", None, {"q": "bridge"}, NOW, "f")
    assert enrich(bench, message(notification_of(bench, parsed(bench, "pages/one.html")))) == []
    event = {"Records": records_of(bench) * 2}
    for _ in range(2):
        assert bench.functions["FollowFunction"].invoke(event) is None
    (match,) = wiring.watches.matches(watch.id, limit=9).items
    assert match["change"] == "stored"


def test_without_watches_no_article_is_read(bench: Bench) -> None:
    image = {"id": {"S": "no such article"}, "sk": {"S": "RECORD"}, "change": {"S": "stored"}}
    assert bench.functions["FollowFunction"].invoke({"Records": [{"dynamodb": {"NewImage": image}}]}) is None
