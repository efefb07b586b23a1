"""The folder of ``clippings serve --data``: which files lie in it, and that one service at a time has it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clippings_local.cli_errors import CommandError

#: What the names of temporary folders begin with.
TEMPORARY = "clippings-data-"


@dataclass(frozen=True)
class DataFolder:
    """The files under *root*. *keeps* is False for a folder that is deleted with its service."""

    root: Path
    keeps: bool = True

    @property
    def database(self) -> Path:
        """Pages, articles, queues, secrets, the key and the ports."""
        return self.root / "clippings.sqlite3"

    @property
    def search_index(self) -> Path:
        """An index over the articles. It can be made anew from the database, and is in no backup."""
        return self.root / "search.sqlite3"

    @property
    def lock(self) -> Path:
        """Locked by the service that has the folder; holds the id of its process."""
        return self.root / "lock"


@contextmanager
def opened_data_folder(root: Path | None) -> Iterator[DataFolder]:
    """Hold the folder *root*, which is made where it is not there; without *root* a temporary one.

    Raises:
        CommandError: Another service has it, or it is no folder that can be written.
    """
    if root is None:
        delete_abandoned(Path(tempfile.gettempdir()))
        with (
            tempfile.TemporaryDirectory(prefix=TEMPORARY) as temporary,
            _locked(Path(temporary), keeps=False) as held,
        ):
            yield held
        return
    try:
        # For this user alone: it holds the API key and the secrets.
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise CommandError(f"cannot keep data in {root}: {refused.strerror}") from refused
    with _locked(root.resolve(), keeps=True) as held:
        yield held


def delete_abandoned(place: Path) -> None:
    """Delete the temporary folders in *place* whose services were killed: nobody holds their locks any more."""
    for root in place.glob(f"{TEMPORARY}*"):
        # One that belongs to another user, or that another service is about to lock, stays.
        with suppress(CommandError, OSError):
            if DataFolder(root).lock.is_file():
                with _locked(root, keeps=False):
                    shutil.rmtree(root)


@contextmanager
def _locked(root: Path, *, keeps: bool) -> Iterator[DataFolder]:
    folder = DataFolder(root, keeps)
    try:
        number = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as refused:
        raise CommandError(f"cannot keep data in {root}: {refused.strerror}") from refused
    # The system gives the lock back when the process ends, however it ends.
    with os.fdopen(number, "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            owner = lock.read().strip() or "unknown"
            raise CommandError(f"another `clippings serve` has {root} (process {owner})") from held
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield folder
