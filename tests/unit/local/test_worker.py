"""The result that a worker returns for an invocation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clippings.storage import wiring
from clippings_local.functions import Function
from clippings_local.store.database import Durability, create_or_upgrade
from clippings_local.worker import WorkerSettings, invoke, reach_stores

CODE = """
def handler(event, context):
    print("said")
    if event == "raise":
        raise ValueError("a bug")
    return event
"""


@pytest.fixture
def function(tmp_path: Path) -> Function:
    (tmp_path / "handler.py").write_text(CODE, "utf-8")
    return Function("Reader", tmp_path, "handler.handler", {})


def test_a_reply_has_the_answer_and_the_output(function: Function) -> None:
    reply = invoke(function, {"a": 1})
    assert (reply.answer, reply.failure, reply.log) == ({"a": 1}, None, "said\n")


def test_an_exception_of_a_handler_is_reported_and_logged(function: Function) -> None:
    event: Any = "raise"
    reply = invoke(function, event)
    assert (reply.answer, reply.failure) == (None, "ValueError('a bug')")
    assert "Traceback" in reply.log


def test_functions_of_the_process_reach_the_stores_without_boto3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "make_client", wiring.make_client)
    database = create_or_upgrade(tmp_path / "clippings.sqlite3", Durability.NOTHING)
    reach_stores(WorkerSettings(database.path, Durability.NOTHING, "http://127.0.0.1:1", {}))
    assert wiring.make_client("dynamodb", {}).list_tables() == {"TableNames": []}
    database.close()
