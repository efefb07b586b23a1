"""No place of a page that a field reads makes the page slow, whatever it is filled with."""

from __future__ import annotations

import os
import re

import pytest
from tests.speed.bounds.filled_places import FILLERS, filled, places
from tests.speed.bounds.growth import confirm_growth
from tests.speed.bounds.limits import TookTooLong, step_seconds

from clippings.fields import tags

#: Characters in each place, and how many of the fillers are tried there; `make bounds` takes 100,000 and all.
LENGTH = int(os.environ.get("CLIPPINGS_BOUNDS_FILLER_CHARS", "20000"))
SHARE = int(os.environ.get("CLIPPINGS_BOUNDS_FILLERS", "3"))
#: Seconds for one page that are looked into: a quadratic pattern takes more.
NOTICED = 0.15 * LENGTH / 20_000
PLACES = list(places())


@pytest.mark.parametrize("number", range(len(PLACES)), ids=[name for name, _ in PLACES])
def test_filled_attributes_and_texts_take_linear_time(number: int) -> None:
    _, page = PLACES[number]
    step = max(1, len(FILLERS) // SHARE)
    for filler in dict.fromkeys((" ", *FILLERS[number % step :: step])):
        assert find_slow_filling(page, filler) is None, filler


def find_slow_filling(page: str, filler: str) -> str | None:
    """Return which step takes more than linear time in the length of the filler, or None."""
    try:
        taken = step_seconds(filled(page, filler, LENGTH), 30.0)
    except TookTooLong:
        return "more than 30 s"
    if max(taken.values()) <= NOTICED:
        return None
    return confirm_growth(lambda length: filled(page, filler, length), LENGTH // 4, sizes=1)


def test_a_split_that_is_quadratic_in_spaces_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "_COMMAS", re.compile(r"\s*[,;，、]\s*"))
    assert find_slow_filling(dict(PLACES)["meta keywords"], " ") is not None
