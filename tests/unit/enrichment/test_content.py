"""Equal hashes for texts that read the same, different ones for others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clippings.enrichment.content import content_hash
from clippings.records import Block, Inline

BLOCK = Block("b1", "paragraph", (Inline("The tunnel opens on Monday."),), score=0.9, reason="model")


@pytest.mark.parametrize(
    "same",
    [
        replace(BLOCK, score=0.1, reason="guard"),
        replace(BLOCK, id="other"),
        replace(BLOCK, content=(Inline("The tunnel "), Inline("opens", ("strong",)), Inline(" on Monday."))),
        replace(BLOCK, content=(Inline("The  tunnel\n opens on Monday. "),)),
        replace(BLOCK, content=(Inline("The tun\u00adnel opens on\u200b Monday."),)),
        replace(BLOCK, content=(Inline("The tunnel opens on Monday.", href="https://example.com/?session=2"),)),
    ],
)
def test_invisible_changes_keep_the_hash(same: Block) -> None:
    assert content_hash((same,)) == content_hash((BLOCK,))


def test_composed_and_decomposed_letters_have_the_same_hash() -> None:
    composed, decomposed = (replace(BLOCK, content=(Inline(text),)) for text in ("caf\u00e9", "cafe\u0301"))
    assert content_hash((composed,)) == content_hash((decomposed,))


@pytest.mark.parametrize(
    "other",
    [
        (replace(BLOCK, content=(Inline("The tunnel opens on Tuesday."),)),),
        (replace(BLOCK, role="heading"),),
        (BLOCK, BLOCK),
        (),
    ],
)
def test_visible_changes_change_the_hash(other: tuple[Block, ...]) -> None:
    assert content_hash(other) != content_hash((BLOCK,))


def test_headline_and_standfirst_change_the_hash_separately() -> None:
    hashes = {content_hash((BLOCK,), *fields) for fields in ((), ("A",), (None, "A"), ("A", "A"))}
    assert len(hashes) == 4


@pytest.mark.parametrize("role", ["related", "promotion", "comment", "embed", "author_note"])
def test_independent_parts_of_the_page_keep_the_hash(role: str) -> None:
    assert content_hash((BLOCK, replace(BLOCK, role=role))) == content_hash((BLOCK,))  # type: ignore[arg-type]


def test_a_correction_changes_the_hash() -> None:
    assert content_hash((BLOCK, replace(BLOCK, role="correction"))) != content_hash((BLOCK,))
