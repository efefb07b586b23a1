"""Nesting an element deeper does not multiply the time for what is in it."""

from __future__ import annotations

import os

import pytest
from tests.speed.bounds.growth import compare_sizes
from tests.speed.bounds.limits import TookTooLong, whole_step_seconds
from tests.speed.bounds.nested_elements import DEEP, PAIRS, SHALLOW, SOME_PAIRS, nest

from clippings.body import embeds
from clippings.page.page import Page
from clippings.page.tree import Element, attribute

#: The pairs of elements that are tried; `make bounds` tries all.
TRIED = PAIRS if os.environ.get("CLIPPINGS_BOUNDS_PAIRS") == "all" else SOME_PAIRS
CHARACTERS = 100_000
#: Seconds for one page that are looked into; one of ordinary paragraphs takes a tenth of it.
NOTICED = 0.4


@pytest.mark.parametrize(("around", "inside"), TRIED)
def test_nested_elements_do_not_multiply_the_time(around: str, inside: str) -> None:
    assert find_slow_nesting(around, inside) is None


def find_slow_nesting(around: str, inside: str) -> str | None:
    """Return which step takes several times as long on the deep page as on the shallow one, or None."""
    shallow, deep = (nest(around, inside, levels, CHARACTERS) for levels in (SHALLOW, DEEP))
    try:
        taken = whole_step_seconds(deep, 30.0)
    except TookTooLong:
        return "more than 30 s"
    return compare_sizes(shallow, deep) if max(taken.values()) > NOTICED else None


def test_reading_all_that_is_in_each_element_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_inside(_page: Page, element: Element) -> None:
        for source in element.find_all("source"):
            for name in embeds.SOURCES:
                attribute(source, name)

    monkeypatch.setattr(embeds, "_read_embed", read_inside)
    assert find_slow_nesting("<audio>", "<source>") is not None
