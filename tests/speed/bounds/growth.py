"""Whether a step takes more than linear time in the size of its input: measured with growing pages, and confirmed.

A measurement on a busy machine may take several times as long as the work does. So one that looks too slow is repeated,
the best of three runs counts, and the growth has to show at two sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.speed.bounds.limits import TookTooLong, step_seconds

Page: TypeAlias = str | bytes
Measure: TypeAlias = Callable[[Page, float], dict[str, float]]

#: Pieces of the smallest page.
FIRST = 125
#: Four times the input may take so many times the time: a line takes four times, a square sixteen times.
MOST_GROWTH = 8.0
#: Seconds of processor time that count as so many where it took less: some clocks tick every four milliseconds.
LEAST_SECONDS = 0.008
#: Runs of which the best counts.
RUNS = 3


def find_growth(
    make: Callable[[int], Page], enough: float, largest: int, measure: Measure = step_seconds
) -> str | None:
    """Return which step takes more than linear time, and how long; None where all are linear.

    Args:
        make: Makes a page of as many pieces as it is given.
        enough: The sizes grow until a step takes so many seconds; less than eight times LEAST_SECONDS shows nothing.
        largest: Or until the page has so many characters.
        measure: Returns the seconds of each step for a page, or raises TookTooLong after the seconds that it is given.
    """
    count, before = FIRST, dict[str, float]()
    while True:
        page = make(count)
        try:
            taken = measure(page, 30.0)
        except TookTooLong:
            return f"more than 30 s for {len(page)} characters"
        if _grown(before, taken) and (slow := _confirmed(make, count, measure)):
            return slow
        if max(taken.values()) >= enough or len(page) >= largest:
            return None
        count, before = 4 * count, taken


def _grown(small: dict[str, float], large: dict[str, float]) -> set[str]:
    return {step for step in large if large[step] > MOST_GROWTH * max(small.get(step, 0.0), LEAST_SECONDS)}


def _confirmed(make: Callable[[int], Page], count: int, measure: Measure) -> str | None:
    """Return what grows both from *count* to four times as many pieces, and from there to sixteen times."""
    said = []
    for pieces in (count, 4 * count):
        small = _best(make(pieces), measure, 60.0)
        page = make(4 * pieces)
        try:
            large = _best(page, measure, 2 * MOST_GROWTH * max(sum(small.values()), LEAST_SECONDS))
        except TookTooLong:
            return f"{small} for {pieces} pieces, too long to be measured for four times as many"
        grown = _grown(small, large)
        if not grown:
            return None
        said += [f"{step} {small[step]:.2f} s -> {large[step]:.2f} s from {pieces} pieces" for step in sorted(grown)]
    return "; ".join(said)


def _best(page: Page, measure: Measure, most: float) -> dict[str, float]:
    runs = [measure(page, most) for _ in range(RUNS)]
    return {step: min(run.get(step, 0.0) for run in runs) for step in runs[0]}
