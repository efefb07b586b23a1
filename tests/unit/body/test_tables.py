"""The rows of a table become cells with their spans and headers."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

from clippings.body.inline import InlineReader
from clippings.body.tables import MAX_SPAN, read_table
from clippings.page.cell_nodes import cell_nodes
from clippings.page.flow import Box, Passage
from clippings.page.page import make_page
from clippings.page.styles import inline_kind
from clippings.records import Cell, Inline


def table(markup: str) -> tuple[tuple[Cell, ...], ...]:
    page = make_page(f"<table>{markup}</table>")
    rows = [
        Passage(
            0,
            row,
            row.text,
            Box(row, "tr", None, 0),
            [node for cell in row.children for node in (cell, *cell_nodes(cell, inline_kind))],
        )
        for row in page.tree.select("tr")
    ]
    return read_table(rows, InlineReader(page))


def test_cells_in_thead_and_th_cells_are_headers() -> None:
    found = table("<thead><tr><td>a</thead><tr><th>b<td>c")
    assert [[cell.header for cell in row] for row in found] == [[True], [True, False]]


def test_marks_and_links_in_cells_are_kept() -> None:
    ((cell,),) = table("<tr><td>a <b>b</b> <a href=https://a.example/>c</a>")
    assert cell.content == (Inline("a "), Inline("b ", ("strong",)), Inline("c", (), "https://a.example/"))


def test_paragraphs_and_breaks_in_cells_are_lines() -> None:
    ((cell,),) = table("<tr><td><p>a</p><p>b</p>c<br>d")
    assert "".join(run.text for run in cell.content).split("\n") == ["a", "b", "c", "d"]


def test_spans_are_limited() -> None:
    ((a, b, c, d),) = table("<tr><td colspan=3>a<td rowspan=-1>b<td colspan=x>c<td rowspan=99999999999>d")
    assert [(cell.columns, cell.rows) for cell in (a, b, c, d)] == [(3, 1), (1, 1), (1, 1), (1, MAX_SPAN)]


def test_rows_without_cells_are_left_out() -> None:
    assert table("<tr></tr><tr><td>a") == ((Cell((Inline("a"),)),),)


def test_a_table_of_one_strong_row_has_no_head() -> None:
    ((cell,),) = table("<tr><td><b>a</b>")
    assert cell == Cell((Inline("a", ("strong",)),))


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td colspan=2>In winter</td></tr>",
        "<tr><td>In winter</td><td></td></tr>",
        "<tr><td></td><td>In winter</td></tr>",
    ],
)
def test_a_row_with_one_filled_cell_does_not_split_its_table(row: str) -> None:
    rows = f"<tr><th>Route</th><th>Fare</th></tr>{row}<tr><td>North</td><td>4.50</td></tr>"
    (block,) = [block for block in parsed(f"<table>{rows}</table>").blocks if block.role == "table"]
    assert [sum(cell.columns for cell in cells) for cells in block.rows] == [2, 2, 2]
    assert "In winter" in block.text
