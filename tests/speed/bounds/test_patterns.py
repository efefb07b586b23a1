"""Every regular expression of the package takes time linear in the text, whatever the text is made of."""

from __future__ import annotations

import os
import re
import time
from collections import Counter

import pytest
from tests.speed.bounds.limits import TookTooLong, stopped_after
from tests.speed.bounds.patterns import Used, find_patterns, pumps

#: Characters of the shorter run; the longer one has four times as many. `make bounds` takes longer ones.
LENGTH = int(os.environ.get("CLIPPINGS_BOUNDS_CHARS", "2500"))
#: Seconds of processor time below which nothing is said about growth: a power of the length takes longer.
LEAST_SECONDS = 0.002 * LENGTH / 2500
MOST_GROWTH = 9
#: What stands behind the run: nothing, and what no pattern expects.
ENDS = ("", "\n\u2404")


def _seconds(used: Used, text: str) -> float:
    """Return how long the pattern takes over *text*; infinity where it had to be stopped."""
    subject = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    call = getattr(used.pattern, used.method)
    arguments = (lambda match: match[0], subject) if used.method in {"sub", "subn"} else (subject,)
    started = time.process_time()
    try:
        with stopped_after(0.5 * LENGTH / 2500):
            result = call(*arguments)
            if used.method == "finditer":
                Counter(result)
    except TookTooLong:
        return float("inf")
    return time.process_time() - started


def _grows(used: Used, piece: str, end: str) -> bool:
    short, long = piece * (LENGTH // len(piece)) + end, piece * (4 * LENGTH // len(piece)) + end
    if _seconds(used, short) <= LEAST_SECONDS:
        return False
    # a busy machine delays one measurement, not the best of three
    small, large = (min(_seconds(used, text) for _ in range(3)) for text in (short, long))
    return large > MOST_GROWTH * max(small, LEAST_SECONDS)


def _slowest(used: Used) -> tuple[str, str] | None:
    return next(((piece, end) for piece in pumps(used.pattern) for end in ENDS if _grows(used, piece, end)), None)


def test_every_pattern_takes_time_linear_in_runs_of_what_it_names() -> None:
    patterns = find_patterns()
    assert len(patterns) > 200
    slow = {f"{used.place} {used.method}": found for used in patterns if (found := _slowest(used))}
    assert not slow, "not linear in runs of: " + "; ".join(f"{place}: {run!r}" for place, run in slow.items())


@pytest.mark.parametrize(
    ("written", "method"),
    [(r"\s*,\s*", "split"), (r"\s+(?:in|on)$", "search"), (r"/\*[^\"]*?\*/", "sub"), (r"(\S+)\.$", "search")],
)
def test_a_pattern_of_quadratic_time_is_found(written: str, method: str) -> None:
    assert _slowest(Used("here", re.compile(written), method))
