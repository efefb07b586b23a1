"""A small local stack: how it starts, what it prints, and that nothing is left of it."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from tests.unit.local.conftest import Seen, put

from clippings_local.cli_errors import CommandError
from clippings_local.stack import LocalStack, Options, running_stack


def test_the_announcement_has_addresses_key_and_bucket(stack: LocalStack) -> None:
    told = stack.announcement()
    assert set(told) == {"api", "api_key", "s3", "inbox_bucket"}
    assert told["api"].startswith("http://127.0.0.1:")
    assert told["s3"].startswith("http://127.0.0.1:")
    assert told["inbox_bucket"] == "small-inbox"
    assert len(told["api_key"]) >= 30


def test_a_stack_is_idle_when_all_queues_are_empty(stack: LocalStack, seen: Seen) -> None:
    keys = {f"pages/{number}.html" for number in range(25)}
    for key in keys:
        put(stack, key, b"x")
    assert stack.settle()
    told = (record for line in seen() for record in json.loads(line["record"]["body"])["Records"])
    assert {record["s3"]["object"]["key"] for record in told} == keys
    assert stack.waiting() == 0


def test_a_stack_with_waiting_retries_is_not_idle(small_service: Path) -> None:
    with running_stack(small_service, Options(retry_after=60)) as stack:
        put(stack, "pages/bad.html", b"x")
        assert not stack.settle(timeout=1)


def test_parameters_of_the_template_can_be_set(small_service: Path) -> None:
    with running_stack(small_service, Options(values={"Name": "other"})) as stack:
        assert stack.inbox_bucket == "other-inbox"
        assert stack.functions["Reader"].environment["SHARED"] == "other"


def test_functions_have_global_and_own_properties(stack: LocalStack) -> None:
    reader, answerer = stack.functions["Reader"], stack.functions["Answerer"]
    assert (reader.entry, reader.timeout, answerer.timeout) == ("handler.handler", 10, 3)
    assert (reader.environment["AWS_LAMBDA_FUNCTION_NAME"], reader.environment["OWN"]) == ("Reader", "reader")


def test_a_template_without_an_api_is_an_error(small_service: Path) -> None:
    written = small_service.read_text("utf-8")
    before, _, behind = written.partition("  Answerer:")
    assert behind
    small_service.write_text(before, "utf-8")
    with pytest.raises(CommandError, match="no API"), running_stack(small_service):
        pass


def test_a_stopped_stack_leaves_no_files(small_service: Path, seen: Seen) -> None:
    before = dict(os.environ)
    with running_stack(small_service) as first:
        put(first, "pages/a.html", b"x")
        assert first.settle()
    with running_stack(small_service) as second:
        assert "Versions" not in second.account.s3.list_object_versions(Bucket=second.inbox_bucket)
    assert len(seen()) == 1
    assert dict(os.environ) == before


@pytest.mark.parametrize("option", ["api_port", "s3_port"])
def test_a_port_in_use_is_reported(small_service: Path, option: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = dict(os.environ)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(CommandError, match=rf":{port} .* in use"),
            running_stack(small_service, Options(**{option: port})),
        ):
            pass
    assert capfd.readouterr() == ("", "")
    assert dict(os.environ) == before


def test_without_triggers_no_function_is_invoked_for_uploads(small_service: Path, seen: Seen) -> None:
    with running_stack(small_service, Options(triggers=False)) as stack:
        put(stack, "pages/a.html", b"x")
        assert not stack.settle(timeout=0.5)
        assert stack.waiting() > 0
        assert seen() == []


def test_api_and_s3_listen_at_the_given_address_only(small_service: Path) -> None:
    with running_stack(small_service, Options(host="127.0.0.2")) as stack:
        assert stack.api.startswith("http://127.0.0.2:")
        assert stack.s3.startswith("http://127.0.0.2:")


def test_a_foreign_address_is_reported(small_service: Path) -> None:
    with (
        pytest.raises(CommandError, match=r"cannot listen on 192\.0\.2\.1:0 for S3"),
        running_stack(small_service, Options(host="192.0.2.1")),
    ):
        pass
