"""Recipes within the text: their ingredients and steps are kept together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clippings.body.layout import Layout
from clippings.body.named_boxes import container_end
from clippings.body.passage_features import HEADINGS
from clippings.body.regions import Region
from clippings.body.structures import KINDS, Structure

#: Class names of recipe boxes in several languages and publishing programs.
NAMES = re.compile(r"recipe|rezept|recette|receta|ricetta|recept|przepis|receita|oppskrift|opskrift", re.IGNORECASE)
#: Most boxes with such a name that are examined.
MAX_BOXES = 50
#: Least lists of a recipe: ingredients and steps. A box with fewer contains a part of a recipe.
MIN_LISTS = 2
#: Most headings directly above a list.
MAX_HEADINGS = 2
#: A list with a larger linked share leads to other recipes.
MAX_LINKS = 0.3
#: Passages before and after a recipe of which one must be kept.
NEAR = 3
#: A box with a larger share of the page's running text contains the whole page.
MAX_SHARE = 0.7


def with_recipes(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with all lists of the text's recipes, and with the headings directly above them.

    A recipe is the innermost box with such a name that contains two lists. It belongs to the text if one of its lists
    is kept, or if kept passages are shortly before it, and shortly after it unless it ends the box of the text. Lists
    of links in it lead to other recipes.
    """
    inside = set(kept)
    end = container_end(layout, kept) if kept else -1
    for region, lists in _find_recipes(layout):
        before, after = range(region.first - NEAR, region.first), range(region.last + 1, region.last + 1 + NEAR)
        is_last = max(kept, default=0) < region.first and region.last <= end
        is_among = not inside.isdisjoint(before) and (is_last or not inside.isdisjoint(after))
        if is_among or any(structure.members[0] in inside for structure in lists):
            for structure in lists:
                inside.update(structure.members)
                inside.update(_headings_above(layout, structure.members[0]))
    return sorted(inside)


def _headings_above(layout: Layout, first: int) -> list[int]:
    """Return the headings directly above a list: of its group, and of the section."""
    found: list[int] = []
    for above in range(first - 1, max(-1, first - 1 - MAX_HEADINGS), -1):
        if layout.passages[above].box.tag not in HEADINGS or above == layout.headline:
            break
        found.append(above)
    return found


def _find_recipes(layout: Layout) -> list[tuple[Region, list[Structure]]]:
    """Return each recipe on the page with its unlinked lists."""
    found = dict.fromkeys(layout.structures)
    lists = [one for one in found if one is not None and one.kind == KINDS["ul"] and _is_text(one)]
    if len(lists) < MIN_LISTS:
        return []
    boxes = [region for region in layout.order if region.names and is_recipe_name(region.names)][:MAX_BOXES]
    recipes: list[tuple[Region, list[Structure]]] = []
    for region in sorted(boxes, key=lambda region: -region.box.depth):
        own = [one for one in lists if region.first <= one.members[0] <= region.last]
        is_page = region.good > MAX_SHARE * layout.good_size
        if len(own) >= MIN_LISTS and not is_page and not any(own[0] in other for _, other in recipes):
            recipes.append((region, own))
    return recipes


@lru_cache(maxsize=20_000)
def is_recipe_name(names: str) -> bool:
    """Return whether a ``class`` names a recipe. Results are cached, since names repeat from page to page."""
    return NAMES.search(names) is not None


def _is_text(structure: Structure) -> bool:
    return structure.region.linked <= MAX_LINKS * structure.region.size
