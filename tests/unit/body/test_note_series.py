"""Series are runs of lines or list items with marks in order."""

from __future__ import annotations

import pytest

from clippings.body import note_series
from clippings.body.inline import InlineReader
from clippings.body.note_series import find_series, remembered
from clippings.page.flow import Passage, read_flow
from clippings.page.page import make_page
from clippings.records import Inline


def series(markup: str) -> list[tuple[str, list[str], bool]]:
    page = make_page(f"<main>{markup}</main>")
    passages = read_flow(page)
    found = find_series(passages, range(len(passages)), InlineReader(page).read)
    return [(run.style, run.labels, run.is_announced) for run in found]


@pytest.mark.parametrize(
    ("markup", "runs"),
    [
        ("<p>[1] A log.<p>[2] A letter.", [("bracket", ["1", "2"], False)]),
        ("<p>[1] A log.<br>[2] A letter.", [("bracket", ["1", "2"], False)]),
        ("<p>Notes:<br>1. A log.<br>2. A letter.", [("number", ["1", "2"], True)]),
        ("<hr><ol><li>A log.<li><p>A letter.<p>And more.</ol>", [("item", ["1", "2"], True)]),
        ("<p>[1] A log.<p>It is old.<p>[2] A letter.", [("bracket", ["1", "2"], False)]),
        ("<p>[1] A log.<p>Old.<p>So.<p>Yes.<p>[2] A letter.", [("bracket", ["1"], False), ("bracket", ["2"], False)]),
        ("<p>[1] A log.<p>It is old.[2]<p>[2] A letter.", [("bracket", ["1"], False), ("bracket", ["2"], False)]),
        ("<p>[1] A log.<h2>Old</h2><p>[2] A letter.", [("bracket", ["1"], False), ("bracket", ["2"], False)]),
        ("<p>[1] A log.<p>2. A letter.", [("bracket", ["1"], False), ("number", ["2"], False)]),
        ("<p>* A log.<p>† A letter.", [("sign", ["*", "†"], False)]),
        ("<h2>1. The quay</h2><p>It is old.<pre>[1] a log</pre>", []),
    ],
)
def test_lines_with_marks_in_order_are_a_series(markup: str, runs: list[tuple[str, list[str], bool]]) -> None:
    assert series(markup) == runs


def test_a_sign_that_repeats_is_a_bullet() -> None:
    page = make_page("<main><p>* A log of it.<p>* A letter.</main>")
    passages = read_flow(page)
    assert all(run.is_list for run in find_series(passages, range(len(passages)), InlineReader(page).read))


def test_a_passage_is_read_once() -> None:
    (passage,) = read_flow(make_page("<p>A log."))
    asked: list[int] = []

    def read(passage: Passage) -> tuple[Inline, ...]:
        asked.append(passage.index)
        return (Inline(passage.text),)

    read_once = remembered(read)
    assert read_once(passage) == read_once(passage) == (Inline("A log."),)
    assert asked == [0]


def test_a_number_of_nodes_is_read_for_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_page("<main><p>[1] A <b>log</b> of it.<p>[2] A letter.</main>")
    passages = read_flow(page)
    monkeypatch.setattr(note_series, "MAX_READ_NODES", 3)
    read = remembered(InlineReader(page).read)
    assert [run.labels for run in find_series(passages, range(len(passages)), read)] == [["1"]]
