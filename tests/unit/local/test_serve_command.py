"""``clippings serve``: what it says when it is ready, and of a function that fails."""

from __future__ import annotations

import argparse
import json
import re
import sys
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.command import main
from clippings_local.delivery import Delivered
from clippings_local.log_capture import captured_output
from clippings_local.serve_command import (
    Discarded,
    _log,
    _report,
    _say_what_is_left,
    _welcome,
    requests_per_second,
    workers,
)
from clippings_local.stack import LocalStack, Options


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (Delivered("ParseFunction", 3, 0, None), ""),
        (Delivered("ParseFunction", 3, 1, None), "ParseFunction failed on 1 of 3 messages\n"),
        (Delivered("Parse", 3, 3, ValueError("a\nb")), "Parse failed on 3 messages: ValueError('a\\nb')\n"),
        (Delivered("F", 1, 1, ValueError("\x1b[31m")), "F failed on 1 messages: ValueError('\\x1b[31m')\n"),
    ],
)  # fmt: skip
def test_a_failed_batch_is_one_line_without_terminal_codes(
    told: Delivered, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _report(told)
    assert capsys.readouterr() == ("", line)


@pytest.mark.parametrize("folder", [None, Path("/tmp/[bold]pages[/bold]")])  # noqa: S108 - nothing is written
def test_the_welcome_names_every_address_and_the_commands_that_use_them(
    stack: LocalStack, folder: Path | None, capsys: pytest.CaptureFixture[str]
) -> None:
    _welcome(stack, folder, None)
    shown = capsys.readouterr().out
    for value in stack.announcement().values():
        assert value in shown
    assert f"export CLIPPINGS_API={stack.api} CLIPPINGS_API_KEY={stack.api_key}\n" in shown
    assert f"export CLIPPINGS_S3={stack.s3} CLIPPINGS_BUCKET={stack.inbox_bucket}\n" in shown
    assert ("are taken in" in shown) is (folder is not None)
    assert folder is None or str(folder) in shown


@pytest.mark.parametrize("given", ["70000", "-1", "eighty"])
@pytest.mark.parametrize("option", ["--port", "--s3-port"])
def test_an_invalid_port_is_reported_before_the_start(
    option: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"{option}={given}"])
    assert ended.value.code == 2
    assert f"argument {option}: " in capsys.readouterr().err


def test_discarded_output_is_not_kept() -> None:
    stream = Discarded()
    print("a line", file=stream)
    assert stream.write("four") == 4
    assert not stream.readable()


def test_a_host_name_is_rejected_before_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--host", "laptop.example"])
    assert ended.value.code == 2
    assert "laptop.example is not an IP address" in capsys.readouterr().err


@pytest.mark.parametrize(("given", "warned"), [("127.0.0.2", False), ("localhost", False), ("192.0.2.1", True)])
def test_a_public_address_prints_a_warning(
    given: str, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_template: Path, options: Options) -> LocalStack:
        assert ip_address(options.host).is_loopback is not warned
        raise CommandError("not started")

    monkeypatch.setattr("clippings_local.serve_command.running_stack", refuse)
    assert main(["serve", "--host", given]) == 2
    assert ("anybody can read, change and delete everything" in capsys.readouterr().err) is warned


def test_the_lines_about_pages_are_printed_while_a_function_holds_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = _log(None, shows_pages=True)
    with captured_output(log):
        sys.stdout.write(json.dumps({"message": "unchanged", "key": "a.html", "version": "v1"}) + "\n")
    assert re.fullmatch(r"\d\d:\d\d:\d\d  unchanged  a\.html\n", capsys.readouterr().out)


def test_unfinished_messages_are_reported_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    _say_what_is_left(SimpleNamespace(waiting=lambda: 0), None)  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
    _say_what_is_left(SimpleNamespace(waiting=lambda: 5), None)  # type: ignore[arg-type]
    shown = capsys.readouterr().out
    assert "5 messages are left" in shown
    assert "forgotten" in shown
    _say_what_is_left(SimpleNamespace(waiting=lambda: 5), Path("data"))  # type: ignore[arg-type]
    assert "the others continue the next time" in capsys.readouterr().out


def test_the_welcome_says_whether_data_is_kept(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    _welcome(stack, None, None)
    assert "forgets everything; --data FOLDER keeps it" in capsys.readouterr().out
    _welcome(stack, None, Path("my data"))
    shown = capsys.readouterr().out
    assert "Everything is kept in my data." in shown
    assert "forgets" not in shown


@pytest.mark.parametrize("given", ["0", "-1"])
def test_there_is_at_least_one_worker(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        workers(given)
    assert workers("3") == 3


@pytest.mark.parametrize(
    "given", ["http://localhost:3000/", "localhost:3000", "null", "https://a.example,https://b.example"]
)
def test_an_invalid_origin_is_reported_before_the_start(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--allow-origin", given])
    assert ended.value.code == 2
    assert "argument --allow-origin: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "parameters"),
    [
        (
            ["--allow-origin", "http://localhost:3000", "--allow-origin", "https://a.example"],
            {"AllowedOrigins": "http://localhost:3000,https://a.example", "Images": "none"},
        ),
        (["--images", "keep"], {"AllowedOrigins": "", "Images": "keep"}),
        (
            ["--requests-per-second", "200"],
            {"AllowedOrigins": "", "Images": "none", "ThrottleRate": "200", "ThrottleBurst": "400"},
        ),
    ],
)
def test_options_set_parameters_of_the_stack(
    given: list[str], parameters: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Options] = []

    def start(_template: Path, options: Options) -> None:
        asked.append(options)
        raise CommandError("not started")

    monkeypatch.setattr("clippings_local.serve_command.running_stack", start)
    assert main(["serve", *given]) == 2
    assert asked[0].values == parameters


@pytest.mark.parametrize("given", ["0", "-1", "2501"])
def test_the_request_rate_is_validated_like_in_the_stack(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not between 1 and 2500"):
        requests_per_second(given)
    assert requests_per_second("2500") == 2500
