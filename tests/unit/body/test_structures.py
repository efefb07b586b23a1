"""What is a structure of a page, and what only lays it out."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.structures import KINDS
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
ROWS = "<tr><td>North<td>4.50<tr><td>South<td>6.20"


def structures(markup: str) -> list[list[str]]:
    """The texts of each structure's passages."""
    page = make_page(markup)
    passages = read_flow(page)
    found = dict.fromkeys(s for s in lay_out_page(page, passages, None).structures if s is not None)
    return [[passages[index].text for index in structure.members] for structure in found]


def kinds(markup: str) -> list[float]:
    page = make_page(markup)
    found = dict.fromkeys(s for s in lay_out_page(page, read_flow(page), None).structures if s is not None)
    return [structure.kind for structure in found]


@pytest.mark.parametrize(
    ("markup", "tag", "parts"),
    [
        (f"<table>{ROWS}</table>", "table", 2),
        (f"<table><tr><th><h3>Quay</h3><th><h3>Fare</h3></tr>{ROWS}</table>", "table", 3),
        (f"<table><tr><td><h3>Fares</h3></tr>{ROWS}</table>", "table", 3),
        ("<table><tr><td>Quay<td>Fare</table>", "table", 1),
        ("<ul><li>Eggs<li>Flour</ul>", "ul", 2),
        ("<ol><li>Mix<li>Bake</ol>", "ol", 2),
        ("<ul><li>Dough<ul><li>Eggs<li>Flour</ul><li>Filling</ul>", "ul", 4),
        ("<dl><dt>Crew<dd>4<dt>Built<dd>1988</dl>", "dl", 4),
        ("<pre>a = 1\nb = 2</pre>", "pre", 1),
        (f"<blockquote><p>{LONG}<p>{LONG} Twice.</blockquote>", "blockquote", 2),
        ("<table><tr><td><pre>--log</pre><td>Where it is<tr><td><pre>--all</pre><td>Everything</table>", "table", 2),
    ],
)
def test_a_structure_holds_all_of_its_passages(markup: str, tag: str, parts: int) -> None:
    page = f"<p>{LONG}</p>{markup}<p>{LONG} Again.</p>"
    (found,) = structures(page)
    assert len(found) == parts
    assert kinds(page) == [KINDS[tag]]


def test_a_structure_in_another_belongs_to_the_outer_one() -> None:
    (found,) = structures(f"<ul><li>Fares<table>{ROWS}</table><li>Times</ul>")
    assert len(found) == 4


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><tr><td><h2>Quay</h2><p>{LONG}</p></table>",
        f"<table><tr><td><a href=/>Home</a><td><p>{LONG * 7}</p><tr><td>One<td>Two</table>",
        f"<table><tr><td>{LONG}<td>{LONG} Again.</table>",
        f"<ul><li><h3>Quay</h3><p>{LONG}</p><li><h3>Ferry</h3><p>{LONG} Again.</p></ul>",
        f"<ul><li><form><p>{LONG}</p></form></ul>",
    ],
)
def test_layout_tables_are_not_structures(markup: str) -> None:
    assert structures(markup) == []


def test_structures_in_layout_tables_are_found() -> None:
    (found,) = structures(f"<table><tr><td><h2>Quay</h2><p>{LONG}</p><ul><li>One<li>Two</ul></table>")
    assert found == ["One", "Two"]


def test_a_list_with_most_text_of_the_page_is_not_a_structure() -> None:
    items = "".join(f"<li>{number}. {LONG}" for number in range(6))
    assert structures(f"<ul>{items}</ul><p>{LONG}</p>") == []
    assert len(structures(f"<ul>{items}</ul>" + f"<p>{LONG}</p>" * 9)) == 1


def test_short_links_and_posts_of_networks_are_furniture_as_a_whole() -> None:
    def furniture(markup: str) -> list[bool]:
        page = make_page(markup)
        found = dict.fromkeys(s for s in lay_out_page(page, read_flow(page), None).structures if s is not None)
        return [structure.is_furniture for structure in found]

    assert furniture("<ul><li><a href=/a>Home</a><li><a href=/b>Sport</a></ul>") == [True]
    assert furniture(f"<ul><li><a href=/a>Home</a><li>{LONG}</ul>") == [False]
    assert furniture(f"<blockquote class=twitter-tweet><p>{LONG}</p></blockquote>") == [True]
