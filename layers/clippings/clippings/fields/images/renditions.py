"""The addresses of one picture on a page: its renditions in other sizes and formats."""

from __future__ import annotations

from itertools import islice

from clippings.fields.images.pictures import addresses, best_address, usable
from clippings.page.page import Page

#: Most picture elements that are read, and most renditions of one picture.
MAX_ELEMENTS, MAX_RENDITIONS = 1_000, 12


def find_renditions(page: Page) -> dict[str, tuple[str, ...]]:
    """Return the other addresses of each picture of *page*, the largest first, by the address that its image has."""
    found: dict[str, tuple[str, ...]] = {}
    for element in islice(page.tree.find_all("img"), MAX_ELEMENTS):
        best = best_address(element)
        chosen = page.absolute(best) if best else None
        if chosen is None:
            continue
        sources = sorted(filter(usable, addresses(element)), key=lambda source: -source.width)
        others = dict.fromkeys(filter(None, (page.absolute(source.url) for source in sources)))
        found.setdefault(chosen, tuple(islice((each for each in others if each != chosen), MAX_RENDITIONS)))
    return found
