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
#: Times that a pattern has to be found too slow.
RUNS = 3
#: Processor time after which a pattern is stopped: one of linear time does not come near.
MOST_SECONDS = 5.0
#: What stands behind the run: what no pattern expects; behind a run of one character nothing, too.
ENDS = ("\n\u2404", "")


def _seconds(used: Used, text: str) -> float:
    """Return the processor time that the pattern takes over *text*; infinity where it had to be stopped."""
    subject = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    call = getattr(used.pattern, used.method)
    arguments = (lambda match: match[0], subject) if used.method in {"sub", "subn"} else (subject,)
    started = time.process_time()
    try:
        with stopped_after(MOST_SECONDS):
            result = call(*arguments)
            if used.method == "finditer":
                deque(result, maxlen=0)
    except TookTooLong:
        return float("inf")
    return time.process_time() - started


def _grows(used: Used, piece: str, end: str) -> bool:
    short, long = piece * (LENGTH // len(piece)) + end, piece * (4 * LENGTH // len(piece)) + end
    small = _seconds(used, short)
    # a busy machine makes one measurement longer, not the best of several
    return small > NOTICED and all(
        _seconds(used, long) > MOST_GROWTH * min(small, _seconds(used, short)) for _ in range(RUNS)
    )


def _slowest(used: Used) -> tuple[str, str] | None:
    runs = ((piece, end) for piece in pumps(used.pattern) for end in ENDS[: 1 + (len(piece) == 1)])
    return next((run for run in runs if _grows(used, *run)), None)


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
