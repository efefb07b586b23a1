"""Blocks to HTML: written from what the blocks say, and then sanitised all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import nh3

from clippings.body.nesting import Layer, Run, grouped, layered
from clippings.records import Block, Cell, Inline, plain_text

MARKS = {
    "strong": "strong",
    "emphasis": "em",
    "code": "code",
    "subscript": "sub",
    "superscript": "sup",
    "deleted": "del",
    "highlight": "mark",
}
#: HTML's own limits on spans (https://html.spec.whatwg.org/multipage/tables.html).
MAX_COLUMN_SPAN, MAX_ROW_SPAN = 1000, 65534
#: Everything that a body may hold. What is not here, sources of pictures, styles, scripts and frames among it, goes.
CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *MARKS.values(),
    },
    attributes={
        "*": {"lang", "dir"},
        "a": {"href"},
        "code": {"class"},
        "ol": {"start"},
        "li": {"value"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    attribute_filter=lambda tag, name, value: (
        value if (tag, name) != ("code", "class") or value.startswith("language-") else None
    ),
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def write_html(blocks: Iterable[Block]) -> str:
    """Return *blocks* as sanitised HTML, one element a line."""
    writer = _Writer()
    for block in blocks:
        writer.add(block)
    writer.close_quotes(0)
    return str(CLEANER.clean("".join(writer.parts)))


class _Writer:
    """Opens and closes the lists and quotes that the blocks stand in."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.quotes = 0
        self.lists: list[tuple[str, int | None]] = []  #: tag and last number of each open list

    def add(self, block: Block) -> None:
        """Write *block*, unless there is nothing in it."""
        if not block.text.strip():
            return
        quotes = max(block.quoted, 1 if block.role == "quote" else 0)
        if quotes != self.quotes:
            self.close_quotes(quotes)
        place = block.place
        if place is None:
            self.close_lists(0)
        elif place.continued and self.lists:
            self.close_lists(max(1, place.depth))
        else:
            self.open_item(max(1, min(place.depth, len(self.lists) + 1)), place.ordinal)
            if block.role == "list_item" and not block.rows:
                self.parts.append(write_inline(block.content))
                return
        self.parts.append(write_block(block) + "\n")

    def open_item(self, depth: int, ordinal: int | None) -> None:
        """Begin a list item at *depth*, and the list around it where none is open."""
        self.close_lists(depth)
        tag = "ul" if ordinal is None else "ol"
        if len(self.lists) == depth and self.lists[-1][0] != tag:
            self.close_lists(depth - 1)
        if len(self.lists) < depth:
            self.parts.append(f'<ol start="{ordinal}">\n<li>' if ordinal not in (None, 1) else f"<{tag}>\n<li>")
            self.lists.append((tag, ordinal))
            return
        last = self.lists[-1][1]
        follows = ordinal is None or (last is not None and ordinal == last + 1)
        self.parts.append("</li>\n<li>" if follows else f'</li>\n<li value="{ordinal}">')
        self.lists[-1] = (tag, ordinal)

    def close_lists(self, depth: int) -> None:
        """End the lists deeper than *depth*."""
        while len(self.lists) > depth:
            tag, _ = self.lists.pop()
            self.parts.append(f"</li>\n</{tag}>\n")

    def close_quotes(self, quotes: int) -> None:
        """End every list, then open or end quotes until *quotes* are open."""
        self.close_lists(0)
        for _ in range(self.quotes, quotes):
            self.parts.append("<blockquote>\n")
        for _ in range(quotes, self.quotes):
            self.parts.append("</blockquote>\n")
        self.quotes = quotes


def write_block(block: Block) -> str:
    """Return *block* as one element, before it is sanitised."""
    if block.rows:
        return write_table(block.rows)
    if block.role == "code":
        kind = f' class="language-{escape(block.language)}"' if block.language else ""
        return f"<pre><code{kind}>{escape(plain_text(block.content), quote=False)}</code></pre>"
    tag = f"h{max(1, min(block.level or 2, 6))}" if block.role == "heading" else "p"
    return f"<{tag}>{write_inline(block.content)}</{tag}>"


def write_table(rows: tuple[tuple[Cell, ...], ...]) -> str:
    """Return *rows* as a table; leading rows of header cells are its head."""
    head = 0
    while head < len(rows) and rows[head] and all(cell.header for cell in rows[head]):
        head += 1
    parts = ["<table>"]
    for tag, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part:
            parts.append(f"<{tag}>{''.join(map(_write_row, part))}</{tag}>")
    return "".join((*parts, "</table>"))


def _write_row(row: tuple[Cell, ...]) -> str:
    cells = []
    for cell in row:
        tag = "th" if cell.header else "td"
        span = f' colspan="{min(cell.columns, MAX_COLUMN_SPAN)}"' if cell.columns > 1 else ""
        span += f' rowspan="{min(cell.rows, MAX_ROW_SPAN)}"' if cell.rows > 1 else ""
        cells.append(f"<{tag}{span}>{write_inline(cell.content)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def write_inline(content: tuple[Inline, ...]) -> str:
    """Return inline *content* as HTML, before it is sanitised."""
    return _write_runs(layered(content), 0)


def _write_runs(runs: Sequence[Run], depth: int) -> str:
    parts = []
    for layer, group in grouped(runs, depth):
        if layer is None:
            parts.append(escape("".join([run.text for run in group]), quote=False).replace("\n", "<br>"))
        else:
            parts.append(_write_layer(layer, _write_runs(group, depth + 1)))
    return "".join(parts)


def _write_layer(layer: Layer, inner: str) -> str:
    if layer.kind == "link":
        return f'<a href="{escape(layer.href)}">{inner}</a>'
    return f"<{MARKS[layer.kind]}>{inner}</{MARKS[layer.kind]}>"
