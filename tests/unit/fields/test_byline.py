"""The byline that the page shows: what makes a passage one, and where it is looked for."""

from __future__ import annotations

import pytest
from tests.unit.fields.conftest import BODY, reading_of

from clippings.fields.byline import Byline, begins_line, bylines, closing_bylines
from clippings.fields.story import Story
from clippings.page.page import make_page

H1 = "<h1>Bridge vote passes before midnight</h1>"


def read_bylines(above: str = "", below: str = "") -> list[Byline]:
    article = f"<article>{H1}{above}{BODY * 5}{below}</article>"
    page = make_page(f"<html><body><main>{article}</main></body></html>", "https://news.example/2024/bridge")
    story = Story(page, reading_of(page), None, "Bridge vote passes before midnight")
    return [*bylines(story), *closing_bylines(story)]


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        ("<div>By Jane Doe</div>", "by"),
        ("<div>January 5, 2024 by Jane Doe</div>", "by"),
        ('<div><a href="/author/jane-doe">Jane Doe</a></div>', "link"),
        ('<div><a rel="author" href="/people/7">Jane Doe</a></div>', "link"),
        ('<div class="article-byline">Jane Doe</div>', "class"),
        ('<div itemprop="author">Jane Doe</div>', "class"),
    ],
)
def test_words_links_and_classes_make_a_byline(markup: str, mark: str) -> None:
    (line,) = read_bylines(markup)
    assert (line.names, line.mark, line.close) == (("Jane Doe",), mark, True)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>By signing up you agree to the Privacy Policy</div>",
        "<div>Photo by Jane Doe</div>",
        "<div>Reviewed by Jane Doe</div>",
        "<div>Edited by Jane Doe</div>",
        "<div>More from Jane Doe</div>",
        "<div>Surrounded by John Public the mayor spoke</div>",
        '<div class="related-author">Jane Doe</div>',
        '<div class="article-byline">Share This Story</div>',
        '<div><a href="https://social.invalid/profile/doe">Jane Doe</a></div>',
        '<div><a href="/tag/jane-doe">Jane Doe</a></div>',
        "<pre>by Jane Doe</pre>",
    ],
)
def test_what_only_looks_like_one_is_none(markup: str) -> None:
    assert read_bylines(markup) == []


def test_links_to_authors_side_by_side_are_one_byline() -> None:
    links = "".join(f'<li><a href="/author/{name}">{name} Doe</a></li>' for name in ("Jane", "Anna"))
    (line,) = read_bylines(f"<ul>{links}</ul>")
    assert line.names == ("Jane Doe", "Anna Doe")


def test_a_date_that_touches_the_name_is_cut_off() -> None:
    (line,) = read_bylines("<div>By <span>Jane Doe</span><span>Dec 05, 2023</span></div>")
    assert line.names == ("Jane Doe",)


def test_a_section_that_touches_the_name_is_cut_off() -> None:
    (line,) = read_bylines("<div>13. März 2019 von <span>Jana Meyer</span><span>in Allgemeines</span></div>")
    assert line.names == ("Jana Meyer",)


def test_a_byline_behind_the_body_is_not_close() -> None:
    (line,) = read_bylines(below="<div>By Jane Doe</div>")
    assert (line.names, line.close) == (("Jane Doe",), False)


def test_a_given_name_in_a_long_line_behind_the_body_is_a_country() -> None:
    assert (
        read_bylines(below="<div>Von israel news am 21. Februar, abgelegt unter Israel. Antworten per RSS</div>") == []
    )


def test_links_to_a_photographer_are_no_writers() -> None:
    links = '<a href="/author/jane">Jane Doe</a> <b>Writer</b> <a href="/author/anna">Anna Other</a> <b>Illustrator</b>'
    (line,) = read_bylines(f"<div>{links}</div>")
    assert line.names == ("Jane Doe",)


def test_a_class_behind_the_body_is_a_commenters() -> None:
    assert read_bylines(below='<div class="author">Jane Doe</div>') == []


def test_the_place_of_work_behind_a_name_is_no_second_author() -> None:
    (line,) = read_bylines("<div>By Jane Doe, Example University</div>")
    assert line.names == ("Jane Doe",)


@pytest.mark.parametrize("text", ["By Jane Doe", "Von Jana Meyer", "Photo: Jane Doe", "Reviewed by Ann Other"])
def test_a_line_on_who_did_what_is_known_by_its_beginning(text: str) -> None:
    assert begins_line(text)


def test_a_sentence_is_no_such_line() -> None:
    assert not begins_line("After years of quarrels the council has voted for a new bridge.")
