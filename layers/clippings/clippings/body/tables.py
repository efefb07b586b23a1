"""Turns the rows of a data table into cells, with their spans and headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clippings.body.inline import InlineReader
from clippings.page.tree import Element, Node, Text
from clippings.records import Cell, Inline

#: Most columns and rows that a cell spans. Browsers stop at a thousand columns.
MAX_SPAN = 200
#: Elements of a cell that end a line.
LINES = frozenset({"p", "br", "li"})


def read_table(rows: Sequence[Element], reader: InlineReader) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of *rows*, the ``<tr>`` elements of one table."""
    read = [cells for row in rows if (cells := _read_row(row, reader))]
    if len(read) > 1 and not any(cell.header for row in read for cell in row) and all(map(_is_strong, read[0])):
        read[0] = tuple(replace(cell, header=True, content=_unmarked(cell.content)) for cell in read[0])
    return tuple(read)


def _is_strong(cell: Cell) -> bool:
    """Return whether all text of the cell is strong. Some editors have no header cells and mark headers in this way."""
    return bool(cell.content) and all("strong" in run.marks for run in cell.content)


def _unmarked(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(replace(run, marks=tuple(mark for mark in run.marks if mark != "strong")) for run in content)


def _read_row(row: Element, reader: InlineReader) -> tuple[Cell, ...]:
    cells = [cell for cell in row.children if type(cell) is Element and cell.tag in ("td", "th")]
    in_head = getattr(row.parent, "tag", "") == "thead"
    return tuple(
        Cell(
            reader.runs(_nodes(cell), cell),
            header=in_head or cell.tag == "th",
            columns=_span(cell.attr("colspan")),
            rows=_span(cell.attr("rowspan")),
        )
        for cell in cells
    )


def _nodes(cell: Element) -> list[Node]:
    """Return the cell's text nodes, each line after the element that begins it."""
    nodes: list[Node] = []
    for node in cell.descendants:
        if type(node) is Text or (type(node) is Element and node.tag in LINES and nodes):
            nodes.append(node)
    return nodes


def _span(value: str | None) -> int:
    try:
        return max(1, min(MAX_SPAN, int(value or "1")))
    except ValueError:
        return 1
