"""Lists and tables that programs build of other elements, renamed to the HTML elements that they stand for.

Word exports the items of a list as paragraphs, with the bullet or number as text. Google Docs exports each level of a
list as a list of its own. Editors build tables of divisions with the class names of tables, rows and cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from clippings.page.tree import Document, Element, Node, Text, attribute

#: The list and the level of a paragraph of Word, and the level of a list of Google Docs.
WORD_LIST = re.compile(r"mso-list:\s{0,4}l\d{1,4} level(\d)")
DOCS_LIST = re.compile(r"(?<!\S)lst-kix_(\w{1,40})-(\d)(?!\S)")
#: The number of an item of Word: ``1.``, ``(a)``, ``iv)``.
NUMBER = re.compile(r"\(?(?:(\d{1,6})|[a-z]{1,5})[.)]", re.IGNORECASE)
#: Paragraphs of lists that Word has filtered: the mark is text, and a run of narrow spaces follows it. Each level is
#: indented by half an inch more.
FILTERED = 'p[class^="MsoList"]'
SPACER = re.compile(r"7(?:\.0)?pt\s*[\"']?Times New Roman", re.IGNORECASE)
INDENT = re.compile(r"margin-left:\s{0,4}(\d{1,3})(?:\.\d{1,4})?(pt|cm|in)", re.IGNORECASE)
LEVEL_INDENTS = {"pt": 36.0, "in": 0.5, "cm": 1.27}
#: Class names of tables, rows, cells and heads of tables, and the same in a ``style``.
TABLE, ROW, CELL = (re.compile(rf"{name}(?![a-z])", re.IGNORECASE) for name in ("table", "row", "cell"))
HEAD = re.compile(r"(?<![a-z])(?:head|header|heading)(?![a-z])", re.IGNORECASE)
CELLS = '[class*="cell"],[class*="Cell"],[style*="table-cell"]'
#: Elements without a meaning of their own. Only these become tables.
NAMELESS = frozenset({"div", "span", "section"})
#: Longest bullet or number of an item of Word.
MAX_MARK_CHARS = 8
#: Most nodes of white space between two lists, or two items, that belong together.
MAX_BETWEEN = 100
#: Least rows, and cells of a row, of such a table, and most elements of a page that are examined.
MIN_ROWS, MIN_CELLS, MAX_ELEMENTS = 2, 2, 20_000


def name_built_structures(tree: Document) -> None:
    """Rename the elements of *tree* that are lists of Word or of Google Docs, or tables built of divisions."""
    _mark_filtered(tree)
    _build_word_lists(tree)
    _nest_docs_lists(tree)
    _name_tables(tree)


@dataclass(slots=True)
class _Level:
    """An open list, its depth, and its last item."""

    depth: int
    made: Element
    item: Element | None = None


def _mark_filtered(tree: Document) -> None:
    """Give the items of lists that Word has filtered the styles that they had before."""
    for paragraph in tree.select(FILTERED)[:MAX_ELEMENTS]:
        style = paragraph.attr("style") or ""
        spacer = next((span for span in paragraph.find_all("span") if SPACER.search(span.attr("style") or "")), None)
        if spacer is None or "mso-list" in style or spacer.text.strip():
            continue
        mark = _texts_before(paragraph, spacer)
        if not mark or len("".join(node.data for node in mark).strip()) > MAX_MARK_CHARS:
            continue
        indent = INDENT.search(style)
        level = max(1, round(float(indent[1]) / LEVEL_INDENTS[indent[2].lower()])) if indent is not None else 1
        ignored = Element("span")
        ignored.attrs["style"] = "mso-list:Ignore"
        ignored.append(Text("".join(node.data for node in mark).strip()))
        for node in mark:
            node.extract()
        spacer.replace_with(ignored)
        paragraph.attrs["style"] = f"{style};mso-list:l0 level{min(level, 9)}"


def _texts_before(paragraph: Element, end: Element) -> list[Text]:
    """Return the texts of *paragraph* before the element *end* in it."""
    found: list[Text] = []
    for node in islice(paragraph.descendants, MAX_BETWEEN):
        if node == end:
            return found
        if type(node) is Text:
            found.append(node)
    return []


def _build_word_lists(tree: Document) -> None:
    """Make lists of the paragraphs of Word that are items."""
    levels: list[_Level] = []  #: the outermost first
    for paragraph in tree.select('p[style*="mso-list:"]')[:MAX_ELEMENTS]:
        found = WORD_LIST.search(paragraph.attr("style") or "")
        if found is None:
            continue
        if levels and _element_before(paragraph) != levels[0].made:
            levels.clear()
        depth, mark = int(found[1]), _take_mark(paragraph)
        _close(levels, depth + 1)
        if mark and levels and levels[-1].depth == depth and levels[-1].made.tag != _make_list(mark).tag:
            levels.pop()
        if not levels or levels[-1].depth < depth:
            made = _make_list(mark)
            item = levels[-1].item if levels else None
            if item is not None:
                item.append(made)
            else:
                paragraph.insert_before(made)
            levels.append(_Level(depth, made))
        paragraph.tag = "li"
        levels[-1].made.append(paragraph)
        levels[-1].item = paragraph


def _close(levels: list[_Level], depth: int) -> None:
    """Close the lists of this depth and deeper ones, but not the outermost one."""
    while len(levels) > 1 and levels[-1].depth >= depth:
        levels.pop()


def _take_mark(paragraph: Element) -> str:
    """Remove the bullet or number of an item, and return it."""
    ignored = paragraph.select_one('[style*="mso-list:Ignore"],[style*="mso-list: Ignore"]')
    if ignored is None:
        return ""
    mark = ignored.text.strip()
    ignored.extract()
    return mark


def _make_list(mark: str) -> Element:
    number = NUMBER.fullmatch(mark)
    made = Element("ul" if number is None or mark == "o" else "ol")
    if number is not None and number[1] not in (None, "1"):
        made.attrs["start"] = number[1]
    return made


def _nest_docs_lists(tree: Document) -> None:
    """Put each list of Google Docs of a deeper level into the last item of the list before it."""
    levels: list[_Level] = []
    name = ""
    for inner in tree.select('ul[class*="lst-kix_"],ol[class*="lst-kix_"]')[:MAX_ELEMENTS]:
        found = DOCS_LIST.search(attribute(inner, "class") or "")
        if found is None:
            continue
        items = [child for child in _elements(inner.children) if child.tag == "li"]
        own = _Level(int(found[2]), inner, items[-1] if items else None)
        is_next = levels and found[1] == name and _element_before(inner) == levels[0].made
        name = found[1]
        if is_next:
            _close(levels, own.depth)
            outer = levels[-1]
            if outer.depth < own.depth and outer.item is not None:
                outer.item.append(inner)
                levels.append(own)
                continue
        levels = [own]


def _name_tables(tree: Document) -> None:
    """Rename divisions to the elements of a table where all children of several rows are cells."""
    rows: dict[Element, list[Element]] = {}
    for row in dict.fromkeys(cell.parent for cell in tree.select(CELLS)[:MAX_ELEMENTS]):
        if type(row) is Element and row.tag in NAMELESS and _is_named(row, ROW, "table-row"):
            table = next(_tables_around(row), None)
            if table is not None and _is_row(row):
                rows.setdefault(table, []).append(row)
    for table, own in rows.items():
        if len(own) >= MIN_ROWS:
            table.tag = "table"
            for row in own:
                row.tag = "tr"
                tag = "th" if HEAD.search(attribute(row, "class") or "") else "td"
                for cell in _elements(row.children):
                    cell.tag = tag
                if type(row.parent) is Element and row.parent != table:
                    row.parent.tag = "tbody"


def _is_row(row: Element) -> bool:
    cells = _elements(row.children)
    is_only_cells = all(cell.tag in NAMELESS and _is_named(cell, CELL, "table-cell") for cell in cells)
    return len(cells) >= MIN_CELLS and is_only_cells


def _tables_around(row: Element) -> Iterator[Element]:
    """Yield the element around *row*, or around its group of rows, that is named as a table."""
    node: Node | None = row.parent
    for _ in range(2):
        if type(node) is not Element or node.tag not in NAMELESS:
            return
        if _is_named(node, TABLE, "table") and not _is_named(node, ROW, "table-row"):
            yield node
        node = node.parent


def _is_named(element: Element, name: re.Pattern[str], display: str) -> bool:
    """Return whether the class of *element* ends in a *name*, or its style displays it like that element of a table."""
    style = (element.attr("style") or "").replace(" ", "").lower()
    return name.search(attribute(element, "class") or "") is not None or f"display:{display};" in f"{style};"


def _element_before(element: Element) -> Element | None:
    """Return the element before *element*, with only white space between them."""
    for node in islice(element.previous_siblings, MAX_BETWEEN):
        if type(node) is Element:
            return node
        if type(node) is Text and not node.data.isspace():
            break
    return None


def _elements(nodes: Iterable[Node]) -> list[Element]:
    return [node for node in nodes if type(node) is Element]
