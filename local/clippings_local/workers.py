"""Worker processes that run the functions of the local stack, beside the process that answers requests."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import LifoQueue
from typing import Any, TextIO

from clippings_local.functions import Function
from clippings_local.store.database import Durability
from clippings_local.worker import InvocationResult, WorkerSettings, run

#: Seconds beyond its timeout in which a function can report that it ran out of time, before its process is killed.
GRACE_SECONDS = 5


class FunctionError(Exception):
    """A function raised an error, took too long, or its process ended; the text says which."""


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, settings: WorkerSettings) -> None:
        context = _context()
        self._connection: Connection
        self._connection, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=run, args=(other, settings), name="clippings-worker", daemon=True
        )
        self._process.start()
        other.close()

    def invoke(self, name: str, event: Any, seconds: float) -> InvocationResult:
        """Return the result of an invocation.

        Raises:
            FunctionError: The function failed; the worker is then unusable.
        """
        try:
            self._connection.send((name, event))
            if not self._connection.poll(seconds):
                raise FunctionError(f"{name} did not answer within {seconds:.0f} s, and was ended")
            reply: InvocationResult = self._connection.recv()
        except (EOFError, OSError) as ended:
            self._process.join(1)
            raise FunctionError(f"the process of {name} ended with status {self._process.exitcode}") from ended
        return reply

    def stop(self, *, kill: bool = False) -> None:
        """End the process after its present invocation or, with *kill*, at once."""
        self._connection.close()
        if kill:
            self._process.kill()
        self._process.join(None if kill else GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class WorkerPool:
    """At most *size* workers. One is started if an invocation finds none idle."""

    def __init__(self, size: int, settings: WorkerSettings) -> None:
        self._settings = settings
        self._room = threading.Semaphore(size)
        self._idle: LifoQueue[_Worker] = LifoQueue()

    def invoke(self, name: str, event: Any, timeout: int) -> InvocationResult:
        """Invoke the function *name* in a worker; if all are busy, wait for one.

        Raises:
            FunctionError: It took too long, or its process ended. The worker is replaced.
        """
        with self._room:
            worker = self._idle.get_nowait() if not self._idle.empty() else _Worker(self._settings)
            try:
                reply = worker.invoke(name, event, timeout + GRACE_SECONDS)
            except BaseException:
                worker.stop(kill=True)
                raise
            self._idle.put(worker)
            return reply

    def start_one(self) -> None:
        """Start a worker before the first invocation needs it."""
        with self._room:
            self._idle.put(_Worker(self._settings))

    def stop(self) -> None:
        """End the idle workers."""
        while not self._idle.empty():
            self._idle.get_nowait().stop()


@dataclass(frozen=True)
class Pools:
    """Workers by their work: messages of queues, reads of the API, and its other calls.

    So no read waits for a page that is being parsed, from a queue or from ``POST /v1/parse``.
    """

    messages: WorkerPool
    reads: WorkerPool
    calls: WorkerPool
    #: Held while a log is written, since all functions share it.
    log_lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Start a worker for messages and one for reads, ready for the first page and the first read."""
        threads = [threading.Thread(target=pool.start_one, daemon=True) for pool in (self.messages, self.reads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        """End the idle workers."""
        for pool in (self.messages, self.reads, self.calls):
            pool.stop()


def make_pools(size: int, settings: WorkerSettings) -> Pools:
    """Return pools with *size* workers for messages. None is started yet.

    The changes of an API call survive a loss of power once it is answered. Those of a message may be lost, but then the
    deletion of the message is lost too, and it is delivered again.
    """
    if settings.durability is Durability.POWER_LOSS:
        for_messages = replace(settings, durability=Durability.KILL)
    else:
        for_messages = settings
    return Pools(WorkerPool(size, for_messages), WorkerPool(2, settings), WorkerPool(2, settings))


@dataclass
class PooledFunction(Function):
    """A function that runs in workers."""

    pools: Pools | None = None

    def invoke(self, event: dict[str, Any]) -> Any:
        """Invoke the handler in a worker, and return its answer.

        Raises:
            FunctionError: The function failed.
        """
        if self.pools is None:
            raise RuntimeError("a pooled function without its pools")
        method = event.get("httpMethod")
        pool = self.pools.messages if method is None else self.pools.calls
        if method in ("GET", "HEAD"):
            pool = self.pools.reads
        reply = pool.invoke(self.name, event, self.timeout)
        with self.pools.log_lock:
            self.log.write(reply.log)
        if reply.failure is not None:
            raise FunctionError(reply.failure)
        return reply.answer


def pooled(functions: Mapping[str, Function], pools: Pools, log: TextIO) -> dict[str, Function]:
    """Return *functions* as functions that run in *pools*; *log* gets their output."""
    return {
        name: PooledFunction(name, each.code, each.entry, each.environment, each.timeout, each.memory, log, pools=pools)
        for name, each in functions.items()
    }


def prepare() -> None:
    """Start the process from which workers are forked, in the background, since that takes seconds."""
    if _context().get_start_method() == "forkserver":
        forkserver.ensure_running()


def _context() -> Any:
    """Return how processes are started: forked from one with the imports done, if the system supports that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["clippings_local.warm_start"])
    return context
