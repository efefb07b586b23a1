"""The errors of the service, one tree.

::

    ClippingsError
    ├── RejectedPage          the page contains no article: a result, never retried
    ├── UnreadableEvent       an event of unknown form: retried, then dead-lettered
    ├── Unreached             no connection to AWS outside of a deployed function: what was tried, and what to set
    ├── UnreadableRecord      stored bytes of another service, with a missing field, or of a newer schema
    ├── UnreadableBundle      a bundle without a readable directory, or without a page at an offset
    ├── Conflict              another writer was first; read again and retry
    ├── OutOfTime             the function's time has nearly ended: the queue tries again
    └── InvalidRequest        an error of the caller: what is wrong, and with which parameter
"""

from __future__ import annotations


class ClippingsError(Exception):
    """Base of every error that this package raises on purpose."""


class RejectedPage(ClippingsError):
    """The bytes contain no article.

    *reason* is a short stable code (``empty``, ``not-html``, ``too-large`` …); *detail* is a sentence for a
    person; *score* is how surely the page would have been an article, 0 to 1, where it was judged at all.
    """

    def __init__(self, reason: str, detail: str, score: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.score = score


class UnreadableEvent(ClippingsError):
    """An event has an unknown form."""


class Unreached(ClippingsError):
    """There is no connection to AWS in a function that was not deployed. The text says what to set."""


class UnreadableRecord(ClippingsError):
    """Stored bytes do not decode to a record: another service's object, a missing field, a newer schema."""


class UnreadableBundle(ClippingsError):
    """A bundle cannot be read as a whole, or has no page at an offset. *reason* is a code or a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(ClippingsError):
    """A conditional write lost against another writer; reading again and retrying is safe."""


class OutOfTime(ClippingsError):
    """Work was stopped or not started because the function's time has nearly ended."""


class InvalidRequest(ClippingsError):
    """A request is invalid. *parameter* names the invalid parameter, if it is one."""

    def __init__(self, detail: str, parameter: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.parameter = parameter
