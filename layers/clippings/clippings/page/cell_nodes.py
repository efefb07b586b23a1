"""The text of a cell of a data table, as a reader sees it: without hidden text and buttons, formulas once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clippings.page.elements import BLOCK, TEXTLESS
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

#: Elements of a cell that are lines of their own.
LINES = BLOCK | {"br"}
#: Least cells of a row of a data table, unless its cell is over several columns.
MIN_ROW_CELLS = 2
#: Longest alternative text of pictures that are the whole content of a cell.
MAX_WORD_CHARS = 12
#: Attributes of a cell that hold the title of its column, which a style sheet shows on narrow screens.
TITLED = ("data-label", "data-title", "data-th", "data-header")
FORMULAS = frozenset({"math", "mjx-container"})
#: What beside other text is not read: hidden text, text for screen readers, buttons, and a second copy of a formula.
UNREAD: frozenset[InlineKind] = frozenset({"hidden", "screen-reader", "control", "copy"})


def cell_nodes(cell: Element, kind_of: Callable[[Element], InlineKind | None]) -> list[PassageNode]:
    """Return the texts of *cell* in order, with an element between two lines.

    Args:
        cell: The cell.
        kind_of: Returns what sets an element apart from running text.
    """
    reader = _CellReader(kind_of, _column_title(cell))
    reader.read(cell)
    return reader.nodes if reader.has_only_images() else keep_sentence_images(reader.nodes)


class _CellReader:
    """Reads one cell, with an explicit stack instead of recursion."""

    def __init__(self, kind_of: Callable[[Element], InlineKind | None], title: str) -> None:
        self.kind_of = kind_of
        self.title = title  #: the title of the column, until it was skipped
        self.nodes: list[PassageNode] = []
        self.begun: set[Element] = set()  #: lines whose content is being read

    def read(self, cell: Element) -> None:
        stack: list[Node] = list(cell.children[::-1])
        while stack:
            node = stack.pop()
            if type(node) is Text:
                self.nodes.append(node)
            elif type(node) is Element:
                if node in self.begun:
                    self._end_line(node)
                elif self._open(node):
                    if node in self.begun:
                        stack.append(node)
                    stack.extend(node.children[::-1])

    def has_only_images(self) -> bool:
        """Return whether each node is a picture with a short alternative text, such as "yes"."""
        return all(type(node) is Replaced and len(node.data) <= MAX_WORD_CHARS for node in self.nodes)

    def _open(self, element: Element) -> bool:
        """Return whether the content of *element* is to be read. Add what replaces it."""
        kind = None if element.tag in TEXTLESS else self.kind_of(element)
        found = _replacement(element, kind)
        if found is not None:
            self.nodes.append(found)
            return False
        if kind == "formula":  # which is inspected once, however many elements of this kind are in it
            if not shows_formula(element):
                self.nodes.extend([text for text in element.descendants if type(text) is Text])
            return False
        if not _is_read(element, kind) or self._repeats_title(element):
            return False
        if element.tag in LINES or kind == "block":
            self._end_line(element)
            if element.next_sibling is not None:
                self.begun.add(element)
        return True

    def _repeats_title(self, element: Element) -> bool:
        if not self.title or self.nodes or element.text.strip() != self.title or not has_text_beside(element):
            return False
        self.title = ""
        return True

    def _end_line(self, line: Element) -> None:
        """Add the end of a *line*, unless the cell begins with it or another one has just ended."""
        nodes = self.nodes
        while nodes and type(nodes[-1]) is Text and nodes[-1].data.isspace():
            nodes.pop()
        if nodes and type(nodes[-1]) is not Element:
            nodes.append(line)


def _column_title(cell: Element) -> str:
    """Return the title of the cell's column that its attributes repeat, or an empty string."""
    values = (cell.attr(name) for name in TITLED) if len(cell.attrs) else ()
    return next((value.strip() for value in values if value), "")


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


def is_data_row(cells: Sequence[Element], sizes: Sequence[int]) -> bool:
    """Return whether a row has two cells, or one over several columns that titles the rows below it, and any text."""
    wide = len(cells) >= MIN_ROW_CELLS or (cells[0].attr("colspan") or "1") not in ("1", "0", "")
    return wide and any(size or shows_word(cell) for cell, size in zip(cells, sizes, strict=False))
