"""The texts that may be a page's title."""

from __future__ import annotations

from clippings.fields.story import Story
from clippings.fields.title_candidates import read_brands, read_candidates
from clippings.page.page import make_page


def story(markup: str, url: str | None = "https://www.riverland.example/bridge") -> Story:
    return Story(make_page(markup, url))


def test_texts_with_the_same_words_are_one_candidate_of_several_witnesses() -> None:
    markup = '<meta property="og:title" content="BRIDGE: vote passes!"><h1>Bridge vote passes</h1>'
    (candidate,) = [c for c in read_candidates(story(markup)) if c.whole]
    assert (candidate.key, candidate.whole) == ("bridge vote passes", ["h1", "meta:og:title"])


def test_a_text_is_a_candidate_without_its_brand_and_in_parts() -> None:
    markup = '<meta property="og:site_name" content="Gazette"><title>Bridge | Local | Gazette</title>'
    found = {candidate.text: bool(candidate.whole) for candidate in read_candidates(story(markup))}
    assert found == {"Bridge | Local": True, "Bridge": False, "Local": False}


def test_a_part_that_only_a_heading_has_is_none() -> None:
    assert [candidate.text for candidate in read_candidates(story("<h1>Bridge - a vote</h1>"))] == ["Bridge - a vote"]


def test_a_page_goes_by_its_declared_names_its_host_and_its_logo() -> None:
    markup = (
        '<meta property="og:site_name" content="River &amp; Land"><meta name="twitter:site" content="@rivland">'
        '<title>Bridge - The Gazette</title><h1><a href="/">The Gazette</a></h1>'
    )
    brands = read_brands(story(markup))
    names = ["River & Land", "rivland", "The Gazette", "riverland.example", "Riverland", "Riverland Insights"]
    assert [name for name in names if brands.have(name)] == names
    assert not brands.have("Bridge")


def test_a_logo_that_the_tab_does_not_know_is_no_brand() -> None:
    assert not read_brands(story('<title>Bridge</title><h1><a href="/">The Gazette</a></h1>')).have("The Gazette")


def test_the_whole_tab_is_no_brand_though_a_logo_says_it() -> None:
    assert not read_brands(story('<title>The Gazette</title><h1><a href="/">The Gazette</a></h1>')).have("The Gazette")


def test_numbers_for_headlines_name_nothing() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":7,"name":[1]}</script>'
    assert read_candidates(story(data)) == []
