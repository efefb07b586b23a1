"""Keeps lists whole whose items begin with headings: a list of rules, places or products, each with a title.

A heading makes the list a frame of the page (``structures.FRAMING``), so its passages are judged one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from clippings.body.class_names import group_bits
from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.regions import Region

LISTS = frozenset({"ul", "ol"})
#: Least items of such a list, least passages of an item, and most of the list.
MIN_ITEMS, MIN_PASSAGES, MAX_PASSAGES = 2, 2, 200
#: Largest linked share of a list of which a part is kept. On the labeled pages the bodies contain nearly all of the
#: three such lists.
MAX_LINKED = 0.15
#: Least mean probability of a list without links directly between two kept passages: lists of cards have links.
MIN_CHANCE = 0.1
#: Groups of class names of lists that lead away from the text.
LEADING_AWAY = frozenset({"related", "ad", "subscribe", "share", "comment", "nav", "following", "foot"})
AWAY = group_bits(LEADING_AWAY)


def with_titled_lists(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the lists of which a part is kept, or that are between two kept passages and have no links."""
    inside = set(kept)
    done = -1
    for region in layout.order:
        if region.box.tag in LISTS and region.first > done and _is_titled(layout, region):
            members = range(region.first, region.last + 1)
            is_begun = not inside.isdisjoint(members) and region.linked <= MAX_LINKED * region.size
            is_between = region.first - 1 in inside and region.last + 1 in inside and not region.linked
            if is_begun or (is_between and _mean(layout, chances, members) >= MIN_CHANCE):
                inside.update(members)
            done = region.last
    inside.discard(-1 if layout.headline is None else layout.headline)
    return sorted(inside)


def _is_titled(layout: Layout, region: Region) -> bool:
    """Return whether each item of the list begins with a heading and has a text below it."""
    if region.passages > MAX_PASSAGES or region.groups & AWAY:
        return False
    items = 0
    index = region.first
    while index <= region.last:
        item: Region | None = layout.regions[index]
        while item is not None and item.parent is not region:
            item = item.parent
        if item is None or item.box.tag != "li" or item.passages < MIN_PASSAGES:
            return False
        if layout.passages[index].box.tag not in HEADINGS:
            return False
        items += 1
        index = item.last + 1
    return items >= MIN_ITEMS


def _mean(layout: Layout, chances: Sequence[float], members: range) -> float:
    return fsum(chances[index] * layout.sizes[index] for index in members) / fsum(
        layout.sizes[index] for index in members
    )
