"""Paragraphs that the models doubt in the middle of a run of kept ones."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout

#: A paragraph between kept ones is kept from this chance on. On part of the labelled pages there are two with 0.3 to
#: 0.9, of which the truths have one. The rule is for long pages: there the least likely of many paragraphs falls below
#: the level that the whole page sets.
MIN_CHANCE = 0.3
#: One of which more is linked leads to other pages.
MAX_LINKED = 0.5


def with_paragraphs(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with each paragraph of running text that stands right between two kept ones like it.

    They are like it where they are the same element with the same names, in the same box.
    """
    inside = set(kept)
    found = [
        index
        for index in range(1, len(layout.passages) - 1)
        if index not in inside
        and index - 1 in inside
        and index + 1 in inside
        and layout.good[index]
        and chances[index] >= MIN_CHANCE
        and layout.shares[index] <= MAX_LINKED
        and layout.structures[index] is None
        and _is_like(layout, index, index - 1)
        and _is_like(layout, index, index + 1)
    ]
    return sorted(inside.union(found))


def _is_like(layout: Layout, index: int, other: int) -> bool:
    one, two = layout.regions[index], layout.regions[other]
    return one.parent is two.parent and one.box.tag == two.box.tag and one.names == two.names
