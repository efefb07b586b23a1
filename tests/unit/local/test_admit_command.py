"""``clippings admit``: what it passes to the replay function, and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clippings_local import admit_command
from clippings_local.command import main
from clippings_local.functions import Function


def run(monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]], *given: str) -> tuple[int, list[dict[str, Any]]]:
    asked: list[dict[str, Any]] = []
    function = Function("ReplayFunction", Path(), "handler.handler", {})
    function._handler = lambda event, _: asked.append(event) or rows
    monkeypatch.setattr(admit_command, "find_replay_function", lambda _account: (None, function))
    return main(["admit", *given, "--s3", "http://127.0.0.1:1", "--output", "json"]), asked


def test_one_key_is_admitted_and_replayed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, asked = run(monkeypatch, [{"key": "a.html", "outcome": "stored"}], "a.html")
    assert (status, asked) == (0, [{"key": "a.html", "versions": "latest", "admit": True}])
    assert '"stored"' in capsys.readouterr().out


def test_every_version_of_a_key_can_be_admitted(monkeypatch: pytest.MonkeyPatch) -> None:
    _, asked = run(monkeypatch, [{"key": "a.html", "outcome": "stored"}], "a.html", "--versions", "all")
    assert asked[0]["versions"] == "all"


def test_an_unknown_key_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, [], "b.html")[0] == 1
    assert "b.html" in capsys.readouterr().err
