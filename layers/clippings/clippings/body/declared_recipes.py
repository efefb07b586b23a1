"""Keeps the ingredients that the page's JSON-LD declares, wherever and in whatever elements the page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.page.page import Page

#: Maximum number of ingredients of a page, and of passages that show one: its amount, its unit and its name.
MAX_INGREDIENTS, MAX_PARTS = 200, 4
#: Minimum number of declared ingredients, and the share of them that the page must show.
MIN_INGREDIENTS, MIN_SHOWN = 3, 0.6
#: Longer passages are not an ingredient, or a part of one.
MAX_CHARS = 200


def with_ingredients(page: Page, layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with the passages that show the declared ingredients, and the structures that contain them.

    Each ingredient is kept once, where the page shows it first. A page without any other kept passage shows a recipe
    of another page.
    """
    wanted = _declared_ingredients(page)
    if len(wanted) < MIN_INGREDIENTS or not kept:
        return list(kept)
    letters = [_letters(passage.text) if len(passage.text) <= MAX_CHARS else "" for passage in layout.passages]
    shown: dict[str, range] = {}
    for first in range(len(letters)):
        for count in range(1, MAX_PARTS + 1):
            said = "".join(letters[first : first + count])
            if letters[first] and said in wanted:
                shown.setdefault(said, range(first, first + count))
                break
    if len(shown) < MIN_SHOWN * len(wanted):
        return list(kept)
    found = {index for passages in shown.values() for index in passages}
    structures = {structure for index in found if (structure := layout.structures[index]) is not None}
    return sorted({*kept, *found, *(index for structure in structures for index in structure.members)})


def _declared_ingredients(page: Page) -> set[str]:
    """Return the letters and digits of each ingredient in the page's linked data."""
    found: set[str] = set()
    for _, node in page.linked_data.nodes:
        listed = node.get("recipeIngredient")
        if isinstance(listed, list):
            found.update(_letters(line) for line in listed[:MAX_INGREDIENTS] if isinstance(line, str))
    return found - {""}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
