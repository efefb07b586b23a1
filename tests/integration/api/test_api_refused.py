"""Bad input, line by line: the answer names what is wrong, and the call never fails."""

from __future__ import annotations

from typing import Any

import pytest

CALLS_WITH_DAYS = ["/v1/articles", "/v1/feed.json", "/v1/feed.atom", "/v1/feed.rss"]


@pytest.mark.parametrize("path", CALLS_WITH_DAYS)
@pytest.mark.parametrize(
    "day",
    [
        "2026-2-1",
        "2026-02-30",
        "20260201",
        "01.02.2026",
        "2026-02-01T00:00:00Z",
        "today",
        "1700000000",
        "٢٠٢٦-٠٢-٠١",
        "",
    ],
)
def test_a_malformed_day_is_named(client: Any, path: str, day: str) -> None:
    answer = client.get(path, from_=day)
    assert (answer.status, answer.json["parameter"]) == (400, "from")


def test_an_invalid_day_is_explained_in_words(client: Any) -> None:
    assert client.get("/v1/articles", from_="yesterday").json["detail"] == "from: a day is written YYYY-MM-DD"


@pytest.mark.parametrize("path", CALLS_WITH_DAYS)
def test_a_first_day_after_the_last_is_named(client: Any, path: str) -> None:
    answer = client.get(path, from_="2026-02-02", to="2026-02-01")
    assert (answer.status, answer.json["parameter"]) == (400, "from")


@pytest.mark.parametrize("path", [*CALLS_WITH_DAYS, "/v1/changes", "/v1/ingestions"])
@pytest.mark.parametrize("limit", ["0", "-1", "101", "10000", "1.5", "1e2", "many", "", "9" * 400])
def test_a_limit_out_of_bounds_is_named(client: Any, path: str, limit: str) -> None:
    answer = client.get(path, limit=limit)
    assert (answer.status, answer.json["parameter"]) == (400, "limit")


@pytest.mark.parametrize(
    ("path", "written", "meant"),
    [
        ("/v1/articles", "pubisher", "publisher"),
        ("/v1/articles", "Tag", "tag"),
        ("/v1/articles", "languages", "language"),
        ("/v1/feed.rss", "limits", "limit"),
        ("/v1/changes", "curser", "cursor"),
        ("/v1/ingestions", "buckets", "bucket"),
        ("/v1/articles/by-url", "uri", "url"),
        ("/v1/parse", "explian", "explain"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_nearest(client: Any, path: str, written: str, meant: str) -> None:
    method = "POST" if path == "/v1/parse" else "GET"
    answer = client.ask(method, path, query={written: ["x"]})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:unknown-parameter")
    assert (answer.json["parameter"], answer.json["nearest"]) == (written, meant)


def test_an_unknown_parameter_without_a_similar_name_gets_no_suggestion(client: Any) -> None:
    answer = client.get("/v1/articles", zzzz="x")
    assert answer.status == 400
    assert "nearest" not in answer.json
    assert "publisher" in answer.json["known"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://daily.example/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//daily.example/x",
        "x",
    ],
)
def test_an_address_of_another_scheme_is_named(client: Any, url: str) -> None:
    answer = client.get("/v1/articles/by-url", url=url)
    assert (answer.status, answer.json["parameter"]) == (400, "url")


def test_an_address_of_eight_kilobytes_is_named(client: Any) -> None:
    answer = client.get("/v1/articles/by-url", url="https://daily.example/" + "a" * 8192)
    assert (answer.status, answer.json["parameter"]) == (400, "url")


def test_passwords_in_addresses_are_not_repeated(client: Any) -> None:
    answer = client.get("/v1/articles/by-url", url="https://anna:secret-word@daily.example/x")
    assert answer.status in {400, 404}
    assert "secret-word" not in answer.text


def test_double_percent_encoding_is_another_address(client: Any, desk: Any) -> None:
    filed = desk.file(canonical_url="https://daily.example/a%20b")
    assert client.get("/v1/articles/by-url", url="https://daily.example/a%20b").json["id"] == filed.id
    assert client.get("/v1/articles/by-url", url="https://daily.example/a%2520b").status == 404


@pytest.mark.parametrize(
    "accept", [";;,q=/, text", "/", "*", "text", "image/*", "application/json;q=0", "\t,", "a/b" * 900]
)
def test_a_malformed_accept_header_is_rejected_or_answered_with_json(client: Any, desk: Any, accept: str) -> None:
    answer = client.get(f"/v1/articles/{desk.file().id}", {"Accept": accept})
    assert answer.status in {200, 406}
    if answer.status == 406:
        assert answer.headers["content-type"] == "application/problem+json"
        assert "json" in answer.json["formats"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"<html>", b'{"format": "atom"' + b"[" * 5000], ids=repr
)
def test_a_body_that_violates_the_contract_is_rejected(feeds: Any, body: bytes) -> None:
    answer = feeds.post("/v1/feeds", body, {"content-type": "application/json"})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")


@pytest.mark.parametrize("kind", ["text/html", "application/xml", "multipart/form-data; boundary=x"])
def test_a_body_of_another_type_is_rejected(feeds: Any, kind: str) -> None:
    answer = feeds.post("/v1/feeds", b'{"format": "atom"}', {"content-type": kind})
    assert (answer.status, answer.json["type"]) == (415, "urn:clippings:problem:unsupported-media-type")
