"""Typography and markup that the walk reads as a browser shows it."""

from __future__ import annotations

import pytest

from clippings.page import flow, openers
from clippings.page.flow import read_flow
from clippings.page.page import make_page

ONE, TWO, THREE = "The ferry left at dawn.", "It came back at dusk.", "Nobody was on board."


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_flow(make_page(markup))]


@pytest.mark.parametrize(("cells", "found"), [(3, ["a b c"]), (4, ["a", "b", "c", "d"])])
def test_a_row_of_too_many_cells_is_read_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch, cells: int, found: list[str]
) -> None:
    monkeypatch.setattr(openers, "MAX_ROW_CELLS", 3)
    row = "".join(f"<td>{letter}" for letter in "abcd"[:cells])
    assert texts(f"<table><tr>{row}</table>") == found


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><span style='display:block'>{ONE}</span><span style='display: block;'>{TWO}</span></div>",
        f"<div><span class=d-block>{ONE}</span><span class='block'>{TWO}</span></div>",
        f"<p><a style='display:block' href=/a>{ONE}</a><b style='display:block'>{TWO}</b></p>",
        f"<p><font style='display:table'>{ONE}</font><em style='display:flex'>{TWO}</em></p>",
        f"<div style='white-space:pre-wrap'>{ONE}\n\n{TWO}</div>",
        f"<p class='whitespace-pre-line'>{ONE}\n \n{TWO}\n</p>",
        f"<div><span style='white-space: pre-line'>{ONE}\n\n{TWO}</span></div>",
    ],
)
def test_visible_paragraphs_are_separate_passages(markup: str) -> None:
    assert texts(markup) == [ONE, TWO]


def test_a_single_line_break_that_is_shown_stays_in_the_paragraph() -> None:
    (passage,) = read_flow(make_page(f"<p style='white-space:pre-line'>{ONE}\n{TWO}</p><p></p>"))
    assert passage.text == f"{ONE} {TWO}"
    assert any(getattr(node, "tag", "") == "p" for node in passage.nodes)


def test_line_breaks_of_the_source_are_space_elsewhere() -> None:
    assert texts(f"<p style='white-space:nowrap'>{ONE}\n\n{TWO}</p>") == [f"{ONE} {TWO}"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (
            "It cites <a href=/s>a study<span class=screen-reader-text> (opens in new tab)</span></a>.",
            "It cites a study.",
        ),
        ("It cites <a href=/s>a study<span class=visually-hidden>external link</span></a>.", "It cites a study."),
        ("The fare is <span aria-hidden=true>$5</span><span class=sr-only>five dollars</span>.", "The fare is $5."),
        ("The <span class=sr-only>begin bold</span><b>old</b> quay.", "The old quay."),
        ("Un<span class=sr-only>, hyphen, </span>reliable.", "Unreliable."),
        ("The quay<span style='position:absolute;left:-9999px'>x</span> is old.", "The quay is old."),
    ],
)
def test_screen_reader_text_is_left_out_of_sentences(inside: str, text: str) -> None:
    assert texts(f"<p>{inside}</p>")[0] == text


def test_screen_reader_text_alone_is_a_passage() -> None:
    assert texts("<h2 class=sr-only>Contents</h2><p><span class=sr-only>Skip</span></p>") == ["Contents", "Skip"]


def test_hidden_text_in_a_sentence_is_a_passage_after_it() -> None:
    assert texts(f"<p>The quay <span style='display:none'>{THREE}</span>is old.</p><p>{TWO}</p>") == [
        "The quay is old.",
        THREE,
        TWO,
    ]


def test_a_hidden_box_in_an_inline_element_stays_a_box() -> None:
    assert texts(f"<div>{ONE}<span hidden><p>{TWO}</p></span></div>") == [ONE, TWO]


def test_line_breaks_beyond_a_number_are_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MAX_LINES", 3)
    markup = f"<p style='white-space:pre-line'>{ONE}\n\n{TWO}\n{THREE}\n\n{ONE}</p>"
    assert texts(markup) == [ONE, f"{TWO} {THREE} {ONE}"]
