"""The byline that the page shows: what makes a passage one, and where it is looked for."""

from __future__ import annotations

import pytest
from tests.support.field_pages import BODY, reading_of

from clippings.fields.authors.byline import Byline, begins_line, bylines, closing_bylines
from clippings.fields.context import ArticleContext
from clippings.page.page import make_page

H1 = "<h1>Bridge vote passes before midnight</h1>"


def read_bylines(above: str = "", below: str = "") -> list[Byline]:
    article = f"<article>{H1}{above}{BODY * 5}{below}</article>"
    page = make_page(f"<html><body><main>{article}</main></body></html>", "https://news.example/2024/bridge")
    context = ArticleContext(page, reading_of(page), None, "Bridge vote passes before midnight")
    return [*bylines(context), *closing_bylines(context)]


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
        "<div>Ein Partner von Jana Meyer</div>",
        '<div class="post-topic article-author">Town Hall</div>',
    ],
)
def test_lines_that_only_look_like_bylines_are_not_bylines(markup: str) -> None:
    assert read_bylines(markup) == []


def test_links_to_authors_side_by_side_are_one_byline() -> None:
    links = "".join(f'<li><a href="/author/{name}">{name} Doe</a></li>' for name in ("Jane", "Anna"))
    (line,) = read_bylines(f"<ul>{links}</ul>")
    assert line.names == ("Jane Doe", "Anna Doe")


@pytest.mark.parametrize("label", ["Written by", "By", "Author:", "Author(s)", "Article written by:", "Von", "執筆者"])
def test_a_label_names_the_author_in_the_next_passage(label: str) -> None:
    (line,) = read_bylines(f"<div><div>{label}</div><div>Jane Doe</div></div>")
    assert (line.names, line.mark) == (("Jane Doe",), "by")


def test_a_label_names_all_authors_in_the_following_list() -> None:
    people = "".join(f"<li>{name}</li>" for name in ("Jane Doe", "Karl Meyer, editor", "Anna Other"))
    (line,) = read_bylines(f"<div>Authors</div><ul>{people}</ul><ul><li>Peter Away</li></ul>")
    assert line.names == ("Jane Doe", "Karl Meyer", "Anna Other")


def test_a_label_names_authors_joined_by_commas() -> None:
    (line,) = read_bylines("<div>By</div><button>Jane Doe</button><div>,</div><button>Karl Meyer</button>")
    assert line.names == ("Jane Doe", "Karl Meyer")


def test_initials_that_replace_a_portrait_are_skipped() -> None:
    (line,) = read_bylines("<div>Author</div><div>JD</div><div>Jane Doe</div>")
    assert line.names == ("Jane Doe",)


def test_an_unknown_name_behind_a_label_is_marked_as_less_sure() -> None:
    (line,) = read_bylines("<div>Posted by:</div><div>Idle Ferryman</div>")
    assert (line.names, line.mark) == (("Idle Ferryman",), "label")


@pytest.mark.parametrize("label", ["Reviewed by", "Researched by:", "Edited by", "Photos by"])
def test_a_label_of_another_role_names_no_author(label: str) -> None:
    assert read_bylines(f'<div>{label}</div><div class="article-author">Jane Doe</div>') == []


@pytest.mark.parametrize(
    "markup",
    [
        '<div>By</div><div><a href="/1">Bridge Plans</a><a href="/2">Ferry Times</a></div>',
        "<div>Author, article and disclosure information</div>",
        "<div>By</div><div>and large the council was happy with what it had heard by then</div>",
    ],
)
def test_a_label_before_other_text_is_not_a_byline(markup: str) -> None:
    assert read_bylines(markup) == []


def test_a_linked_fact_checker_is_not_an_author() -> None:
    links = '<a href="/author/jane">Jane Doe</a> Fact checked by: <a href="/author/anna">Anna Other</a>'
    (line,) = read_bylines(f"<div>{links}</div>")
    assert line.names == ("Jane Doe",)


def test_an_adjacent_date_is_removed_from_the_name() -> None:
    (line,) = read_bylines("<div>By <span>Jane Doe</span><span>Dec 05, 2023</span></div>")
    assert line.names == ("Jane Doe",)


def test_an_adjacent_section_is_removed_from_the_name() -> None:
    (line,) = read_bylines("<div>13. März 2019 von <span>Jana Meyer</span><span>in Allgemeines</span></div>")
    assert line.names == ("Jana Meyer",)


def test_a_byline_behind_the_body_is_not_close() -> None:
    (line,) = read_bylines(below="<div>By Jane Doe</div>")
    assert (line.names, line.close) == (("Jane Doe",), False)


def test_a_given_name_in_a_long_line_behind_the_body_is_a_country() -> None:
    assert (
        read_bylines(below="<div>Von israel news am 21. Februar, abgelegt unter Israel. Antworten per RSS</div>") == []
    )


def test_links_to_photographers_are_not_authors() -> None:
    links = '<a href="/author/jane">Jane Doe</a> <b>Writer</b> <a href="/author/anna">Anna Other</a> <b>Illustrator</b>'
    (line,) = read_bylines(f"<div>{links}</div>")
    assert line.names == ("Jane Doe",)


def test_an_author_class_after_the_body_is_of_a_commenter() -> None:
    assert read_bylines(below='<div class="author">Jane Doe</div>') == []


def test_the_employer_after_a_name_is_not_a_second_author() -> None:
    (line,) = read_bylines("<div>By Jane Doe, Example University</div>")
    assert line.names == ("Jane Doe",)


@pytest.mark.parametrize("text", ["By Jane Doe", "Von Jana Meyer", "Photo: Jane Doe", "Reviewed by Ann Other"])
def test_a_credit_line_is_recognized_by_its_beginning(text: str) -> None:
    assert begins_line(text)


def test_a_sentence_is_not_a_credit_line() -> None:
    assert not begins_line("After years of quarrels the council has voted for a new bridge.")
