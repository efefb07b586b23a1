"""The text of a cell of a data table, as a reader sees it: without hidden text and buttons, formulas once."""

from __future__ import annotations

from collections.abc import Callable

from clippings.page.elements import TEXTLESS
from clippings.page.permalinks import has_text_beside
from clippings.page.replaced import (
    PassageNode,
    Replaced,
    keep_sentence_images,
    read_formula,
    read_formula_script,
    read_image,
    shows_formula,
)
from clippings.page.styles import InlineKind
from clippings.page.tree import Element, Node, Text

#: Elements of a cell that end a line.
LINES = frozenset({"p", "br", "li"})
FORMULAS = frozenset({"math", "mjx-container"})
#: What beside other text is not read: hidden text, text for screen readers, buttons, and a second copy of a formula.
UNREAD: frozenset[InlineKind] = frozenset({"hidden", "screen-reader", "control", "copy"})


def cell_nodes(cell: Element, kind_of: Callable[[Element], InlineKind | None]) -> list[PassageNode]:
    """Return the texts of *cell* in order, each line after the element that begins it.

    Args:
        cell: The cell.
        kind_of: Returns what sets an element apart from running text.
    """
    nodes: list[PassageNode] = []
    stack: list[Node] = list(cell.children[::-1])
    has_images = False
    while stack:
        node = stack.pop()
        if type(node) is Text:
            nodes.append(node)
        elif type(node) is Element:
            kind = None if node.tag in TEXTLESS else kind_of(node)
            found = _replacement(node, kind)
            if found is not None:
                has_images = has_images or found.tentative
                nodes.append(found)
            elif kind == "formula":  # which is inspected once, however many elements of this kind are in it
                if not shows_formula(node):
                    nodes.extend([text for text in node.descendants if type(text) is Text])
            elif _is_read(node, kind):
                if node.tag in LINES and nodes:
                    nodes.append(node)
                stack.extend(node.children[::-1])
    return keep_sentence_images(nodes) if has_images else nodes


def _replacement(element: Element, kind: InlineKind | None) -> Replaced | None:
    """Return the formula or the alternative text that replaces *element*."""
    if kind == "formula" or element.tag in FORMULAS:
        return read_formula(element)
    if element.tag == "img":
        return read_image(element)
    return read_formula_script(element) if element.tag == "script" else None


def _is_read(element: Element, kind: InlineKind | None) -> bool:
    if element.tag in TEXTLESS:
        return False
    if element.tag in FORMULAS:
        return not shows_formula(element)
    return kind not in UNREAD or not has_text_beside(element)


def shows_word(cell: Element) -> bool:
    """Return whether the only content of *cell* is a picture in place of a word, such as a check mark."""
    image = cell.find("img")
    return image is not None and read_image(image) is not None
