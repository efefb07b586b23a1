"""Writes blocks as HTML, which is then sanitized."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import nh3

from clippings.body.footnote_references import referenced
from clippings.body.nesting import ItemRun, Layer, grouped, layered
from clippings.records import MATH, Block, Cell, Inline, ListPlace, plain_text

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
#: Most characters of text that the sanitizer reads as one piece; comments divide longer text, and it drops them.
MAX_STRETCH = 4_000
#: The form of the ids of blocks. No other element of a page may have such an id.
BLOCK_ID = re.compile(r"[0-9a-f]{12}(?:-\d+)?")


def _is_own(tag: str, name: str, value: str) -> bool:
    """Return whether an allowed attribute has a value that this module writes."""
    if name == "class":
        return tag == "code" and value.startswith("language-")
    return name != "id" or BLOCK_ID.fullmatch(value) is not None


#: Everything that a body may contain. The rest, such as sources of pictures, styles, scripts and frames, is removed.
CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "a"),
        *("dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "time"),
        *MARKS.values(),
    },
    attributes={
        "*": {"lang", "dir"},
        "a": {"href"},
        "code": {"class"},
        "ol": {"start"},
        "li": {"value", "id"},
        "dd": {"id"},
        "p": {"id"},
        "time": {"datetime"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    attribute_filter=lambda tag, name, value: value if _is_own(tag, name, value) else None,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def write_html(blocks: Iterable[Block]) -> str:
    """Return *blocks* as sanitized HTML, one element per line."""
    blocks = list(blocks)
    writer = _Writer(frozenset(referenced(blocks)))
    for block in blocks:
        writer.add(block)
    writer.close_quotes(0)
    return str(CLEANER.clean("".join(writer.parts)))


class _List(NamedTuple):
    """An open list: its depth on the page, its element, the element of its last item, and the number of that item."""

    depth: int
    tag: str
    item: str
    ordinal: int | None


class _Writer:
    """Opens and closes the lists and quotes around the blocks."""

    def __init__(self, notes: frozenset[str]) -> None:
        self.notes = notes
        self.parts: list[str] = []
        self.quotes = 0
        self.lists: list[_List] = []

    def add(self, block: Block) -> None:
        """Write *block*, unless it is empty."""
        if not block.text.strip():
            return
        quotes = max(block.quoted, 1 if block.role == "quote" else 0)
        if quotes != self.quotes:
            self.close_quotes(quotes)
        place = block.place
        name = f' id="{escape(block.id)}"' if block.id in self.notes else ""
        if place is None or (place.continued and block.role in ("paragraph", "quote") and not self.lists):
            self.close_lists(0)
        elif place.continued and place.definition is None and self.lists:
            self.close_lists(self.lists_around(place) + 1)
        else:
            self.open_item(place, name)
            if block.role == "list_item" and not block.rows:
                self.parts.append(write_inline(block.content))
                return
            name = ""
        self.parts.append(write_block(block, name) + "\n")

    def open_item(self, place: ListPlace, name: str) -> None:
        """Open the item at *place*, and the list around it if it is not open."""
        depth = self.lists_around(place) + 1
        ordinal = place.ordinal
        tag = "dl" if place.definition else "ul" if ordinal is None else "ol"
        item = {"term": "dt", "description": "dd"}.get(place.definition or "", "li")
        self.close_lists(depth)
        if len(self.lists) == depth and self.lists[-1].tag != tag:
            self.close_lists(depth - 1)
        if len(self.lists) < depth:
            start = f' start="{ordinal}"' if ordinal not in (None, 1) else ""
            self.parts.append(f"<{tag}{start}>\n<{item}{name}>")
        else:
            last = self.lists.pop()
            follows = ordinal is None or (last.ordinal is not None and ordinal == last.ordinal + 1)
            value = "" if follows else f' value="{ordinal}"'
            self.parts.append(f"</{last.item}>\n<{item}{name}{value}>")
        self.lists.append(_List(place.depth, tag, item, ordinal))

    def lists_around(self, place: ListPlace) -> int:
        """Return the number of open lists around the item at *place*, without its own."""
        return sum(outer.depth < place.depth for outer in self.lists)

    def close_lists(self, depth: int) -> None:
        """Close the lists that are deeper than *depth*."""
        while len(self.lists) > depth:
            ended = self.lists.pop()
            self.parts.append(f"</{ended.item}>\n</{ended.tag}>\n")

    def close_quotes(self, quotes: int) -> None:
        """Close all lists, then open or close quotes until *quotes* are open."""
        self.close_lists(0)
        for _ in range(self.quotes, quotes):
            self.parts.append("<blockquote>\n")
        for _ in range(quotes, self.quotes):
            self.parts.append("</blockquote>\n")
        self.quotes = quotes


def write_block(block: Block, name: str = "") -> str:
    """Return *block* as one element before sanitizing; *name* is the ``id`` attribute of a note."""
    if block.rows:
        return write_table(block.rows)
    if block.role == "code":
        kind = f' class="language-{escape(block.language)}"' if block.language else ""
        return f"<pre><code{kind}>{_write_text(plain_text(block.content))}</code></pre>"
    tag = f"h{max(1, min(block.level or 2, 6))}" if block.role == "heading" or block.level else "p"
    time = ""
    if block.time is not None:
        time = f'<time datetime="{block.time.isoformat()}">{block.time:%H:%M}</time> '
    return f"<{tag}{name}>{time}{write_inline(block.content)}</{tag}>"


def write_table(rows: tuple[tuple[Cell, ...], ...]) -> str:
    """Return *rows* as a table; leading rows of header cells become its head."""
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
    """Return inline *content* as HTML before sanitizing."""
    return _write_runs(layered(content), 0)


def _write_runs(runs: Sequence[ItemRun], depth: int) -> str:
    parts = []
    for layer, group in grouped(runs, depth):
        if layer is None:
            parts.append(_write_text("".join([run.text for run in group])).replace("\n", "<br>"))
        else:
            parts.append(_write_layer(layer, _write_runs(group, depth + 1)))
    return "".join(parts)


def _write_text(text: str) -> str:
    """Return *text* escaped and divided by comments, since the sanitizer takes quadratic time for one piece of text."""
    return "<!---->".join(
        [escape(text[start : start + MAX_STRETCH], quote=False) for start in range(0, len(text), MAX_STRETCH)]
    )


def _write_layer(layer: Layer, inner: str) -> str:
    if layer.kind in MATH:
        return f'<code class="language-math">{inner}</code>'
    if layer.kind == "link":
        return f'<a href="{escape(layer.href)}">{inner}</a>'
    return f"<{MARKS[layer.kind]}>{inner}</{MARKS[layer.kind]}>"
