"""The template's functions on this machine: each handler is loaded by its path, with its own environment.

A process runs one invocation at a time, because an environment belongs to a process. ``workers.py`` has several.
"""

from __future__ import annotations

import importlib.util
import io
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from clippings_local.cli_errors import UnknownConstructError
from clippings_local.log_capture import captured_output
from clippings_local.store.stores import ACCOUNT_ID, REGION

Handler = Callable[[dict[str, Any], Any], Any]

#: Variables of the user's environment that a function gets: enough to run Python, and nothing about AWS.
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT", "COVERAGE_PROCESS_START")

#: Held during an invocation, since an environment belongs to the process.
_environment_lock = threading.RLock()


@dataclass(frozen=True)
class Context:
    """The context that Lambda passes to a handler."""

    function_name: str
    memory_limit_in_mb: int
    deadline: float  #: seconds of the monotonic clock
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    log_group_name: str = "local"
    log_stream_name: str = "local"

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.deadline - time.monotonic()) * 1000))


@dataclass
class Function:
    """One function of the template. *entry* is ``handler.handler``; its output is written to *log*."""

    name: str
    code: Path
    entry: str
    environment: Mapping[str, str]
    timeout: int = 3
    memory: int = 128
    log: TextIO = field(default_factory=io.StringIO)
    _handler: Handler | None = None

    def invoke(self, event: dict[str, Any]) -> Any:
        """Invoke the handler with *event* and return its answer. Exceptions of the handler are raised."""
        with self._surroundings():
            if self._handler is None:
                self._handler = self._load()
            return self._handler(event, Context(self.name, self.memory, time.monotonic() + self.timeout))

    def _load(self) -> Handler:
        module_name, _, attribute = self.entry.rpartition(".")
        path = self.code / f"{module_name}.py"
        spec = importlib.util.spec_from_file_location(f"clippings_function_{self.name}", path)
        if not path.is_file() or spec is None or spec.loader is None:
            raise UnknownConstructError(f"the function {self.name} has no {path}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        handler: Handler = getattr(module, attribute)
        return handler

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        """Set the function's environment, and redirect its output to the log, away from the standard output."""
        with _environment_lock, captured_output(self.log):
            before = dict(os.environ)
            replace_environment({**inherited_environment(), **self.environment})
            try:
                yield
            finally:
                replace_environment(before)


def inherited_environment() -> dict[str, str]:
    """Return the variables that functions get of this process's environment."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}


def replace_environment(wanted: Mapping[str, str]) -> None:
    """Make *wanted* the whole environment of this process."""
    for name in set(os.environ) - set(wanted):
        del os.environ[name]
    os.environ.update(wanted)
