"""The text of a passage with the dates in the ``datetime`` attributes of its ``<time>`` elements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from clippings.page.flow import Passage
from clippings.page.tree import Element, Node, Text, attribute

#: Most runs of text of a passage that are read.
MAX_RUNS = 100


def read_stamps(passage: Passage) -> list[str]:
    """Return for each of the first nodes of *passage* the ``datetime`` of the ``<time>`` around it there, or ``""``."""
    known: dict[Element, str] = {}
    return [_stamp(passage, node.parent, known) for node in passage.nodes[:MAX_RUNS]]


def _stamp(passage: Passage, element: Node | None, known: dict[Element, str]) -> str:
    """Return the stamp of the ``<time>`` at or above *element* in *passage*, and keep it in *known* for each level."""
    climbed: list[Element] = []
    found = ""
    while isinstance(element, Element):
        if element in known:
            found = known[element]
            break
        climbed.append(element)
        if element.tag == "time":
            found = (attribute(element, "datetime") or "").strip()
            break
        if element == passage.element:
            break
        element = element.parent
    known.update(dict.fromkeys(climbed, found))
    return found


def read_stamped(passage: Passage, of_nodes: Sequence[str]) -> tuple[str, list[str]]:
    """Return the text of *passage* with a space between its runs and each stamp after its run, and the stamps.

    Name and date are often in elements of their own without a space between them.
    """
    parts: list[str] = []
    stamps: list[str] = []
    for node, stamp in zip_longest(passage.nodes[:MAX_RUNS], of_nodes, fillvalue=""):
        if isinstance(node, Text):
            parts.append(node.data)
            if stamp and stamp not in stamps:
                stamps.append(stamp)
                parts.append(stamp)
    return " ".join(" ".join(parts).split()), stamps
