"""Processes that work on pages. A page that ends its process, or never ends, is a failure of that page alone.

Each process has one chunk of pages at a time, and answers page by page, so that the page at which it ended is known.
A page at which a process ended is tried a second time: something else may have ended it. A process that has taken much
memory is replaced: caches and the fragments that the allocator keeps make it grow.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from clippings_local.cli_errors import CommandError

Page = TypeVar("Page")
Result = TypeVar("Result")

#: Seconds after which the process of a page is ended. The parser's own limits end far below it.
PAGE_SECONDS = 60.0
#: Seconds between two checks of processes that do not answer.
TICK = 0.5
#: Memory of a process, in bytes, after which it is replaced. It begins with 80 MB, most of them shared.
WORKER_BYTES = 170 * 1024 * 1024
#: Address space of a process, in bytes. A page that needs more is a failure, before the system ends a process.
ADDRESS_SPACE = 4 * 1024**3
#: Chunks for each process that are given out before the oldest has ended. They bound the memory.
AHEAD = 4
#: How often a page is tried whose process ended.
TRIES = 2
#: Modules that are loaded before the processes are forked. Each process imports the main module, that of the command.
PRELOADED = ["clippings_local.command", "clippings_local.parse_command", "clippings_local.warm_parser"]
#: Longest text of an exception in the output, in characters.
MAX_DETAIL = 200


class FailureReason(StrEnum):
    """Why there is no result for a page."""

    CRASHED = "crashed"
    OUT_OF_TIME = "out-of-time"
    OUT_OF_MEMORY = "out-of-memory"
    FAILED = "failed"


#: What each reason means, for the documentation.
FAILURE_MEANINGS: dict[FailureReason, str] = {
    FailureReason.CRASHED: "the process that parsed the page ended, two times",
    FailureReason.OUT_OF_TIME: f"the page was not parsed after {PAGE_SECONDS:.0f} seconds",
    FailureReason.OUT_OF_MEMORY: "the page needs more memory than a process may have",
    FailureReason.FAILED: "the parser has an error that this page shows; please report it",
}


class Failure(NamedTuple):
    """The reason why a page has no result, and details."""

    reason: FailureReason
    detail: str


class ChunkEnd(NamedTuple):
    """The last message for a chunk: the most memory that the process has had, in bytes."""

    peak: int


class Started(NamedTuple):
    """The first message of a process: it works."""


@dataclass(slots=True)
class Chunk(Generic[Page, Result]):
    """Pages that a process is given at once, and their results so far."""

    pages: list[Page]
    results: list[Result] = field(default_factory=list)
    tries: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether every page has its result."""
        return len(self.results) == len(self.pages)


def map_pages(
    work: Callable[[Page], Result],
    chunks: Iterable[list[Page]],
    jobs: int,
    fail: Callable[[Page, Failure], Result],
) -> Iterator[Result]:
    """Yield the result of each page in their order.

    Args:
        work: The function that is applied to each page in a process. It and the pages are pickled.
        chunks: The pages, in lists for one process at a time. They are read as processes become free.
        jobs: The number of processes.
        fail: Returns the result for a page on which *work* failed.

    Raises:
        CommandError: The processes cannot be started.
    """
    pool = _Pool(work, jobs, fail)
    remaining = iter(chunks)
    order: deque[Chunk[Page, Result]] = deque()
    try:
        while True:
            for pages in islice(remaining, jobs * AHEAD - len(order)):
                order.append(Chunk(pages))
                pool.give(order[-1])
            if not order:
                return
            while order and order[0].has_ended:
                yield from order.popleft().results
            if order:
                pool.wait()
    finally:
        pool.close()


class _Worker(Generic[Page, Result]):
    """One process, and the chunk that it works on."""

    def __init__(self, context: Any, work: Callable[[Page], Result]) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.chunk: Chunk[Page, Result] | None = None
        self.is_ready = False
        #: Seconds since its last message.
        self.waited = 0.0

    def end(self) -> None:
        """End the process at once."""
        self.connection.close()
        self.process.kill()
        self.process.join()


class _Pool(Generic[Page, Result]):
    """The processes, and the chunks that wait for one."""

    def __init__(self, work: Callable[[Page], Result], jobs: int, fail: Callable[[Page, Failure], Result]) -> None:
        self._context = make_context()
        self._work = work
        self._fail = fail
        self._jobs = jobs
        self._waiting: deque[Chunk[Page, Result]] = deque()
        self._workers: list[_Worker[Page, Result]] = []

    def give(self, chunk: Chunk[Page, Result]) -> None:
        """Add *chunk* to the work of the processes."""
        self._waiting.append(chunk)
        self._hand_out()

    def _hand_out(self) -> None:
        idle = [each for each in self._workers if each.chunk is None]
        while self._waiting:
            if not idle and len(self._workers) == self._jobs:
                return
            worker = idle.pop() if idle else self._start()
            worker.chunk = self._waiting.popleft()
            worker.waited = 0.0
            # A process that has ended is seen by `wait`, and its chunk is given to another.
            with suppress(OSError):
                worker.connection.send(worker.chunk.pages[len(worker.chunk.results) :])

    def _start(self) -> _Worker[Page, Result]:
        worker = _Worker(self._context, self._work)
        self._workers.append(worker)
        return worker

    def wait(self) -> None:
        """Process the answers that have arrived; wait for one at most `TICK` seconds."""
        before = time.monotonic()
        busy = {worker.connection: worker for worker in self._workers if worker.chunk}
        answering = wait(list(busy), TICK)
        # Time in which the machine was suspended does not count.
        waited = min(time.monotonic() - before, TICK)
        for connection, worker in busy.items():
            if connection in answering:
                self._take(worker)
                continue
            worker.waited += waited if worker.is_ready else 0.0
            if worker.waited > PAGE_SECONDS:
                self._settle(worker, Failure(FailureReason.OUT_OF_TIME, f"after {PAGE_SECONDS:.0f} s"))
        self._hand_out()

    def _take(self, worker: _Worker[Page, Result]) -> None:
        """Take the messages of *worker* that have arrived."""
        worker.waited = 0.0
        try:
            while worker.chunk and worker.connection.poll():
                self._take_message(worker, worker.chunk, worker.connection.recv())
        except (EOFError, OSError):
            worker.process.join()
            if not worker.is_ready:
                raise CommandError("a process that parses pages ended when it was started") from None
            self._settle_crash(worker)

    def _take_message(self, worker: _Worker[Page, Result], chunk: Chunk[Page, Result], message: Any) -> None:
        if isinstance(message, Started):
            worker.is_ready = True
        elif isinstance(message, ChunkEnd):
            worker.chunk = None
            if message.peak > WORKER_BYTES:
                self._remove(worker)
        else:
            chunk.tries = 0
            failed = isinstance(message, Failure)
            chunk.results.append(self._fail(chunk.pages[len(chunk.results)], message) if failed else message)

    def _settle_crash(self, worker: _Worker[Page, Result]) -> None:
        chunk = worker.chunk
        if chunk and not chunk.has_ended and chunk.tries + 1 < TRIES:
            chunk.tries += 1
            self._requeue(worker, chunk)
        else:
            self._settle(worker, Failure(FailureReason.CRASHED, describe_end(worker.process.exitcode)))

    def _settle(self, worker: _Worker[Page, Result], failure: Failure) -> None:
        """End *worker*, record *failure* for its current page, and requeue the following pages."""
        chunk = worker.chunk
        if chunk and not chunk.has_ended:
            chunk.tries = 0
            chunk.results.append(self._fail(chunk.pages[len(chunk.results)], failure))
        self._requeue(worker, chunk)

    def _requeue(self, worker: _Worker[Page, Result], chunk: Chunk[Page, Result] | None) -> None:
        self._remove(worker)
        if chunk and not chunk.has_ended:
            self._waiting.appendleft(chunk)

    def _remove(self, worker: _Worker[Page, Result]) -> None:
        self._workers.remove(worker)
        worker.end()

    def close(self) -> None:
        """End all processes."""
        while self._workers:
            self._workers.pop().end()


def make_context() -> Any:
    """Return how processes are started: forked from one that has the parser in memory, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def describe_end(status: int | None) -> str:
    """Return how a process ended, by its exit code as multiprocessing has it."""
    if status is None or status >= 0:
        return f"exit status {status}"
    with suppress(ValueError):
        return f"signal {signal.Signals(-status).name}"
    return f"signal {-status}"


def serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """Work on the chunks that come by *connection*, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(EOFError, OSError):
        connection.send(Started())
        while True:
            for page in connection.recv():
                connection.send(attempt(work, page))
            connection.send(ChunkEnd(peak_memory()))


def attempt(work: Callable[[Any], Any], page: Any) -> Any:
    """Return the result of *work* for *page*, or why there is none."""
    try:
        return work(page)
    except MemoryError:
        return Failure(FailureReason.OUT_OF_MEMORY, "")
    except Exception as error:  # noqa: BLE001 - a page with which the parser fails must not end the run
        return Failure(FailureReason.FAILED, f"{type(error).__name__}: {error}"[:MAX_DETAIL])


def peak_memory() -> int:
    """Return the most memory that this process has had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
