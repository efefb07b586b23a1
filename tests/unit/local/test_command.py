"""The command ``clippings``: its commands, their help, and what each says of a mistake."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from clippings.compiled import describe_implementation, python_only
from clippings_local.command import COMMANDS as MODULES
from clippings_local.command import main, make_parser
from clippings_local.project import sample_pages

SAMPLE = str(sample_pages()[0])
COMMANDS = (
    *("demo", "parse", "serve", "put", "replay", "get", "list", "feed", "status", "export", "import", "backup"),
    *("restore", "event", "admin", "complete"),
)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["parse", "nowhere.html"], "cannot read nowhere.html: No such file or directory"),
        (["demo", "nowhere.html"], "there is no nowhere.html"),
        (["parse", SAMPLE, "--url", "not-a-url"], "--url: not-a-url is not a web address"),
        (["get", "x", "--api-key", "k"], "CLIPPINGS_API"),
        (["get", "x", "--api", "ftp://a", "--api-key", "k"], "ftp://a is not a web address"),
        (["get", "http://x", "--api", "http://127.0.0.1:1", "--api-key", "k"], "no answer from http://127.0.0.1:1"),
        (["list", "--limit", "0", "--api", "http://127.0.0.1:1", "--api-key", "k"], "--limit must be at least 1"),
    ],
)
def test_errors_are_printed_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    monkeypatch.delenv("CLIPPINGS_API", raising=False)
    assert main(given) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("clippings: ")
    assert told in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("parse", [SAMPLE, "--frmat", "text"]), ("admin withdraw", ["x", "--reason", "r", "--frmat"])],
)
def test_an_unknown_option_is_answered_with_the_usage_of_its_command(
    command: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), *arguments])
    shown = capsys.readouterr().err
    assert ended.value.code == 2
    assert shown.startswith(f"usage: clippings {command} [-h]")
    assert f"clippings {command}: error: unknown arguments: --frmat" in shown


def test_the_help_has_one_line_per_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for command in COMMANDS:
        assert re.search(rf"^ +{command} +\w+", shown, re.MULTILINE), command


def helps(parser: argparse.ArgumentParser) -> dict[str, str | None]:
    (commands,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {action.dest: action.help for action in commands._choices_actions}


def test_the_help_of_unloaded_commands_is_correct() -> None:
    assert helps(make_parser([])) == helps(make_parser())


@pytest.mark.parametrize("module", MODULES)
def test_modules_add_exactly_their_listed_commands(module: str) -> None:
    loaded = make_parser([next(iter(MODULES[module]))])
    assert helps(loaded) == helps(make_parser([]))


@pytest.mark.parametrize("given", [["--help"], ["--version"], ["get", "--help"], ["list", "--help"]])
def test_small_commands_load_no_heavy_modules(given: list[str]) -> None:
    program = (
        "import sys; from clippings_local.command import main\n"
        f"try: main({given})\nexcept SystemExit: pass\n"
        "heavy = {'boto3', 'botocore', 'rich', 'turbohtml', 'aws_xray_sdk', 'clippings.parsing'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("command", [*COMMANDS, "admin withdraw", "admin replay", "admin revoke"])
def test_every_command_and_option_has_a_help_text(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[argparse.ArgumentParser] = []
    monkeypatch.setattr(argparse.ArgumentParser, "print_help", lambda parser, *_: asked.append(parser))
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    (parser,) = asked
    assert re.fullmatch(r"[A-Z][^`]*(?:`[^`]+`[^`]*)*\.", " ".join((parser.description or "").split()))
    for action in parser._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction), action.dest


@pytest.mark.parametrize(
    "given", [[], ["pars"], ["parse"], ["parse", SAMPLE, "--format", "pdf"], ["serve", "--port", "x"]]
)
def test_invalid_arguments_print_the_usage(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: clippings")


def test_a_closed_output_is_not_an_error(tmp_path: Path) -> None:
    code = "from clippings_local.command import main; raise SystemExit(main())"
    command = f'"{sys.executable}" -c "{code}" parse "{SAMPLE}" 2>{tmp_path}/errors | head -c 1'
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run(["/bin/sh", "-c", command], env=environment, capture_output=True, check=True)
    assert shown.stdout == b"{"
    assert (tmp_path / "errors").read_text() == ""


def test_an_interrupted_command_ends_as_the_shell_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("clippings_local.parse_command.read_page_bytes", interrupted)
    assert main(["parse", SAMPLE]) == 130


def test_the_version_names_the_implementation_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"clippings {metadata.version('clippings')} ({describe_implementation()})\n"
    with pytest.raises(SystemExit), python_only():
        main(["--version"])
    assert capsys.readouterr().out == f"clippings {metadata.version('clippings')} (Python)\n"


def test_an_unwritable_file_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The export opens its file before it asks anything."""
    nowhere = tmp_path / "nowhere" / "out.jsonl"
    given = ["export", "--api", "http://127.0.0.1:1", "--api-key", "k", "--output", str(nowhere)]
    assert main(given) == 2
    assert capsys.readouterr().err == f"clippings: {nowhere}: No such file or directory\n"


def test_the_help_says_what_the_exit_statuses_mean(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "Exit status: 0 success; 1 negative result" in " ".join(capsys.readouterr().out.split())
