"""The work that follows a change; tests/integration/search/test_following.py has real changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tests.support.stored_records import to_record

from clippings.storage.article_following import (
    DETAIL_TYPE,
    SOURCE,
    ArticleFollower,
    EventBus,
    Followed,
    to_request,
    to_search_document,
)
from clippings.storage.articles import Stored
from clippings.storage.watches import Match, Watch

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WATCH = Watch("k1.00", "Bridges", {"q": "bridge"}, NOW, "k1.feed")


class Client:
    """Takes the first event of a call and refuses the second."""

    def __init__(self) -> None:
        self.entries: list[Any] = []

    def put_events(self, **request: Any) -> Any:
        self.entries += request["Entries"]
        return {"Entries": [{"EventId": "1"}, {"ErrorCode": "InternalFailure"}][: len(request["Entries"])]}


class NoWatches:
    """There are no watches."""

    def active(self) -> list[Watch]:
        return []


def test_an_event_names_the_watch_and_the_article() -> None:
    client = Client()
    match = Match(WATCH, "a1", "r1", "stored", NOW, {"title": "T", "url": "https://a.example/"})
    taken = EventBus(lambda: client, "default").publish([match, match])
    assert taken == [match]
    entry = client.entries[0]
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == (SOURCE, DETAIL_TYPE, "default")
    assert json.loads(entry["Detail"]) == {
        "watch": "k1.00",
        "name": "Bridges",
        "id": "a1",
        "title": "T",
        "url": "https://a.example/",
        "change": "stored",
        "revision": "r1",
        "at": "2026-03-09T12:00:00.000000Z",
    }


def test_without_watches_and_index_no_article_is_read() -> None:
    follower = ArticleFollower(None, NoWatches())  # type: ignore[arg-type]
    assert follower.follow(["a", "b"]) == Followed()


def test_a_withdrawn_article_is_no_document() -> None:
    record = to_record(withdrawn_at=NOW)
    assert to_search_document(Stored(record, "r", NOW, None, "e")) is None


def test_a_watch_searches_for_its_words_and_filters() -> None:
    request = to_request({"q": "bridge", "filters": {"tag": ["a", "b"]}})
    assert request.filters == (("tag", ("a", "b")),)
    assert request.query is not None
    assert to_request({"filters": {"tag": ["a"]}}).query is None
