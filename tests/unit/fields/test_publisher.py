"""Who publishes the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_the_publisher_in_microdata_is_the_name_inside_the_item(read: Read) -> None:
    logo = '<div itemprop="logo" itemscope><meta itemprop="url" content="https://news.example/logo.png"></div>'
    below = f'<div itemprop="publisher" itemscope><meta itemprop="name" content="River &amp; Land">{logo}</div>'
    assert read(below=below)["publisher"].value == "River & Land"


def test_the_brand_behind_the_title_names_the_publisher_where_nothing_else_does(read: Read) -> None:
    head = "<title>Bridge vote passes before midnight – River &amp; Land</title>"
    assert read(head, url="https://www.river-land.example/bridge")["publisher"].value == "River & Land"


def test_a_section_after_the_title_is_not_a_publisher(read: Read) -> None:
    head = "<title>Bridge vote passes before midnight – Local news</title>"
    assert read(head, url="https://www.river-land.example/bridge")["publisher"].value == "river-land.example"


def test_a_title_without_a_brand_leaves_the_host_as_publisher(read: Read) -> None:
    assert read("<title>Bridge vote passes before midnight</title>")["publisher"].value == "news.example"


def test_a_slogan_after_the_name_is_removed(read: Read) -> None:
    head = '<meta property="og:site_name" content="River &amp; Land - The paper for everybody upstream">'
    assert read(head, url="https://www.river-land.example/bridge")["publisher"].value == "River & Land"


def test_a_name_of_two_parts_is_kept(read: Read) -> None:
    head = '<meta property="og:site_name" content="The Valley Post - Hill Edition">'
    assert (
        read(head, url="https://www.river-land.example/bridge")["publisher"].value == "The Valley Post - Hill Edition"
    )


def test_the_name_whose_acronym_is_the_host_is_the_publisher(read: Read) -> None:
    head = "<title>Bridge vote passes before midnight | Water Supply Board</title>"
    assert read(head, url="https://www.wsb.example/bridge")["publisher"].value == "Water Supply Board"


def test_control_characters_and_direction_marks_are_removed(read: Read) -> None:
    assert (
        read('<meta property="og:site_name" content="River\u202e &amp; \u0007Land">')["publisher"].value
        == "River & Land"
    )


def test_an_address_is_not_a_name(read: Read) -> None:
    head = '<meta property="og:site_name" content="https://news.example/">'
    assert read(head)["publisher"].value == "news.example"


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/"><img alt="River &amp; Land logo" src="x.png"></a>',
        '<a href="https://www.river-land.example/">River &amp; Land</a>',
        '<a href="/" title="River &amp; Land - Home"><img src="x.png"></a>',
        "<footer>Copyright © 2019–2024 River &amp; Land. All rights reserved.</footer>",
        "<footer>© River &amp; Land, 2024</footer>",
    ],
)
def test_a_logo_or_a_copyright_line_that_sounds_like_the_host_names_the_publisher(read: Read, markup: str) -> None:
    assert read(below=markup, url="https://www.river-land.example/bridge")["publisher"].value == "River & Land"


def test_a_name_in_logo_and_copyright_line_needs_no_matching_host(read: Read) -> None:
    below = '<a href="/">The Valley Post</a><footer>© 2024 The Valley Post</footer>'
    assert read(below=below)["publisher"].value == "The Valley Post"


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/">Read more news</a>',
        '<a href="/"><img alt="news--black-4" src="x.png"></a>',
        '<a href="/about">The News Example</a>',
        "<footer>© 2024 The Valley Post</footer>",
        "<footer>Copyright notice</footer>",
        "<footer>© 2024 All rights reserved</footer>",
    ],
)
def test_a_name_from_one_place_unlike_the_host_is_not_a_publisher(read: Read, markup: str) -> None:
    assert read(below=markup, url="https://riverside.example/bridge")["publisher"].value == "riverside.example"


def test_a_very_long_copyright_line_is_ignored(read: Read) -> None:
    assert read(below=f"<footer>{'© 2024 ' * 30_000}</footer>")["publisher"].value == "news.example"


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        (
            "https://rivernotes.platform.example/p/bridge",
            '<link rel="alternate" type="application/rss+xml" title="River Notes">',
        ),
        (
            "https://www.qx7.example/bridge",
            "<title>Bridge vote passes - The Foggy Quay</title>"
            '<link rel="alternate" type="application/atom+xml" title="The Foggy Quay » Feed">',
        ),
        (
            "https://quay.platform.example/bridge",
            "<title>The Foggy Quay: Bridge vote passes</title>"
            '<link rel="alternate" type="application/atom+xml" title="The Foggy Quay - Atom">',
        ),
    ],
)
def test_a_feed_names_the_site_if_host_or_tab_agree(read: Read, url: str, markup: str) -> None:
    found = read(markup, url=url)["publisher"]
    assert found.value == ("River Notes" if "rivernotes" in url else "The Foggy Quay")
    assert found.rule == "feed"


@pytest.mark.parametrize("title", ["RSS", "Comments Feed", "All articles", "oEmbed (JSON)", " » Feed"])
def test_a_feed_title_without_agreement_is_ignored(read: Read, title: str) -> None:
    head = f'<link rel="alternate" type="application/rss+xml" title="{title}">'
    assert read(head, url="https://www.qx7.example/bridge")["publisher"].value == "qx7.example"


def test_a_tab_that_ends_with_the_name_of_the_host_names_the_publisher(read: Read) -> None:
    head = "<title>A vote | Town | The Foggy Quay</title>"
    assert read(head, url="https://www.foggyquay.example/bridge")["publisher"].value == "The Foggy Quay"


def test_a_tab_that_ends_with_one_word_of_the_host_is_ignored(read: Read) -> None:
    head = "<title>A vote | Town | Quay</title>"
    assert read(head, url="https://www.foggyquay.example/bridge")["publisher"].value == "foggyquay.example"
