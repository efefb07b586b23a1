"""Processes that work on pages, some of which end or stop their process."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.page_work import obey

from clippings_local import page_workers
from clippings_local.cli_errors import CommandError
from clippings_local.page_workers import FAILURE_MEANINGS, TRIES, Failure, FailureReason, describe_end, map_pages

ROOT = Path(__file__).parents[3]


def fail(page: str, failure: Failure) -> str:
    return f"{page}: {failure.reason} {failure.detail}".strip()


def run(pages: list[str], jobs: int = 2, size: int = 2) -> list[str]:
    """Return the results of *pages*, handed out in chunks of *size*."""
    chunks: Iterator[list[str]] = (pages[start : start + size] for start in range(0, len(pages), size))
    return list(map_pages(obey, chunks, jobs, fail))


def test_results_keep_the_order_of_the_pages() -> None:
    pages = [f"page {number}" for number in range(50)]
    assert run(pages, 3) == pages
    assert run([]) == []


def test_a_page_that_kills_its_process_fails_alone() -> None:
    pages = ["a", "kill", "b", "c", "exit", "d"]
    assert run(pages, 2, 3) == ["a", "kill: crashed signal SIGKILL", "b", "c", "exit: crashed exit status 3", "d"]


def test_a_page_whose_process_ended_is_retried_once(tmp_path: Path) -> None:
    page = f"kill-once {tmp_path / 'ended'}"
    assert run(["a", page, "b"], 1, 3) == ["a", page, "b"]
    assert TRIES == 2


def test_an_endless_page_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_workers, "PAGE_SECONDS", 1.5)
    monkeypatch.setattr(page_workers, "TICK", 0.2)
    assert [line.partition(" ")[0] for line in run(["a", "hang", "b"], 1, 3)] == ["a", "hang:", "b"]


def test_an_exception_is_a_failure_with_its_text() -> None:
    assert run(["raise nothing there"]) == ["raise nothing there: failed LookupError: nothing there"]


def test_a_page_that_exceeds_the_memory_limit_is_a_failure() -> None:
    assert run(["allocate", "a"]) == [f"allocate: {FailureReason.OUT_OF_MEMORY}", "a"]


def test_a_process_with_much_memory_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(set(run(["pid"] * 6, 1, 2))) == 1
    monkeypatch.setattr(page_workers, "WORKER_BYTES", 1)
    assert len(set(run(["pid"] * 6, 1, 2))) == 3


def test_chunks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def chunks() -> Iterator[list[str]]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield [f"page {number}"]

    results = map_pages(obey, chunks(), 2, fail)
    next(results)
    assert taken <= 2 * page_workers.AHEAD
    results.close()  # type: ignore[attr-defined]


def test_processes_end_with_the_iteration() -> None:
    results = map_pages(obey, iter([["pid"], ["page"]]), 1, fail)
    pid = int(next(results))
    results.close()  # type: ignore[attr-defined]
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the process is still there")


class _Unstartable:
    """Work that ends the process that reads it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def __call__(self, page: str) -> str:
        return page


def test_processes_that_cannot_start_end_the_run() -> None:
    with pytest.raises(CommandError, match="when it was started"):
        list(map_pages(_Unstartable(), iter([["a"]]), 1, fail))


def test_the_end_of_a_process_is_described() -> None:
    assert describe_end(-11) == "signal SIGSEGV"
    assert describe_end(-200) == "signal 200"
    assert describe_end(1) == "exit status 1"


def test_the_documentation_has_the_meaning_of_each_failure() -> None:
    documented = (ROOT / "docs" / "bundles.md").read_text("utf-8")
    assert set(FAILURE_MEANINGS) == set(FailureReason)
    for reason, meaning in FAILURE_MEANINGS.items():
        assert f"| `{reason}` | {meaning} |" in documented
