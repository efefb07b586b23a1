"""The place of an item in its lists: depth, number, and whether it continues an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from clippings.page.flow import Box, Passage
from clippings.page.tree import Element
from clippings.records import ListPlace, Role

LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
DEFINITIONS: dict[str, Literal["term", "description"]] = {"dt": "term", "dd": "description"}
#: Largest number of an item: Markdown reads nine digits.
MAX_ORDINAL = 999_999_999
#: The bullet or the number of an item that is an element of its own, which a reader of the list sees once.
MARK = re.compile(r"[•●▪◦‣∙⁃·–—-]|\(?(\d{1,4})[.):]?")


class ListPlaces:
    """Gives the passages of one page, in document order, their places in lists. Each list is numbered once."""

    def __init__(self) -> None:
        self.begun: set[Element] = set()
        self.ordinals: dict[Element, dict[Element, int]] = {}

    def place(self, box: Box) -> ListPlace:
        """Return the place of a passage in *box*.

        The second passage of an item, and the description of a term, continue the item before.
        """
        item, around, depth = _item_around(box)
        if item is None or around is None:
            return ListPlace(max(depth, 1))
        begun = item.element in self.begun
        self.begun.add(item.element)
        definition = None if begun else DEFINITIONS.get(item.tag)
        return ListPlace(depth, self._ordinal(item.element, around), begun or item.tag == "dd", definition)

    def place_inside(self, box: Box) -> ListPlace | None:
        """Return the place of code or a table in *box*, which continues the item around it; None if none has begun."""
        item, around, depth = _item_around(box)
        if item is None or around is None or item.element not in self.begun:
            return None
        return ListPlace(depth, self._ordinal(item.element, around), continued=True)

    def _ordinal(self, item: Element, around: Box) -> int | None:
        if around.tag != "ol":
            return None
        known = self.ordinals.get(around.element)
        if known is None:
            known = self.ordinals[around.element] = number_items(around.element)
        return known.get(item)


def find_marks(passages: Sequence[Passage], roles: Sequence[Role | None]) -> set[int]:
    """Return the passages that only repeat the bullet or the number of the item that they begin."""
    numbers: dict[Element, dict[Element, int]] = {}
    found: set[int] = set()
    for index, (passage, after) in enumerate(pairwise(passages)):
        if roles[index] != "list_item" or roles[index + 1] is None:
            continue
        mark = MARK.fullmatch(passage.text)
        item, around, _ = _item_around(passage.box) if mark is not None else (None, None, 0)
        if mark is None or item is None or around is None or item is not _item_around(after.box)[0]:
            continue
        if index and item is _item_around(passages[index - 1].box)[0]:
            continue
        if mark[1] is not None:
            if around.tag != "ol":
                continue
            if around.element not in numbers:
                numbers[around.element] = number_items(around.element)
            if numbers[around.element].get(item.element) != int(mark[1]):
                continue
        found.add(index)
    return found


def _item_around(box: Box) -> tuple[Box | None, Box | None, int]:
    """Return the innermost item around *box*, its list, and how many lists are around it."""
    item: Box | None = None
    around: Box | None = None
    depth = 0
    node: Box | None = box
    while node is not None:
        if item is None and node.tag in ITEMS:
            item = node
        elif node.tag in LISTS:
            around = around or node
            depth += 1
        node = node.parent
    return item, around, depth


def number_items(ordered: Element) -> dict[Element, int]:
    """Return the numbers that a browser gives the items of an ``<ol>``, by ``start``, ``reversed`` and ``value``.

    Source: https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value
    """
    items = [child for child in ordered.children if type(child) is Element and child.tag == "li"]
    step = 1 if ordered.attr("reversed") is None else -1
    number = _number(ordered.attr("start"), 1 if step == 1 else len(items))
    numbers: dict[Element, int] = {}
    for item in items:
        numbers[item] = number = _number(item.attr("value"), number)
        number += step
    return numbers


def _number(value: object, default: int) -> int:
    if not isinstance(value, str):
        return default
    try:
        number = int(value)
    except ValueError:
        return default
    return number if abs(number) <= MAX_ORDINAL else default
