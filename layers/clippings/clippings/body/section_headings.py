"""Keeps the headings of kept sections that are links.

A short link alone is furniture (``scoring.is_furniture``), so the model does not score such a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.scoring import is_furniture

#: A neighbor with a larger linked share is the blurb of a card.
MAX_LINKED = 0.5


def with_headings(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with the linked headings directly between two kept passages.

    Of 74 such headings on the first 300 pages of ``wcxb`` and on ``aeds`` the labeled bodies contain 67. The heading
    of a card stays out, since a passage beside it is not kept or is in another part.
    """
    inside = set(kept)
    found = [
        index
        for index in range(1, len(layout.passages) - 1)
        if index not in inside
        and index - 1 in inside
        and index + 1 in inside
        and index != layout.headline
        and layout.passages[index].box.tag in HEADINGS
        and is_furniture(layout, index)
        and _holds_neighbors(layout, index)
    ]
    return sorted(inside.union(found))


def _holds_neighbors(layout: Layout, index: int) -> bool:
    """Return whether the box of the heading at *index* contains the passages around it, and they are not links."""
    around = layout.regions[index].parent
    is_among = around is not None and around.first < index < around.last
    return is_among and max(layout.shares[index - 1], layout.shares[index + 1]) <= MAX_LINKED
