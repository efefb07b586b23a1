"""Whether a step takes more than linear time in the size of its input: measured with growing pages, and confirmed.

A measurement on a busy machine may take several times as long as the work does. So one that looks too slow is repeated,
the best of three runs counts, and the growth has to show at two sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.speed.bounds.limits import TookTooLong, whole_step_seconds

Page: TypeAlias = str | bytes
Measure: TypeAlias = Callable[[Page, float], dict[str, float]]

#: Pieces of the smallest page.
FIRST = 125
#: Four times the input may take so many times the time: a line takes four times, a square sixteen times.
MOST_GROWTH = 8.0
#: Seconds of processor time that count as so many where it took less: some clocks tick every four milliseconds.
LEAST_SECONDS = 0.008
#: Seconds after which a measurement is stopped.
LONGEST_SECONDS = 60.0
#: Seconds that are long enough beside a clock's tick to be believed without a longer page.
SURE_SECONDS = 2.0
#: Runs of which the best counts.
RUNS = 3


def find_growth(
    make: Callable[[int], Page], enough: float, largest: int, measure: Measure = whole_step_seconds
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
            taken = measure(page, LONGEST_SECONDS)
        except TookTooLong:
            return f"more than {LONGEST_SECONDS:.0f} s for {len(page)} characters"
        if _grown(before, taken) and _is_slow_again(make, count, measure):
            slow = confirm_growth(make, count, measure)
            if slow is not None:
                return slow
        if max(taken.values()) >= enough or len(page) >= largest:
            return None
        count, before = 4 * count, taken


def _grown(small: dict[str, float], large: dict[str, float]) -> set[str]:
    return {step for step in large if large[step] > MOST_GROWTH * max(small.get(step, 0.0), LEAST_SECONDS)}


def confirm_growth(
    make: Callable[[int], Page], count: int, measure: Measure = whole_step_seconds, times: int = 2
) -> str | None:
    """Return what grows from *count* pieces to four times as many, so many *times*; None where nothing does."""
    said = []
    for pieces in (count * 4**turn for turn in range(times)):
        try:
            small = _best(make(pieces), measure)
        except TookTooLong:
            return f"more than {LONGEST_SECONDS:.0f} s for {pieces} pieces"
        large = _grown_again(make(4 * pieces), small, measure)
        if large is None:
            return None
        said.append(f"from {pieces} pieces to four times as many: {_shown(small)} -> {_shown(large)}")
        if max(large.values()) > SURE_SECONDS:
            break
    return "; ".join(said)


def _is_slow_again(make: Callable[[int], Page], count: int, measure: Measure) -> bool:
    return _grown_again(make(count), _best(make(count // 4), measure), measure) is not None


def _grown_again(page: Page, small: dict[str, float], measure: Measure) -> dict[str, float] | None:
    """Return the best time of *page* in several runs, or None as soon as one is not too long beside *small*."""
    most = 2 * MOST_GROWTH * max(sum(small.values()), LEAST_SECONDS * len(small))
    runs = []
    for _ in range(RUNS):
        try:
            taken = measure(page, most)
        except TookTooLong:
            taken = dict.fromkeys(small, float("inf"))
        if not _grown(small, taken):
            return None
        runs.append(taken)
    return _least(runs)


def _best(page: Page, measure: Measure) -> dict[str, float]:
    return _least([measure(page, LONGEST_SECONDS) for _ in range(RUNS)])


def _least(runs: list[dict[str, float]]) -> dict[str, float]:
    return {step: min(run.get(step, 0.0) for run in runs) for step in runs[0]}


def _shown(taken: dict[str, float]) -> str:
    return ", ".join(f"{step} {seconds:.2f} s" for step, seconds in taken.items())
