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


def test_a_new_file_has_the_number_of_this_format(database: Database) -> None:
    with database.reading() as connection:
        assert read_format(connection, database.path) == FORMAT


def test_a_transaction_that_raises_changes_nothing(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError), database.writing() as connection:  # noqa: PT012
        connection.execute("INSERT INTO settings VALUES ('a', '1')")
        connection.execute("no statement")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM settings").fetchone() == (0,)


def test_what_one_opening_wrote_the_next_one_reads(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO settings VALUES ('api_port', '8081')")
    again = create_or_upgrade(database.path, Durability.KILL)
    again.close()
    assert read_setting(database.path, "api_port") == "8081"
    assert read_setting(database.path, "other") is None


def test_there_is_no_setting_without_a_file(tmp_path: Path) -> None:
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
def test_a_file_that_it_cannot_read_is_refused_with_what_to_do(database: Database, pragma: str, said: str) -> None:
    connection = connect(database.path, Durability.KILL)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    with pytest.raises(CommandError, match=said):
        create_or_upgrade(database.path, Durability.KILL)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clippings.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(CommandError, match="restore a backup"):
        create_or_upgrade(path, Durability.KILL)


def test_an_older_format_is_brought_to_this_one_by_its_steps(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
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
