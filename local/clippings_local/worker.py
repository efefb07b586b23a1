"""A process that runs functions for the service on one machine, one invocation at a time.

It reaches the stores without HTTP and without boto3. It ends when the service does, whatever ended that.
"""

from __future__ import annotations

import io
import os
import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from clippings_local.functions import Function, inherited_environment, replace_environment
from clippings_local.store.database import Database, Durability
from clippings_local.store.stores import Stores


@dataclass(frozen=True)
class WorkerSettings:
    """What a worker needs: the database, what its commits survive, the account's address, and the functions.

    *inherited* is what the functions see of the service's own environment.
    """

    database: Path
    durability: Durability
    endpoint: str
    functions: Mapping[str, Function]
    inherited: Mapping[str, str] = field(default_factory=inherited_environment)


@dataclass(frozen=True)
class InvocationResult:
    """What came of an invocation: the handler's answer or, in *failure*, what it raised. *log* is what it printed."""

    answer: Any
    failure: str | None
    log: str


def run(connection: Connection, settings: WorkerSettings) -> None:
    """Send one :class:`InvocationResult` for each ``(function, event)`` of *connection*, until it is closed."""
    # Ctrl-C at a terminal reaches every process of it; the service says when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The service has no use for what is left of a worker that it lost; the kernel may take it first.
    os.nice(1)
    # The process that workers are forked from was started earlier, perhaps with another environment.
    replace_environment(settings.inherited)
    reach_stores(settings)
    while True:
        try:
            name, event = connection.recv()
        except (EOFError, OSError):  # the service has ended, in order or not
            return
        reply = invoke(settings.functions[name], event)
        try:
            connection.send(reply)
        except (BrokenPipeError, ConnectionResetError):
            return


def reach_stores(settings: WorkerSettings) -> None:
    """Let the functions of this process reach the stores by SQLite."""
    from clippings.storage import wiring

    database = Database(settings.database, settings.durability)
    wiring.make_client = Stores.over(database, settings.endpoint).client


def invoke(function: Function, event: Any) -> InvocationResult:
    """Invoke *function* and return what came of it."""
    log = io.StringIO()
    function.log = log
    try:
        return InvocationResult(function.invoke(event), None, log.getvalue())
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is its caller's to judge
        log.write(traceback.format_exc())
        return InvocationResult(None, repr(error), log.getvalue())
