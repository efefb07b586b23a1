"""The database file of the local service: its format's number, its transactions, and files that it must reject."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from clippings_local.cli_errors import CommandError
from clippings_local.store.database import (
    FORMAT,
    Database,
    Durability,
    connect,
    create_or_upgrade,
    read_format,
    read_setting,
)


def test_a_new_file_has_the_current_format_number(database: Database) -> None:
    with database.reading() as connection:
        assert read_format(connection, database.path) == FORMAT


def test_a_transaction_that_raises_changes_nothing(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError), database.writing() as connection:  # noqa: PT012
        connection.execute("INSERT INTO settings VALUES ('a', '1')")
        connection.execute("no statement")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM settings").fetchone() == (0,)


def test_data_is_read_after_reopening(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO settings VALUES ('api_port', '8081')")
    again = create_or_upgrade(database.path, Durability.KILL)
    again.close()
    assert read_setting(database.path, "api_port") == "8081"
    assert read_setting(database.path, "other") is None


def test_a_missing_file_has_no_settings(tmp_path: Path) -> None:
    assert read_setting(tmp_path / "none", "api_port") is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        (f"user_version = {FORMAT + 1}", "newer version"),
        ("user_version = -1", "export --pages"),
        ("application_id = 7", "another program"),
    ],
)
def test_an_unknown_format_is_rejected_with_advice(database: Database, pragma: str, said: str) -> None:
    connection = connect(database.path, Durability.KILL)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    with pytest.raises(CommandError, match=said):
        create_or_upgrade(database.path, Durability.KILL)


def test_a_file_that_is_not_a_database_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "clippings.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(CommandError, match="restore a backup"):
        create_or_upgrade(path, Durability.KILL)


def test_an_older_format_is_upgraded_step_by_step(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings_local.store.database.FORMAT", FORMAT + 1)
    monkeypatch.setattr("clippings_local.store.database.UPGRADES", {FORMAT: "CREATE TABLE later (id INTEGER);"})
    upgraded = create_or_upgrade(database.path, Durability.KILL)
    with upgraded.reading() as connection:
        assert read_format(connection, database.path) == FORMAT + 1
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    upgraded.close()


def test_a_closed_database_keeps_no_connection(database: Database) -> None:
    with database.reading() as connection:
        database.close()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
