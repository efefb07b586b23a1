"""What one page may cost, and how it is measured."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import FrameType
from unittest.mock import patch

from clippings import enrich, parse
from clippings.body import extraction
from clippings.body.layout import Layout
from clippings.body.scoring import Scorer, Scoring, cut
from clippings.errors import RejectedPage

NOW = datetime(2026, 11, 1, tzinfo=UTC)
#: Seconds of processor time, on a quiet core, that each step may take for a page of any kind.
MOST_SECONDS = 10.0
#: All steps of ``POST /v1/parse`` together: two thirds of the 28 s that API Gateway waits.
MOST_CALL_SECONDS = 18.0
#: Megabytes of memory at the peak, with the interpreter and the package.
MOST_MEGABYTES = 1_200
STEPS = ("parse", "text", "markdown", "html", "to_dict", "enrich")


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


def whole_step_seconds(page: str | bytes, most: float = 60.0) -> dict[str, float]:
    """Return the result of :func:`step_seconds` if every passage of *page* is selected as part of the article.

    What the models leave out of an article would not be rendered, and not be enriched.
    """

    def keep_everything(layout: Layout, scorer: Scorer) -> Scoring:
        return replace(cut(layout, scorer), kept=list(range(len(layout.passages))))

    with patch.object(extraction, "cut", keep_everything):
        return step_seconds(page, most)


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
