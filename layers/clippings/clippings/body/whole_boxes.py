"""Keeps small boxes and lines within the text whole: a letter with its signature, a remark with its title.

Of the passages that complete a box the labeled bodies contain 72, and leave out 11; of the strong lines all 25.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum

from clippings.body.layout import Layout, find_gaps
from clippings.body.named_boxes import AWAY, WORDS
from clippings.body.regions import MARK, Region
from clippings.body.roles import around, is_credit
from clippings.page.tree import Element, Node, Text

#: Least probability of a passage of a box that is kept in part, most passages of the box, and its largest share of the
#: kept text.
MIN_CHANCE, MAX_PASSAGES, MAX_SHARE = 0.3, 8, 0.25
#: Most of the box that may be missing, in letters.
MAX_MISSING = 0.6
#: Largest linked share of the missing passage.
MAX_LINKED = 0.3
MAX_LEVELS = 2
#: Passages before and after a passage of which one must be in a box like its own, and its least probability then.
NEAR, MIN_LIKE_CHANCE = 4, 0.35
CONTROLS = frozenset({"button", "label", "figcaption", "caption"})
#: Least probability of a line of strong text, and its most characters.
MIN_TITLE_CHANCE, MAX_TITLE_CHARS = 0.2, 80
STRONG = frozenset({"b", "strong"})


def with_whole_boxes(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the passages that are missing in small boxes among kept passages."""
    inside = set(kept)
    size = fsum(layout.sizes[index] for index in kept)
    for index in find_gaps(kept):
        if chances[index] >= MIN_CHANCE and _may_belong(layout, index):
            if chances[index] >= MIN_LIKE_CHANCE and _has_like(layout, index, inside):
                inside.add(index)
                continue
            box = _box_around(layout, index, inside)
            if box is not None and kept[0] < box.first and box.last < kept[-1] and box.size <= MAX_SHARE * size:
                missing = [other for other in range(box.first, box.last + 1) if other not in inside]
                if fsum(layout.sizes[other] for other in missing) <= MAX_MISSING * box.size:
                    inside.add(index)
    return sorted(inside)


def with_strong_lines(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the strong lines directly between two kept passages of one box, which title the second."""
    inside = set(kept)
    found = [
        index
        for index in find_gaps(kept)
        if chances[index] >= MIN_TITLE_CHANCE
        and index - 1 in inside
        and index + 1 in inside
        and len(layout.passages[index].text) <= MAX_TITLE_CHARS
        and _may_belong(layout, index)
        and _is_strong(layout, index)
        and _is_beside(layout, index)
    ]
    return sorted({*kept, *found})


def _may_belong(layout: Layout, index: int) -> bool:
    region = layout.regions[index]
    return (
        layout.shares[index] <= MAX_LINKED
        and layout.structures[index] is None
        and not layout.kinds[index] & WORDS
        and region.box.tag not in CONTROLS
        and not region.marks & (MARK["figcaption"] | MARK["figure"] | MARK["form"] | MARK["header"])
        and not is_credit(layout.passages[index].text)
        and not around(region, MAX_LEVELS + 1)[1] & AWAY
        and any(map(str.isalpha, layout.passages[index].text))
        and index != layout.headline
    )


def _box_around(layout: Layout, index: int, kept: Collection[int]) -> Region | None:
    """Return the smallest box around the passage that contains a kept one too, if it is small."""
    box: Region | None = layout.regions[index]
    for _ in range(MAX_LEVELS + 1):
        if box is None or box.passages > MAX_PASSAGES or box.groups & AWAY or box.marks & MARK["figure"]:
            return None
        if any(other in kept for other in range(box.first, box.last + 1)):
            return box
        box = box.parent
    return None


def _has_like(layout: Layout, index: int, kept: Collection[int]) -> bool:
    """Return whether a kept passage near by is in a box with the same tag, class names and kind of parent."""
    near = [other for other in range(index - NEAR, index + NEAR + 1) if other in kept]
    return any(
        own is not other and own.alike is other.alike
        for own in _named_boxes(layout, index)
        for place in near
        for other in _named_boxes(layout, place)
    )


def _named_boxes(layout: Layout, index: int) -> list[Region]:
    region = layout.regions[index]
    return [box for box in (region, region.parent) if box is not None and box.names and box.alike is not None]


def _is_beside(layout: Layout, index: int) -> bool:
    own = layout.regions[index]
    return any(box is not None and box.first < index < box.last for box in (own, own.parent))


def _is_strong(layout: Layout, index: int) -> bool:
    return all(
        _in_strong(node.parent, layout.regions[index].box.element)
        for node in layout.passages[index].nodes
        if type(node) is Text and not node.data.isspace()
    )


def _in_strong(element: Node | None, box: Element) -> bool:
    while type(element) is Element and element != box:
        if element.tag in STRONG:
            return True
        element = element.parent
    return False
