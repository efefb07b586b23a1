"""The boxes of a page know what lies in them, what their names say, and how far from the text they are."""

from __future__ import annotations

import pytest

from clippings.body.grounds import ARTICLE_BODY, DIALOG, HIDDEN, MARK, NAMED, Ground, is_body_name
from clippings.body.survey import Survey, survey_page
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
PAGE = (
    f"<div id=top><p>Home</p></div><main><article><p>{TEXT}</p><p>{TEXT} Again.</p></article>"
    "<aside class=related><p>More</p></aside></main>"
)


def survey(markup: str = PAGE) -> Survey:
    page = make_page(markup)
    return survey_page(page, read_flow(page), None)


def ground(markup: str, tag: str) -> Ground:
    return next(ground for ground in survey(markup).order if ground.box.tag == tag)


def test_a_box_sums_up_what_lies_in_it() -> None:
    article = ground(PAGE, "article")
    assert (article.passages, article.good_passages) == (2, 2)
    assert article.size == len(TEXT) + len(f"{TEXT} Again.")
    assert (article.first, article.last) == (1, 2)


def test_links_are_summed_up_by_their_letters() -> None:
    assert ground("<main><p>12345<a href=/x>678</a></p><p>90</p></main>", "main").linked == 3


def test_the_focus_is_the_box_that_holds_the_text() -> None:
    assert survey().focus.box.tag == "article"


def test_boxes_know_how_far_they_are_from_the_focus() -> None:
    assert (ground(PAGE, "article").out, ground(PAGE, "article").down) == (0, 0)
    assert (ground(PAGE, "aside").out, ground(PAGE, "aside").down) == (1, 1)


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
    assert ground(markup, "div").marks & mark


def test_elements_are_marked_by_their_kind() -> None:
    assert ground(PAGE, "aside").marks & MARK["aside"]
    assert not ground(PAGE, "aside").marks & MARK["nav"]


@pytest.mark.parametrize("names", ["article-body", "entry__content", "post-text", "storyBody", "rich-text", "prose"])
def test_a_name_for_the_body_is_one(names: str) -> None:
    assert is_body_name(names)


@pytest.mark.parametrize("names", ["article", "body", "contents", "article-bodyguard", "post", ""])
def test_a_name_that_is_like_one_is_none(names: str) -> None:
    assert not is_body_name(names)


def test_a_second_article_is_told_from_the_one_with_the_headline() -> None:
    first = f"<article><h1>The third quay is open</h1><p>First. {TEXT}</p></article>"
    page = make_page(f"<main>{first}<article><h2>Snow in the south</h2><p>Second. {TEXT}</p></article></main>")
    found = survey_page(page, read_flow(page), "The third quay is open")
    own, other = found.grounds[1], found.grounds[3]
    assert found.articles == 2
    assert (own.article_number, other.article_number) == (1, 2)
    assert own.head_out < other.head_out


def test_boxes_of_one_make_are_counted_over_the_page() -> None:
    found = survey("<ul>" + f"<li class=card><div class=text>{TEXT}</div></li>" * 5 + "</ul>")
    assert found.grounds[0].alike == [5]


def test_a_network_s_post_is_known_with_what_is_in_it_and_a_quotation_is_none() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{TEXT}</p></blockquote>"
    found = survey(f"{post}<blockquote class=quote><p>{TEXT} Again.</p></blockquote>")
    assert [ground.embedded for ground in found.grounds] == [True, False]
