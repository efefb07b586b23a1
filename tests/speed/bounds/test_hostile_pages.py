"""Four times a hostile page takes about four times the time, in every step."""

from __future__ import annotations

import os

import pytest
from tests.speed.bounds.hostile_pages import PAGES
from tests.speed.bounds.limits import grew, step_seconds

#: Pieces of the smaller page; the larger one has four times as many. `make bounds` takes more.
PIECES = int(os.environ.get("CLIPPINGS_BOUNDS_PIECES", "2000"))


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_takes_time_linear_in_its_size(kind: str) -> None:
    for _ in range(3):  # a busy machine delays one measurement
        small, large = (step_seconds(PAGES[kind](count)) for count in (PIECES, 4 * PIECES))
        slower = grew(small, large)
        if not slower:
            return
    pytest.fail(f"{kind}, {PIECES} -> {4 * PIECES} pieces, three times: {slower}")
