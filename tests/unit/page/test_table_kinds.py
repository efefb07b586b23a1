"""Which tables hold data, and which lay out the page."""

from __future__ import annotations

import pytest

from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.table_kinds import is_layout

LINE = "The ferry left the quay at dawn, with three hundred people on board, and reached the island at noon."
DATA = (
    "<table><tr><th>Day<th>Sailings</tr><tr><td>Sunday<td><ul><li>11:00<li>17:20</ul></tr></table>",
    "<table><tr><th>Weekday<th>Weekend</tr><tr><td><table><tr><td>Dep 07:10<td>Arr 07:50</table><td>None</tr></table>",
    "<table><thead><tr><th>Part<th>Note</thead><tr><td><div>Engine</div><td><div>New</div></tr></table>",
    "<table><tr><td><div>Crew</div><td><div>4</div></tr><tr><td><div>Built</div><td><div>1988</div></tr></table>",
    "<table><tr><td>Crew<td>4</tr></table>",
    f"<table><tr><td>2021<td>{LINE}</tr><tr><td>2022<td>{LINE}</tr></table>",
    f"<table><tr><th>Year<th>Event</tr><tr><td>2021<td>{LINE}<p>{LINE}</tr></table>",
    "<table><tr><th><h4>Year</h4><th><h4>Dues</h4></tr><tr><td>2021<td>410</tr></table>",
    "<table><tr><td><h4>Year</h4><td><h4>Dues</h4></tr><tr><td>2021<td>410</tr></table>",
)
LONG = "The ferry left the quay at dawn, with three hundred people on board. " * 9
LAYOUT = (
    f"<table><tr><td><a href=/>Home</a><br><a href=/n>News</a><td><font>Quay</font><p>{LINE}<p>{LINE}</tr></table>",
    f"<table><tr><td>Menu<td>{LINE}<br><br>{LINE}</tr></table>",
    "<table><tr><td><h2>News</h2><p>Text</p><td><ul><li>One</ul></tr></table>",
    f"<table><tr><td><ul><li>Home</ul><td><div>{LONG}</div></tr></table>",
    "<table><tr><td><div><a href=/a>One</a></div><td><div><a href=/b>Two</a></div></tr>"
    "<tr><td><div><a href=/c>Three</a></div><td><div><a href=/d>Four</a></div></tr></table>",
    "<table><tr><td><h3>Storm</h3> breaks the pier<td><h3>Mayor</h3> opens the quay</tr>"
    "<tr><td><h3>Ferry</h3> sails again<td><h3>Fares</h3> rise</tr></table>",
    "<table><tr><td><h3><a href=/a>Storm</a></h3><td><h3><a href=/b>Mayor</a></h3></tr>"
    "<tr><td>Breaks the pier<td>Opens the quay</tr></table>",
    "<table><tr><td><form><p>Search</form><td>Text</tr></table>",
    "<table><tr><td><div>Alone</div></tr></table>",
)


@pytest.mark.parametrize("markup", DATA)
def test_a_table_of_short_cells_is_a_data_table(markup: str) -> None:
    table = make_page(markup).tree.find("table")
    assert table is not None
    assert not is_layout(table)
    assert {passage.kind for passage in read_flow(make_page(markup))} == {"row"}


@pytest.mark.parametrize("markup", LAYOUT)
def test_a_table_of_page_parts_is_a_layout_table(markup: str) -> None:
    table = make_page(markup).tree.find("table")
    assert table is not None
    assert is_layout(table)


def test_a_table_that_numbers_formulas_lays_them_out() -> None:
    formula = '<math display="block" alttext="v=d/t"><mi>v</mi></math>'
    for row in (f"<td>{formula}<td>(1)", f"<td><td>{formula}<td>(A.12)", f"<td>{formula}"):
        table = make_page(f"<table><tr>{row}</tr></table>").tree.find("table")
        assert table is not None
        assert is_layout(table)
    table = make_page(f"<table><tr><td>Speed<td>{formula}</tr></table>").tree.find("table")
    assert table is not None
    assert not is_layout(table)
