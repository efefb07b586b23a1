"""Where the page's data names authors: one page for each place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.fields.authors.author_sources import read_author_sources
from clippings.fields.context import ArticleContext
from clippings.page.page import make_page
from clippings.records import Finding, Rejected

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def names(found: dict[str, Finding[Any]]) -> list[str]:
    return [author.name for author in found["authors"].value] if "authors" in found else []


def claims_of(head: str = "", body: str = "") -> dict[str, list[str]]:
    page = make_page(f"<html><head>{head}</head><body>{body}</body></html>", "https://news.example/2024/bridge")
    return {claim.rule: list(claim.names.values()) for claim in read_author_sources(ArticleContext(page), [])}


@pytest.mark.parametrize(
    ("rule", "head", "body"),
    [
        (
            "json-ld:author",
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Jane Doe"}}</script>',
            "",
        ),
        ("meta:author", '<meta name="author" content="Jane Doe">', ""),
        ("meta:author", '<meta name="citation_author" content="Jane Doe">', ""),
        ("meta:author", '<meta name="citation_author" content="Doe, Jane">', ""),
        ("meta:parsely-author", '<meta name="DC.Creator" content="Doe, Jane">', ""),
        ("meta:article:author", '<meta property="article:author" content="Jane Doe">', ""),
        ("meta:parsely-author", '<meta name="parsely-author" content="Jane Doe">', ""),
        (
            "meta:twitter:data",
            '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Jane Doe">',
            "",
        ),
        ("rel=author", "", '<a rel="author" href="/jane">Jane Doe</a>'),
        ("itemprop:author", "", '<span itemprop="author"><i itemprop="name">Jane Doe</i></span>'),
    ],
)
def test_each_author_source_finds_the_author(rule: str, head: str, body: str) -> None:
    assert claims_of(head, body) == {rule: ["Jane Doe"]}


def test_a_reading_time_card_names_no_author() -> None:
    head = '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Three Minutes">'
    assert claims_of(head) == {}


def test_the_photographer_in_a_figure_is_not_the_author() -> None:
    assert claims_of(body='<figure><span itemprop="author">Jane Doe</span></figure>') == {}


def test_links_to_many_authors_are_those_of_other_articles() -> None:
    links = "".join(f'<a rel="author" href="/{name}">{name} Doe</a>' for name in ("Jane", "Anna", "Peter"))
    assert claims_of(body=links) == {}


def test_a_link_to_all_that_somebody_wrote_names_them() -> None:
    assert claims_of(body='<a rel="author" href="/j">Alle Beiträge von Jana Meyer</a>') == {
        "rel=author": ["Jana Meyer"]
    }


def test_a_masthead_is_not_a_byline() -> None:
    staff = ", ".join(f"{first}{second} Doe" for first in ("Jan", "Ann", "Pet", "Kar") for second in "abcdefghij")
    assert claims_of(f'<meta name="author" content="{staff}">') == {}


@pytest.mark.parametrize("name", ["a" * 1_000_000, "Jane (" * 200_000, "- " * 300_000, f"x{' ' * 1_000_000}y"])
def test_a_megabyte_of_text_is_not_a_name_and_is_read_quickly(name: str) -> None:
    assert "Jane Doe" not in claims_of(f'<meta name="author" content="{name}">').get("meta:author", [])


def test_sources_without_a_name_are_rejected_candidates() -> None:
    refused: list[Rejected] = []
    page = make_page('<meta property="article:author" content="https://social.invalid/paper">', "https://news.example/")
    assert read_author_sources(ArticleContext(page), refused) == []
    assert [(r.rule, r.why) for r in refused] == [("meta:article:author", "no name")]


def test_the_address_of_another_site_is_not_a_name(read: Read, linked: Linked) -> None:
    assert "authors" not in read(linked('"author":{"@type":"Organization","name":"webmakers.net"}'))


@pytest.mark.parametrize("name", ["news.example.net", "will.i.am", "fri.river"])
def test_site_addresses_and_pen_names_with_dots_are_authors(read: Read, linked: Linked, name: str) -> None:
    found = read(
        linked(f'"author":"{name}"'), url="https://www.news.example.net/2024/bridge", above=f"{H1}<p>{name}</p>"
    )
    assert names(found) == [name]


def test_sections_after_a_name_are_not_authors(read: Read, linked: Linked) -> None:
    above = f"{H1}<div>By Jane Doe in <a>Harbour Towns</a>, <a>Old Bridges</a></div><div>By Old Bridges</div>"
    data = linked('"articleSection":["Harbour Towns","Old Bridges"]')
    assert names(read(data, above=f"{H1}<div>By Jane DoeIn Harbour Towns, Old Bridges</div>")) == ["Jane Doe"]
    assert "authors" not in read(data, above=f"{H1}<div class='byline'>Old Bridges</div>")
    assert names(read(data, above=above)) == ["Jane Doe"]


def test_a_column_named_after_its_author_keeps_the_author(read: Read, linked: Linked) -> None:
    data = linked('"articleSection":"Jane Doe"')
    assert names(read(data, above=f"{H1}<div>By Jane Doe</div>")) == ["Jane Doe"]


@pytest.mark.parametrize("above", ["<div>Written by Bridges in the Fog</div>", ""])
def test_the_site_name_is_a_complete_author(read: Read, above: str) -> None:
    site = '<meta property="og:site_name" content="Bridges in the Fog">'
    head = site + '<meta name="author" content="Bridges in the Fog">'
    assert names(read(head, above=H1 + above)) == ["Bridges in the Fog"]


def test_a_site_of_two_people_has_both_as_authors(read: Read) -> None:
    site = '<meta property="og:site_name" content="Jane Doe and Ann Roe">'
    assert names(read(site + '<meta name="author" content="Jane Doe and Ann Roe">')) == ["Jane Doe", "Ann Roe"]
