"""Feeds against their specifications, JSON Feed 1.1, RFC 4287 and RSS 2.0, and read by a feed reader."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from tests.feed_validation import complaints

from clippings.web.feeds import WRITERS, Feed

ATOM = "{http://www.w3.org/2005/Atom}"
SHORT: dict[str, Any] = {
    "id": "a" * 26,
    "title": "River & <b>flood</b> ]]> \x0b",
    "url": "https://daily.example/river?a=1&b=2",
    "published": "2026-02-20T09:30:00+01:00",
    "day": "2026-02-20",
    "authors": ["Kari Moe", "Ola <i>Nord</i>"],
    "standfirst": "Two hundred people & a dog had to leave.",
    "image": "https://daily.example/flood.jpg",
    "language": "en",
}
UNDATED = {"id": "b" * 26, "day": "2026-02-19", "dated": False, "url": "javascript:alert(1)", "image": "data:x"}
FEED = Feed(
    title="Clippings · floods & weather",
    address="https://api.example/live/v1/feed.atom?tag=floods&limit=2",
    home="https://api.example/live/",
    items=(SHORT, UNDATED),
    older="https://api.example/live/v1/feed.atom?tag=floods&limit=2&cursor=abc",
)
EMPTY = replace(FEED, items=(), older=None)


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["full", "empty"])
def test_a_feed_is_valid(form: str, feed: Feed) -> None:
    assert complaints(form, WRITERS[form](feed)) == []


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("atom", "<updated>2026-02-20T08:30:00Z</updated>", "<updated>2026-02-20T08:30:00</updated>"),
        ("atom", "<author><name>Clippings</name></author>", ""),
        ("atom", "<author><name>Kari Moe</name></author>", "<author>Kari Moe</author>"),
        ("atom", 'rel="alternate" href="https://daily.example/river?a=1&amp;b=2"', 'rel="alternate"'),
        ("rss", "Fri, 20 Feb 2026 09:30:00 +0100", "2026-02-20T09:30:00+01:00"),
        ("rss", 'isPermaLink="false"', 'isPermaLink="no"'),
        ("rss", "<link>https://api.example/live/</link>", ""),
        ("rss", "dc:creator", "dc:author"),
        ("json", '"2026-02-20T09:30:00+01:00"', '"20 Feb 2026"'),
        ("json", '"content_text"', '"content"'),
        ("json", '{"name":"Kari Moe"}', '"Kari Moe"'),
    ],
)
def test_a_feed_that_violates_its_specification_is_invalid(form: str, right: str, wrong: str) -> None:
    feed = WRITERS[form](FEED)
    assert right in feed
    assert complaints(form, feed.replace(right, wrong)) != []


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["full", "empty"])
def test_feeds_are_parsed_without_errors(form: str, feed: Feed) -> None:
    read = feedparser.parse(WRITERS[form](feed).encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert read.feed.title == feed.title
    assert len(read.entries) == len(feed.items)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_entries_have_title_byline_and_time(form: str) -> None:
    entry = feedparser.parse(WRITERS[form](FEED).encode(), sanitize_html=False).entries[0]
    assert entry.id == f"urn:clippings:article:{'a' * 26}"
    assert entry.link == "https://daily.example/river?a=1&b=2"
    assert [author.name for author in entry.authors][:1] == ["Kari Moe"]
    assert entry.published_parsed[:5] == (2026, 2, 20, 8, 30)
    assert "flood" in entry.title


def test_json_feed_meets_its_specification() -> None:
    feed = json.loads(WRITERS["json"](FEED))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["next_url"] == FEED.older
    assert feed["next_url"] != feed["feed_url"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert {"content_text", "content_html"} & item.keys()
        assert datetime.fromisoformat(item["date_modified"]).tzinfo is not None
        for name in ("url", "image"):
            assert item.get(name, "https://").startswith("https://")
    assert len({item["id"] for item in feed["items"]}) == 2
    assert feed["items"][0]["authors"] == [{"name": "Kari Moe"}, {"name": "Ola <i>Nord</i>"}]
    assert "next_url" not in json.loads(WRITERS["json"](EMPTY))


@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["full", "empty"])
def test_atom_meets_rfc_4287(feed: Feed) -> None:
    root = ET.fromstring(WRITERS["atom"](feed))  # noqa: S314 - our own document
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.findtext(f"{ATOM}updated") or "")
        assert len(node.findall(f"{ATOM}link[@rel='alternate']")) <= 1
    assert root.find(f"{ATOM}author") is not None
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == feed.address  # type: ignore[union-attr]
    following = root.find(f"{ATOM}link[@rel='next']")
    assert (following.get("href") if following is not None else None) == feed.older


@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["full", "empty"])
def test_rss_meets_its_specification(feed: Feed) -> None:
    root = ET.fromstring(WRITERS["rss"](feed))  # noqa: S314 - our own document
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root.findall("channel")
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1, name
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert (item.findtext("link") or "").startswith("https://")


def test_an_undated_article_has_no_publication_time() -> None:
    atom, rss = (ET.fromstring(WRITERS[form](FEED)) for form in ("atom", "rss"))  # noqa: S314 - our own documents
    published = [entry.findtext(f"{ATOM}published") for entry in atom.findall(f"{ATOM}entry")]
    dates = [item.findtext("pubDate") for item in rss.findall("channel/item")]
    items = json.loads(WRITERS["json"](FEED))["items"]
    assert published == ["2026-02-20T08:30:00Z", None]
    assert (parsedate_to_datetime(dates[0] or "").isoformat(), dates[1]) == (SHORT["published"], None)
    assert [item.get("date_published") for item in items] == [SHORT["published"], None]


def test_an_entry_was_updated_when_its_revision_was_first_captured() -> None:
    revised = {**SHORT, "updated_at": "2026-02-21T07:00:00Z"}
    feed = replace(FEED, items=(revised, UNDATED))
    root = ET.fromstring(WRITERS["atom"](feed))  # noqa: S314 - our own document
    moments = [node.findtext(f"{ATOM}updated") for node in (root, *root.findall(f"{ATOM}entry"))]
    assert moments == ["2026-02-21T07:00:00Z", "2026-02-21T07:00:00Z", "2026-02-19T00:00:00Z"]
    assert json.loads(WRITERS["json"](feed))["items"][0]["date_modified"] == "2026-02-21T07:00:00+00:00"


def test_an_article_without_a_web_address_links_to_its_page_in_the_service() -> None:
    item = json.loads(WRITERS["json"](FEED))["items"][1]
    assert item["url"] == f"https://api.example/live/v1/articles/{'b' * 26}"
    assert "image" not in item
