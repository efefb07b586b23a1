"""Redirects the output of a function to its log, and leaves other output of the process alone.

Standard output belongs to the process, and a function runs in one of its threads, so the thread decides.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast


class _ThreadLog(threading.local):
    """The log of this thread; None if its output is not captured."""

    log: TextIO | None = None


_thread_log = _ThreadLog()


class _ThreadStream:
    """A stream that writes to the thread's log if it has one, and to *others* otherwise."""

    def __init__(self, others: TextIO) -> None:
        self._others = others

    def __getattr__(self, name: str) -> Any:
        return getattr(_thread_log.log or self._others, name)


@contextmanager
def captured_output(log: TextIO) -> Iterator[None]:
    """Write this thread's standard output and standard error to *log*.

    A stream that was replaced meanwhile is left unchanged; its owner restores it.
    """
    before = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    replaced = {name: cast("TextIO", _ThreadStream(stream)) for name, stream in before.items()}
    outer, _thread_log.log = _thread_log.log, log
    for name, stream in replaced.items():
        setattr(sys, name, stream)
    try:
        yield
    finally:
        _thread_log.log = outer
        for name, stream in replaced.items():
            if getattr(sys, name) is stream:
                setattr(sys, name, before[name])
