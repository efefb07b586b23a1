"""Lists over HTTP: their rows, their pages, and the requests that they reject."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from clippings.errors import RejectedPage
from clippings.records import Capture, Timestamp


def filed_on(desk: Any, *days: int, **changed: Any) -> list[str]:
    """File one article for each day of February 2026, and return their ids."""
    return [
        desk.file(
            canonical_url=f"https://daily.example/2026/{day}/story-{day}",
            published=Timestamp(date(2026, 2, day), datetime(2026, 2, day, 8, tzinfo=UTC), "minute"),
            **changed,
        ).id
        for day in days
    ]


def ids(answer: Any) -> list[str]:
    assert answer.status == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def test_a_list_without_a_filter_is_newest_first(client: Any, desk: Any) -> None:
    one, two, three = filed_on(desk, 1, 2, 3)
    assert ids(client.get("/v1/articles")) == [three, two, one]
    assert ids(client.get("/v1/articles", order="oldest")) == [one, two, three]


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("publisher", "the daily example"),
        ("author", "KARI MOE"),
        ("tag", "floods"),
        ("section", "news"),
        ("language", "en"),
        ("q", "river floods"),
        ("q", "ALNA"),
    ],
)
def test_facet_values_are_case_insensitive(client: Any, desk: Any, facet: str, value: str) -> None:
    (filed,) = filed_on(desk, 1)
    assert ids(client.get("/v1/articles", **{facet: value})) == [filed]


def test_all_filters_must_match_and_both_days_are_included(client: Any, desk: Any) -> None:
    one, two, three = filed_on(desk, 1, 2, 3)
    asked = {"publisher": "The Daily Example", "tag": "floods", "from_": "2026-02-02", "to": "2026-02-03"}
    assert ids(client.get("/v1/articles", **asked)) == [three, two]
    assert ids(client.get("/v1/articles", publisher="The Daily Example", tag="sport")) == []
    assert one not in ids(client.get("/v1/articles", **asked))


def test_all_words_of_a_query_must_occur(client: Any, desk: Any) -> None:
    filed_on(desk, 1)
    assert ids(client.get("/v1/articles", q="river mountain")) == []


def test_a_query_without_words_is_rejected(client: Any) -> None:
    answer = client.get("/v1/articles", q="!")
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:not-searchable")


def test_the_next_page_is_reached_by_cursor_and_link(client: Any, desk: Any) -> None:
    expected = list(reversed(filed_on(desk, 1, 2, 3, 4, 5)))
    first = client.get("/v1/articles", tag="floods", limit="2")
    link = first.headers["link"]
    assert link.endswith('>; rel="next"')
    following = dict(parse_qsl(urlsplit(link[1 : link.index(">")]).query))
    assert following["cursor"] == first.json["next_cursor"]
    seen = ids(first)
    cursor = first.json["next_cursor"]
    while cursor:
        page = client.get("/v1/articles", tag="floods", limit="2", cursor=cursor)
        seen += ids(page)
        cursor = page.json["next_cursor"]
    assert seen == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda cursor: cursor[:-2],
        lambda cursor: cursor[:-1] + ("A" if cursor[-1] != "A" else "B"),
        lambda cursor: cursor[5:],
        lambda cursor: cursor + "ü",
    ],
)
def test_an_altered_cursor_is_rejected(client: Any, desk: Any, change: Any) -> None:
    filed_on(desk, 1, 2, 3)
    cursor = client.get("/v1/articles", tag="floods", limit="1").json["next_cursor"]
    answer = client.get("/v1/articles", tag="floods", limit="1", cursor=change(cursor))
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-cursor")


def test_a_cursor_is_valid_only_for_its_filters_and_stage(client: Any, desk: Any) -> None:
    filed_on(desk, 1, 2, 3)
    cursor = client.get("/v1/articles", tag="floods", limit="1").json["next_cursor"]
    assert client.get("/v1/articles", tag="weather", limit="1", cursor=cursor).status == 400
    assert client.get("/v1/articles", tag="floods", order="oldest", cursor=cursor).status == 400
    client.stage = "other"
    assert client.get("/v1/articles", tag="floods", limit="1", cursor=cursor).status == 400


def test_the_fields_parameter_selects_fields(client: Any, desk: Any) -> None:
    filed_on(desk, 1)
    answer = client.get("/v1/articles", fields="id,title")
    assert [sorted(item) for item in answer.json["items"]] == [["id", "title"]]
    assert client.get("/v1/articles", fields="id,body").json["parameter"] == "fields"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "10000"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"from_": "2026-2-1"}, "from"),
        ({"from_": "2026-02-30"}, "from"),
        ({"from_": "1700000000"}, "from"),
        ({"from_": "2026-02-02", "to": "2026-02-01"}, "from"),
        ({"order": "best"}, "order"),
        ({"publisher": ""}, "publisher"),
    ],
)
def test_invalid_parameters_are_named(client: Any, query: dict[str, str], parameter: str) -> None:
    answer = client.get("/v1/articles", **query)
    assert answer.status == 400
    assert answer.json["parameter"] == parameter


def test_an_unknown_parameter_is_named_with_the_nearest_known_one(client: Any) -> None:
    answer = client.get("/v1/articles", publishr="x")
    assert answer.status == 400
    assert (answer.json["parameter"], answer.json["nearest"]) == ("publishr", "publisher")


def test_a_repeated_single_value_parameter_is_rejected(client: Any) -> None:
    answer = client.ask("GET", "/v1/articles", query={"q": ["a", "b"]})
    assert (answer.status, answer.json["parameter"]) == (400, "q")


def test_a_list_has_an_etag(client: Any, desk: Any) -> None:
    filed_on(desk, 1)
    first = client.get("/v1/articles")
    assert client.get("/v1/articles", {"If-None-Match": first.headers["etag"]}).status == 304


def test_changes_report_whether_the_follower_has_caught_up(client: Any) -> None:
    answer = client.get("/v1/changes")
    assert answer.status == 200
    assert answer.json.keys() == {"items", "next_cursor", "caught_up"}


def test_an_ingestion_is_found_by_key_and_by_day(client: Any, store: Any) -> None:
    now = datetime.now(UTC)
    capture = Capture("inbox", "some page+ü.html", now, version="v1")
    store.ingestions.put_rejected(capture, RejectedPage("empty", "There are no bytes."))
    (item,) = client.get("/v1/ingestions", key="some page+ü.html").json["items"]
    assert (item["status"], item["reason"], item["bucket"]) == ("rejected", "empty", "inbox")
    day = f"{now:%Y-%m-%d}"
    assert len(client.get("/v1/ingestions", status="rejected", day=day).json["items"]) == 1
    assert client.get("/v1/ingestions", key="other.html").json == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("query", [{}, {"status": "rejected"}, {"day": "2026-02-01"}, {"key": "a", "status": "failed"}])
def test_ingestions_require_a_key_or_a_status_with_a_day(client: Any, query: dict[str, str]) -> None:
    assert client.get("/v1/ingestions", **query).status == 400


@pytest.mark.parametrize("path", ["/v1", "/v1/article", "/v1/articles/a/b/c/d", "/admin", "/v1/articles//"])
def test_an_unknown_path_answers_a_problem(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404 or path == "/v1/articles//"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_wrong_method_answers_the_allowed_ones(client: Any) -> None:
    answer = client.ask("DELETE", "/v1/articles")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
