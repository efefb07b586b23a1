"""The tags: where they are declared, and which values are not tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]


@pytest.mark.parametrize(
    ("rule", "head", "below"),
    [
        (
            "json-ld:keywords",
            '<script type="application/ld+json">{"@type":"NewsArticle","keywords":["Bridges","Town hall"]}</script>',
            "",
        ),
        (
            "json-ld:keywords",
            '<script type="application/ld+json">{"@type":"NewsArticle","keywords":"Bridges, Town hall"}</script>',
            "",
        ),
        (
            "meta:article:tag",
            '<meta property="article:tag" content="Bridges"><meta property="article:tag" content="Town hall">',
            "",
        ),
        ("meta:keywords", '<meta name="news_keywords" content="Bridges, Town hall">', ""),
        ("rel=tag", "", '<a rel="tag" href="/t/1">Bridges</a><a rel="tag" href="/t/2">#Town hall</a>'),
        ("meta:parsely-tags", '<meta name="parsely-tags" content="Bridges,Town hall">', ""),
    ],
)
def test_each_place_gives_the_tags_in_its_order(read: Read, rule: str, head: str, below: str) -> None:
    found = read(head, below=below)["tags"]
    assert (found.rule, found.value) == (rule, ("Bridges", "Town hall"))


def test_the_same_tag_counts_once(read: Read) -> None:
    assert read('<meta name="keywords" content="Bridges, bridges, BRIDGES">')["tags"].value == ("Bridges",)


def test_a_comma_inside_one_of_several_tags_is_kept(read: Read) -> None:
    head = '<meta property="article:tag" content="Paris, Texas"><meta property="article:tag" content="Bridges">'
    assert read(head)["tags"].value == ("Paris, Texas", "Bridges")


def test_a_sentence_is_not_a_tag(read: Read) -> None:
    found = read(f'<meta name="keywords" content="Bridges, {"all about them " * 10}">')["tags"]
    assert found.value == ("Bridges",)
    assert found.rejected[0].why == "too long or empty"


def test_a_list_of_search_words_is_ignored(read: Read) -> None:
    words = ", ".join(f"word {n}" for n in range(61))
    assert "tags" not in read(f'<meta name="keywords" content="{words}">')


@pytest.mark.parametrize(
    "tag", ["The Daily Example", "news.example", "dailyexample", "105867721", "cce15240-c52a-4887-a61a-cd64701d6596"]
)
def test_site_name_and_identifiers_are_not_tags(read: Read, tag: str) -> None:
    head = f'<meta property="og:site_name" content="The Daily Example"><meta name="keywords" content="Bridges, {tag}">'
    assert read(head)["tags"].value == ("Bridges",)


def test_a_list_without_subjects_is_skipped(read: Read) -> None:
    head = '<meta property="article:tag" content="Uncategorized"><meta name="keywords" content="News, Home">'
    assert "tags" not in read(head)
    assert read(head, below='<a rel="tag" href="/t/1">Bridges</a>')["tags"].value == ("Bridges",)


def test_the_tag_news_among_subjects_is_kept(read: Read) -> None:
    assert read('<meta name="keywords" content="News, Bridges">')["tags"].value == ("News", "Bridges")


def test_internal_labels_are_not_tags(read: Read) -> None:
    found = read('<meta name="keywords" content="Bridges, editors_pick, type_news, snake_case_in_Python, C_Sharp">')[
        "tags"
    ]
    assert found.value == ("Bridges", "snake_case_in_Python", "C_Sharp")
    assert [refused.why for refused in found.rejected] == ["an identifier", "an identifier"]
