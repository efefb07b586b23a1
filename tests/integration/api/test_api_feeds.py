"""Feeds over HTTP: a reader that follows their paging links gets every article once, with a key or without."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from tests.feed_validation import complaints

from clippings.records import Timestamp

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://api.example/live"
TYPES = {"json": "application/feed+json", "atom": "application/atom+xml", "rss": "application/rss+xml"}


@pytest.fixture
def filed(desk: Any) -> list[str]:
    """File five articles on five days, and return their names in feeds, newest first."""
    made = [
        desk.file(
            canonical_url=f"https://daily.example/story-{day}",
            published=Timestamp(date(2026, 2, day), datetime(2026, 2, day, 8, tzinfo=UTC), "minute"),
        ).id
        for day in range(1, 6)
    ]
    return [f"urn:clippings:article:{name}" for name in reversed(made)]


def next_of(form: str, answer: Any) -> str | None:
    """Return the next page's address as the format says it: JSON Feed 1.1; RFC 5005, section 3; atom:link in RSS."""
    if form == "json":
        following = answer.json.get("next_url")
        return None if following is None else str(following)
    root = ET.fromstring(answer.text)  # noqa: S314 - our own document
    links = root.findall(f"{ATOM}link" if form == "atom" else f"channel/{ATOM}link")
    return next((link.get("href") for link in links if link.get("rel") == "next"), None)


def names_of(form: str, answer: Any) -> list[str]:
    if form == "json":
        return [item["id"] for item in answer.json["items"]]
    return [entry.id for entry in feedparser.parse(answer.text.encode()).entries]


def pages(client: Any, form: str, address: str | None) -> Iterator[Any]:
    """Follow the links from *address* on, as a reader does: by nothing but what the feed itself says."""
    while address is not None:
        assert address.startswith(BASE)
        parts = urlsplit(address.removeprefix(BASE))
        answer = client.get(parts.path, **dict(parse_qsl(parts.query)))
        assert answer.status == 200, answer.text
        assert answer.headers["content-type"].startswith(TYPES[form])
        assert complaints(form, answer.text) == []
        following = next_of(form, answer)
        link = answer.headers.get("link")
        assert link == (f'<{following}>; rel="next"' if following else None)
        yield answer
        address = following


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_next_links_of_feeds_lead_through_every_article_once(client: Any, filed: list[str], form: str) -> None:
    found = [names_of(form, page) for page in pages(client, form, f"{BASE}/v1/feed.{form}?tag=floods&limit=2")]
    assert [len(names) for names in found] == [2, 2, 1]
    assert list(chain.from_iterable(found)) == filed


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_a_feed_contains_its_own_address(client: Any, filed: list[str], form: str) -> None:  # noqa: ARG001
    answer = client.get(f"/v1/feed.{form}", tag="floods", limit="2")
    address = f"{BASE}/v1/feed.{form}?tag=floods&limit=2"
    if form == "json":
        assert answer.json["feed_url"] == address
    else:
        read = feedparser.parse(answer.text.encode())
        assert not read.bozo
        assert [link.href for link in read.feed.links if link.rel == "self"] == [address]


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_an_open_feed_has_pages_without_a_key(client: Any, feeds: Any, desk: Any, form: str) -> None:
    expected = {
        f"urn:clippings:article:{desk.file(canonical_url=f'https://daily.example/{n}-x').id}" for n in range(60)
    }
    address = feeds.post("/v1/feeds", {"format": form, "tag": "floods"}).json["address"]
    found = [names_of(form, page) for page in pages(client, form, address)]
    assert [len(names) for names in found] == [50, 10]
    assert set(chain.from_iterable(found)) == expected


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_a_cursor_is_rejected_by_a_feed_of_another_list(client: Any, filed: list[str], form: str) -> None:  # noqa: ARG001
    cursor = client.get("/v1/articles", tag="floods", limit="2").json["next_cursor"]
    answer = client.get(f"/v1/feed.{form}", tag="weather", limit="2", cursor=cursor)
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-cursor")


def test_a_feed_has_an_etag_and_answers_head(client: Any, filed: list[str]) -> None:  # noqa: ARG001
    first = client.get("/v1/feed.atom")
    assert client.get("/v1/feed.atom", {"If-None-Match": first.headers["etag"]}).status == 304
    head = client.ask("HEAD", "/v1/feed.atom")
    assert (head.status, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
