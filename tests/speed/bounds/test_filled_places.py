"""No place of a page that a field reads makes the page slow, whatever it is filled with."""

from __future__ import annotations

import os
import re

import pytest
from tests.clock import is_within
from tests.speed.bounds.filled_places import FILLERS, filled, places
from tests.speed.bounds.limits import step_seconds

from clippings.fields import tags

#: Characters in each place, and how many of the fillers are tried there; `make bounds` takes 100,000 and all.
LENGTH = int(os.environ.get("CLIPPINGS_BOUNDS_FILLER_CHARS", "20000"))
SHARE = int(os.environ.get("CLIPPINGS_BOUNDS_FILLERS", "3"))
#: Seconds that a page of one such place may take in all steps together: a quadratic pattern takes more.
MOST_SECONDS = 1.0 * LENGTH / 20_000
PLACES = list(places())


@pytest.mark.parametrize("number", range(len(PLACES)), ids=[name for name, _ in PLACES])
def test_a_place_filled_with_anything_costs_little(number: int) -> None:
    _, page = PLACES[number]
    step = max(1, len(FILLERS) // SHARE)
    for filler in dict.fromkeys((" ", *FILLERS[number % step :: step])):
        made = filled(page, filler, LENGTH)
        assert is_within(sum(step_seconds(made).values()), MOST_SECONDS), filler


def test_a_split_that_is_quadratic_in_spaces_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "_COMMAS", re.compile(r"\s*[,;，、]\s*"))
    page = dict(PLACES)["meta keywords"]
    assert not is_within(sum(step_seconds(filled(page, " ", LENGTH)).values()), MOST_SECONDS)
