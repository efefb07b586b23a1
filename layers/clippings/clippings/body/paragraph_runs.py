"""Keeps paragraphs with a low probability between kept passages, one of which is of their kind."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout, find_gaps

#: Least probability of a paragraph between kept passages, and its least and largest size in Latin letters. Of those
#: that have one neighbor of their kind the labeled bodies contain 30, and leave out 5. The rule matters on long pages,
#: where the least probable of many paragraphs falls below the level of the whole page, and for the last line of a small
#: box. A longer one is a text of its own: one of 12,000 letters was the whole text of another page.
MIN_CHANCE, MIN_SIZE, MAX_SIZE = 0.3, 45.0, 2000.0
#: A paragraph with a larger linked share leads to other pages.
MAX_LINKED = 0.5


def with_paragraphs(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with each paragraph directly between two kept passages of which one is of the same kind.

    They are of the same kind if they have the same tag and class names and are in the same box. A further copy of a
    kept text is not kept.
    """
    texts = {layout.passages[index].text for index in kept}
    found = [
        index
        for index in find_gaps(kept)
        if MIN_SIZE <= layout.sizes[index] <= MAX_SIZE
        and chances[index] >= MIN_CHANCE
        and layout.shares[index] <= MAX_LINKED
        and layout.structures[index] is None
        and layout.passages[index].text not in texts
        and (_is_like(layout, index, index - 1) or _is_like(layout, index, index + 1))
    ]
    return sorted({*kept, *found})


def _is_like(layout: Layout, index: int, other: int) -> bool:
    one, two = layout.regions[index], layout.regions[other]
    return one.parent is two.parent and one.box.tag == two.box.tag and one.names == two.names
