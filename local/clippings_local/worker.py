"""A worker process of the local stack, which runs functions, one invocation at a time.

It reaches the stores without HTTP and without boto3. It ends whenever the service ends.
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
    """The configuration of a worker: the database, the durability of commits, the account's address, and the functions.

    *inherited* are the variables that functions get of the service's environment.
    """

    database: Path
    durability: Durability
    endpoint: str
    functions: Mapping[str, Function]
    inherited: Mapping[str, str] = field(default_factory=inherited_environment)


@dataclass(frozen=True)
class InvocationResult:
    """The result of an invocation: the handler's answer or, in *failure*, its exception; *log* is its output."""

    answer: Any
    failure: str | None
    log: str


def run(connection: Connection, settings: WorkerSettings) -> None:
    """Send one :class:`InvocationResult` for each ``(function, event)`` of *connection*, until it is closed."""
    # Ctrl-C at a terminal reaches every process of it; the service ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # If memory runs out, the kernel should end a worker before the service.
    os.nice(1)
    # The process from which workers are forked was started earlier, perhaps with another environment.
    replace_environment(settings.inherited)
    reach_stores(settings)
    while True:
        try:
            name, event = connection.recv()
        except (EOFError, OSError):  # the service has ended
            return
        reply = invoke(settings.functions[name], event)
        try:
            connection.send(reply)
        except (BrokenPipeError, ConnectionResetError):
            return


def reach_stores(settings: WorkerSettings) -> None:
    """Make the functions of this process use SQLite directly."""
    from clippings.storage import wiring

    database = Database(settings.database, settings.durability)
    wiring.make_client = Stores.over(database, settings.endpoint).client


def invoke(function: Function, event: Any) -> InvocationResult:
    """Invoke *function* and return the result."""
    log = io.StringIO()
    function.log = log
    try:
        return InvocationResult(function.invoke(event), None, log.getvalue())
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is its caller's to judge
        log.write(traceback.format_exc())
        return InvocationResult(None, repr(error), log.getvalue())
