"""Making and listing open feeds: what is stored, what is rejected, and for which key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.feed_client import make, path_of, shelve
from tests.support.list_recorder import CURSORS
from tests.support.served_calls import NOW, serve

from clippings.storage.open_feeds import FeedPage, OpenFeed
from clippings.web.open_feed_calls import CALLS, FeedRequest


def test_a_new_feed_is_answered_with_its_address_and_not_cached() -> None:
    answer = shelve()[0].post("/v1/feeds", {"tag": "floods"})
    assert answer.headers["location"] == answer.json["address"]
    assert answer.headers["cache-control"] == "no-store"


def test_feeds_have_unique_ids_for_revocation() -> None:
    client, _ = shelve()
    assert len({make(client, tag="floods")["id"] for _ in range(20)}) == 20


def test_a_feed_belongs_to_the_calling_key_and_has_the_requested_end() -> None:
    end = datetime.now(UTC) + timedelta(days=2)
    made = make(shelve()[0], tag="floods", ends_at=end.isoformat())
    assert made["id"].startswith("tests.")
    assert datetime.fromisoformat(made["ends_at"]) == end
    assert made["open"] is True


@pytest.mark.parametrize("ends_at", ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00", "soon", 7])
def test_an_end_is_a_future_time_with_a_zone(ends_at: Any) -> None:
    answer = shelve()[0].post("/v1/feeds", {"ends_at": ends_at})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")


class Listed:
    """Two pages of feeds of the key."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def of_key(self, key_id: str, *, limit: int, position: Any) -> FeedPage:
        self.asked.append((key_id, limit, position))
        past = NOW - timedelta(days=1)
        feeds = OpenFeed("tests.1", "rss", {"tag": "a"}, NOW), OpenFeed("tests.2", "atom", {}, NOW, past)
        return FeedPage(feeds, None if position else {"sk": "2"})


def test_feeds_of_the_key_are_listed_with_address_and_state() -> None:
    feeds = Listed()
    client = serve(CALLS, feeds=feeds, cursors=CURSORS)
    first = client.get("/v1/feeds", limit="2").json
    assert [(item["id"], item["open"], item["filters"]) for item in first["items"]] == [
        ("tests.1", True, {"tag": "a"}),
        ("tests.2", False, {}),
    ]
    assert path_of(first["items"][0]["address"])
    assert client.get("/v1/feeds", limit="2", cursor=first["next_cursor"]).json["next_cursor"] is None
    assert feeds.asked == [("tests", 2, None), ("tests", 2, {"sk": "2"})]


def test_a_caller_authenticated_by_iam_has_no_feeds() -> None:
    client = serve(CALLS, feeds=SimpleNamespace(), cursors=CURSORS)
    answer = client.as_iam_caller().post("/v1/feeds", {})
    assert (answer.status, answer.json["type"]) == (403, "urn:clippings:problem:right-missing")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"format": "pdf"}, "invalid-body"),
        ({"tag": ""}, "invalid-body"),
        ({"tag": "x" * 201}, "invalid-body"),
        ({"tag": 7}, "invalid-body"),
        ({"tags": "floods"}, "invalid-body"),
        ({"from": "2026-01-01"}, "invalid-body"),
        ({"q": "… !"}, "not-searchable"),
    ],
)
def test_a_feed_with_invalid_filters_is_not_created(body: dict[str, Any], code: str) -> None:
    answer = shelve()[0].post("/v1/feeds", body)
    assert (answer.status, answer.json["type"]) == (400, f"urn:clippings:problem:{code}")


@pytest.mark.parametrize(
    "body", [rb'{"tag": "\ud800"}', rb'{"q": "a\udc00b"}', b'{"tag": "\xed\xa0\x80"}'], ids=["high", "low", "raw"]
)
def test_a_lone_surrogate_is_an_invalid_body(body: bytes) -> None:
    answer = shelve()[0].post("/v1/feeds", body, {"content-type": "application/json"})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")


WHOLE = [name for name in FeedRequest.model_fields if name not in {"format", "ends_at", "dated", "sort"}]


def test_filters_of_maximum_length_are_accepted() -> None:
    client, _ = shelve()
    made = make(client, **dict.fromkeys(WHOLE, "x" * 200))
    assert client.get(path_of(made["address"])).status == 200


def test_a_filter_of_a_feed_accepts_several_values() -> None:
    client, recorder = shelve()
    made = make(client, tag=["ports", "rivers"], sort="oldest")
    assert client.get(path_of(made["address"])).status == 200
    assert recorder.asked == [("tag", ("ports", "rivers"))]
    assert recorder.options["newest_first"] is False


@pytest.mark.parametrize("tag", [[], ["a"] * 11, [""], "", 7, [["a"]]])
def test_an_invalid_filter_of_a_feed_is_named(tag: Any) -> None:
    answer = shelve()[0].post("/v1/feeds", {"tag": tag})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")
    assert {error["name"].partition(".")[0] for error in answer.json["errors"]} == {"tag"}
    assert "constrained" not in answer.text
