"""Calls to AWS that fail, or that are the last calls of a process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError


class Killed(BaseException):
    """The process ends during a call. No error handler sees it."""


@dataclass
class Faults:
    """Counts calls, and interrupts the call number *at*: before or *after* it is done.

    It is interrupted by a kill, or by a *throttle* or a *timeout*, which boto3 raises.
    """

    at: int = 0
    after: bool = False
    throttle: bool = False
    timeout: bool = False
    calls: int = 0

    def around(self, operation: str, call: Callable[[], Any]) -> Any:
        """Perform *call*, unless it is the call to interrupt."""
        self.calls += 1
        if self.calls != self.at:
            return call()
        if self.throttle:
            raise refused("ThrottlingException", operation)
        if self.timeout:
            raise ReadTimeoutError(endpoint_url="https://aws.example", operation_name=operation)
        if self.after:
            call()
        raise Killed


class FaultyClient:
    """A client whose calls are the methods ``do_…`` of its class.

    Calls run one at a time, and *faults* interrupts them.
    """

    def __init__(self, lock: threading.RLock, faults: Faults) -> None:
        self.lock = lock
        self.faults = faults

    def __getattr__(self, name: str) -> Any:
        call = getattr(type(self), f"do_{name}", None)
        if call is None:
            raise AttributeError(name)

        def locked(**request: Any) -> Any:
            with self.lock:
                return self.faults.around(name, lambda: call(self, **request))

        return locked


def refused(code: str, operation: str, **more: Any) -> ClientError:
    """Return the error that boto3 raises for *code*."""
    answer: Any = {"Error": {"Code": code, "Message": code}, **more}
    return ClientError(answer, operation)
