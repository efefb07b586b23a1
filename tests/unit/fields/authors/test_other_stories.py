"""Authors on cards of other stories, and names in sentences, are not the article's authors."""

from __future__ import annotations

import pytest
from tests.support.framed_page import page

import clippings
from clippings.fields.authors.other_stories import is_in_card, is_sentence
from clippings.page.page import make_page

BYLINE = '<p class="byline">By <a rel="author" href="/staff/ines-quandt">Ines Quandt</a></p>'


def authors(byline: str, inside: str = "") -> list[str]:
    return [author.name for author in clippings.parse(page(inside).replace(BYLINE, byline)).authors]


@pytest.mark.parametrize(
    "text",
    [
        "av de misstänkta har två släppts",
        "par Vladimir Poutine, le président russe, a signé le décret.",
        "by Vladimir Putin and his ministers in the spring",
        "von der Leyen hat den Vertrag gestern in Brüssel unterschrieben",
    ],
)
def test_a_name_in_a_sentence_is_not_a_byline(text: str) -> None:
    assert is_sentence(text)
    assert authors(f"<p>{text}</p>") == []


def test_a_name_in_a_sentence_signs_nothing_wherever_its_by_stands() -> None:
    assert authors("<p>En av de misstänkta, Vladimir Holm, greps i hamnen på tisdagen.</p>") == []
    assert authors("<p>19 March by ida</p>") == ["ida"]


@pytest.mark.parametrize(
    "text", ["by Ines Quandt, senior correspondent in the north", "By Ines Quandt and Ida Brandt", "by Ines Quandt"]
)
def test_a_byline_is_not_a_sentence(text: str) -> None:
    assert not is_sentence(text)
    assert "Ines Quandt" in authors(f"<p>{text}</p>")


CARDS = (
    '<aside class="related"><h3><a href="/x">Other story</a></h3><p class="byline">By Olav Berg</p></aside>',
    '<div class="card"><a href="/x">Other story of the coast</a> <a rel="author" href="/olav">Olav Berg</a></div>',
    '<li><a href="/x"><div><span>Where the next crises hide</span></div><div>A column by Olav Berg</div></a></li>',
    '<div class="teaser"><h3>Other story</h3><span class="byline">Olav Berg</span></div>',
)


@pytest.mark.parametrize("card", CARDS)
def test_authors_of_teasers_are_not_authors_of_the_article(card: str) -> None:
    assert authors(BYLINE, card) == ["Ines Quandt"]
    assert authors("", card) == []


def test_a_link_with_a_name_and_then_a_job_is_a_byline() -> None:
    byline = '<a href="/staff/ines"><div>By Ines Quandt</div><div>Correspondent in the harbour towns</div></a>'
    assert authors(byline) == ["Ines Quandt"]


def test_a_card_about_the_author_is_not_a_teaser() -> None:
    tree = make_page(
        '<div class="author-card"><h3>Ines Quandt</h3><a rel="author" href="/i">All stories</a></div>'
    ).tree
    link = tree.find("a")
    assert link is not None
    assert not is_in_card(link)


@pytest.mark.parametrize(
    "title", ["Posts by Ines Quandt", "Beiträge von Ines Quandt", "Articles par Ines Quandt", "Ines Quandt"]
)
def test_the_title_of_a_link_to_an_author_names_the_author_alone(title: str) -> None:
    assert authors(f'<p><a rel="author" href="/author/ines" title="{title}"><img src="/i.jpg" alt=""></a></p>') == [
        "Ines Quandt"
    ]


@pytest.mark.parametrize(
    "name", ['<span itemprop="author">Ida Brandt</span>', '<a rel="author" href="/i">Ida Brandt</a>']
)
def test_the_author_of_a_card_beside_the_article_is_not_its_author(name: str) -> None:
    card = f'<aside><article><h3><a href="/x">Storm breaks the southern pier</a></h3>{name}</article></aside>'
    assert authors("", card) == []
