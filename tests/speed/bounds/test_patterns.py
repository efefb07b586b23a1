"""Every regular expression of the package takes time linear in the text, whatever the text is made of."""

from __future__ import annotations

import re
import time
from collections import deque

import pytest
from tests.speed.bounds.limits import TookTooLong, stopped_after
from tests.speed.bounds.patterns import Used, find_patterns, pumps

#: Characters of the shorter run; the longer one has four times as many.
LENGTH = 10_000
#: Seconds for the shorter run that are looked into. One of linear time takes 1 to 10 ms, one of quadratic time 50 ms.
NOTICED = 0.02
#: Four times the text may take so many times the time.
MOST_GROWTH = 8
#: Processor time after which a pattern is stopped: one of linear time does not come near.
MOST_SECONDS = 5.0
#: What stands behind the run: nothing, and what no pattern expects.
ENDS = ("", "\n\u2404")


def _seconds(used: Used, text: str) -> float:
    """Return how long the pattern takes over *text*; infinity where it had to be stopped."""
    subject = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    call = getattr(used.pattern, used.method)
    arguments = (lambda match: match[0], subject) if used.method in {"sub", "subn"} else (subject,)
    started = time.perf_counter()
    try:
        with stopped_after(MOST_SECONDS):
            result = call(*arguments)
            if used.method == "finditer":
                deque(result, maxlen=0)
    except TookTooLong:
        return float("inf")
    return time.perf_counter() - started


def _grows(used: Used, piece: str, end: str) -> bool:
    short, long = piece * (LENGTH // len(piece)) + end, piece * (4 * LENGTH // len(piece)) + end
    # a busy machine delays one measurement, not the best of several
    if any(_seconds(used, short) <= NOTICED for _ in range(4)):
        return False
    small = min(_seconds(used, short) for _ in range(3))
    return min(_seconds(used, long) for _ in range(3)) > MOST_GROWTH * small


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
