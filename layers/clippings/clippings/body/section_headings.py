"""Headings of the text that are links: to their own section, or to the product or place that the section is about.

A short link with nothing beside it is furniture on any page (``scoring.is_furniture``), and so the model is not asked
about such a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.scoring import is_furniture

#: A neighbor of which more is linked is the blurb of a card that is one link.
MAX_LINKED = 0.5


def with_headings(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with the linked headings right between two kept passages of the same part of the page.

    Of 74 such headings on the first 300 pages of ``wcxb`` and on ``aeds`` labelled bodies have 67. A heading of a card
    stays out: what stands before it or behind it is not kept, or lies elsewhere.
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
    """Whether the box around the heading at *index* holds the passages before and behind it, which are no links."""
    around = layout.regions[index].parent
    is_among = around is not None and around.first < index < around.last
    return is_among and max(layout.shares[index - 1], layout.shares[index + 1]) <= MAX_LINKED
