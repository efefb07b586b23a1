"""How long an answer may be kept, by what it is, as docs/api.md says."""

from __future__ import annotations

from typing import Any

import pytest

ARTICLE, LIST, OPEN, NONE = "private, max-age=60", "private, max-age=15", "public, max-age=300", "no-store"


@pytest.mark.parametrize("rest", ["", "/revisions", "/diff", "/duplicates", "/provenance"])
def test_articles_are_cached_privately_for_a_minute(client: Any, desk: Any, rest: str) -> None:
    assert client.get(f"/v1/articles/{desk.file().id}{rest}").headers["cache-control"] == ARTICLE


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/v1/articles", LIST),
        ("/v1/feed.json", LIST),
        ("/v1/feed.atom", LIST),
        ("/v1/feed.rss", LIST),
        ("/", OPEN),
        ("/docs", OPEN),
        ("/openapi.json", OPEN),
        ("/v1/changes", NONE),
        ("/v1/ingestions?key=a", NONE),
        ("/v1/articles?nothing=x", NONE),
        ("/v1/nowhere", NONE),
    ],
)
def test_each_kind_of_answer_has_its_cache_time(client: Any, desk: Any, path: str, caching: str) -> None:
    desk.file()
    name, _, query = path.partition("?")
    answer = client.get(name, **dict([query.split("=")] if query else ()))
    assert answer.headers["cache-control"] == caching


def test_open_feeds_are_cached_publicly(client: Any, feeds: Any, desk: Any) -> None:
    desk.file()
    address = feeds.post("/v1/feeds", {"format": "atom"}).json["address"]
    answer = client.get(address.removeprefix("https://api.example/live"))
    assert answer.headers["cache-control"] == OPEN


@pytest.mark.parametrize("path", ["/v1/articles", "/", "/docs", "/openapi.json", "/v1/feed.rss"])
def test_every_read_has_a_strong_etag(client: Any, desk: Any, path: str) -> None:
    desk.file()
    etag = client.get(path).headers["etag"]
    assert etag.startswith('"')
    again = client.get(path, {"If-None-Match": f'"another", {etag}'})
    assert (again.status, again.content, again.headers["etag"]) == (304, b"", etag)
