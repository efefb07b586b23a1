"""How commands find the service that runs on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clippings_local.running_service import RunningService, announced, find_running, service_file

SERVICE = RunningService("http://127.0.0.1:8080", "key", "http://127.0.0.1:5577", "inbox", os.getpid())


@pytest.fixture
def runtime(tmp_path: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(tmp_path)}


def test_a_service_is_found_while_it_runs_and_not_afterwards(runtime: dict[str, str]) -> None:
    assert find_running(runtime) is None
    with announced(SERVICE, runtime):
        assert find_running(runtime) == SERVICE
    assert find_running(runtime) is None
    assert not service_file(runtime).exists()


def test_the_service_file_is_private(runtime: dict[str, str]) -> None:
    with announced(SERVICE, runtime):
        assert service_file(runtime).stat().st_mode & 0o777 == 0o600
        assert service_file(runtime).parent.stat().st_mode & 0o777 == 0o700


def test_a_killed_service_is_not_found(runtime: dict[str, str]) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with announced(RunningService("a", "k", "s", "b", ended.pid), runtime):
        assert find_running(runtime) is None


def test_the_end_of_one_service_leaves_the_later_one_findable(runtime: dict[str, str]) -> None:
    later = RunningService("http://127.0.0.1:8081", "other", "http://127.0.0.1:5578", "inbox", os.getpid())
    first = announced(SERVICE, runtime)
    with first, announced(later, runtime):
        first.__exit__(None, None, None)
        assert find_running(runtime) == later


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"api": "http://127.0.0.1:1"}', "null"])
def test_an_invalid_service_file_is_ignored(runtime: dict[str, str], text: str) -> None:
    service_file(runtime).parent.mkdir()
    service_file(runtime).write_text(text, "utf-8")
    assert find_running(runtime) is None


def test_the_service_runs_without_a_service_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    nowhere = {"XDG_RUNTIME_DIR": str(tmp_path / "file")}
    with announced(SERVICE, nowhere):
        assert find_running(nowhere) is None


def test_without_a_runtime_folder_the_file_is_in_a_temporary_one_of_the_user() -> None:
    assert service_file({}).parent.name.startswith("clippings-")
