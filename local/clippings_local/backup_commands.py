"""``clippings backup`` and ``restore``: copy a data folder into one file, and make a data folder of that file."""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from clippings_local.cli_errors import CommandError
from clippings_local.data_folder import DataFolder, opened_data_folder
from clippings_local.store.database import FORMAT, Durability, connect, read_format

#: Bytes that are read and written at once.
PIECE = 1024 * 1024


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = commands.add_parser(
        "backup",
        help="copy a data folder into one file",
        description="Copy everything in a data folder of `clippings serve` into one file. The service may keep "
        "running: the backup is a consistent snapshot.",
    )
    backup.add_argument("data", type=Path, help="the data folder")
    backup.add_argument("file", type=Path, help="the file to create; an existing file is not overwritten")
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser(
        "restore",
        help="restore a data folder from a backup",
        description="Restore a data folder for `clippings serve` from a file that `clippings backup` made.",
    )
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("data", type=Path, help="the folder to create; a folder with data is not overwritten")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Write the backup to a temporary file, check it, and rename it."""
    source = DataFolder(arguments.data).database
    if not source.is_file():
        raise CommandError(f"{arguments.data} is not a data folder of `clippings serve`")
    if arguments.file.exists():
        raise CommandError(f"{arguments.file} is there already")
    with _fresh(arguments.file) as packed, _scratch(arguments.file, "copy") as copy:
        with _opened(source, arguments.data) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        check(copy, arguments.data)
        # gzip's checksum reveals damage, and its fastest level reduces pages to a quarter.
        with copy.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as out:
            shutil.copyfileobj(plain, out, PIECE)
    print(f"{arguments.file}: {arguments.file.stat().st_size / 1e6:.1f} MB")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Unpack the backup, check it, and make the folder."""
    if not arguments.file.is_file():
        raise CommandError(f"there is no {arguments.file}")
    with opened_data_folder(arguments.data) as folder:
        if folder.database.exists():
            raise CommandError(f"{arguments.data} already contains data; restore into another folder")
        with _fresh(folder.database) as unfinished:
            try:
                with gzip.open(arguments.file, "rb") as packed, unfinished.open("wb") as out:
                    shutil.copyfileobj(packed, out, PIECE)
            except (gzip.BadGzipFile, EOFError, zlib.error) as damaged:
                raise CommandError(f"{arguments.file} is damaged or is not a backup: {damaged}") from damaged
            check(unfinished, arguments.file)
    print(f"restored; start it with: clippings serve --data {arguments.data}")
    return 0


def check(path: Path, origin: Path) -> None:
    """Raise CommandError if the database at *path* is damaged, of another program, or of an unknown format.

    Args:
        path: A temporary copy.
        origin: What the user knows it as: the file or folder that it was made from.
    """
    with _opened(path, origin) as connection:
        if read_format(connection, origin) not in range(1, FORMAT + 1):
            raise CommandError(f"{origin} is empty")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise CommandError(f"{origin} is damaged: {verdict}")


@contextmanager
def _opened(path: Path, origin: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(connect(path, Durability.POWER_LOSS)) as connection:
            yield connection
    except sqlite3.DatabaseError as broken:
        raise CommandError(f"{origin} cannot be read: {broken}") from broken


@contextmanager
def _fresh(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside *path* that is renamed to *path* at the end, or deleted after an error."""
    with _scratch(path, "new") as unfinished:
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)


@contextmanager
def _scratch(path: Path, use: str) -> Iterator[Path]:
    """Yield an empty temporary file beside *path*, which is deleted at the end."""
    scratch = path.with_name(f".{path.name}.{use}.{os.getpid()}")
    scratch.unlink(missing_ok=True)
    try:
        # Readable for this user only, from the beginning: it contains the API key.
        os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)
