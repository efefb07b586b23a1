"""Calls that return lists: which partition is read, where a cursor is valid, and which requests are rejected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.gateway_client import Client
from tests.support.list_recorder import CURSORS, AnyPublisher, Recorder
from tests.support.served_calls import serve

from clippings.facets import FACET_NAMES
from clippings.storage.ingestions import IngestionPage
from clippings.storage.lists import Rows
from clippings.storage.terms_engine import TermsEngine
from clippings.web import responses
from clippings.web.list_calls import CALLS
from clippings.web.list_parameters import FIELDS, Selection
from clippings.web.problems import Problem

SHORT = dict.fromkeys(FIELDS, "x")


def shelve(page: Any = None, items: Any = (SHORT,), position: Any = None) -> tuple[Client, Recorder]:
    recorder = Recorder(page or Rows(tuple(items), position, len(items)))
    engine = TermsEngine(recorder)  # type: ignore[arg-type]
    stores: dict[str, Any] = {
        "search": engine,
        "listings": engine,
        "additions": recorder,
        "facet_values": AnyPublisher(),
    }
    stores |= {"changes": recorder, "ingestions": recorder, "cursors": CURSORS}
    return serve(CALLS, settings=SimpleNamespace(inbox_bucket="inbox"), **stores), recorder


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({"publisher": "Gazette"}, ("publisher", ("Gazette",))),
        ({"language": "en", "publisher": "Gazette"}, ("publisher", ("Gazette",), ("language", ("en",)))),
        ({"publisher": "Gazette", "author": "Moe"}, ("author", ("Moe",), ("publisher", ("Gazette",)))),
        ({"q": "old bridges"}, ("term", ("bridges",), ("term", ("old",)))),
        ({"q": "bridge", "publisher": "Gazette"}, ("term", ("bridge",), ("publisher", ("Gazette",)))),
        ({"host": "www.gazette.example", "language": "en"}, ("language", ("en",), ("host", ("www.gazette.example",)))),
        ({"kind": "opinion", "access": "free"}, (("kind", ("opinion",)), ("access", ("free",)))),
        (
            {"q": "bridge", "tag": "port", "section": "News"},
            ("tag", ("port",), ("term", ("bridge",)), ("section", ("News",))),
        ),
    ],
)
def test_the_smallest_partition_is_read_and_the_other_values_are_filters(
    query: dict[str, str], places: tuple[Any, ...]
) -> None:
    client, recorder = shelve()
    assert client.get("/v1/articles", **query).status == 200
    assert recorder.asked == [places]


def test_a_list_without_a_filter_reads_the_months() -> None:
    client, recorder = shelve()
    client.get("/v1/articles")
    assert recorder.asked == [()]


def test_days_order_and_limit_are_passed_on() -> None:
    client, recorder = shelve()
    query = {"from_": "2026-02-01", "to": "2026-02-28", "order": "oldest", "limit": "7", "tag": "a"}
    assert client.get("/v1/articles", **query).status == 200
    assert recorder.options == {
        "first_day": "2026-02-01",
        "last_day": "2026-02-28",
        "dated": None,
        "added_since": None,
        "newest_first": False,
        "limit": 7,
        "position": None,
        "accepts": None,
    }


@pytest.mark.parametrize(
    ("limit", "status"), [("1", 200), ("100", 200), ("0", 400), ("101", 400), ("-1", 400), ("1e1", 400)]
)
def test_a_limit_is_between_1_and_100(limit: str, status: int) -> None:
    assert shelve()[0].get("/v1/articles", limit=limit).status == status


@pytest.mark.parametrize(
    "day",
    [
        "2026-2-1",
        "20260201",
        "2026-02-01T00:00:00Z",
        "1769904000",
        "２０２６-02-01",
        " 2026-02-01",
        "2026-02-30",
        "0000-01-01",
    ],
)
def test_a_day_has_one_format(day: str) -> None:
    client, recorder = shelve()
    answer = client.get("/v1/articles", to=day)
    assert (answer.status, answer.json["parameter"]) == (400, "to")
    assert recorder.asked == []


def test_a_range_may_be_one_day() -> None:
    day = date(2026, 2, 1)
    assert Selection((), first_day=day, last_day=day).first_day == day
    with pytest.raises(Problem):
        Selection((), first_day=day, last_day=date(2026, 1, 31))


def test_a_page_has_the_cursor_and_the_address_of_the_next_page() -> None:
    client, _ = shelve(position={"sk": "2026-02-01#00#a"})
    answer = client.get("/v1/articles", tag="a b", limit="1")
    link = answer.headers["link"]
    query = parse_qs(urlsplit(link[1 : link.index(">")]).query)
    assert query == {"tag": ["a b"], "limit": ["1"], "cursor": [answer.json["next_cursor"]]}
    assert link.startswith("</live/v1/articles?")


def test_an_empty_page_may_have_a_next_page() -> None:
    answer = shelve(items=(), position={"sk": "2026-02-01#00#a"})[0].get("/v1/articles", tag="a")
    assert (answer.status, answer.json["items"]) == (200, [])
    assert answer.json["next_cursor"]


def test_the_last_page_has_no_next_page() -> None:
    answer = shelve()[0].get("/v1/articles")
    assert answer.json["next_cursor"] is None
    assert "link" not in answer.headers


def test_a_cursor_continues_at_its_position() -> None:
    client, recorder = shelve(position={"sk": "2026-02-01#00#a"})
    cursor = client.get("/v1/articles", tag="a").json["next_cursor"]
    client.get("/v1/articles", tag="a", cursor=cursor)
    assert recorder.options["position"] == {"sk": "2026-02-01#00#a"}


def test_a_cursor_is_valid_with_another_limit_and_other_fields() -> None:
    """They do not decide which rows there are."""
    client, _ = shelve(position={"sk": "2026-02-01#00#a"})
    cursor = client.get("/v1/articles", tag="a").json["next_cursor"]
    assert client.get("/v1/articles", tag="a", limit="3", fields="id", cursor=cursor).status == 200


QUERIES: list[dict[str, str]] = [
    {}, *({facet: "x"} for facet in FACET_NAMES), {"q": "xx"}, {"tag": "x", "author": "x"}, {"from_": "2026-01-01"},
    {"to": "2026-01-01"}, {"sort": "oldest"}, {"sort": "added"}, {"tag": "y"}, {"dated": "true"},
    {"added_since": "2026-01-01T00:00:00Z"},
]  # fmt: skip


def test_a_cursor_of_one_list_is_invalid_for_another() -> None:
    client, _ = shelve(position={"sk": "2026-02-01#00#a"})
    cursors = [client.get("/v1/articles", **query).json["next_cursor"] for query in QUERIES]
    for given, cursor in enumerate(cursors):
        for asked, query in enumerate(QUERIES):
            status = client.get("/v1/articles", **query, cursor=cursor).status
            assert status == (200 if given == asked else 400), (QUERIES[given], query)


def test_a_cursor_of_changes_is_invalid_for_articles() -> None:
    client, _ = shelve(Rows((), {"sk": "2026-02-01#00#a"}, 0, caught_up=True))
    cursor = client.get("/v1/changes").json["next_cursor"]
    assert client.get("/v1/articles", cursor=cursor).status == 400
    assert client.get("/v1/changes", cursor=cursor).status == 200


def test_only_requested_fields_are_returned() -> None:
    client, _ = shelve(items=({"id": "a", "title": "t", "url": "u"}, {"id": "b"}))
    assert client.get("/v1/articles", fields="title,id").json["items"] == [{"title": "t", "id": "a"}, {"id": "b"}]


@pytest.mark.parametrize("fields", ["", "id,", ",id", "id;title", "id, title", "text", "ID"])
def test_unknown_fields_are_rejected(fields: str) -> None:
    answer = shelve()[0].get("/v1/articles", fields=fields)
    assert (answer.status, answer.json["parameter"]) == (400, "fields")


def test_unknown_fields_are_reported_with_the_known_ones() -> None:
    detail = shelve()[0].get("/v1/articles", fields="id,titel").json["detail"]
    assert "'titel'" in detail
    assert "'id'" not in detail
    assert all(name in detail for name in FIELDS)
    assert "^" not in detail


def test_all_fields_can_be_requested_at_once() -> None:
    assert shelve()[0].get("/v1/articles", fields=",".join(FIELDS)).json["items"] == [SHORT]


def test_a_query_without_searchable_words_reads_nothing() -> None:
    client, recorder = shelve()
    answer = client.get("/v1/articles", q="… !")
    assert answer.json["type"] == "urn:clippings:problem:not-searchable"
    assert recorder.asked == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"q": '"old bridge'}, "q"),
        ({"q": "x" * 10_000}, "q"),
        ({"q": "the of"}, "q"),
        ({"q": "* **"}, "q"),
        ({"q": "-bridge"}, "q"),
        ({"q": "bri*"}, "q"),  # the engine of this test looks up whole words
        ({"q": " OR ".join(f"w{n}" for n in range(60))}, "q"),
        ({"q": "bridge", "sort": "best"}, "sort"),
        ({"q": "bridge", "facets": "publisher,colour"}, "facets"),
        ({"q": "bridge", "highlights": "yes"}, "highlights"),
    ],
)
def test_an_unanswerable_search_names_its_parameter_and_reads_nothing(query: dict[str, str], parameter: str) -> None:
    client, recorder = shelve()
    answer = client.get("/v1/articles", **query)
    assert (answer.status, answer.json["parameter"]) == (400, parameter)
    assert recorder.asked == []


def test_two_hundred_values_of_a_filter_are_rejected() -> None:
    client, recorder = shelve()
    answer = client.ask("GET", "/v1/articles", query={"tag": [f"t{n}" for n in range(200)]})
    assert (answer.status, answer.json["parameter"]) == (400, "tag")
    assert recorder.asked == []


def test_an_answer_names_engine_order_and_count() -> None:
    answer = shelve()[0].get("/v1/articles", q="bridge", facets="tag")
    told = {name: answer.json[name] for name in ("engine", "sort", "total", "facets")}
    assert told == {"engine": "terms", "sort": "newest", "total": 1, "facets": None}
    assert shelve(position={"sk": "x"})[0].get("/v1/articles").json["total"] is None


def test_ignored_parts_of_a_query_are_named() -> None:
    answer = shelve()[0].get("/v1/articles", q="bridge fer*")
    assert answer.json["dropped"] == ["fer"]
    assert "dropped" not in shelve()[0].get("/v1/articles", q="bridge").json


def test_passages_are_shown_on_request() -> None:
    client, _ = shelve(items=({"id": "a", "title": "The bridge"},))
    (item,) = client.get("/v1/articles", q="bridge", highlights="true", fields="id").json["items"]
    assert item == {"id": "a", "highlights": {"title": ["The <mark>bridge</mark>"]}}
    (item,) = client.get("/v1/articles", q="bridge").json["items"]
    assert "highlights" not in item


def test_lists_are_cacheable_for_seconds_and_changes_are_not() -> None:
    client, _ = shelve()
    assert client.get("/v1/articles").headers["cache-control"] == responses.LIST_CACHING
    assert client.get("/v1/changes").headers["cache-control"] == responses.NO_CACHING


def test_a_follower_that_has_caught_up_gets_a_cursor_and_no_next_page() -> None:
    """A client that follows links would repeat the request at once, endlessly."""
    behind, _ = shelve(Rows((), {"sk": "s"}, 0, caught_up=False))
    caught_up, _ = shelve(Rows((), {"sk": "s"}, 0, caught_up=True))
    assert "link" in behind.get("/v1/changes").headers
    answer = caught_up.get("/v1/changes")
    assert "link" not in answer.headers
    assert (answer.json["caught_up"], bool(answer.json["next_cursor"])) == (True, True)


def test_changes_are_read_at_the_current_time() -> None:
    client, recorder = shelve(Rows((), None, 0))
    before = datetime.now(UTC)
    client.get("/v1/changes", limit="3")
    assert recorder.options["limit"] == 3
    assert before <= recorder.options["now"] <= datetime.now(UTC)


PAGE = IngestionPage((), {"sk": "s"}, 0)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({"key": "a b.html"}, ("inbox", "a b.html")),
        ({"key": "a.html", "bucket": "another"}, ("another", "a.html")),
        ({"status": "failed", "day": "2026-02-01"}, ("failed", "2026-02-01")),
        ({"status": "rejected", "day": "2026-02-01"}, ("rejected", "2026-02-01")),
    ],
)
def test_ingestions_are_listed_by_key_or_by_status_and_day(query: dict[str, str], asked: tuple[str, str]) -> None:
    client, recorder = shelve(PAGE)
    assert client.get("/v1/ingestions", **query).status == 200
    assert recorder.asked == [asked]


@pytest.mark.parametrize(
    "query",
    [
        {"bucket": "inbox"},
        {"key": "a", "day": "2026-02-01"},
        {"key": "a", "status": "failed", "day": "2026-02-01"},
        {"bucket": "inbox", "status": "failed", "day": "2026-02-01"},
        {"status": "stored", "day": "2026-02-01"},
        {"key": ""},
        {"key": "a" * 1_025},
        {"key": "a", "bucket": "ab"},
    ],
)
def test_other_combinations_are_rejected_without_a_read(query: dict[str, str]) -> None:
    client, recorder = shelve(PAGE)
    assert client.get("/v1/ingestions", **query).status == 400
    assert recorder.asked == []


def test_a_cursor_of_ingestions_is_invalid_for_another_key_bucket_or_day() -> None:
    client, _ = shelve(PAGE)
    cursor = client.get("/v1/ingestions", key="a").json["next_cursor"]
    assert client.get("/v1/ingestions", key="a", cursor=cursor).status == 200
    for query in ({"key": "b"}, {"key": "a", "bucket": "another"}, {"status": "failed", "day": "2026-02-01"}):
        assert client.get("/v1/ingestions", **query, cursor=cursor).status == 400
