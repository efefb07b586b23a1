"""Functions in processes of their own: several at once, replaced when they end or take too long."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.local.conftest import Seen, ask, put

from clippings_local.functions import Function
from clippings_local.stack import Options, running_stack
from clippings_local.store.database import Durability, create_or_upgrade
from clippings_local.worker import WorkerSettings
from clippings_local.workers import FunctionError, WorkerPool, make_pools

CODE = """
import os, time

def handler(event, context):
    print("said")
    if event["do"] == "die":
        os._exit(7)
    if event["do"] == "hang":
        time.sleep(600)
    if event["do"] == "raise":
        raise ValueError("a bug")
    if event["do"] == "meet":
        open(event["own"], "w").close()
        while not os.path.exists(event["other"]):
            time.sleep(0.01)
    return os.getpid()
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> WorkerSettings:
    folder = tmp_path_factory.mktemp("workers")
    (folder / "handler.py").write_text(CODE, "utf-8")
    database = create_or_upgrade(folder / "clippings.sqlite3", Durability.NOTHING)
    database.close()
    function = Function("Reader", folder, "handler.handler", {})
    return WorkerSettings(database.path, Durability.NOTHING, "http://127.0.0.1:1", {"Reader": function})


@pytest.fixture
def pool(settings: WorkerSettings) -> Iterator[WorkerPool]:
    made = WorkerPool(2, settings)
    yield made
    made.stop()


def test_a_worker_answers_and_is_used_again(pool: WorkerPool) -> None:
    first, second = (pool.invoke("Reader", {"do": "answer"}, 60) for _ in range(2))
    assert (first.log, first.failure) == ("said\n", None)
    assert first.answer == second.answer != os.getpid()


def test_two_invocations_run_concurrently(pool: WorkerPool, tmp_path: Path) -> None:
    # Each waits for the other: one after the other, neither would end.
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    other = threading.Thread(target=pool.invoke, args=("Reader", {"do": "meet", "own": one, "other": two}, 60))
    other.start()
    assert pool.invoke("Reader", {"do": "meet", "own": two, "other": one}, 60).failure is None
    other.join()


def test_a_crashed_or_hanging_worker_fails_only_its_invocation(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FunctionError, match="ended with status 7"):
        pool.invoke("Reader", {"do": "die"}, 60)
    assert pool.invoke("Reader", {"do": "raise"}, 60).failure == "ValueError('a bug')"
    monkeypatch.setattr("clippings_local.workers.GRACE_SECONDS", 0)
    began = time.monotonic()
    with pytest.raises(FunctionError, match="did not answer within 1 s"):
        pool.invoke("Reader", {"do": "hang"}, 1)
    assert time.monotonic() - began < 60
    assert pool.invoke("Reader", {"do": "answer"}, 60).failure is None


def test_answered_writes_survive_a_loss_of_power(settings: WorkerSettings) -> None:
    kept = WorkerSettings(settings.database, Durability.POWER_LOSS, settings.endpoint, settings.functions)
    pools = make_pools(2, kept)
    durabilities = {name: getattr(pools, name)._settings.durability for name in ("messages", "reads", "calls")}
    assert durabilities["calls"] is Durability.POWER_LOSS
    assert durabilities["messages"] is Durability.KILL


def test_a_service_with_workers_delivers_and_answers(small_service: Path, seen: Seen) -> None:
    lines: list[str] = []

    class Log:
        def write(self, text: str) -> int:
            lines.append(text)
            return len(text)

    options: Any = Options(retry_after=0, workers=2, log=Log())  # type: ignore[arg-type]
    with running_stack(small_service, options) as stack:
        put(stack, "pages/a.html", b"x")
        assert stack.settle()
        assert ask(stack, "/things/x").json()["own"] == "answerer"
        assert ask(stack, "/broken").status == 502
    assert len(seen()) == 1
    assert "a line that belongs to the log" in "".join(lines)
    assert "a bug" in "".join(lines)
