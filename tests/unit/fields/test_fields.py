from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]


def names(found: dict[str, Finding[Any]]) -> list[str]:
    return [author.name for author in found["authors"].value] if "authors" in found else []


# --- published


def test_the_page_shows_the_publishers_day_where_the_data_is_in_greenwich_time(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07T03:30:00Z"')
    above = "<h1>Bridge vote passes before midnight</h1><div>January 6, 2024, 10:30 PM</div>"
    published = read(head, above)["published"].value
    assert published.day == date(2024, 1, 6)
    assert published.instant == datetime(2024, 1, 7, 3, 30, tzinfo=UTC)


def test_an_offset_of_its_own_settles_the_day(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07T19:30:00+02:00"')
    above = "<h1>Bridge vote passes before midnight</h1><div>Print edition of January 8, 2024</div>"
    assert read(head, above)["published"].value.day == date(2024, 1, 7)


def test_the_day_of_an_update_is_not_the_day_of_publication(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07"')
    found = read(head, "<h1>Bridge vote passes before midnight</h1><div>Updated: February 9, 2024</div>")
    assert found["published"].value.day == date(2024, 1, 7)
    assert found["modified"].value.day == date(2024, 2, 9)


def test_nothing_is_published_after_it_was_captured(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2030-01-01T00:00:00Z"') + '<meta name="date" content="2024-01-07">'
    found = read(head, received=datetime(2024, 2, 1, tzinfo=UTC))
    assert found["published"].value.day == date(2024, 1, 7)
    assert "after the capture" in [refused.why for refused in found["published"].rejected]


def test_the_address_dates_an_article_as_a_last_resort(read: Read) -> None:
    published = read(url="https://news.example/2024/01/07/bridge")["published"].value
    assert (published.day, published.precision) == (date(2024, 1, 7), "day")


# --- the rest


def test_one_article_has_one_address(read: Read) -> None:
    head = '<link rel="canonical" href="https://m.news.example/2024/bridge/amp/?utm_source=x&id=7#top">'
    assert read(head)["canonical_url"].value == "https://news.example/2024/bridge?id=7"


def test_the_front_page_is_no_article_address(read: Read) -> None:
    assert (
        read('<link rel="canonical" href="https://news.example/">')["canonical_url"].value
        == "https://news.example/2024/bridge"
    )


def test_the_language_of_the_article_counts_not_that_of_the_chrome(read: Read) -> None:
    above = '<h1>Bridge vote passes before midnight</h1><div lang="en-gb">'
    assert read(above=above, lang="es")["language"].value == "en-GB"


@pytest.mark.parametrize(("value", "access"), [("false", "paywalled"), ('"False"', "paywalled"), ("true", "free")])
def test_access_is_what_the_data_declares(read: Read, linked: Linked, value: str, access: str) -> None:
    assert read(linked(f'"isAccessibleForFree":{value}'))["access"].value == access


def test_a_live_blog_is_a_live_blog(read: Read) -> None:
    assert (
        read('<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Live"}</script>')["kind"].value
        == "live"
    )


def test_reservations_and_the_copyright_line_are_kept(read: Read) -> None:
    rights = read(
        '<meta name="robots" content="index, noarchive"><meta name="tdm-reservation" content="1">',
        below="<footer>© 2024 Daily Example</footer>",
    )["rights"].value
    assert (rights.reservations, rights.copyright) == (("noarchive", "tdm-reservation"), "© 2024 Daily Example")


# --- bad input

CYCLE = '[{"@id":"#a","@type":"NewsArticle","author":{"@id":"#b"}},{"@id":"#b","name":{"@id":"#a"}}]'


@pytest.mark.parametrize(
    "script",
    [
        "not json at all",
        "",
        "[[[[{}]]]]",
        '{"@type":"NewsArticle","author":[1,2,{"name":3}],"headline":7,"datePublished":20240107}',
        '{"@type":["NewsArticle",5,null],"image":{"url":["x"]},"keywords":{"a":1}}',
        CYCLE,
        "[" * 100_000,
        json.dumps({"@type": "NewsArticle", "articleBody": "x" * 2_100_000}),
    ],
)
def test_broken_data_takes_nothing_else_down(read: Read, script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><meta name="author" content="Jane Doe">'
    found = read(head)
    assert found["title"].value == "Bridge vote passes before midnight"
    assert names(found) == ["Jane Doe"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","author":{"name":"Jane Doe"},}',
        '// <![CDATA[\n{"@type":"NewsArticle","author":{"name":"Jane Doe"}}\n// ]]>',
        '{"@type":"NewsArticle","description":"two\nlines","author":{"name":"Jane Doe"}}',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:{&quot;name&quot;:&quot;Jane Doe&quot;}}",
        '{"@type":"WebSite"}{"@type":"NewsArticle","author":{"name":"Jane Doe"}}',
        '{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Jane Doe"}]}',
        '/* who */ {"@type":"NewsArticle","author":{"name":"Jane\\u0020Doe","note":"it\\\'s"}}',
    ],
)
def test_data_is_read_as_it_is_really_written(read: Read, script: str) -> None:
    assert names(read(f'<script type="application/ld+json">{script}</script>')) == ["Jane Doe"]


def test_an_address_that_is_none_leaves_the_fields_standing(read: Read) -> None:
    found = read('<base href="http://[bad"><link rel="canonical" href="http://[worse">', url="::not an address::")
    assert found["title"].value == "Bridge vote passes before midnight"
    assert "canonical_url" not in found


def test_a_meta_without_content_says_nothing(read: Read) -> None:
    assert names(read('<meta name="author"><meta content="x"><meta>')) == []


def test_the_publisher_in_microdata_is_the_name_inside_the_item(read: Read) -> None:
    logo = '<div itemprop="logo" itemscope><meta itemprop="url" content="https://news.example/logo.png"></div>'
    below = f'<div itemprop="publisher" itemscope><meta itemprop="name" content="River &amp; Land">{logo}</div>'
    assert read(below=below)["publisher"].value == "River & Land"


def test_the_brand_behind_the_title_names_the_publisher_where_nothing_else_does(read: Read) -> None:
    assert read("<title>Bridge vote passes before midnight – River &amp; Land</title>")["publisher"].value == (
        "River & Land"
    )


def test_a_title_without_a_brand_leaves_the_host_as_publisher(read: Read) -> None:
    assert read("<title>Bridge vote passes before midnight</title>")["publisher"].value == "news.example"
