"""A page's declarations: metas, links, properties, and its base address."""

from __future__ import annotations

import pytest

from clippings.page import page as page_module
from clippings.page.page import MAX_BASE_CHARS, STRETCH, find_nth_tag, make_page


def test_metas_are_found_by_name_or_property() -> None:
    page = make_page("<meta name=Author content=Ann><meta property=og:title content=Quay><meta name=author content=Jo>")
    assert page.metas == {"author": ("Ann", "Jo"), "og:title": ("Quay",)}
    assert (page.meta("author"), page.meta("none")) == ("Ann", None)


def test_metas_of_microdata_are_separate() -> None:
    assert make_page("<meta itemprop=datePublished content=2026-03-01>").meta("itemprop:datepublished") == "2026-03-01"


def test_elements_are_found_by_each_of_their_itemprops() -> None:
    page = make_page("<body><p itemprop='author editor'>Ann<p property=schema:headline>Quay")
    assert sorted(page.itemprops) == ["author", "editor", "headline"]


def test_links_of_the_head_have_their_relation() -> None:
    ((relation, link),) = make_page("<link rel=Canonical href=/a>").head_links
    assert (relation, link.attr("href")) == ("canonical", "/a")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("c", "https://news.example/a/c"),
        ("//x.example/c", "https://x.example/c"),
        (" /summer fair/a\n\t.jpg ", "https://news.example/summer%20fair/a.jpg"),
        ("https://x.example/a\u3000b", "https://x.example/a%E3%80%80b"),
        ("https:\\\\x.example\\c", "https://x.example/c"),
        ("https://x.example\\@evil.example/c", "https://x.example/@evil.example/c"),
        ("https://x.example/c?a\\b", "https://x.example/c?a\\b"),
        ("data:image/png;base64,x", None),
        ("javascript:x", None),
        ("http://[broken", None),
    ],
)
def test_addresses_become_absolute_or_none(address: str, found: str | None) -> None:
    assert make_page("<p>x", "https://news.example/a/b").absolute(address) == found


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ("/c/", "https://news.example/c/"),
        ("/c d/", "https://news.example/c%20d/"),
        ("https://x.example/", "https://x.example/"),
        ("http://[", None),
    ],
)
def test_the_declared_base_is_used(base: str, found: str | None) -> None:
    assert make_page(f"<base href='{base}'>", "https://news.example/a/b").base_url == found


@pytest.mark.parametrize(
    "declared",
    [
        "<link rel=canonical href=https://news.example/a/b>",
        "<meta property=og:url content=https://news.example/a/b>",
        "<link rel=canonical href=/b><meta property=og:url content=https://news.example/a/b>",
    ],
)
def test_without_a_given_address_the_declared_one_is_the_base(declared: str) -> None:
    assert make_page(f"{declared}<p>x").absolute("c") == "https://news.example/a/c"


def test_the_given_address_has_priority_over_the_declared_one() -> None:
    page = make_page("<link rel=canonical href=https://other.example/x/y>", "https://news.example/a/b")
    assert page.absolute("c") == "https://news.example/a/c"


@pytest.mark.parametrize("address", ["http://[broken", "javascript:x", "/b"])
def test_an_invalid_address_is_not_a_base(address: str) -> None:
    assert make_page(f"<link rel=canonical href='{address}'>").base_url is None


def test_without_an_address_there_is_no_base() -> None:
    assert make_page("<p>x").base_url is None
    assert make_page("<p>x").absolute("/a") is None


def test_linked_data_in_a_meta_is_read() -> None:
    page = make_page(
        '<meta name="script:ld+json" content="{&quot;@type&quot;:&quot;Article&quot;}"><meta name="script">'
    )
    assert page.linked_data.nodes == ((0, {"@type": "Article"}),)


@pytest.mark.parametrize("start", [0, STRETCH - 2, STRETCH - 1, STRETCH, 3 * STRETCH])
def test_the_position_after_a_number_of_tags_is_found(start: int) -> None:
    markup = "a" * start + "<b><i>text<p>"
    assert [find_nth_tag(markup, number) for number in range(4)] == [start, start + 3, start + 10, None]


def test_the_page_is_truncated_at_the_tag_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_TAGS", 4)
    page = make_page("<p>one</p><p>two</p><p>three</p>")
    body = page.tree.find("body")
    assert body is not None
    assert (body.text, page.truncated) == ("onetwo", "nodes")
    assert make_page("<p>one</p><p>two</p>").truncated is None


def test_a_too_long_address_is_not_a_base() -> None:
    long = "https://a.example/" + "b/" * MAX_BASE_CHARS
    assert make_page(f"<base href='{long}'><p>x").absolute("c") is None
    assert make_page(f"<link rel=canonical href='{long}'><p>x").absolute("c") is None
    assert make_page(f"<base href='{long}'><p>x").absolute("https://b.example/c") == "https://b.example/c"


def test_resolved_addresses_have_a_total_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_RESOLVED_CHARS", 50)
    page = make_page("<p>x", "https://a.example/b")
    assert [page.absolute("c") for _ in range(4)] == [*["https://a.example/c"] * 3, None]
