"""Keeps the headings between kept passages.

A section without its heading reads as a part of the one before: the drawbacks in a list follow the benefits. The model
does not score a short link (``scoring.is_furniture``), and doubts short headings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.scoring import is_furniture

#: A neighbor with a larger linked share is the blurb of a card.
MAX_LINKED = 0.5
#: Least probability of a heading in another box than a passage beside it; lower before a list or table.
MIN_CHANCE, MIN_LEADING_CHANCE = 0.4, 0.2
#: Least headings that are kept of those built alike, their least share, and the least probability of a further one.
MIN_LIKE, MIN_LIKE_SHARE, MIN_LIKE_CHANCE = 2, 0.7, 0.1
#: Elements beside a heading that are stepped over, and most of them.
BESIDE, MAX_BESIDE = frozenset({"figcaption", "button"}), 3


def with_headings(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the headings directly between two kept passages, captions and buttons apart.

    On the labeled pages the bodies contain 114 of 138 such headings in one box with both passages, and in other boxes
    94 of 114 before a structure and 28 of 31 elsewhere, from these probabilities on. Of 74 that are links, which are
    kept only in one box, they contain 67. With a caption or a button beside them they contain 10 of 12. The heading of
    a card stays out, since a passage beside it is not kept or is in another part. One that repeats the headline has no
    probability.
    """
    inside = frozenset(kept)
    found = [
        index
        for first, last in pairwise(kept)
        if 1 < last - first <= 2 * MAX_BESIDE + 2
        for index in range(first + 1, last)
        if chances[index] > 0
        and layout.passages[index].box.tag in HEADINGS
        and _step_over(layout, index, -1, inside) == first
        and _step_over(layout, index, 1, inside) == last
        and (_holds(layout, index, first, last) or _is_probable(layout, chances, index, last))
    ]
    return sorted({*kept, *found})


def with_like_headings(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the headings that are built like others which are kept, and have kept text below them.

    On the labeled pages the bodies contain 50 of 67 such headings, from these shares and probabilities on.
    """
    inside = set(kept)
    groups: dict[int, list[int]] = {}
    for index in range(kept[0] + 1, kept[-1]) if kept else ():
        if layout.passages[index].box.tag in HEADINGS and layout.shares[index] <= MAX_LINKED:
            groups.setdefault(id(layout.regions[index].alike), []).append(index)
    for members in groups.values():
        others = [index for index in members if index in inside]
        if len(others) >= max(MIN_LIKE, MIN_LIKE_SHARE * (len(members) - 1)):
            inside.update(index for index in members if index + 1 in inside and chances[index] >= MIN_LIKE_CHANCE)
    return sorted(inside)


def _step_over(layout: Layout, index: int, step: int, kept: Collection[int]) -> int:
    """Return the passage beside a heading, or beside the captions and buttons there that were not kept."""
    index += step
    for _ in range(MAX_BESIDE):
        is_outside = index in kept or not 0 < index < len(layout.passages) - 1
        if is_outside or layout.passages[index].box.tag not in BESIDE:
            break
        index += step
    return index


def _is_probable(layout: Layout, chances: Sequence[float], index: int, after: int) -> bool:
    least = MIN_CHANCE if layout.structures[after] is None else MIN_LEADING_CHANCE
    return chances[index] >= least and not is_furniture(layout, index)


def _holds(layout: Layout, index: int, before: int, after: int) -> bool:
    """Return whether the box of the heading contains the passages around it, and they are not links."""
    around = layout.regions[index].parent
    is_among = around is not None and around.first <= before and after <= around.last
    return is_among and max(layout.shares[before], layout.shares[after]) <= MAX_LINKED
