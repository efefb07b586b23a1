"""The effect of each element on the walk over a page: it opens a box, breaks a line, or is skipped or replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from clippings.page.cell_nodes import cell_nodes, is_data_row
from clippings.page.code_lines import code_nodes, is_code_block, is_code_table, is_gutter
from clippings.page.elements import BLOCK, INLINE_OR_BLOCK, PROSE
from clippings.page.permalinks import has_text, has_text_beside, is_named_sign, is_permalink
from clippings.page.replaced_openers import (
    open_formula,
    open_image,
    open_quote,
    open_reading,
    open_script,
    open_set_formula,
)
from clippings.page.styles import InlineKind, inline_kind
from clippings.page.table_kinds import MAX_CELL_CHARS, is_layout, own_cells
from clippings.page.tree import Element, Text

if TYPE_CHECKING:
    from clippings.page.flow import Walk

#: A number of comments or of a page of the printed book: ``12``, ``[12]``, ``[Pg xii]``; and most nodes that show it.
MAX_COUNT_NODES = 60
COUNT = re.compile(r"\d+|[\[{(](?:pg?\.? ?)?[\divxlc]{1,6}[\]})]|pg?\.? ?\d{1,5}", re.IGNORECASE)
#: Least text of a ``<noscript>`` element that is read. Shorter ones ask for JavaScript or contain an image.
MIN_NOSCRIPT_CHARS = 400
#: Most cells of such a row; the widest spreadsheets have 16,384 columns.
MAX_ROW_CELLS = 20_000
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Maximum depth at which tables are checked for data and headings for permalinks. A check takes longer with the depth.
MAX_DEPTH = 60
#: The indentation with which a paragraph begins behind a ``<br>``, and least characters of the line before it, unless
#: the indentation is ideographic: lines of a poem are indented, too.
IDEOGRAPHIC_SPACE = "\u3000"
INDENT = re.compile(f"[ \t\n]{{0,20}}(?:{IDEOGRAPHIC_SPACE}|\u00a0[ \u00a0]*\u00a0)")
MIN_LINE_CHARS = 70
#: Least hidden text in a passage that is kept, in characters.
MIN_HIDDEN_CHARS = 3


def open_inline(walk: Walk, element: Element) -> None:
    """Walk an inline element. If its attributes give it another effect, apply that."""
    kind = _inline_kind(walk, element)
    if kind is None:
        walk.stack.extend(element.children[::-1])
    else:
        KINDS[kind](walk, element)


def _inline_kind(walk: Walk, element: Element) -> InlineKind | None:
    kind = inline_kind(element, walk.styled, walk.hidden_by_attribute)
    return (
        "hidden"
        if kind is None and walk.hiding is not None and walk.hiding.inline_reason(element) is not None
        else kind
    )


def open_inline_code(walk: Walk, element: Element) -> None:
    """Walk inline code. A ``<code>`` of several lines outside of running text is a block."""
    if walk.nodes or walk.inspected:
        open_inline(walk, element)
    elif is_code_block(element):
        open_code(walk, element)
    else:
        walk.walk_inspected(element)


def open_lines(walk: Walk, element: Element) -> None:
    """Walk an element that shows the line breaks of its source."""
    if element.tag != "code":
        walk.keep_lines()
    walk.stack.extend(element.children[::-1])


def open_screen_reader_text(walk: Walk, element: Element) -> None:
    """Skip text for screen readers, unless there is no other text."""
    if is_needed(walk, element):
        walk.stack.extend(element.children[::-1])


def open_control(walk: Walk, element: Element) -> None:
    """Skip a control beside text."""
    if not has_text_beside(element):
        walk.stack.extend(element.children[::-1])


def open_counter(walk: Walk, element: Element) -> None:
    """Skip the number of comments, likes or shares inside of a text."""
    if not is_count(element):
        walk.stack.extend(element.children[::-1])


def is_count(element: Element) -> bool:
    """Return whether *element* contains only a number, such as that of a printed page, and is beside text."""
    nodes = list(islice(element.descendants, MAX_COUNT_NODES + 1))
    text = "".join([node.data for node in nodes if type(node) is Text])
    is_number = len(nodes) <= MAX_COUNT_NODES and COUNT.fullmatch(text.strip()) is not None
    return is_number and has_text_beside(element)


def open_hidden(walk: Walk, element: Element) -> None:
    """Make hidden text inside a passage a separate passage after it."""
    if walk.inspected:
        walk.open_box(element, element.tag)
    elif any(type(node) is Element and node.tag in BLOCK for node in element.descendants):
        walk.open_box(element, element.tag, walk_children=False)
        walk.walk_inspected(element)
    elif len(element.text.strip()) >= MIN_HIDDEN_CHARS:
        walk.hidden.append(element)


def is_needed(walk: Walk, element: Element) -> bool:
    """Return whether *element*, text for screen readers, is the only text or a drop cap that is shown as a picture."""
    if not walk.nodes and not has_text_beside(element):
        return True
    following = element.next_sibling
    begins = type(following) is Text and following.data[:1].islower()
    return begins and len(element.text.strip()) == 1 and not _shows_capital(element)


def _shows_capital(element: Element) -> bool:
    before = element.previous_sibling
    while type(before) is Text and before.data.isspace():
        before = before.previous_sibling
    return type(before) is Element and (has_text(before) or bool(before.attr("alt")))


def open_link(walk: Walk, element: Element) -> None:
    """Walk a link and count its text as linked. Skip a heading's permalink and text for screen readers.

    The text of a heading that links to a place on the same page is not counted.
    """
    heading = walk.box if walk.box is not None and walk.box.tag in HEADINGS else None
    if is_permalink(element) if heading is not None and heading.depth <= MAX_DEPTH else is_named_sign(element):
        return
    kind = _inline_kind(walk, element)
    if (kind == "screen-reader" and not is_needed(walk, element)) or (kind == "counter" and is_count(element)):
        return
    if kind == "hidden":
        open_hidden(walk, element)
        return
    href = element.attr("href")
    if href is not None and (heading is None or not href.startswith("#")):
        walk.links += 1
        walk.stack.append(close_link)
    if kind == "block":
        walk.open_box(element, "a")
        return
    walk.stack.extend(element.children[::-1])


def open_break(walk: Walk, element: Element) -> None:
    """End the line, or the paragraph: before an indented line, and at a second ``<br>`` after only white space."""
    following = element.next_sibling
    indent = INDENT.match(following.data) if type(following) is Text else None
    if indent is not None and (indent[0][-1] == IDEOGRAPHIC_SPACE or _ends_long_line(walk)):
        walk.flush()
    else:
        walk.add_break(element)


def _ends_long_line(walk: Walk) -> bool:
    """Return whether the line that ends is longer than those of a poem."""
    size = 0
    for node in reversed(walk.nodes):
        if type(node) is Element:
            break
        size += len(node.data)  # type: ignore[union-attr]
        if size >= MIN_LINE_CHARS:
            return True
    return False


def open_rule(walk: Walk, _element: Element) -> None:
    """End the paragraph."""
    walk.flush()


def open_code(walk: Walk, element: Element) -> None:
    """Make code one passage that keeps its line breaks."""
    if element.tag == "pre" and is_gutter(element):
        return
    walk.open_box(element, "pre", walk_children=False)
    walk.nodes = list(code_nodes(element))
    walk.flush("code")


def open_table(walk: Walk, element: Element) -> None:
    """Open a table. A table of code becomes one passage, a table of data one passage per row."""
    shallow = walk.box is None or walk.box.depth <= MAX_DEPTH
    if shallow and is_code_table(element):
        open_code(walk, element)
        return
    layout = not shallow or is_layout(element)
    walk.open_box(element, "table")
    if not layout:
        walk.tables += 1
        walk.stack.insert(len(walk.stack) - len(element.children), close_table)


def open_row(walk: Walk, element: Element) -> None:
    """Make a row of short cells one passage. Its nodes have each cell's element before the cell's text."""
    cells = [cell for cell in own_cells(element) if _inline_kind(walk, cell) != "hidden"] if walk.tables else []
    filled = [len(cell.text) for cell in cells[: MAX_ROW_CELLS + 1]]
    if not cells or len(filled) > MAX_ROW_CELLS or not is_data_row(cells, filled) or max(filled) > MAX_CELL_CHARS:
        walk.open_box(element, "tr")
        return
    walk.open_box(element, "tr", walk_children=False)
    for cell in cells:
        walk.nodes.append(cell)
        walk.nodes.extend(cell_nodes(cell, partial(_inline_kind, walk)))
    walk.linked = sum(len(link.text) for link in element.find_all("a"))
    walk.flush("row")


def open_noscript(walk: Walk, element: Element) -> None:
    """Open a ``<noscript>`` element if it has enough text to be content."""
    if len(element.text) >= MIN_NOSCRIPT_CHARS:
        walk.open_box(element, "noscript")


def open_template(walk: Walk, element: Element) -> None:
    """Walk a declarative shadow root. Any other template is not shown."""
    if element.attr("shadowrootmode") is not None:
        for fragment in element.children:
            walk.stack.extend(fragment.children[::-1])


def open_block(walk: Walk, element: Element) -> None:
    """Open a box."""
    walk.open_box(element, element.tag)


def open_custom(walk: Walk, element: Element) -> None:
    """Walk a custom element or a button: inline in running text, a box elsewhere. One with an address is a link."""
    if element.attr("href") is not None:
        walk.links += 1
        walk.stack.append(close_link)
    if walk.box is None or walk.box.tag not in PROSE:
        walk.open_box(element, element.tag)
    elif element.tag != "button" or walk.box.tag not in HEADINGS or not has_text_beside(element):
        walk.stack.extend(element.children[::-1])


def close_link(walk: Walk) -> None:
    """End a link."""
    walk.links -= 1


def close_table(walk: Walk) -> None:
    """End a data table."""
    walk.tables -= 1


def skip(_walk: Walk, _element: Element) -> None:
    """Skip an element."""


#: Handlers of inline elements whose attributes give them another effect.
KINDS: dict[InlineKind, Callable[[Walk, Element], None]] = {
    "block": open_block,
    "lines": open_lines,
    "hidden": open_hidden,
    "screen-reader": open_screen_reader_text,
    "control": open_control,
    "counter": open_counter,
    "formula": open_set_formula,
    "copy": skip,
}
SPECIAL: dict[str, Callable[[Walk, Element], None]] = {
    **dict.fromkeys(BLOCK, open_block),
    **dict.fromkeys(INLINE_OR_BLOCK, open_custom),
    "a": open_link,
    "br": open_break,
    "code": open_inline_code,
    "hr": open_rule,
    "img": open_image,
    "listing": open_code,
    "math": open_formula,
    "mjx-container": open_formula,
    "pre": open_code,
    "q": open_quote,
    "rp": open_reading,
    "rt": open_reading,
    "script": open_script,
    "table": open_table,
    "tr": open_row,
    "noscript": open_noscript,
    "template": open_template,
    "xmp": open_code,
}
