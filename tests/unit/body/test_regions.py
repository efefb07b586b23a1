"""The regions of a page have their passages, the meaning of their names, and their distance from the text."""

from __future__ import annotations

import pytest

from clippings.body.layout import Layout, lay_out_page
from clippings.body.regions import ARTICLE_BODY, DIALOG, HIDDEN, MARK, NAMED, Region, is_body_name
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
PAGE = (
    f"<div id=top><p>Home</p></div><main><article><p>{TEXT}</p><p>{TEXT} Again.</p></article>"
    "<aside class=related><p>More</p></aside></main>"
)


def layout(markup: str = PAGE) -> Layout:
    page = make_page(markup)
    return lay_out_page(page, read_flow(page), None)


def region(markup: str, tag: str) -> Region:
    return next(region for region in layout(markup).order if region.box.tag == tag)


def test_regions_sum_up_their_passages() -> None:
    article = region(PAGE, "article")
    assert (article.passages, article.good_passages) == (2, 2)
    assert article.size == len(TEXT) + len(f"{TEXT} Again.")
    assert (article.first, article.last) == (1, 2)


def test_linked_letters_are_summed_up() -> None:
    assert region("<main><p>12345<a href=/x>678</a></p><p>90</p></main>", "main").linked == 3


def test_the_focus_is_the_box_that_holds_the_text() -> None:
    assert layout().focus.box.tag == "article"


def test_regions_have_their_distance_from_the_focus() -> None:
    assert (region(PAGE, "article").out, region(PAGE, "article").down) == (0, 0)
    assert (region(PAGE, "aside").out, region(PAGE, "aside").down) == (1, 1)


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        ("<div itemprop=articleBody><p>x</div>", ARTICLE_BODY),
        ("<div hidden><p>x</div>", HIDDEN),
        ("<div aria-hidden=true><p>x</div>", HIDDEN),
        ("<div style='color: red; display: none'><p>x</div>", HIDDEN),
        ("<div role=dialog><p>x</div>", DIALOG),
        ("<div class=article-body><p>x</div>", NAMED),
    ],
)
def test_attributes_set_marks(markup: str, mark: int) -> None:
    assert region(markup, "div").marks & mark


def test_elements_are_marked_by_their_kind() -> None:
    assert region(PAGE, "aside").marks & MARK["aside"]
    assert not region(PAGE, "aside").marks & MARK["nav"]


@pytest.mark.parametrize("names", ["article-body", "entry__content", "post-text", "storyBody", "rich-text", "prose"])
def test_body_names_are_recognized(names: str) -> None:
    assert is_body_name(names)


@pytest.mark.parametrize("names", ["article", "body", "contents", "article-bodyguard", "post", ""])
def test_similar_names_are_not_body_names(names: str) -> None:
    assert not is_body_name(names)


def test_the_article_with_the_headline_is_distinguished() -> None:
    first = f"<article><h1>The third quay is open</h1><p>First. {TEXT}</p></article>"
    page = make_page(f"<main>{first}<article><h2>Snow in the south</h2><p>Second. {TEXT}</p></article></main>")
    found = lay_out_page(page, read_flow(page), "The third quay is open")
    own, other = found.regions[1], found.regions[3]
    assert found.articles == 2
    assert (own.article_number, other.article_number) == (1, 2)
    assert own.head_out < other.head_out


def test_similar_boxes_are_counted() -> None:
    found = layout("<ul>" + f"<li class=card><div class=text>{TEXT}</div></li>" * 5 + "</ul>")
    assert found.regions[0].alike == [5]


def test_embedded_posts_are_recognized_and_quotations_are_not() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{TEXT}</p></blockquote>"
    found = layout(f"{post}<blockquote class=quote><p>{TEXT} Again.</p></blockquote>")
    assert [region.embedded for region in found.regions] == [True, False]
