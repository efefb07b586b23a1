"""What one page may cost, and how it is measured."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from clippings import enrich, parse
from clippings.errors import RejectedPage

NOW = datetime(2026, 11, 1, tzinfo=UTC)
#: Seconds of processor time, on a quiet core, that each step may take for a page of any kind.
MOST_SECONDS = 10.0
STEPS = ("parse", "text", "markdown", "html", "to_dict", "enrich")
#: Four times the input may take so many times the time: a square takes sixteen times.
MOST_GROWTH = 10.0
#: Shorter times than the first say nothing; than the second, they are not measured, for some clocks tick so slowly.
LEAST_SECONDS, SHORTEST_SECONDS = 0.2, 0.02


class TookTooLong(Exception):
    """Work was stopped after the processor time that it was given."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block after *seconds* of processor time."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def step_seconds(page: str | bytes, most: float = 60.0) -> dict[str, float]:
    """Return the seconds of processor time of each of :data:`STEPS` on *page*.

    Raises TookTooLong where all of them together take more than *most* seconds.
    """
    taken: dict[str, float] = {}

    def timed(step: str, call: Callable[[], object]) -> None:
        started = time.process_time()
        call()
        taken[step] = time.process_time() - started

    with stopped_after(most):
        started = time.process_time()
        try:
            article = parse(page, "https://example.org/news/1", NOW, admit="everything")
        except RejectedPage:
            return {"parse": time.process_time() - started}
        taken["parse"] = time.process_time() - started
        for step in ("text", "markdown", "html"):
            timed(step, lambda step=step: getattr(article, step))  # type: ignore[misc]
        timed("to_dict", article.to_dict)
        timed("enrich", lambda: enrich(article, None, NOW))
    return taken


def grew(small: dict[str, float], large: dict[str, float]) -> dict[str, str]:
    """Return the steps that took more than :data:`MOST_GROWTH` times as long on four times the page, and how long."""
    return {
        step: f"{small[step]:.2f} s -> {large[step]:.2f} s"
        for step in large
        if large[step] > LEAST_SECONDS and large[step] > MOST_GROWTH * max(small[step], SHORTEST_SECONDS)
    }
