"""The cut on pages of our own: what the model keeps, and what stands in its way."""

from __future__ import annotations

import pytest

from clippings.body.extraction import load_models, read_body
from clippings.body.layout import lay_out_page
from clippings.body.scoring import cut
from clippings.errors import RejectedPage
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow

PARAGRAPHS = [
    f"Paragraph {number} of the report says what the council decided about the old bridge, who spoke against it, "
    "and why the work is to begin in the spring although the money for it has not been found yet."
    for number in range(8)
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HEAD = "<title>The council decides to mend the bridge</title>"
HEADLINE = "<h1>The council decides to mend the bridge</h1>"


def kept(markup: str) -> list[str]:
    page = read_page(markup)
    passages = read_flow(page)
    layout = lay_out_page(page, passages, "The council decides to mend the bridge")
    return [passages[index].text for index in cut(layout, load_models().scorer).kept]


def test_an_article_is_kept_whole_and_its_furniture_left() -> None:
    menu = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Home", "Sport", "Culture", "Weather"))
    foot = "<footer><p>© 2024 The Town Paper. All rights reserved. Terms of use and privacy policy.</p></footer>"
    assert kept(f"{HEAD}<nav><ul>{menu}</ul></nav><article>{HEADLINE}{BODY}</article>{foot}") == PARAGRAPHS


def test_comments_beneath_are_left() -> None:
    comment = "<li class=comment><p>I have crossed that bridge every day for years, and nobody ever asked us.</p></li>"
    comments = f"<section class=comments><h2>Comments</h2><ol>{comment * 12}</ol></section>"
    assert kept(f"{HEAD}<main><article>{HEADLINE}{BODY}</article>{comments}</main>") == PARAGRAPHS


def test_the_headline_said_again_is_no_text_but_a_heading_that_says_more_is() -> None:
    again = "<h2>The Council Decides to Mend the Bridge</h2>"
    more = "<h2>Why the council decides to mend the bridge now</h2>"
    assert kept(f"{HEAD}<article>{HEADLINE}{again}{BODY}</article>") == PARAGRAPHS
    first, rest = BODY.split("</p>", 1)
    assert kept(f"{HEAD}<article>{HEADLINE}{first}</p>{more}{rest}</article>") == [
        PARAGRAPHS[0],
        "Why the council decides to mend the bridge now",
        *PARAGRAPHS[1:],
    ]


def test_a_network_s_post_in_the_text_is_none_of_it_but_a_quotation_is() -> None:
    words = "The bridge will be mended, at last, and this time it will hold for a hundred years."
    post = f"<blockquote class='twitter-tweet'><p>{words}</p></blockquote>"
    assert kept(f"{HEAD}<article>{HEADLINE}{BODY}{post}{BODY.replace('council', 'mayor')}</article>") == [
        *PARAGRAPHS,
        *[text.replace("council", "mayor") for text in PARAGRAPHS],
    ]
    quotation = "The bridge will be mended, she said, and this time it will hold for more than a hundred years."
    quoted = f"<blockquote><p>{quotation}</p></blockquote>"
    assert quotation in kept(f"{HEAD}<article>{HEADLINE}{BODY}{quoted}{BODY.replace('council', 'mayor')}</article>")


def test_nothing_is_kept_where_nothing_is_likely_to_be_text() -> None:
    assert kept("<ul>" + "<li><a href=/a>Some other page</a>" * 40 + "</ul>") == []


def test_a_page_without_text_of_its_own_is_refused() -> None:
    with pytest.raises(RejectedPage):
        read_body(read_page("<ul>" + "<li><a href=/a>Some other page</a>" * 40 + "</ul>"), None)
