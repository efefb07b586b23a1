"""Keeps the headings of kept sections that are links, and the summaries of kept details.

A short link alone is furniture (``scoring.is_furniture``), so the model does not score such a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.scoring import is_furniture
from clippings.page.flow import Box, Passage

#: A neighbor with a larger linked share is the blurb of a card.
MAX_LINKED = 0.5
#: Most boxes between the content of details and the details.
MAX_LEVELS = 6


def with_headings(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with the linked headings directly between two kept passages, and the titles of kept details.

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
    titles = [
        index
        for index in range(len(layout.passages) - 1)
        if index + 1 in inside and _opens_next(layout.passages, index)
    ]
    return sorted(inside.union(found, titles))


def _opens_next(passages: Sequence[Passage], index: int) -> bool:
    """Return whether the passage is the summary of the ``<details>`` that holds the next one, alone or as a heading."""
    box = passages[index].box
    summary = box if box.tag == "summary" else box.parent
    if summary is None or summary.tag != "summary" or summary.parent is None:
        return False
    following: Box | None = passages[index + 1].box
    for _ in range(MAX_LEVELS):
        if following is None or following is summary:
            return False
        if following is summary.parent:
            return summary.parent.tag == "details"
        following = following.parent
    return False


def _holds_neighbors(layout: Layout, index: int) -> bool:
    """Return whether the box of the heading at *index* contains the passages around it, and they are not links."""
    around = layout.regions[index].parent
    is_among = around is not None and around.first < index < around.last
    return is_among and max(layout.shares[index - 1], layout.shares[index + 1]) <= MAX_LINKED
