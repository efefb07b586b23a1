"""Of several articles on a page only the one with the page's headline is read."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE, page

import clippings

CHOIR = (
    "The choir of the harbour church has won the national prize for the second year, after a final in which eleven "
    "choirs sang for four hours in the great hall of the capital.",
    "Its leader, who has taught at the school for thirty years, said that the children had practised every morning "
    "since the spring, and that the bus home had been very loud.",
)
TEXTS = "".join(f"<p>{text}</p>" for text in CHOIR)
BYLINE = '<p class="byline">By Peter Lind</p>'


def text_with(*, after: str = "", before: str = "") -> str:
    """Return the text of the page with markup before and after its article."""
    html = page("").replace("<article>", f"{before}<article>").replace("</article>", f"</article>{after}")
    return clippings.parse(html).text


@pytest.mark.parametrize(
    "further",
    [
        f"<article><h1>Choir wins national prize</h1>{BYLINE}{TEXTS}</article>",
        f"<div class='below'><article class='story'><h1>Choir wins national prize</h1>{TEXTS}</article></div>",
        f"<article><h2><a href='/choir'>Choir wins national prize</a></h2>{TEXTS}</article>",
    ],
)
def test_a_further_article_is_left_out(further: str) -> None:
    text = text_with(after=further)
    assert not any(part in text for part in CHOIR)
    assert all(part in text for part in (*BEFORE, *AFTER))


def test_an_article_before_that_with_the_title_is_left_out() -> None:
    text = text_with(before=f"<article><h1>Choir wins national prize</h1>{BYLINE}{TEXTS}</article>")
    assert not any(part in text for part in CHOIR)
    assert all(part in text for part in (*BEFORE, *AFTER))


def test_parts_of_a_page_builder_are_kept() -> None:
    html = page("").replace("<article>", '<div class="module">').replace("</article>", "</div>")
    part = f'<div class="module"><h1>The choir of the rock</h1>{BYLINE}{TEXTS}</div></main>'
    assert CHOIR[0] in clippings.parse(html.replace("</main>", part)).text


@pytest.mark.parametrize(
    "part",
    [
        f"<section><h1>The choir of the rock</h1>{TEXTS}</section>",
        f"<section><h2>The choir of the rock</h2>{TEXTS}</section>",
        f"<article><h3>The choir of the rock</h3>{TEXTS}</article>",
    ],
)
def test_parts_of_the_article_are_kept(part: str) -> None:
    last = f"<p>{AFTER[-1]}</p>"
    text = clippings.parse(page("").replace(last, last + part)).text
    assert all(paragraph in text for paragraph in CHOIR)
