"""A recipe is kept with all its ingredients and steps, and without links to other recipes."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.recipes import with_recipes
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
INGREDIENTS = "<h3>Ingredients</h3><ul><li>3 eggs<li>Salt</ul>"
STEPS = "<h3>Steps</h3><ol><li>Heat the stock.<li>Beat the eggs in.</ol>"
OTHERS = "<h3>More</h3><ul><li><a href=/kale>Kale of the north</a><li><a href=/cod>Cod of the south</a></ul>"


def kept(markup: str, *chosen: str) -> list[str]:
    """Return the texts that are kept where those in *chosen* are."""
    page = make_page(f"<body><main><p>{LINE}</p><p>{LINE} Twice.</p>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    first = [passage.index for passage in layout.passages if passage.text in chosen]
    return [layout.passages[index].text for index in with_recipes(layout, first)]


WHOLE = ["Ingredients", "3 eggs", "Salt", "Steps", "Heat the stock.", "Beat the eggs in."]


@pytest.mark.parametrize("name", ["wprm-recipe-container", "rezept", "card recipe"])
def test_a_recipe_of_which_one_list_is_kept_is_kept_whole(name: str) -> None:
    assert kept(f'<div class="{name}">{INGREDIENTS}{STEPS}{OTHERS}</div>', "3 eggs", "Salt") == WHOLE


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="box">{INGREDIENTS}{STEPS}</div>',
        f'<div class="recipe">{INGREDIENTS}</div><div>{STEPS}</div>',
    ],
)
def test_lists_outside_of_recipes_are_unchanged(markup: str) -> None:
    assert kept(markup, "3 eggs", "Salt") == ["3 eggs", "Salt"]


def test_a_recipe_between_kept_paragraphs_is_kept_whole() -> None:
    recipe = f'<div class="recipe">{INGREDIENTS}{STEPS}</div><p>{LINE} Four times.</p>'
    assert kept(recipe, f"{LINE} Twice.", f"{LINE} Four times.")[1:-1] == WHOLE


def test_a_recipe_at_the_end_of_the_text_is_kept_whole() -> None:
    recipe = f'<div class="tasty-recipes">{INGREDIENTS}{STEPS}</div>'
    assert kept(recipe, LINE, f"{LINE} Twice.")[2:] == WHOLE


def test_the_titles_of_a_list_and_its_group_are_kept() -> None:
    recipe = f'<div class="recipe"><h3>Ingredients</h3><h4>For the soup</h4><ul><li>3 eggs<li>Salt</ul>{STEPS}</div>'
    assert kept(recipe, "3 eggs", "Salt") == ["Ingredients", "For the soup", *WHOLE[1:]]


def test_a_recipe_of_which_nothing_is_kept_is_left_out() -> None:
    assert kept(f'<div class="recipe">{INGREDIENTS}{STEPS}</div>', LINE) == [LINE]


def test_a_box_with_the_whole_page_is_not_a_recipe() -> None:
    page = f'<div class="recipe"><p>{LINE} Three times.</p><p>{LINE * 9}</p>{INGREDIENTS}{STEPS}</div>'
    assert kept(page, "3 eggs", "Salt") == ["3 eggs", "Salt"]
