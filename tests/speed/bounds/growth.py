"""Whether a step takes more than linear time in the size of its input: measured with growing pages, and confirmed.

A busy machine may take several times as long for the same work, and for minutes. So what looks too slow is measured
again in turns: the smaller page, the larger one, and the smaller one once more. It counts only if it is too slow beside
both in each turn, and at several sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.speed.bounds.limits import TookTooLong, whole_step_seconds

Page: TypeAlias = str | bytes
Measure: TypeAlias = Callable[[Page, float], dict[str, float]]

#: Pieces of the smallest page.
FIRST = 125
#: Largest factor of the time for four times the input: linear time has a factor of four, quadratic time of sixteen.
MOST_GROWTH = 8.0
#: Seconds of processor time that count as so many where it took less: some clocks tick every four milliseconds.
LEAST_SECONDS = 0.008
#: Seconds after which a measurement is stopped.
LONGEST_SECONDS = 60.0
#: Turns in each of which a step has to be too slow.
TURNS = 3


def find_growth(
    make: Callable[[int], Page], enough: float, largest: int, measure: Measure = whole_step_seconds
) -> str | None:
    """Return which step takes more than linear time, and how long; None where all are linear.

    Args:
        make: Makes a page of as many pieces as it is given.
        enough: Seconds of a step at which the sizes stop growing; less than eight times LEAST_SECONDS shows nothing.
        largest: Characters of the page at which they stop growing.
        measure: Returns the seconds of each step for a page, or raises TookTooLong after the seconds that it is given.
    """
    count, before = FIRST, dict[str, float]()
    while True:
        page = make(count)
        try:
            taken = measure(page, LONGEST_SECONDS)
        except TookTooLong:
            return f"more than {LONGEST_SECONDS:.0f} s for {len(page)} characters"
        if _grown(before, taken):
            slow = confirm_growth(make, count // 4, measure, sizes=3)
            if slow is not None:
                return slow
        if max(taken.values()) >= enough or len(page) >= largest:
            return None
        count, before = 4 * count, taken


def _grown(small: dict[str, float], large: dict[str, float]) -> set[str]:
    return {step for step in large if large[step] > MOST_GROWTH * max(small.get(step, 0.0), LEAST_SECONDS)}


def confirm_growth(
    make: Callable[[int], Page], count: int, measure: Measure = whole_step_seconds, sizes: int = 2
) -> str | None:
    """Return what grows from *count* pieces to four times as many, for so many *sizes*; None if nothing does."""
    said = []
    for pieces in (count * 4**size for size in range(sizes)):
        try:
            found = _grown_in_turns(make(pieces), make(4 * pieces), measure)
        except TookTooLong:
            return f"more than {LONGEST_SECONDS:.0f} s for {pieces} pieces"
        if found is None:
            return None
        said.append(f"from {pieces} pieces to four times as many: {found}")
    return "; ".join(said)


def compare_sizes(small: Page, large: Page, measure: Measure = whole_step_seconds) -> str | None:
    """Return which step takes more than MOST_GROWTH times as long for *large* in every turn; None if none does."""
    if _grown(measure(small, LONGEST_SECONDS), measure(large, LONGEST_SECONDS)):
        return _grown_in_turns(small, large, measure)
    return None


def _grown_in_turns(small_page: Page, large_page: Page, measure: Measure) -> str | None:
    """Return the times of the last turn, or None as soon as no step of the large page was too slow in every turn."""
    small = measure(small_page, LONGEST_SECONDS)
    grown: set[str] | None = None
    for _ in range(TURNS):
        most = MOST_GROWTH * sum(max(seconds, LEAST_SECONDS) for seconds in small.values())
        try:
            large = measure(large_page, most)
        except TookTooLong:
            large = dict.fromkeys(small, float("inf"))
        again = measure(small_page, LONGEST_SECONDS)
        slower = {step: max(small.get(step, 0.0), again.get(step, 0.0)) for step in small | again}
        found = _grown(slower, large)
        grown = found if grown is None else grown & found
        if not grown:
            return None
        small = again
    return f"{_shown(slower)} -> {_shown(large)}"


def _shown(taken: dict[str, float]) -> str:
    return ", ".join(f"{step} {seconds:.2f} s" for step, seconds in taken.items())
