"""References in blocks lead to the blocks of their notes."""

from __future__ import annotations

import pytest

from clippings.body.footnote_references import referenced, resolve_references, without_mark
from clippings.records import Block, Inline, plain_text


def test_references_to_passages_become_references_to_blocks() -> None:
    text = Block("b1", "paragraph", (Inline("Built in 1912"), Inline("1", href="#7")))
    (resolved,) = resolve_references([text], {7: "n1"})
    assert [(run.text, run.href) for run in resolved.content] == [("Built in 1912", None), ("[1]", "#n1")]


def test_references_to_dropped_notes_become_text() -> None:
    (resolved,) = resolve_references([Block("b1", "paragraph", (Inline("x"), Inline("1", href="#7")))], {})
    assert [run.href for run in resolved.content] == [None, None]


def test_notes_are_numbered_in_the_order_of_their_first_reference() -> None:
    blocks = [
        Block("b1", "paragraph", (Inline("[2]", href="#n2"), Inline("[1]", href="#n1"), Inline("[2]", href="#n2"))),
        Block("n1", "paragraph", (Inline("One."),)),
        Block("n2", "paragraph", (Inline("Two."),)),
    ]
    assert referenced(blocks) == {"n2": 1, "n1": 2}


@pytest.mark.parametrize(
    ("mark", "written", "note"),
    [
        ("1", "1. Log of the tower.", "Log of the tower."),
        ("1", "[1] Log of the tower.", "Log of the tower."),
        ("1", "(1) 1912 in some books.", "1912 in some books."),
        ("*", "*Log of the tower.", "Log of the tower."),
        ("1", "[] Log of the tower.", "Log of the tower."),
        ("1", "^ Log of the tower.", "Log of the tower."),
        ("1", ". Log of the tower.", "Log of the tower."),
        ("1", "Log of the tower.", "Log of the tower."),
        ("1", "1912 in some books.", "1912 in some books."),
        ("1", "1.5 metres deeper than now.", "1.5 metres deeper than now."),
        ("a", "as the log has it.", "as the log has it."),
        ("2", "(See the log.)", "(See the log.)"),
        ("1", "1.", "1."),
    ],
)
def test_the_number_of_a_note_is_removed(mark: str, written: str, note: str) -> None:
    assert plain_text(without_mark((Inline(written),), mark)) == note


def test_a_superscript_number_before_a_note_is_removed() -> None:
    content = (Inline("1", ("superscript",)), Inline("Log of the tower."))
    assert without_mark(content, "1") == (Inline("Log of the tower."),)
