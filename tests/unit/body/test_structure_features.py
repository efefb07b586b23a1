"""The features of a structure: its kind, its size, and its surroundings."""

from __future__ import annotations

import pytest

from clippings.body.features import FEATURES, LEXICAL_AT, rows
from clippings.body.layout import lay_out_page
from clippings.body.structure_features import count_digits
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
TABLE = "<table><tr><td>North<td>4.50<tr><td>South<td>6.20</table>"


def features(markup: str, index: int) -> dict[str, float]:
    page = make_page(markup)
    layout = lay_out_page(page, read_flow(page), None)
    named = dict(zip(FEATURES[:LEXICAL_AT], rows(layout, [index])[0], strict=True))
    return {name.removeprefix("structure_"): value for name, value in named.items() if name.startswith("structure_")}


def test_all_passages_of_a_structure_have_its_features() -> None:
    page = f"<p>{LONG}</p>{TABLE}<p>{LONG}</p>"
    assert features(page, 1) == features(page, 2)
    assert features(page, 1)["passages"] == 2


def test_a_passage_outside_of_structures_has_none_of_them() -> None:
    assert set(features(f"<p>{LONG}</p>{TABLE}", 0).values()) == {-1.0}


def test_neighbors_of_a_structure_are_described() -> None:
    between = features(f"<p>{LONG}</p>{TABLE}<p>{LONG}</p>", 1)
    assert (between["lead_sibling"], between["next_sibling"], between["lead_heading"]) == (1.0, 1.0, 0.0)
    assert (between["lead_distance"], between["next_distance"]) == (1.0, 1.0)
    headed = features(f"<h3>Fares</h3><div>{TABLE}</div><div><a href=/a>Next</a></div>", 1)
    assert (headed["lead_heading"], headed["lead_sibling"], headed["next_links"]) == (3.0, 0.0, 1.0)


def test_a_structure_at_the_page_end_has_no_next_passage() -> None:
    assert features(f"<p>{LONG}</p>{TABLE}", 1)["next_size"] == -1.0
    assert features(TABLE, 0)["lead_size"] == -1.0


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("no digits", 0), ("on 7 March 2026", 5), ("x² at 10 °C", 3), ("٣ من ١٠", 3), ("第12章、第３節", 3)],
)
def test_digits_of_every_script_are_counted(text: str, count: int) -> None:
    assert count_digits(text) == count
