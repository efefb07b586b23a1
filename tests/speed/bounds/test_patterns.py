"""Every regular expression of the package takes time linear in the text, whatever the text is made of."""

from __future__ import annotations

import re
import time
from collections import deque

import pytest
from tests.speed.bounds.growth import Page, confirm_growth
from tests.speed.bounds.limits import TookTooLong, stopped_after
from tests.speed.bounds.patterns import Used, find_hidden_patterns, find_patterns, pumps

#: Characters of a run; one that looks too slow is compared with four times as many.
LENGTH = 10_000
#: Seconds for a run that are looked into. One of linear time takes 1 to 10 ms, one of quadratic time 50 ms.
NOTICED = 0.02
#: The text after the run: characters that no pattern expects; after a run of one character also nothing.
ENDS = ("\n\u2404", "")


def _seconds(used: Used, text: Page, most: float = 60.0) -> float:
    """Return the processor time that the pattern takes over *text*; raises TookTooLong after *most* seconds."""
    subject = str(text).encode() if isinstance(used.pattern.pattern, bytes) else text
    call = getattr(used.pattern, used.method)
    arguments = (lambda match: match[0], subject) if used.method in {"sub", "subn"} else (subject,)
    started = time.process_time()
    with stopped_after(most):
        result = call(*arguments)
        if used.method == "finditer":
            deque(result, maxlen=0)
    return time.process_time() - started


def _grows(used: Used, piece: str, end: str) -> bool:
    def run(length: int) -> str:
        return piece * (length // len(piece)) + end

    try:
        if _seconds(used, run(LENGTH)) <= NOTICED:
            return False
    except TookTooLong:
        return True

    def measure(text: Page, most: float) -> dict[str, float]:
        return {"run": _seconds(used, text, most)}

    # Where the shorter run is long enough for the clock, the longer one need not be waited for.
    return any(confirm_growth(run, length, measure, sizes=1) for length in (LENGTH // 4, LENGTH))


def _slowest(used: Used) -> tuple[str, str] | None:
    runs = ((piece, end) for piece in pumps(used.pattern) for end in ENDS[: 1 + (len(piece) == 1)])
    return next((run for run in runs if _grows(used, *run)), None)


def test_every_pattern_takes_linear_time() -> None:
    patterns = find_patterns()
    assert len(patterns) > 200
    slow = {f"{used.place} {used.method}": found for used in patterns if (found := _slowest(used))}
    assert not slow, "not linear in runs of: " + "; ".join(f"{place}: {run!r}" for place, run in slow.items())


def test_every_compiled_pattern_is_tested() -> None:
    # the module of lazy patterns, which the net knows; sets of characters, twice; routes, which repeat [^/] alone
    seen = {"languages/patterns.py", "fields/context.py", "languages/detection.py", "web/routing.py"}
    # cached functions, which the net calls
    called = {"fields.dates.date_formats.date_formats", "body.named_boxes._patterns"}
    assert called <= {used.place.removeprefix("clippings.") for used in find_patterns()}
    seen |= {f"{name.rpartition('.')[0].replace('.', '/')}.py" for name in called}
    assert find_hidden_patterns() <= seen


#: Patterns that the package once had, by what they did.
QUADRATIC = {
    "tags": (r"\s*[,;，、]\s*", "split"),
    "parts of a byline": (r"\s*[•·|⋅]\s*|\s+[–—-]\s+", "split"),
    "place behind a name": (r"\s+(?:in|on|on behalf of|for)(?:\s+.*|$)", "sub"),
    "comments in JSON-LD": (r"/?/?\s*<!\[CDATA\[|/?/?\s*\]\]>|(?m:^)\s*//.*$|/\*(?!\*/)[^\"]*?\*/", "sub"),
    "references to notes": (r"\s*(?:[\[(]?\s*(?:\d{1,3}|[a-z])\s*[\])]?)\s*[.:]?\s*", "fullmatch"),
    "line breaks": (r"[^\S\n]*\n\s*", "sub"),
    "word before a stop": (r"(\S+)\.$", "search"),
}


@pytest.mark.parametrize("name", QUADRATIC)
def test_quadratic_patterns_are_found(name: str) -> None:
    written, method = QUADRATIC[name]
    assert _slowest(Used("here", re.compile(written), method))
