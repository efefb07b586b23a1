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


def test_a_box_sums_up_what_lies_in_it() -> None:
    article = region(PAGE, "article")
    assert (article.passages, article.good_passages) == (2, 2)
    assert article.size == len(TEXT) + len(f"{TEXT} Again.")
    assert (article.first, article.last) == (1, 2)


def test_links_are_summed_up_by_their_letters() -> None:
    assert region("<main><p>12345<a href=/x>678</a></p><p>90</p></main>", "main").linked == 3


def test_the_focus_is_the_box_that_holds_the_text() -> None:
    assert layout().focus.box.tag == "article"


def test_boxes_know_how_far_they_are_from_the_focus() -> None:
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
def test_what_an_attribute_says_of_its_box_is_marked(markup: str, mark: int) -> None:
    assert region(markup, "div").marks & mark


def test_elements_are_marked_by_their_kind() -> None:
    assert region(PAGE, "aside").marks & MARK["aside"]
    assert not region(PAGE, "aside").marks & MARK["nav"]


@pytest.mark.parametrize("names", ["article-body", "entry__content", "post-text", "storyBody", "rich-text", "prose"])
def test_a_name_for_the_body_is_one(names: str) -> None:
    assert is_body_name(names)


@pytest.mark.parametrize("names", ["article", "body", "contents", "article-bodyguard", "post", ""])
def test_a_name_that_is_like_one_is_none(names: str) -> None:
    assert not is_body_name(names)


def test_a_second_article_is_told_from_the_one_with_the_headline() -> None:
    first = f"<article><h1>The third quay is open</h1><p>First. {TEXT}</p></article>"
    page = make_page(f"<main>{first}<article><h2>Snow in the south</h2><p>Second. {TEXT}</p></article></main>")
    found = lay_out_page(page, read_flow(page), "The third quay is open")
    own, other = found.regions[1], found.regions[3]
    assert found.articles == 2
    assert (own.article_number, other.article_number) == (1, 2)
    assert own.head_out < other.head_out


def test_boxes_of_one_make_are_counted_over_the_page() -> None:
    found = layout("<ul>" + f"<li class=card><div class=text>{TEXT}</div></li>" * 5 + "</ul>")
    assert found.regions[0].alike == [5]


def test_a_network_s_post_is_known_with_what_is_in_it_and_a_quotation_is_none() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{TEXT}</p></blockquote>"
    found = layout(f"{post}<blockquote class=quote><p>{TEXT} Again.</p></blockquote>")
    assert [region.embedded for region in found.regions] == [True, False]
