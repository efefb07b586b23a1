"""Code in which each line is an element. Line numbers and copy buttons are left out."""

from __future__ import annotations

import re
from itertools import islice

from clippings.page.elements import BLOCK
from clippings.page.styles import CONTROL, read_style
from clippings.page.tree import Element, Node, Text, attribute

#: Elements in code that always begin and end a line.
LINE_TAGS = frozenset({"div", "p", "li", "tr", "ol", "ul", "table", "tbody"})
#: Names of elements that hold one line.
LINE_NAME = re.compile(r"(?:^|[\s_-])(?:line|code-?line|token-line|view-line|cl|row)(?:$|[\s_-])", re.IGNORECASE)
#: Names of the elements that hold a line's number.
NUMBER_NAME = re.compile(
    r"(?:^|[\s_-])(?:line-?num(?:ber)?s?|linenos?|ln|lnt|lnum|lno|gutter|blob-num)(?:$|[\s_-])", re.IGNORECASE
)
#: A name of those that begin a line, and of the numbers in the code, which highlighters mark as well.
ANY_NUMBER_NAME = re.compile(r"(?:^|[\s_-])numbers?(?:$|[\s_-])", re.IGNORECASE)
LITERAL_NAME = re.compile(r"(?:^|[\s_-])(?:token|hljs|literal|constant|syntax)(?:$|[\s_-])", re.IGNORECASE)
#: Names of the tables, rows and cells that hold code.
CODE_NAME = re.compile(
    r"(?:^|[\s_-])(?:code|blob|highlight(?:table)?|hljs|lntable|syntaxhighlighter|rouge|codehilite(?:table)?|js-file-line"
    r"|prettyprint|diff)(?:$|[\s_-]|[a-z]*-)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"[\s\d]*")
MAX_DEPTH = 60
#: Rows of a table that are checked for code, and nodes beside line numbers and in the next cell.
MAX_INSPECTED = 50


def code_nodes(root: Element) -> list[Node]:
    """Return the text nodes of the code in *root*. An element among them marks the end of a line."""
    nodes: list[Node] = []
    _gather(root, nodes, 0)
    return nodes


def _gather(element: Element, nodes: list[Node], depth: int) -> None:
    children = element.children
    elements = [child for child in children if type(child) is Element]
    blocks = any(child.tag in LINE_TAGS for child in elements)
    lines = not blocks and _are_lines(element, elements)
    for child in children:
        if type(child) is Text:
            if not ((blocks or lines) and child.data.isspace()):
                nodes.append(child)
        elif type(child) is Element:
            if child.tag == "br":
                nodes.append(child)
            elif not is_beside_code(child):
                before = len(nodes)
                if depth < MAX_DEPTH:
                    _gather(child, nodes, depth + 1)
                else:
                    nodes.extend([node for node in child.descendants if type(node) is Text])
                is_line = child.tag in LINE_TAGS if blocks else lines and _is_line(child)
                if is_line and not (len(nodes) > before and _ends_line(nodes[-1])):
                    nodes.append(child)


def _ends_line(node: Node) -> bool:
    return node.data.endswith("\n") if type(node) is Text else True


def _is_line(element: Element) -> bool:
    return bool(LINE_NAME.search(element.attr("class") or "")) or element.attr("data-line") is not None


def _are_lines(element: Element, children: list[Element]) -> bool:
    """Return whether the children of *element* are lines without line breaks between them."""
    if len(children) < 2 or not all(_is_line(child) for child in children[:MAX_INSPECTED] if child.tag != "br"):
        return False
    breaks = any(type(node) is Text and "\n" in node.data for node in element.children)
    return not breaks and not any(child.tag == "br" or child.text.endswith("\n") for child in children[:-1])


def is_beside_code(element: Element) -> bool:
    """Return whether *element* is a line number or a copy button."""
    if element.tag == "button":
        return True
    names = attribute(element, "class") or ""
    if names and CONTROL.search(names) and element.tag != "code":
        return True
    if element.tag == "td" and type(element.next_sibling) is Element and NUMBERS.fullmatch(element.text):
        return True
    numbered = element.attr("data-line-number") is not None or (names and _is_named_number(element, names))
    style = element.attr("style") or ""
    if not numbered and "user-select" not in style:
        return False
    return NUMBERS.fullmatch(element.text) is not None and element.tag not in ("pre", "code")


def _is_named_number(element: Element, names: str) -> bool:
    """Return whether the class of *element* names the number of a line, and not a number in the code."""
    if NUMBER_NAME.search(names):
        return True
    if not ANY_NUMBER_NAME.search(names) or LITERAL_NAME.search(names):
        return False
    before = element.previous_sibling
    return before is None or (type(before) is Text and before.data.rstrip(" ").endswith("\n"))


def is_gutter(pre: Element) -> bool:
    """Return whether a ``<pre>`` contains the line numbers of the code in the next cell."""
    if not NUMBERS.fullmatch(pre.text):
        return False
    around = pre.parent
    for _ in range(3):
        if type(around) is not Element or around.tag == "td":
            break
        around = around.parent
    if type(around) is not Element or around.tag != "td":
        return False
    behind = next((node for node in islice(around.next_siblings, MAX_INSPECTED) if type(node) is Element), None)
    inside = islice(behind.descendants, MAX_INSPECTED) if behind is not None else ()
    return any(type(node) is Element and node.tag == "pre" for node in inside)


def is_code_table(table: Element) -> bool:
    """Return whether *table* contains code: a line per row, with or without a number, or all lines in a cell."""
    rows = table.find_all("tr")[:MAX_INSPECTED]
    if not rows or table.find("th") is not None:
        return False
    named = CODE_NAME.search(attribute(table, "class") or "") is not None
    for row in rows:
        cells = [cell for cell in row.children if type(cell) is Element and cell.tag == "td"]
        code = [cell for cell in cells if not _is_number(cell)]
        if len(code) != 1 or len(cells) > 3 or not (named or _holds_code(code[0])):
            return False
        if code[0].find("pre") is not None and len(rows) > 1:
            return False
        if code[0].find("pre") is None and code[0].find("code") is None and not _holds_code(code[0]):
            return False
    return True


def _is_number(cell: Element) -> bool:
    return NUMBERS.fullmatch(cell.text) is not None and (
        _is_named_number(cell, attribute(cell, "class") or "")
        or cell.attr("data-line-number") is not None
        or bool(cell.text.strip())
    )


def _holds_code(cell: Element) -> bool:
    if CODE_NAME.search(attribute(cell, "class") or ""):
        return True
    inner = cell.find("code") or cell.find("pre")
    styles = (element.attr("style") for element in (cell, inner) if element is not None)
    return any(read_style(style).keeps_lines for style in styles if style)


def is_code_block(element: Element) -> bool:
    """Return whether a ``<code>`` element outside of ``<pre>`` is a block of lines."""
    style = element.attr("style")
    if style and read_style(style).keeps_lines and read_style(style).is_block:
        return True
    if is_in_line(element):
        return False
    text = element.text.strip()
    return "\n" in text or element.find("br") is not None or sum(map(_is_line, _elements(element))) > 1


def is_in_line(element: Element) -> bool:
    """Return whether text or an inline element is directly beside *element*."""
    return any(
        (type(node) is Text and not node.data.isspace()) or (type(node) is Element and node.tag not in BLOCK)
        for node in (element.previous_sibling, element.next_sibling)
    )


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if type(child) is Element]
