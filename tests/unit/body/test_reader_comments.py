"""Comments of readers below an article are left out; text that looks like them and is the article is kept."""

from __future__ import annotations

import pytest

import clippings
from clippings.body.layout import lay_out_page
from clippings.body.reader_comments import without_reader_comments
from clippings.page.flow import read_flow
from clippings.page.page import make_page

NEWS = (
    "<h1>Harbor board votes on the pier</h1>"
    "<p>The harbor board of Port Amery voted on Monday evening for a new pier of stone, which will cost nine million "
    "and will be open to ferries of every size by the spring after next, its chairman said.</p>"
    "<p>The old pier, of timber, was closed after the storm in March, when two of its piles broke and the last ferry "
    "of the day had to turn back to the island with forty passengers on board.</p>"
)
REMARKS = (
    "They should have mended the old one, it would have lasted for another ten years.",
    "And who pays for it? We do, as always, and the ferry becomes dearer once more.",
    "I was on that ferry, and nobody told us for an hour what had happened to the pier.",
    "Nine million for a pier that is used by forty people a day, unbelievable.",
)
STAMPS = ("ann [2012-01-24 19:23]", "04.01.2012 23:46 bob", "Cleo, 7 January 2012 01:48:26", "11:02 17-January-2012 D")


def kept(markup: str, remark_chance: float = 0.5, text_chance: float = 0.9) -> list[str]:
    """Return the texts that stay of a page whose passages were all selected."""
    page = make_page(f"<title>Harbor board votes on the pier</title><body>{markup}")
    layout = lay_out_page(page, read_flow(page), "Harbor board votes on the pier")
    texts = [passage.text for passage in layout.passages]
    chances = [text_chance if text in NEWS else remark_chance for text in texts]
    return [texts[index] for index in without_reader_comments(layout, chances, range(len(texts)))]


def entries(entry: str, stamps: tuple[str, ...] = STAMPS) -> str:
    return "".join(
        entry.format(number=place, stamp=stamp, remark=remark)
        for place, (stamp, remark) in enumerate(zip(stamps, REMARKS, strict=True))
    )


NEWS_TEXTS = kept(NEWS)
TABLE = "<table><tr><td><table><tr><td>{stamp}</td></tr></table></td></tr><tr><td><div>{remark}</div></td></tr></table>"


@pytest.mark.parametrize(
    "comments",
    [
        "<div class='commentDiv'>" + entries("<table><tr><td><p>{remark}</p></td></tr></table>") + "</div>",
        "<section id='Comments'>" + entries("<h5>A title</h5><p>{remark}</p>") + "</section>",
        "<div class='opinions'>" + entries("<div id='op{number}'><div>{stamp}</div><p>{remark}</p></div>") + "</div>",
        "<ul>" + entries("<li>{remark}<p>{stamp}</p></li>") + "</ul>",
        "<div>" + entries(TABLE) + "</div>",
        "<div>" + entries("<b>{stamp}</b><br><p class='post-{number}'>{remark}</p>") + "</div>",
        "<p>Comments (4)</p><div>" + entries("<div><h6>{stamp}</h6><div>{remark}</div></div>") + "</div>",
    ],
    ids=["class", "id", "beginning date", "date at the end", "tables", "without boxes", "label"],
)
def test_comments_are_left_out(comments: str) -> None:
    left = kept(NEWS + comments)
    assert left[: len(NEWS_TEXTS)] == NEWS_TEXTS
    assert not set(REMARKS) & set(left[len(NEWS_TEXTS) + 1 :])
    assert len(left) <= len(NEWS_TEXTS) + 1
    assert "Comments (4)" not in left


def test_text_after_the_comments_is_kept() -> None:
    comments = entries("<div><p>{stamp}</p><p>{remark}</p></div>")
    assert kept(f"{NEWS}<div>{comments}</div><p>Corrections are at the end.</p>") == [
        *NEWS_TEXTS,
        "Corrections are at the end.",
    ]


@pytest.mark.parametrize(
    ("markup", "chance"),
    [
        # An opinion is a comment, too: its box is the article.
        (f"<div class='comment'>{NEWS}<p>{REMARKS[0]}</p></div>", 0.5),
        # Parts of an article that can be commented on.
        (f"<section>{NEWS}</section><section class='post comments-open'><p>{REMARKS[0]}</p></section>", 0.5),
        (f"{NEWS}<div class='commentOnSelection'><p>{REMARKS[1]}</p></div>", 0.5),
        # The remark of an expert within the text.
        (f"{NEWS}<div class='expert-comment'><p>{REMARKS[0]}</p></div>" + NEWS.partition("</h1>")[2], 0.95),
        # The talk that the article is about, of which the model is sure.
        (NEWS + "<div>" + entries("<div><p>{stamp}</p><p>{remark}</p></div>") + "</div>", 0.85),
        # Doubted no more than the text before it.
        ("<p>Short.</p>" + "<div>" + entries("<div><p>{stamp}</p><p>{remark}</p></div>") + "</div>", 0.5),
        # Results, times and prices without dates.
        (NEWS + "<div>" + entries("<div><p>{stamp}</p><p>{remark}</p></div>", ("10:30", "2:1", "4:15", "9:05")), 0.5),
        # Dates without a time of day: a chronicle.
        (
            NEWS
            + "<div>"
            + entries("<div><p>{stamp}</p><p>{remark}</p></div>", ("1 May 2012", "2012", "1.7.2012", "1")),
            0.5,
        ),
        # Two notes of the editors.
        (NEWS + "<div>" + entries("<div><p>{stamp}</p><p>{remark}</p></div>", (*STAMPS[:2], "a", "b")), 0.5),
    ],
    ids=[
        "opinion",
        "open comments",
        "selection",
        "expert",
        "talk",
        "no text before",
        "times",
        "chronicle",
        "two dates",
    ],
)
def test_text_like_comments_is_kept(markup: str, chance: float) -> None:
    assert set(REMARKS) & set(kept(markup, chance)) == {remark for remark in REMARKS if remark in markup}


@pytest.mark.parametrize("around", ["<form><textarea></textarea></form>{}", "{}"])
def test_answered_comments_that_read_like_paragraphs_are_left_out(around: str) -> None:
    control = "" if "textarea" in around else "<p><a href='#'>Reply</a></p>"
    posts = entries("<div><p>{stamp}</p><p>{remark}</p>" + control + "</div>")
    assert set(REMARKS).isdisjoint(kept(f"{NEWS}<div>{around.format(posts)}</div>", 0.95))


def test_a_form_below_a_talk_does_not_make_it_comments() -> None:
    talk = "<div>" + entries("<div><p>{stamp}</p><p>{remark}</p></div>") + "</div>"
    page = f"<article>{NEWS}{talk}</article><form><textarea></textarea></form>"
    assert set(REMARKS) <= set(kept(page, 0.95))


def test_comments_that_the_models_keep_are_not_in_the_article() -> None:
    posts = "".join(
        f"<div class=op><div class=v>{place}</div><div class=hd>~ann [2012-01-{place + 10} 19:23]</div>"
        f"<div class=tx><p>{one} {other} {one}</p><p><a href='#'>reply</a></p></div></div>"
        for place, (one, other) in enumerate(zip(REMARKS * 4, tuple(reversed(REMARKS)) * 4, strict=True))
    )
    form = "<form><p>Your opinion</p><textarea></textarea></form>"
    page = f"<title>Harbor board votes on the pier</title><body><div>{NEWS}</div><div>{form}{posts}</div>"
    text = clippings.parse(page).text
    assert "forty passengers on board" in text
    assert not any(remark in text for remark in REMARKS)
