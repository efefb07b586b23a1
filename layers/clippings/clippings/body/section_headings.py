"""Keeps the headings between kept passages.

A section without its heading reads as a part of the one before: the drawbacks in a list follow the benefits. The model
does not score a short link (``scoring.is_furniture``), and doubts short headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout, find_gaps
from clippings.body.passage_features import HEADINGS
from clippings.body.scoring import is_furniture

#: A neighbor with a larger linked share is the blurb of a card.
MAX_LINKED = 0.5
#: Least probability of a heading in another box than a passage beside it; lower before a list or table.
MIN_CHANCE, MIN_LEADING_CHANCE = 0.4, 0.2


def with_headings(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the headings directly between two kept passages.

    On the labeled pages the bodies contain 114 of 138 such headings in one box with both passages, and in other boxes
    94 of 114 before a structure and 28 of 31 elsewhere, from these probabilities on. Of 74 that are links, which are
    kept only in one box, they contain 67. The heading of a card stays out, since a passage beside it is not kept or is
    in another part. One that repeats the headline has no probability.
    """
    found = [
        index
        for index in find_gaps(kept)
        if chances[index] > 0
        and layout.passages[index].box.tag in HEADINGS
        and (_holds_neighbors(layout, index) or _is_probable(layout, chances, index))
    ]
    return sorted({*kept, *found})


def _is_probable(layout: Layout, chances: Sequence[float], index: int) -> bool:
    least = MIN_CHANCE if layout.structures[index + 1] is None else MIN_LEADING_CHANCE
    return chances[index] >= least and not is_furniture(layout, index)


def _holds_neighbors(layout: Layout, index: int) -> bool:
    """Return whether the box of the heading at *index* contains the passages around it, and they are not links."""
    around = layout.regions[index].parent
    is_among = around is not None and around.first < index < around.last
    return is_among and max(layout.shares[index - 1], layout.shares[index + 1]) <= MAX_LINKED
