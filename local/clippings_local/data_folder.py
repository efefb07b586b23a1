"""The folder of ``clippings serve --data``: its files, and the lock that lets one service at a time use it."""

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

#: Prefix of the names of temporary folders.
TEMPORARY = "clippings-data-"


@dataclass(frozen=True)
class DataFolder:
    """The files under *root*. *keeps* is False for a temporary folder."""

    root: Path
    keeps: bool = True

    @property
    def database(self) -> Path:
        """The database of pages, articles, queues, secrets, the key and the ports."""
        return self.root / "clippings.sqlite3"

    @property
    def search_index(self) -> Path:
        """The search index. It can be rebuilt from the database, and is not part of backups."""
        return self.root / "search.sqlite3"

    @property
    def lock(self) -> Path:
        """The lock file, which contains the process id of the service."""
        return self.root / "lock"


@contextmanager
def opened_data_folder(root: Path | None) -> Iterator[DataFolder]:
    """Lock the folder *root*, which is created if necessary; without *root* a temporary folder.

    Raises:
        CommandError: Another service uses it, or it cannot be written.
    """
    if root is None:
        delete_abandoned(Path(tempfile.gettempdir()))
        with (
            tempfile.TemporaryDirectory(prefix=TEMPORARY) as temporary,
            _locked(Path(temporary), keeps=False) as held,
        ):
            yield held
        return
    if root.is_file():
        raise CommandError(f"cannot keep data in {root}: it is a file, and a folder is needed")
    try:
        # Readable for this user only, since it contains the API key and the secrets.
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise CommandError(f"cannot keep data in {root}: {refused.strerror}") from refused
    with _locked(root.resolve(), keeps=True) as held:
        yield held


def delete_abandoned(place: Path) -> None:
    """Delete the temporary folders in *place* whose services were killed, so that nobody holds their locks."""
    for root in place.glob(f"{TEMPORARY}*"):
        # A folder of another user, or one that another service is about to lock, is kept.
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
    # The system releases the lock when the process ends, for whatever reason.
    with os.fdopen(number, "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            owner = lock.read().strip() or "unknown"
            raise CommandError(f"another `clippings serve` uses {root} (process {owner})") from held
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield folder
