"""The ingredients that a page declares are kept where it shows them."""

from __future__ import annotations

import json

import pytest

from clippings.body.declared_recipes import with_ingredients
from clippings.body.layout import lay_out_page
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
DECLARED = ["3 eggs", "1 l fish stock", "Salt, to taste", "200 g rye flour"]


def kept(shown: str, declared: object = None) -> list[str]:
    """Return what is kept beside the paragraph of a page that shows *shown* and declares a recipe."""
    recipe = json.dumps({"@type": "Recipe", "recipeIngredient": DECLARED if declared is None else declared})
    page = make_page(f'<script type="application/ld+json">{recipe}</script><main><p>{LINE}</p>{shown}</main>')
    layout = lay_out_page(page, read_flow(page), None)
    chosen = [passage.index for passage in layout.passages if passage.text == LINE]
    found = with_ingredients(page, layout, chosen)
    return [layout.passages[index].text for index in found if index not in chosen]


@pytest.mark.parametrize("tag", ["div", "p", "li"])
def test_declared_ingredients_are_kept(tag: str) -> None:
    lines = ["3 eggs", "1 l fish stock", "Salt (to taste)"]
    assert kept("".join(f"<{tag}>{line}</{tag}>" for line in lines)) == lines


def test_an_amount_and_a_name_in_boxes_of_their_own_are_one_ingredient() -> None:
    rows = "".join(
        f"<div><div>{line.split()[0]}</div><div>{' '.join(line.split()[1:])}</div></div>" for line in DECLARED
    )
    assert kept(rows)[:4] == ["3", "eggs", "1", "l fish stock"]


def test_a_table_of_ingredients_is_kept_whole() -> None:
    table = "<table><tr><td>3<td>eggs<tr><td>1 l<td>fish stock<tr><td>200 g<td>rye flour<tr><td>1<td>pot</table>"
    assert kept(table) == ["3 eggs", "1 l fish stock", "200 g rye flour", "1 pot"]


def test_an_ingredient_that_is_shown_twice_is_kept_once() -> None:
    lines = "".join(f"<div>{line}</div>" for line in DECLARED)
    assert kept(lines + lines) == DECLARED


@pytest.mark.parametrize("declared", [["3 eggs", "Salt"], [], "3 eggs", {"a": 1}, [3, None, {}]])
def test_a_page_that_declares_hardly_any_ingredient_is_unchanged(declared: object) -> None:
    assert kept("<div>3 eggs</div><div>Salt</div>", declared) == []


def test_a_page_that_shows_few_of_them_is_unchanged() -> None:
    assert kept("<div>3 eggs</div><div>Pepper</div>") == []
