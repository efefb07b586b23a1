"""The names of a site, and how they are removed from a title."""

from __future__ import annotations

import pytest

from clippings.fields.context import ArticleContext
from clippings.fields.site_names import Brands, read_brands
from clippings.page.page import make_page


def brands(markup: str, url: str | None = "https://www.riverland.example/bridge") -> Brands:
    return read_brands(ArticleContext(make_page(markup, url)))


def test_the_names_of_a_site_are_declared_or_from_host_and_logo() -> None:
    found = brands(
        '<meta property="og:site_name" content="River &amp; Land"><meta name="twitter:site" content="@rivland">'
        '<title>Bridge - The Gazette</title><h1><a href="/">The Gazette</a></h1>'
    )
    names = ["River & Land", "rivland", "The Gazette", "riverland.example", "Riverland", "Riverland Insights"]
    assert [name for name in names if found.contains(name)] == names
    assert not found.contains("Bridge")


def test_a_logo_heading_that_the_tab_does_not_know_may_be_the_title() -> None:
    assert brands('<title>Bridge</title><h1><a href="/">The Gazette</a></h1>').names == frozenset()


def test_a_logo_heading_that_is_the_whole_tab_may_be_the_title() -> None:
    assert brands('<title>The Gazette</title><h1><a href="/">The Gazette</a></h1>').names == frozenset()


@pytest.mark.parametrize("href", ["/", "https://www.riverland.example/", "http://riverland.example"])
def test_links_to_the_front_page_contain_a_name(href: str) -> None:
    assert brands(f'<a href="{href}"><img alt="The Gazette" src="x.png"></a>').contains("The Gazette")


def test_links_to_other_pages_contain_no_name() -> None:
    assert not brands('<a href="/about">The Gazette</a>').contains("The Gazette")


def test_the_initials_of_a_name_match_it() -> None:
    found = brands('<meta property="og:site_name" content="World Bridge Awards">')
    assert found.contains("WBA")
    assert not found.contains("WB")


def test_a_name_that_begins_with_the_hosts_first_word_is_a_brand() -> None:
    found = brands("", "https://bridgeagency.example/x")
    assert found.contains("Bridge Internet Marketing")
    assert not found.contains("Bridge opens with many more visitors")


@pytest.mark.parametrize(
    "text",
    [
        "橋梁表決通過：港北日報",
        "橋梁表決通過－港北日報",
        "橋梁表決通過_港北日報",
        "【港北日報】橋梁表決通過",
        "橋梁表決通過（港北日報）",
    ],
)
def test_a_name_after_a_separator_without_spaces_is_removed(text: str) -> None:
    page = '<a href="/"><img alt="港北日報" src="x.png"></a>'
    assert brands(page).without_name(text) == "橋梁表決通過"


@pytest.mark.parametrize("text", ["港北市議會：橋梁表決通過", "橋梁表決通過港北日報", "港北日報"])
def test_other_words_and_names_without_separator_are_kept(text: str) -> None:
    page = '<a href="/"><img alt="港北日報" src="x.png"></a>'
    assert brands(page).without_name(text) == text


def test_a_latin_name_is_removed_after_a_colon_but_not_inside_a_word() -> None:
    found = brands('<meta property="og:site_name" content="Gazette">')
    assert found.without_name("Bridge vote passes: Gazette") == "Bridge vote passes"
    assert found.without_name("The anti-Gazette") == "The anti-Gazette"


@pytest.mark.parametrize("url", [None, "", "no address", 'https://a"b].example/x', "https://"])
def test_an_invalid_address_is_not_a_brand(url: str | None) -> None:
    assert not brands("<title>Bridge</title>", url).contains("Bridge")
