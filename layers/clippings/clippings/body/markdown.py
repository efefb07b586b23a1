"""Writes blocks as CommonMark with tables. The text is escaped, so that none of it is read as markup.

Follows CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/) and the table extension of GitHub Flavored Markdown
(https://github.github.com/gfm/#tables-extension-). Footnotes are written as GitHub and Pandoc read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clippings.body.footnote_references import referenced
from clippings.body.markdown_inline import BACKTICKS, escape_match, write_inline
from clippings.records import Block, Cell, Inline, ListPlace, plain_text

#: The signs of tasks that begin an item, and the same as GitHub writes it.
TASKS = {"☑ ": "[x] ", "☐ ": "[ ] "}
#: Characters that open a heading, a list, a quote, a table or a rule at the start of a line.
LINE_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|=(?==*\s*$)|>|\||:(?=-))", re.MULTILINE)
NUMBER_START = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)
#: The first characters of the matches of the two patterns.
LINE_STARTS = frozenset("#-+=>|:0123456789")
#: Most cells of a table that is laid out by its spans. In a larger one each cell is written once, in its own row.
MAX_GRID = 20_000
#: Most cells and runs of text of all tables of an article that are laid out so; 20,000 take half a second.
MAX_LAID_OUT = 100_000
#: Cells that take as long as what a table takes besides: 12,000 tables of three cells took 3.6 s.
TABLE_COST = 40
#: Most cells of a table whose short rows are filled up.
MAX_FILLED = 1_000_000
#: Most columns of a table that is laid out, whatever spans its cells declare.
MAX_COLUMNS = 64
CLOSING_HASHES = re.compile(r"(?<!\S)#+$")
#: CommonMark reads numbers of at most nine digits.
MAX_ORDINAL = 999_999_999
MIN_FENCE = 3
#: Deepest nesting of quotations and lists that is written, since each line of a code block repeats their marks.
MAX_NESTING = 20
#: Most characters by which lines in list items are indented. Those of further paragraphs are not, and further code is
#: written behind its list: 2,000,000 lines in 20 lists took 1,068 MB.
MAX_INDENTED = 20_000_000


def write_markdown(blocks: Iterable[Block]) -> str:
    """Return *blocks* as Markdown without a line break at the end."""
    blocks = list(blocks)
    writer = _Writer(referenced(blocks))
    for block in blocks:
        writer.add(block)
    return "".join(writer.parts)


class _Writer:
    """Writes blocks one after the other, and knows the quotes and list items that are open."""

    def __init__(self, notes: Mapping[str, int]) -> None:
        self.notes = notes
        self.parts: list[str] = []
        self.previous: Block | None = None
        self.quotes = 0
        self.items: list[_Item | _Note] = []
        self.grids = _Grids()
        self.room = MAX_INDENTED

    def add(self, block: Block) -> None:
        """Write *block*, unless it is empty."""
        body = _write_block(block, self.notes, self.grids)
        if not body:
            return
        quotes = min(max(block.quoted, 1 if block.role == "quote" else 0), MAX_NESTING)
        if quotes != self.quotes or block.place is None:
            self.items.clear()
        if self.previous is not None:
            blank = ("> " * min(quotes, self.quotes)).rstrip()
            self.parts.append("\n" if self._is_tight(block) else f"\n{blank}\n")
        first, rest = self._indents(block)
        lines = body.split("\n")
        self.room -= (len(lines) - 1) * len(rest)
        if self.room < 0 and len(lines) > 1:
            rest = ""
            if block.place is not None and block.place.continued:
                first = ""
                self.items.clear()
        prefix = "> " * quotes
        self.parts.append(
            "\n".join([prefix + first + lines[0], *[f"{prefix}{rest}{line}".rstrip() for line in lines[1:]]])
        )
        self.previous, self.quotes = block, quotes

    def _is_tight(self, block: Block) -> bool:
        """Return whether the item follows the one before without a blank line.

        After a blank line a nested list that does not start at 1 would be read as part of its item's paragraph, and
        another list as a part of this one.
        """
        before = self.previous
        if before is None or before.place is None or block.place is None or not self.items:
            return False
        if before.place.continued or block.place.continued or block.id in self.notes:
            return False
        if block.place.depth == before.place.depth:
            last = before.place.ordinal
            return block.place.ordinal == (None if last is None else last + 1)
        return block.place.depth < before.place.depth or block.place.ordinal in (None, 1)

    def _indents(self, block: Block) -> tuple[str, str]:
        """Return the text before the block's first line and before its other lines."""
        place = block.place
        if block.id in self.notes:
            self.items = [_Note(self.notes[block.id])]
            return self.items[0].marker, " " * self.items[0].width
        if place is None:
            return "", ""
        outer_items = min(sum(item.depth < place.depth for item in self.items), MAX_NESTING - 1)
        if place.continued and len(self.items) > outer_items:
            del self.items[outer_items + 1 :]
            indent = " " * sum(item.width for item in self.items)
            return indent, indent
        sibling = self.items[outer_items] if len(self.items) > outer_items else None
        del self.items[outer_items:]
        outer = " " * sum(item.width for item in self.items)
        item = _Item(place, sibling)
        self.items.append(item)
        return outer + item.marker, outer + " " * item.width


class _Note:
    """An open footnote, whose further content is indented by four spaces."""

    width = 4
    depth = 1
    closing = "."
    ordinal = None

    def __init__(self, number: int) -> None:
        self.marker = f"[^{number}]: "


class _Item:
    """An open list item with its marker. A different character after the number begins another list."""

    def __init__(self, place: ListPlace, sibling: _Item | _Note | None) -> None:
        ordinal = place.ordinal
        self.depth = place.depth
        self.ordinal = ordinal if ordinal is not None and 0 <= ordinal <= MAX_ORDINAL else None
        self.closing: str = sibling.closing if sibling else "."
        if self.ordinal is not None and sibling and sibling.ordinal is not None and self.ordinal != sibling.ordinal + 1:
            self.closing = ")" if self.closing == "." else "."
        self.marker = "- " if self.ordinal is None else f"{self.ordinal}{self.closing} "
        self.width = len(self.marker)


def _write_block(block: Block, notes: Mapping[str, int], grids: _Grids) -> str:
    if block.rows:
        return _write_table(block, grids)
    if block.role == "code":
        return _write_code(block)
    content = _with_marks(block, notes)
    if block.role == "heading" or block.level:
        text = write_inline(content, " ")
        return f"{'#' * max(1, min(block.level or 2, 6))} {CLOSING_HASHES.sub(escape_match, text)}" if text else ""
    text = write_inline(content)
    if text[:1] in LINE_STARTS or "\n" in text:
        text = NUMBER_START.sub(r"\1\\\2", LINE_START.sub(escape_match, text))
    if text[:2] in TASKS and block.place is not None and block.role == "list_item" and not block.place.continued:
        text = TASKS[text[:2]] + text[2:]
    return text


def _with_marks(block: Block, notes: Mapping[str, int]) -> tuple[Inline, ...]:
    """Return the block's content with its time before it, and with the marks of its footnotes."""
    runs = block.content
    if notes and any(run.href for run in runs):
        runs = tuple(
            Inline(run.text.strip(), (), f"#^{notes[run.href[1:]]}") if run.href and run.href[1:] in notes else run
            for run in runs
        )
    if block.time is not None and any(run.text.strip() for run in runs):
        runs = (Inline(block.time.strftime("%H:%M"), () if block.level else ("strong",)), Inline(" "), *runs)
    return runs


def _write_code(block: Block) -> str:
    text = plain_text(block.content).strip("\n")
    if not text.strip():
        return ""
    longest = max(map(len, BACKTICKS.findall(text)), default=0)
    fence = "`" * max(MIN_FENCE, longest + 1)
    language = "".join((block.language or "").split()).replace("`", "")
    return f"{fence}{language}\n{text}\n{fence}"


def _write_table(block: Block, grids: _Grids) -> str:
    if _has_spans(block) and grids.take(block):
        # Imported here because Beautiful Soup and markdownify take 130 ms to load, and few tables have spans.
        from clippings.body.fragments import table_to_markdown

        return table_to_markdown(block)
    rows = [[write_cell(cell) for cell in row] for row in block.rows]
    width = max(map(len, rows))
    head = rows.pop(0) if all(cell.header for cell in block.rows[0]) else []
    if not any(map(any, [head, *rows])):
        return ""
    lines = [head, ["---"] * width, *rows]
    if width * len(lines) <= MAX_FILLED:  # GFM accepts rows that are shorter than the head; some readers do not
        lines = [line + [""] * (width - len(line)) for line in lines]
    else:
        lines[0] = head + [""] * (width - len(head))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def has_too_large_spans(blocks: Iterable[Block]) -> bool:
    """Return whether one of *blocks* is a table that is not laid out by its spans, because it is too large."""
    grids = _Grids()
    return any(_has_spans(block) and not grids.take(block) for block in blocks)


class _Grids:
    """The tables of an article that are laid out by their spans."""

    def __init__(self) -> None:
        self.room = MAX_LAID_OUT

    def take(self, table: Block) -> bool:
        """Return whether *table* is laid out, and count it."""
        cells = _grid_size(table)
        size = TABLE_COST + cells + sum(len(cell.content) for row in table.rows for cell in row)
        if cells > MAX_GRID or size > self.room:
            return False
        self.room -= size
        return True


def _has_spans(block: Block) -> bool:
    return any(cell.columns != 1 or cell.rows != 1 for row in block.rows for cell in row)


def _grid_size(block: Block) -> int:
    """Return the number of cells that the table has when each span is laid out in cells of its own."""
    height = len(block.rows)
    return sum(min(cell.columns, MAX_COLUMNS) * min(cell.rows, height) for row in block.rows for cell in row)


def write_cell(cell: Cell) -> str:
    """Return the cell's content on one line, with bars escaped."""
    return write_inline(cell.content, "<br>").replace("|", "\\|")
