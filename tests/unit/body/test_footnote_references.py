"""References in blocks lead to the blocks of their notes."""

from __future__ import annotations

from clippings.body.footnote_references import referenced, resolve_references
from clippings.records import Block, Inline


def test_a_reference_to_a_passage_becomes_one_to_its_block() -> None:
    text = Block("b1", "paragraph", (Inline("Built in 1912"), Inline("1", href="#7")))
    (resolved,) = resolve_references([text], {7: "n1"})
    assert [(run.text, run.href) for run in resolved.content] == [("Built in 1912", None), ("[1]", "#n1")]


def test_a_reference_whose_note_was_dropped_is_text() -> None:
    (resolved,) = resolve_references([Block("b1", "paragraph", (Inline("x"), Inline("1", href="#7")))], {})
    assert [run.href for run in resolved.content] == [None, None]


def test_notes_are_numbered_in_the_order_of_their_first_reference() -> None:
    blocks = [
        Block("b1", "paragraph", (Inline("[2]", href="#n2"), Inline("[1]", href="#n1"), Inline("[2]", href="#n2"))),
        Block("n1", "paragraph", (Inline("One."),)),
        Block("n2", "paragraph", (Inline("Two."),)),
    ]
    assert referenced(blocks) == {"n2": 1, "n1": 2}
