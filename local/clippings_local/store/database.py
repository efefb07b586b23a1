"""The SQLite file of the local stack: its schema, the number of its format, and its transactions.

Several processes have the file open: the service, which answers requests, and its workers, which run functions. With
SQLite's write-ahead log they can read while one of them writes.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path

from clippings_local.cli_errors import CommandError

#: Written into the file (``PRAGMA application_id``): the letters ``clip``.
APPLICATION_ID = 0x636C6970
#: The number of this format (``PRAGMA user_version``). A change of SCHEMA raises it, and adds a step to UPGRADES.
FORMAT = 1
#: Seconds that a writer waits for another process's transaction, which takes milliseconds.
BUSY_SECONDS = 60
#: Bytes to which the write-ahead log is truncated after its contents have been moved into the file.
LOG_LIMIT = 64 * 1024 * 1024

#: Statements that upgrade a file from each format to the next one. Format 1 is the first.
UPGRADES: dict[int, str] = {}

SCHEMA = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tables (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, declared TEXT NOT NULL, expiry TEXT);
CREATE TABLE items (
    id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL, expires INTEGER,
    data BLOB NOT NULL, UNIQUE (table_id, pk, sk)
);
CREATE INDEX items_by_expiry ON items (expires) WHERE expires IS NOT NULL;
CREATE TABLE buckets (
    name TEXT PRIMARY KEY, created REAL NOT NULL, versioned INTEGER NOT NULL DEFAULT 0, news TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
CREATE TABLE objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
    modified REAL NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, deleted INTEGER NOT NULL, headers TEXT NOT NULL,
    metadata TEXT NOT NULL, data BLOB NOT NULL
);
CREATE INDEX objects_by_key ON objects (bucket, key, id);
CREATE TABLE multipart_uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, metadata TEXT NOT NULL
);
CREATE TABLE multipart_parts (
    upload TEXT NOT NULL, number INTEGER NOT NULL, etag TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (upload, number)
);
CREATE TABLE queues (name TEXT PRIMARY KEY, attributes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, sent REAL NOT NULL, visible REAL NOT NULL, receives INTEGER NOT NULL DEFAULT 0,
    first_received REAL, receipt TEXT
);
CREATE INDEX messages_by_queue ON messages (queue, visible, id);
CREATE INDEX messages_by_receipt ON messages (receipt) WHERE receipt IS NOT NULL;
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Durability(Enum):
    """The durability of a commit; the values are those of SQLite's ``synchronous``."""

    #: A loss of power too. For everything that is answered to a caller.
    POWER_LOSS = "FULL"
    #: The end of the process at any time. For work that its queue repeats after a loss of power.
    KILL = "NORMAL"
    #: Nothing: the file is temporary.
    NOTHING = "OFF"


class Database:
    """An open file. Its methods may be called from any thread."""

    def __init__(self, path: Path, durability: Durability) -> None:
        self.path = path
        self.durability = durability
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._writing = threading.Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection for reads; each statement sees all commits before it."""
        connection = self._take()
        try:
            yield connection
        finally:
            self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction, which is committed at the end and rolled back after an error."""
        # Threads wait for each other here, since SQLite wakes a waiting writer late.
        with self._writing, self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the idle connections; the others are closed when they are returned."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return connect(self.path, self.durability)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if self._closed:
            connection.close()
        else:
            self._idle.put(connection)


def connect(path: Path, durability: Durability) -> sqlite3.Connection:
    """Return a connection for which Python starts no transactions."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA synchronous = {durability.value}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT}")
    except BaseException:
        connection.close()
        raise
    return connection


def create_or_upgrade(path: Path, durability: Durability) -> Database:
    """Return the database at *path*, created if it does not exist and upgraded if its format is older.

    Raises:
        CommandError: The file is of another program, of a newer format, or of one that cannot be upgraded.
    """
    try:
        with closing(connect(path, durability)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            found = read_format(connection, path)
            if found == 0:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID};"
                    f"PRAGMA user_version = {FORMAT}; COMMIT;"
                )
            elif found < FORMAT:
                steps = "".join(UPGRADES[number] for number in range(found, FORMAT))
                connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {FORMAT}; COMMIT;")
    except sqlite3.DatabaseError as broken:
        raise CommandError(f"{path} cannot be read: {broken}; restore a backup of it") from broken
    return Database(path, durability)


def read_format(connection: sqlite3.Connection, path: Path) -> int:
    """Return the number of a file's format, 0 for an empty file.

    Raises:
        CommandError: The file is of another program, or of a format that this version cannot read.
    """
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not tables and not found:
        return 0
    if application != APPLICATION_ID:
        raise CommandError(f"{path} is a database of another program")
    if found > FORMAT:
        raise CommandError(
            f"{path} has format {found}, which a newer version of Clippings wrote; this one reads up to {FORMAT}. "
            "Install that version, or a newer one"
        )
    if any(number not in UPGRADES for number in range(found, FORMAT)):
        raise CommandError(
            f"{path} has format {found}, which this version cannot read. With the version that wrote it, run "
            "`clippings serve --data` and `clippings export --pages > FILE`; then `clippings import FILE` with this one"
        )
    return int(found)


def read_setting(path: Path, name: str) -> str | None:
    """Return a setting of the database at *path*; None if the database or the setting does not exist."""
    if not path.exists():
        return None
    try:
        with closing(connect(path, Durability.KILL)) as connection:
            if not read_format(connection, path):
                return None
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError as broken:
        raise CommandError(f"{path} cannot be read: {broken}; restore a backup of it") from broken
    return row[0] if row else None
