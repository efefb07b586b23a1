"""Turns the rows of a data table into cells, with their spans and headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clippings.body.inline import InlineReader
from clippings.page.flow import Passage
from clippings.page.replaced import PassageNode
from clippings.page.tree import Element
from clippings.records import Cell, Inline

#: Most columns and rows that a cell spans. Browsers stop at a thousand columns.
MAX_SPAN = 200
CELLS = frozenset({"td", "th"})


def read_table(rows: Sequence[Passage], reader: InlineReader) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of *rows*, the passages of one table."""
    read = [cells for row in rows if (cells := _read_row(row, reader))]
    if len(read) > 1 and not any(cell.header for row in read for cell in row) and all(map(_is_strong, read[0])):
        read[0] = tuple(replace(cell, header=True, content=_unmarked(cell.content)) for cell in read[0])
    return tuple(read)


def _is_strong(cell: Cell) -> bool:
    """Return whether all text of the cell is strong. Some editors have no header cells and mark headers in this way."""
    return bool(cell.content) and all("strong" in run.marks for run in cell.content)


def _unmarked(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(replace(run, marks=tuple(mark for mark in run.marks if mark != "strong")) for run in content)


def _read_row(row: Passage, reader: InlineReader) -> tuple[Cell, ...]:
    in_head = getattr(row.element.parent, "tag", "") == "thead"
    return tuple(
        Cell(
            reader.runs(nodes, cell),
            header=in_head or cell.tag == "th",
            columns=_span(cell.attr("colspan")),
            rows=_span(cell.attr("rowspan")),
        )
        for cell, nodes in _cells(row)
    )


def _cells(row: Passage) -> list[tuple[Element, list[PassageNode]]]:
    """Return the cells of *row*, each with its nodes, which follow its element."""
    cells: list[tuple[Element, list[PassageNode]]] = []
    for node in row.nodes:
        if type(node) is Element and node.tag in CELLS and node.parent == row.element:
            cells.append((node, []))
        elif cells:
            cells[-1][1].append(node)
    return cells


def _span(value: str | None) -> int:
    try:
        return max(1, min(MAX_SPAN, int(value or "1")))
    except ValueError:
        return 1
