"""One service at a time has a data folder, and a temporary one is gone afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.data_folder import TEMPORARY, delete_abandoned, opened_data_folder


def test_a_data_folder_is_private(tmp_path: Path) -> None:
    with opened_data_folder(tmp_path / "new" / "data") as folder:
        assert folder.keeps
        assert folder.root.stat().st_mode & 0o077 == 0
    assert folder.root.is_dir()


def test_a_second_service_is_rejected_with_the_process_id(tmp_path: Path) -> None:
    refused = pytest.raises(CommandError, match=rf"another .* \(process {os.getpid()}\)")
    with opened_data_folder(tmp_path), refused, opened_data_folder(tmp_path):
        pass
    with opened_data_folder(tmp_path):
        pass


def test_without_a_folder_a_temporary_one_is_used() -> None:
    with opened_data_folder(None) as folder:
        assert folder.root.is_dir()
        assert not folder.keeps
    assert not folder.root.exists()


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(CommandError, match="cannot keep data"), opened_data_folder(tmp_path / "file" / "data"):
        pass
    with pytest.raises(CommandError, match="it is a file"), opened_data_folder(tmp_path / "file"):
        pass


def test_temporary_folders_of_killed_services_are_deleted_and_no_others(tmp_path: Path) -> None:
    for name in (f"{TEMPORARY}killed", f"{TEMPORARY}new", f"{TEMPORARY}running", "clippings-other"):
        (tmp_path / name).mkdir()
    for name in (f"{TEMPORARY}killed", f"{TEMPORARY}running", "clippings-other"):
        (tmp_path / name / "lock").write_text("1", "utf-8")
    with opened_data_folder(tmp_path / f"{TEMPORARY}running"):
        delete_abandoned(tmp_path)
        left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [f"{TEMPORARY}new", f"{TEMPORARY}running", "clippings-other"]
