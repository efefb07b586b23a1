"""Distinguishes tables of data, which are read row by row, from tables that lay out the page."""

from __future__ import annotations

import re
from itertools import islice

from clippings.page.elements import LAYOUT
from clippings.page.tree import Element, Node, Text, attribute

#: Elements that may be in the cells of a data table with header cells.
WITHIN_CELLS = frozenset({"div", "ul", "ol", "table", "figure", "pre", "blockquote"})
#: Elements that may also be in a cell of a data table, if each is the whole content of its cell: titles of columns or
#: groups.
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A tree of tables inside one another is searched once for each of them, which only selectors do quickly.
_PARTS = ", ".join(sorted(LAYOUT - WITHIN_CELLS - TITLES))
_TITLES, _BLOCKS = ", ".join(sorted(TITLES)), ", ".join(sorted(WITHIN_CELLS))
#: Longest text of a cell of a data table, in characters, and maximum number of rows or cells that are checked.
MAX_CELL_CHARS = 500
MAX_INSPECTED = 200
#: Largest share of linked text in a data table with block elements in its cells and without header cells.
MAX_LINKED = 0.5
#: Least cells of a data table without header cells.
MIN_GRID_ROWS, MIN_GRID_CELLS, MAX_GRID_CELL_CHARS = 2, 2, 120
#: Least number of long texts in a cell that holds a part of the page, and their least length in characters.
MIN_SENTENCES, MIN_SENTENCE_CHARS = 2, 80


#: Class name of a table that holds one footnote and its number, as docutils writes them.
NOTE = re.compile(r"(?<![\w-])(?:footnote|citation)(?![\w-])")
#: The number of a formula: ``(1)``, ``(A.12)``.
FORMULA_NUMBER = re.compile(r"[(\[]?[A-Z]?\.?\d{0,3}(?:\.\d{1,3}){0,2}[a-z]?[)\]]?")


def is_layout(table: Element) -> bool:
    """Return whether *table* lays out the page, or a part of it."""
    if NOTE.search(attribute(table, "class") or "") or (table.find("math") is not None and _numbers_formulas(table)):
        return True
    if table.select_one(_PARTS) is not None:
        return True
    titles = table.select(_TITLES)
    if not titles and table.select_one(_BLOCKS) is None:
        return _holds_paragraphs(table)
    if not _are_whole_cells(titles):
        return True
    rows = own_rows(table)[:MAX_INSPECTED]
    cells = [own_cells(row) for row in rows]
    sizes = [[len(cell.text) for cell in row] for row in cells]
    longest = max((size for row in sizes for size in row), default=0)
    if longest > MAX_CELL_CHARS or not any(len(row) >= MIN_GRID_CELLS for row in cells):
        return True
    if any(cell.tag == "th" for row in cells for cell in row):
        return False
    filled = [sum(1 for size in row if size) for row in sizes if len(row) > 1 or not titles]
    if longest > MAX_GRID_CELL_CHARS or len(filled) < MIN_GRID_ROWS or min(filled, default=0) < MIN_GRID_CELLS:
        return True
    linked = sum(len(link.text) for link in table.find_all("a"))
    return linked > MAX_LINKED * len(table.text)


def _numbers_formulas(table: Element) -> bool:
    """Return whether the cells of *table* contain only formulas in lines of their own, and their numbers."""
    cells = list(islice((cell for row in own_rows(table) for cell in own_cells(row)), MAX_INSPECTED))
    formulas = [math for cell in cells if (math := cell.find("math")) is not None]
    return any(math.attr("display") == "block" for math in formulas) and all(
        cell.find("math") is not None or FORMULA_NUMBER.fullmatch(cell.text.strip()) for cell in cells
    )


def _holds_paragraphs(table: Element) -> bool:
    """Return whether a cell of *table*, which has no header cells, holds several paragraphs of running text."""
    cells = list(islice((cell for row in own_rows(table) for cell in own_cells(row)), MAX_INSPECTED))
    if any(cell.tag == "th" for cell in cells):
        return False
    return any(
        sum(1 for node in islice(cell.descendants, MAX_INSPECTED) if _is_sentence(node)) >= MIN_SENTENCES
        for cell in cells
    )


def _is_sentence(node: Node) -> bool:
    return type(node) is Text and len(node.data.strip()) >= MIN_SENTENCE_CHARS


def _are_whole_cells(titles: list[Element]) -> bool:
    """Return whether each heading is the whole text of a cell or of the caption, and contains no link."""
    texts: dict[Element, str] = {}  # a cell may contain many empty headings
    for heading in titles:
        around = heading.parent
        while type(around) is Element and around.tag not in ("td", "th", "caption", "table"):
            around = around.parent
        if type(around) is not Element:
            return False
        if around not in texts:
            texts[around] = around.text.strip()
        if texts[around] != heading.text.strip() or heading.find("a") is not None:
            return False
    return True


def own_rows(table: Element) -> list[Element]:
    """Return the rows of *table* itself, without those of tables in its cells."""
    rows: list[Element] = []
    for child in table.children:
        if type(child) is Element:
            if child.tag == "tr":
                rows.append(child)
            elif child.tag in ("thead", "tbody", "tfoot"):
                rows.extend(row for row in child.children if type(row) is Element and row.tag == "tr")
    return rows


def own_cells(row: Element) -> list[Element]:
    """Return the cells of *row*."""
    return [cell for cell in row.children if type(cell) is Element and cell.tag in ("td", "th")]
