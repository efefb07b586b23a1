"""A function of the template in this process: its own environment, its own output, loaded once."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.unit.local.conftest import Seen, ask, put

from clippings_local.cli_errors import UnknownConstructError
from clippings_local.functions import Context, Function
from clippings_local.stack import LocalStack

CODE = """
import os, sys

LOADED = []
LOADED.append(os.environ.get("OWN"))

def handler(event, context):
    print("said by the function")
    print("complained", file=sys.stderr)
    if event == "raise":
        raise ValueError("a bug")
    os.environ["LEAKED"] = "yes"
    return {
        "environment": dict(os.environ), "loaded": LOADED, "arn": context.invoked_function_arn,
        "left": context.get_remaining_time_in_millis(), "request": context.aws_request_id,
    }
"""


@pytest.fixture
def function(tmp_path: Path) -> Function:
    (tmp_path / "handler.py").write_text(CODE, "utf-8")
    return Function("Reader", tmp_path, "handler.handler", {"OWN": "reader", "AWS_REGION": "us-east-1"}, timeout=7)


def test_a_function_has_its_environment_and_the_variables_that_python_needs(
    function: Function, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "somebody-elses")
    monkeypatch.setenv("MY_SECRET", "mine")
    seen = function.invoke({})["environment"]
    assert (seen["OWN"], seen["AWS_REGION"], seen["PATH"]) == ("reader", "us-east-1", os.environ["PATH"])
    assert not {"AWS_PROFILE", "MY_SECRET"} & set(seen)


@pytest.mark.parametrize("event", ["answer", "raise"])
def test_the_environment_is_restored_after_an_invocation(function: Function, event: Any) -> None:
    before = dict(os.environ)
    if event == "raise":
        with pytest.raises(ValueError, match="a bug"):
            function.invoke(event)
    else:
        function.invoke(event)
    assert dict(os.environ) == before


def test_the_output_of_a_function_is_logged(function: Function, capsys: pytest.CaptureFixture[str]) -> None:
    function.log = io.StringIO()
    function.invoke({})
    assert function.log.getvalue() == "said by the function\ncomplained\n"
    assert capsys.readouterr() == ("", "")


def test_a_function_is_loaded_once_with_its_environment(function: Function) -> None:
    function.invoke({})
    assert function.invoke({})["loaded"] == ["reader"]


def test_the_context_has_name_and_remaining_time(function: Function) -> None:
    told = function.invoke({})
    assert told["arn"].endswith(":function:Reader")
    assert 6_000 < told["left"] <= 7_000
    assert told["request"] != function.invoke({})["request"]


def test_no_time_is_left_after_the_end() -> None:
    assert Context("Reader", 128, deadline=0).get_remaining_time_in_millis() == 0


def test_a_function_without_its_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownConstructError, match=r"Reader has no .*handler\.py"):
        Function("Reader", tmp_path, "handler.handler", {}).invoke({})


def test_a_function_has_no_aws_variables_of_the_user(stack: LocalStack, seen: Seen) -> None:
    put(stack, "pages/a.html", b"x")
    assert stack.settle()
    environment = seen()[0]["environment"]
    assert (environment["SHARED"], environment["OWN"]) == ("small", "reader")
    assert environment["QUEUE"] == "arn:aws:sqs:us-east-1:123456789012:clippings-local-News"
    assert environment["AWS_ENDPOINT_URL"] == stack.s3
    assert "AWS_PROFILE" not in environment
    assert 0 < seen()[0]["left"] <= 10_000


def test_output_of_a_function_is_not_on_standard_output(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    ask(stack, "/open")
    assert capsys.readouterr().out == ""
    assert sys.stdout is not None
