"""Objects by bucket, key and version in SQLite. A new object and its message in a queue are one transaction."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from clippings_local.store import sqs
from clippings_local.store.client_errors import client_error
from clippings_local.store.database import Database

#: The version of an object in a bucket without versioning.
NO_VERSION = "null"
#: The columns of a stored version, without its bytes.
_COLUMNS = "id, key, version, modified, size, etag, deleted, headers, metadata"


@dataclass(frozen=True)
class ObjectVersion:
    """One version of an object, without its bytes; *deleted* for a delete marker."""

    id: int  #: grows with every version, over all buckets
    key: str
    version: str
    modified: datetime
    size: int
    etag: str
    deleted: bool
    headers: Mapping[str, str] = field(default_factory=dict)  #: ``content-type`` and similar headers, in lower case
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewObject:
    """An object to be stored. *etag* is given if it is not the MD5 of *data*."""

    bucket: str
    key: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""


class ObjectStore:
    """The buckets in *database*."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # Buckets

    def create_bucket(self, name: str) -> None:
        """Create a bucket; an existing one is not changed."""
        with self.database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO buckets (name, created) VALUES (?, ?)", (name, time.time()))

    def delete_bucket(self, name: str) -> None:
        """Delete an empty bucket."""
        with self.database.writing() as connection:
            if connection.execute("SELECT 1 FROM objects WHERE bucket = ? LIMIT 1", (name,)).fetchone():
                raise client_error("BucketNotEmpty", "The bucket you tried to delete is not empty", status=409)
            connection.execute("DELETE FROM buckets WHERE name = ?", (name,))

    def buckets(self) -> list[tuple[str, datetime]]:
        """Return the names of the buckets with the times of their creation."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT name, created FROM buckets ORDER BY name").fetchall()
        return [(name, datetime.fromtimestamp(created, UTC)) for name, created in rows]

    def configure(self, name: str, column: str, value: Any) -> None:
        """Configure a bucket: *column* is ``versioned`` or ``news``."""
        if column not in ("versioned", "news"):
            raise ValueError(column)
        self.configuration(name)
        with self.database.writing() as connection:
            statement = f"UPDATE buckets SET {column} = ? WHERE name = ?"  # noqa: S608 - one of two names
            connection.execute(statement, (value if column == "versioned" else json.dumps(value), name))

    def configuration(self, name: str) -> dict[str, Any]:
        """Return ``versioned`` and ``news`` of a bucket.

        Raises:
            NoSuchBucket: There is no such bucket.
        """
        with self.database.reading() as connection:
            row = connection.execute("SELECT versioned, news FROM buckets WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise client_error("NoSuchBucket", "The specified bucket does not exist", status=404, BucketName=name)
        return {"versioned": bool(row[0]), "news": json.loads(row[1])}

    # Objects

    def put(self, new: NewObject, *, only_new: bool = False) -> ObjectVersion:
        """Store an object, and put a notification into the queues of its bucket.

        With *only_new* it raises PreconditionFailed where there is an object of this key.
        """
        settings = self.configuration(new.bucket)
        with self.database.writing() as connection:
            if only_new and _is_there(connection, new.bucket, new.key):
                raise precondition_failed()
            made = _insert(connection, new, versioned=settings["versioned"])
            for queue in _listening(settings["news"], new.key):
                sqs.send(connection, queue, json.dumps({"Records": [notification_of(new.bucket, made)]}))
        return made

    def find(self, bucket: str, key: str, version: str | None = None) -> ObjectVersion:
        """Return the newest version of an object, which may be a delete marker, or the given one.

        Raises:
            ClientError: NoSuchBucket, NoSuchKey or NoSuchVersion.
        """
        return self._select(bucket, key, version, _COLUMNS)[0]

    def read(self, bucket: str, key: str, version: str | None = None) -> tuple[ObjectVersion, bytes]:
        """Return the result of :meth:`find`, and the bytes."""
        found, rest = self._select(bucket, key, version, f"{_COLUMNS}, data")
        return found, bytes(rest[0])

    def read_part(self, found: ObjectVersion, start: int, length: int) -> bytes:
        """Return *length* bytes of *found* from *start* on; the others are not read into memory.

        Raises: NoSuchVersion, where the version was deleted since it was found.
        """
        with self.database.reading() as connection, _blob(connection, found) as data:
            data.seek(min(start, len(data)))
            return data.read(length)

    def _select(self, bucket: str, key: str, version: str | None, columns: str) -> tuple[ObjectVersion, list[Any]]:
        wanted, given = (" AND version = ?", [version]) if version else ("", [])
        with self.database.reading() as connection:
            row = connection.execute(
                f"SELECT {columns} FROM objects WHERE bucket = ? AND key = ?{wanted} ORDER BY id DESC LIMIT 1",  # noqa: S608
                [bucket, key, *given],
            ).fetchone()
        if row is None:
            self.configuration(bucket)
            if version:
                raise client_error("NoSuchVersion", "The specified version does not exist.", status=404, Key=key)
            raise client_error("NoSuchKey", "The specified key does not exist.", status=404, Key=key)
        return _stored(row[:9]), list(row[9:])

    def delete(self, bucket: str, key: str, version: str | None = None) -> ObjectVersion | None:
        """Delete one version permanently; without *version* hide the object behind a delete marker, which is returned.

        In a bucket without versioning the object itself is deleted. It is no error if it does not exist.
        """
        versioned = self.configuration(bucket)["versioned"]
        with self.database.writing() as connection:
            if version or not versioned:
                connection.execute(
                    "DELETE FROM objects WHERE bucket = ? AND key = ? AND version = ?",
                    (bucket, key, version or NO_VERSION),
                )
                return None
            return _insert(connection, NewObject(bucket, key, b""), versioned=True, deleted=True)

    def versions(self, bucket: str, prefix: str = "", after: tuple[str, int] | None = None) -> Iterator[ObjectVersion]:
        """Yield every version by key, the newest of each first; *after* is the key and id after which to continue."""
        self.configuration(bucket)
        key, number = after or ("", 0)
        while True:
            # Read in batches, so that no connection is held while the caller works.
            with self.database.reading() as connection:
                rows = connection.execute(
                    f"SELECT {_COLUMNS} FROM objects WHERE bucket = ?1 AND key >= ?2 AND (key > ?3 OR "  # noqa: S608
                    "(key = ?3 AND id < ?4)) ORDER BY key, id DESC LIMIT 1000",
                    (bucket, max(prefix, key), key, number),
                ).fetchall()
            for row in rows:
                found = _stored(row)
                if not found.key.startswith(prefix):
                    return
                yield found
                key, number = found.key, found.id
            if not rows:
                return

    def newest(self, bucket: str, prefix: str = "", after: str = "") -> Iterator[ObjectVersion]:
        """Yield the newest version of each object whose key is greater than *after*; deleted objects are left out."""
        seen: str | None = None
        for found in self.versions(bucket, prefix, (after, 0)):
            if found.key != seen:
                seen = found.key
                if not found.deleted:
                    yield found


def precondition_failed() -> ClientError:
    """Return the error for a request whose condition does not hold."""
    return client_error("PreconditionFailed", "At least one of the preconditions did not hold", status=412)


def _is_there(connection: sqlite3.Connection, bucket: str, key: str) -> bool:
    statement = "SELECT deleted FROM objects WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(statement, (bucket, key)).fetchone()
    return row is not None and not row[0]


def _blob(connection: sqlite3.Connection, found: ObjectVersion) -> sqlite3.Blob:
    """Return the bytes of a version as a file."""
    try:
        return connection.blobopen("objects", "data", found.id, readonly=True)
    except sqlite3.OperationalError as gone:
        raise client_error(
            "NoSuchVersion", "The specified version does not exist.", status=404, Key=found.key
        ) from gone


def notification_of(bucket: str, made: ObjectVersion) -> dict[str, Any]:
    """Return the record with which S3 notifies a queue of a new object."""
    told: dict[str, Any] = {
        "key": urllib.parse.quote_plus(made.key, safe="/"),
        "size": made.size,
        "eTag": made.etag,
        # S3's sequencers are hexadecimal, and grow with every version of a key.
        "sequencer": f"{made.id:016X}",
    }
    if made.version != NO_VERSION:
        told["versionId"] = made.version
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "us-east-1",
        "eventTime": made.modified.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "eventName": "ObjectCreated:Put",
        "s3": {
            "s3SchemaVersion": "1.0",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": told,
        },
    }


def _insert(connection: sqlite3.Connection, new: NewObject, *, versioned: bool, deleted: bool = False) -> ObjectVersion:
    version = secrets.token_urlsafe(24) if versioned else NO_VERSION
    if not versioned:
        connection.execute(
            "DELETE FROM objects WHERE bucket = ? AND key = ? AND version = ?", (new.bucket, new.key, NO_VERSION)
        )
    etag = new.etag or hashlib.md5(new.data, usedforsecurity=False).hexdigest()
    now = time.time()
    number = connection.execute(
        "INSERT INTO objects (bucket, key, version, modified, size, etag, deleted, headers, metadata, data) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new.bucket, new.key, version, now, len(new.data), etag, deleted, json.dumps(dict(new.headers)),
            json.dumps(dict(new.metadata)), new.data,
        ),
    ).lastrowid  # fmt: skip
    modified = datetime.fromtimestamp(now, UTC)
    return ObjectVersion(
        number or 0, new.key, version, modified, len(new.data), etag, deleted, new.headers, new.metadata
    )


def _stored(row: Any) -> ObjectVersion:
    number, key, version, modified, size, etag, deleted, headers, metadata = row
    moment = datetime.fromtimestamp(modified, UTC)
    return ObjectVersion(
        number, key, version, moment, size, etag, bool(deleted), json.loads(headers), json.loads(metadata)
    )


def _listening(news: Any, key: str) -> Iterator[str]:
    """Return the names of the queues that are notified of a new object with *key*."""
    for each in news.get("QueueConfigurations", []):
        rules = each.get("Filter", {}).get("Key", {}).get("FilterRules", [])
        told = {rule["Name"].lower(): rule["Value"] for rule in rules}
        fits = key.startswith(told.get("prefix", "")) and key.endswith(told.get("suffix", ""))
        if fits and any(event.startswith("s3:ObjectCreated") for event in each["Events"]):
            yield each["QueueArn"].rpartition(":")[2]
