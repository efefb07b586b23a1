"""Limits of processor time that hold on slow and busy machines too.

A limit is meant for a quiet core of the kind that the project is developed on. Where one is exceeded, work that never
changes is timed beside it, and the limit stretched by how much longer that takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bs4 import BeautifulSoup

PARAGRAPHS = "<p>The mayor opened <a href=/q>quay 3</a> of <b>the harbour</b> on Monday, he said, at last.</p>" * 5_000
#: Seconds that Beautiful Soup needs for its tree of those on such a core.
QUIET_SECONDS = 0.22


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds of processor time that *call* takes."""
    started = time.process_time()
    call()
    return time.process_time() - started


def is_within(taken: float, limit: float) -> bool:
    """Whether *taken* seconds are at most *limit*, or would have been on a quiet core."""
    return taken <= limit or taken <= limit * slowness()


def slowness() -> float:
    """How many times longer than on a quiet core work takes at the moment; 1 at least."""
    return max(1.0, seconds(lambda: BeautifulSoup(PARAGRAPHS, "html.parser")) / QUIET_SECONDS)
