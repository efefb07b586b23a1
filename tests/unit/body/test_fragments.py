"""Tables with spans are laid out on a grid before they are Markdown."""

from __future__ import annotations

import pytest

from clippings.body.fragments import table_to_markdown
from clippings.records import Block, Cell, Inline


def cell(text: str, columns: int = 1, rows: int = 1, header: bool = False) -> Cell:
    return Cell((Inline(text),), header, columns, rows)


def grid(*rows: tuple[Cell, ...]) -> list[list[str]]:
    lines = table_to_markdown(Block("t", "table", rows=rows)).splitlines()
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines if "---" not in line]


def test_a_cell_that_spans_columns_leaves_the_rest_empty() -> None:
    assert grid((cell("a", columns=2, header=True), cell("b", header=True)), (cell("1"), cell("2"), cell("3"))) == [
        ["a", "", "b"],
        ["1", "2", "3"],
    ]


def test_a_cell_that_spans_rows_keeps_its_column() -> None:
    found = grid(
        (cell("a", header=True), cell("b", header=True)),
        (cell("tall", rows=2), cell("1")),
        (cell("2"),),
    )
    assert found == [["a", "b"], ["tall", "1"], ["", "2"]]


def test_a_cell_that_spans_both_covers_a_square() -> None:
    found = grid(
        (cell("a", header=True), cell("b", header=True), cell("c", header=True)),
        (cell("square", columns=2, rows=2), cell("1")),
        (cell("2"),),
    )
    assert found == [["a", "b", "c"], ["square", "", "1"], ["", "", "2"]]


@pytest.mark.parametrize(("columns", "rows"), [(1000, 1), (1, 1000), (1000, 1000)])
def test_false_spans_take_no_time(columns: int, rows: int) -> None:
    assert (
        len(table_to_markdown(Block("t", "table", rows=((cell("a", columns, rows), cell("b")), (cell("c"),))))) < 5_000
    )
