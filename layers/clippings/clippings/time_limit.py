"""A time limit for work that may not end: a call without an answer, or a page that takes too long."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from clippings.errors import OutOfTime

#: Seconds between two signals. One may be lost: botocore treats an exception within a call as a failed connection and
#: tries again.
AGAIN_SECONDS = 1.0


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the enclosed work once it has taken *seconds*, and again until it ends.

    It works by a signal, which only the main thread receives: that is where Lambda runs a handler. In another thread
    nothing is limited. Code in C is interrupted when it returns to Python.
    """
    if seconds <= 0:
        raise OutOfTime("no time was left to begin")
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"not finished after {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
