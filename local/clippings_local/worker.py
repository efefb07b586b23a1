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
class Surroundings:
    """What a worker needs: the database, what its commits survive, the account's address, and the functions.

    *inherited* is what the functions see of the service's own environment.
    """

    database: Path
    durability: Durability
    endpoint: str
    functions: Mapping[str, Function]
    inherited: Mapping[str, str] = field(default_factory=inherited_environment)


@dataclass(frozen=True)
class Reply:
    """What came of an invocation: the handler's answer or, in *failure*, what it raised. *log* is what it printed."""

    answer: Any
    failure: str | None
    log: str


def run(connection: Connection, surroundings: Surroundings) -> None:
    """Answer each ``(function, event)`` of *connection* with a :class:`Reply`, until the other end is closed."""
    # Ctrl-C at a terminal reaches every process of it; the service says when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The service has no use for what is left of a worker that it lost; the kernel may take it first.
    os.nice(1)
    # The process that workers are forked from was started earlier, perhaps with another environment.
    replace_environment(surroundings.inherited)
    reach_stores(surroundings)
    while True:
        try:
            name, event = connection.recv()
        except (EOFError, OSError):  # the service has ended, in order or not
            return
        reply = invoke(surroundings.functions[name], event)
        try:
            connection.send(reply)
        except (BrokenPipeError, ConnectionResetError):
            return


def reach_stores(surroundings: Surroundings) -> None:
    """Let the functions of this process reach the stores by SQLite."""
    from clippings.storage import wiring

    database = Database(surroundings.database, surroundings.durability)
    wiring.make_client = Stores.over(database, surroundings.endpoint).client


def invoke(function: Function, event: Any) -> Reply:
    """Invoke *function* and return what came of it."""
    log = io.StringIO()
    function.log = log
    try:
        return Reply(function.invoke(event), None, log.getvalue())
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is its caller's to judge
        log.write(traceback.format_exc())
        return Reply(None, repr(error), log.getvalue())
