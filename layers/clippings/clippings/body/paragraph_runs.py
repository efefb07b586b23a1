"""Keeps paragraphs with a low probability in the middle of a run of kept paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout, find_gaps

#: Least probability of a paragraph between kept ones. On a part of the labeled pages two have 0.3 to 0.9, of which one
#: is in the labeled bodies. The rule matters on long pages, where the least probable of many paragraphs falls below
#: the level of the whole page.
MIN_CHANCE = 0.3
#: A paragraph with a larger linked share leads to other pages.
MAX_LINKED = 0.5


def with_paragraphs(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with each paragraph of running text directly between two kept ones of the same kind.

    They are of the same kind if they have the same tag and class names and are in the same box.
    """
    found = [
        index
        for index in find_gaps(kept)
        if layout.good[index]
        and chances[index] >= MIN_CHANCE
        and layout.shares[index] <= MAX_LINKED
        and layout.structures[index] is None
        and _is_like(layout, index, index - 1)
        and _is_like(layout, index, index + 1)
    ]
    return sorted({*kept, *found})


def _is_like(layout: Layout, index: int, other: int) -> bool:
    one, two = layout.regions[index], layout.regions[other]
    return one.parent is two.parent and one.box.tag == two.box.tag and one.names == two.names
