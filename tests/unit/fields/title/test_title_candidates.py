"""The texts that may be a page's title."""

from __future__ import annotations

from clippings.fields.context import ArticleContext
from clippings.fields.title.title_candidates import read_candidates
from clippings.page.page import make_page


def context(markup: str, url: str | None = "https://www.riverland.example/bridge") -> ArticleContext:
    return ArticleContext(make_page(markup, url))


def texts(markup: str) -> list[str]:
    return [candidate.text for candidate in read_candidates(context(markup))]


def test_texts_with_the_same_words_are_one_candidate_of_several_sources() -> None:
    markup = '<meta property="og:title" content="BRIDGE: vote passes!"><h1>Bridge vote passes</h1>'
    (candidate,) = [c for c in read_candidates(context(markup)) if c.whole]
    assert (candidate.key, candidate.whole) == ("bridge vote passes", ["h1", "meta:og:title"])


def test_texts_without_brand_and_parts_of_texts_are_candidates() -> None:
    markup = '<meta property="og:site_name" content="Gazette"><title>Bridge | Local | Gazette</title>'
    found = {candidate.text: bool(candidate.whole) for candidate in read_candidates(context(markup))}
    assert found == {"Bridge | Local": True, "Bridge": False, "Local": False}


def test_a_part_of_a_heading_alone_is_not_a_candidate() -> None:
    assert [candidate.text for candidate in read_candidates(context("<h1>Bridge - a vote</h1>"))] == ["Bridge - a vote"]


def test_the_beginning_of_a_heading_is_a_candidate_if_another_source_has_it() -> None:
    heading = "<h1><span>Bridge vote passes at last</span> <span>Ferry runs for free</span></h1>"
    assert "Bridge vote passes at last" in texts(f"<title>Bridge vote passes at last</title>{heading}")
    assert texts(heading) == ["Bridge vote passes at last Ferry runs for free", "Ferry runs for free"]


def test_a_section_at_either_end_is_removed_from_a_title() -> None:
    url = "https://www.riverland.example/opinion/bridge-vote-passes/"
    found = read_candidates(context("<title>Bridge vote passes | Opinion</title>", url))
    assert [candidate.text for candidate in found if candidate.whole] == ["Bridge vote passes"]
    found = read_candidates(context("<title>Opinion | Bridge vote passes</title>", url))
    assert [candidate.text for candidate in found if candidate.whole] == ["Bridge vote passes"]


def test_the_slug_of_the_article_is_not_a_section() -> None:
    url = "https://www.riverland.example/news/bridge-vote-passes/"
    found = read_candidates(context("<title>Bridge vote passes | A long night</title>", url))
    assert [candidate.text for candidate in found if candidate.whole] == ["Bridge vote passes | A long night"]


def test_a_section_is_kept_if_too_few_words_would_remain() -> None:
    url = "https://www.riverland.example/recipes/soup"
    found = read_candidates(context("<title>Soup | Recipes</title>", url))
    assert [candidate.text for candidate in found if candidate.whole] == ["Soup | Recipes"]


def test_numbers_instead_of_headlines_are_ignored() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":7,"name":[1]}</script>'
    assert read_candidates(context(data)) == []
