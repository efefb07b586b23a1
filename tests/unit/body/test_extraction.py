"""A page becomes an article, or is rejected with a reason."""

from __future__ import annotations

import pytest

from clippings.body.extraction import read_body
from clippings.errors import RejectedPage
from clippings.page.flow import Reading
from clippings.page.page import make_page

SUBJECTS = ("The miller", "A ferry from the islands", "Her younger brother", "The schoolmaster", "Nobody in the valley")
VERBS = ("remembered", "had never paid for", "carried away", "was afraid of", "wrote at length about")
OBJECTS = ("the copper kettle", "last winter's flood", "a letter without a stamp", "those three orchards", "the bishop")
ENDS = (
    "before the bells rang",
    "and said nothing more",
    "as the light went",
    "though it was Sunday",
    "for eleven years",
)
LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one"
PARAGRAPHS = [f"{LONG}, as {name} said." for name in ("Ann", "Jo", "Kim", "Lu", "Mo")]
ARTICLE = "<article><h1>Third quay opens</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>"
AROUND = "<nav><a href=/>Home</a><a href=/h>Harbour</a></nav>{}<footer><p>Copyright The Bay Courier</p></footer>"


def read(markup: str) -> Reading:
    return read_body(make_page(markup, "https://courier.example/a"), "Third quay opens")


def reason(markup: str) -> str:
    with pytest.raises(RejectedPage) as rejected:
        read(markup)
    return rejected.value.reason


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def test_the_article_is_extracted_without_furniture() -> None:
    assert texts(read(AROUND.format(ARTICLE))) == PARAGRAPHS


def chapter(count: int) -> list[str]:
    """*count* paragraphs of three sentences, no two alike."""
    paragraphs = []
    for number in range(count):
        picks = [(number * step + turn) % 625 for turn, step in enumerate((7, 11, 13))]
        sentences = (
            f"{SUBJECTS[at % 5]} {VERBS[at // 5 % 5]} {OBJECTS[at // 25 % 5]} {ENDS[at // 125]}." for at in picks
        )
        paragraphs.append(" ".join(sentences))
    return paragraphs


@pytest.mark.parametrize("count", [40, 150, 600])
def test_a_page_without_furniture_is_kept_completely(count: int) -> None:
    paragraphs = chapter(count)
    markup = "<article><h1>Third quay opens</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</article>"
    assert texts(read(markup)) == paragraphs


def test_passages_roles_and_scores_have_the_same_length() -> None:
    reading = read(AROUND.format(ARTICLE))
    assert len(reading.passages) == len(reading.roles) == len(reading.scores)
    assert reading.headline is not None
    assert reading.passages[reading.headline].text == "Third quay opens"
    assert reading.container is not None
    assert reading.container.tag == "article"
    assert 0 <= reading.score <= 1


def test_a_video_is_a_block_at_its_position() -> None:
    video = "<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>"
    reading = read(AROUND.format(ARTICLE.replace("<p>", video + "<p>", 3)))
    assert [block.role for block in reading.blocks].count("embed") == 1


def test_unclosed_elements_lose_no_paragraph() -> None:
    assert texts(read(ARTICLE.replace("</p>", "").replace("</article>", ""))) == PARAGRAPHS


def test_an_article_in_nested_layout_tables_is_found() -> None:
    assert texts(read("<table><tr><td><table><tr><td>" + ARTICLE + "</table></table>")) == PARAGRAPHS


def test_of_two_copies_of_a_paragraph_one_is_kept() -> None:
    assert texts(read(ARTICLE + f"<div class=desktop>{ARTICLE}</div>")).count(PARAGRAPHS[0]) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"<template>{ARTICLE}</template>",
        f"<!--{ARTICLE}-->",
        f"<iframe srcdoc='{ARTICLE}'></iframe>",
        "<h1>Pictures</h1>" + "<img src=a.jpg alt='A long text about the picture'>" * 30,
    ],
)
def test_a_page_without_visible_text_is_an_empty_shell(markup: str) -> None:
    assert reason(markup) == "empty-shell"


def test_a_page_of_links_is_rejected_with_its_reason() -> None:
    assert reason("<ul>" + "<li><a href=/a>Some other page of ours that is worth a look</a>" * 90 + "</ul>") == "index"


LISTS = "<nav>" + "".join(f"<a href=/{number}>Section {number}</a>" for number in range(20)) + "</nav>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Log in.</p>", "Log in."),
        ("<h1>Third quay opens</h1>", "Third quay opens"),
        ("<figure><figcaption>The quay at night.</figcaption></figure>", "The quay at night."),
    ],
)
def test_other_pages_are_extracted_if_everything_is_admitted(markup: str, text: str) -> None:
    reading = read_body(make_page(markup), "Third quay opens", admit="everything")
    assert texts(reading) == [text]
    assert reading.rejection_reason == reason(markup)


def test_a_page_of_links_has_a_body_if_everything_is_admitted() -> None:
    reading = read_body(make_page(LISTS), None, admit="everything")
    assert reading.blocks
    assert reading.rejection_reason is not None


def test_admitting_everything_changes_nothing_about_an_article() -> None:
    markup = AROUND.format(ARTICLE)
    page = make_page(markup, "https://courier.example/a")
    reading = read_body(page, "Third quay opens", admit="everything")
    assert (reading.blocks, reading.score) == (read(markup).blocks, read(markup).score)
    assert reading.rejection_reason is None


def test_a_page_without_text_is_always_rejected() -> None:
    with pytest.raises(RejectedPage):
        read_body(make_page("<img src=a.png>"), None, admit="everything")


def test_a_table_too_large_for_its_spans_is_reported() -> None:
    rows = "<tr><td colspan=200 rowspan=200>Quay<td>Depth" * 200
    markup = ARTICLE.replace("</article>", f"<table>{{}}{rows}</table></article>")
    assert read(markup.format("")).truncated == "spans"
    assert read(ARTICLE.replace("</article>", "<table><tr><td colspan=2>Quay<tr><td>a<td>b</table>")).truncated is None
