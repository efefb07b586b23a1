"""A backup holds everything of its folder, is made beside a running service, and is checked before it is trusted."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings_local.account import HeldAccount, local_account
from clippings_local.command import main
from clippings_local.data_folder import DataFolder, opened_data_folder
from clippings_local.store.database import FORMAT
from clippings_local.store.objects import NewObject


@pytest.fixture
def account(tmp_path: Path) -> Iterator[HeldAccount]:
    """A running account in the folder ``data``, with one object and a setting."""
    with opened_data_folder(tmp_path / "data") as folder, local_account(folder=folder) as held:
        held.stores.objects.create_bucket("inbox")
        held.stores.objects.put(NewObject("inbox", "a.html", b"page"))
        held.stores.set("api_key", "k")
        yield held


@pytest.mark.usefixtures("account")
def test_a_backup_of_a_running_service_can_be_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(tmp_path / "data"), str(tmp_path / "backup")]) == 0
    assert main(["restore", str(tmp_path / "backup"), str(tmp_path / "again")]) == 0
    assert f"clippings serve --data {tmp_path / 'again'}" in capsys.readouterr().out
    with opened_data_folder(tmp_path / "again") as folder, local_account(folder=folder) as again:
        assert again.stores.objects.read("inbox", "a.html")[1] == b"page"
        assert again.stores.setting("api_key") == "k"


@pytest.mark.usefixtures("account")
def test_a_backup_is_private_and_leaves_no_temporary_files(tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "data"), str(tmp_path / "backup")]) == 0
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "data"]


@pytest.mark.usefixtures("account")
def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["backup", str(tmp_path / "data"), str(tmp_path / "backup")])
    before = (tmp_path / "backup").read_bytes()
    assert main(["backup", str(tmp_path / "data"), str(tmp_path / "backup")]) == 2
    assert (tmp_path / "backup").read_bytes() == before
    # The service has the folder.
    assert main(["restore", str(tmp_path / "backup"), str(tmp_path / "data")]) == 2
    assert "another `clippings serve`" in capsys.readouterr().err


def test_a_folder_that_holds_data_is_not_overwritten(
    tmp_path: Path, account: HeldAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", str(account.folder.root), str(tmp_path / "backup")])
    main(["restore", str(tmp_path / "backup"), str(tmp_path / "again")])
    assert main(["restore", str(tmp_path / "backup"), str(tmp_path / "again")]) == 2
    assert "already contains data" in capsys.readouterr().err


def test_a_damaged_backup_is_rejected_and_creates_no_data_folder(
    tmp_path: Path, account: HeldAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        account.stores.objects.put(NewObject("inbox", f"{number}.html", random.Random(number).randbytes(10_000)))
    backup = tmp_path / "backup"
    main(["backup", str(account.folder.root), str(backup)])
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2] + bytes(8192) + whole[len(whole) // 2 + 8192 :])
    assert main(["restore", str(backup), str(tmp_path / "again")]) == 2
    backup.write_bytes(whole[: len(whole) // 3])
    assert main(["restore", str(backup), str(tmp_path / "again")]) == 2
    for content in (b"no backup", b""):
        backup.write_bytes(content)
        capsys.readouterr()
        assert main(["restore", str(backup), str(tmp_path / "again")]) == 2
        assert capsys.readouterr().err.startswith(f"clippings: {backup} is ")
    assert not DataFolder(tmp_path / "again").database.exists()


def test_a_backup_of_a_newer_format_is_rejected_with_advice(
    tmp_path: Path, account: HeldAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    with account.stores.database.writing() as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with account.stores.database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "backup").write_bytes(gzip.compress((tmp_path / "data" / "clippings.sqlite3").read_bytes()))
    assert main(["backup", str(tmp_path / "data"), str(tmp_path / "other")]) == 2
    assert main(["restore", str(tmp_path / "backup"), str(tmp_path / "again")]) == 2
    assert "a newer version" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["backup", "none", "file"], ["restore", "none", "folder"]])
def test_missing_files_are_reported(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    assert "none" in capsys.readouterr().err
