"""What a function prints goes into its log; what the rest of the process prints meanwhile stays where it was going.

Standard output belongs to the process and a function runs in one thread of it, so the thread decides.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast


class _Speaking(threading.local):
    """The log that this thread prints into; None where it prints as the process does."""

    log: TextIO | None = None


_speaking = _Speaking()


class _Divided:
    """A stream that is the speaking thread's log, and *others* for every other thread."""

    def __init__(self, others: TextIO) -> None:
        self._others = others

    def __getattr__(self, name: str) -> Any:
        return getattr(_speaking.log or self._others, name)


@contextmanager
def captured_output(log: TextIO) -> Iterator[None]:
    """Let *log* take what this thread prints on standard output and standard error.

    A stream that somebody replaces meanwhile is theirs to put back, and is left as it is.
    """
    before = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    divided = {name: cast("TextIO", _Divided(stream)) for name, stream in before.items()}
    outer, _speaking.log = _speaking.log, log
    for name, stream in divided.items():
        setattr(sys, name, stream)
    try:
        yield
    finally:
        _speaking.log = outer
        for name, stream in divided.items():
            if getattr(sys, name) is stream:
                setattr(sys, name, before[name])
