"""Limits of processor time that also hold on slow and busy machines.

A limit is meant for an idle core of the kind on which the project is developed. If one is exceeded, constant work is
timed, and the limit is multiplied by how much longer than on an idle core that takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bs4 import BeautifulSoup

PARAGRAPHS = "<p>The mayor opened <a href=/q>quay 3</a> of <b>the harbour</b> on Monday, he said, at last.</p>" * 5_000
#: Seconds that Beautiful Soup takes for its tree of those on such a core.
QUIET_SECONDS = 0.22


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds of processor time that *call* takes."""
    started = time.process_time()
    call()
    return time.process_time() - started


def is_within(taken: float, limit: float) -> bool:
    """Return whether *taken* seconds are at most *limit*, converted to an idle core."""
    return taken <= limit or taken <= limit * slowness()


def slowness() -> float:
    """Return how many times longer than on an idle core work takes at the moment, at least 1."""
    return max(1.0, seconds(lambda: BeautifulSoup(PARAGRAPHS, "html.parser")) / QUIET_SECONDS)
