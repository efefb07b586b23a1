"""Multipart uploads: the parts are stored until the upload is completed, and then become one object."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from clippings_local.store.client_errors import client_error
from clippings_local.store.objects import NewObject, ObjectStore, ObjectVersion


class MultipartUploads:
    """The unfinished uploads of *store*."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def begin(self, bucket: str, key: str, headers: Mapping[str, str], metadata: Mapping[str, str]) -> str:
        """Begin an upload and return its id."""
        self._store.configuration(bucket)
        name = uuid.uuid4().hex
        with self._store.database.writing() as connection:
            connection.execute(
                "INSERT INTO multipart_uploads VALUES (?, ?, ?, ?, ?)",
                (name, bucket, key, json.dumps(dict(headers)), json.dumps(dict(metadata))),
            )
        return name

    def put_part(self, upload: str, number: int, data: bytes) -> str:
        """Store a part and return its ETag."""
        self._find(upload)
        etag = hashlib.md5(data, usedforsecurity=False).hexdigest()
        with self._store.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO multipart_parts VALUES (?, ?, ?, ?)", (upload, number, etag, data)
            )
        return etag

    def complete(self, upload: str, numbers: Sequence[int]) -> ObjectVersion:
        """Store the object that consists of the parts *numbers*, and delete the upload."""
        bucket, key, headers, metadata = self._find(upload)
        parts = []
        with self._store.database.reading() as connection:
            for number in numbers:
                row = connection.execute(
                    "SELECT etag, data FROM multipart_parts WHERE upload = ? AND number = ?", (upload, number)
                ).fetchone()
                if row is None:
                    raise client_error("InvalidPart", "One or more of the specified parts could not be found.")
                parts.append(row)
        # S3's ETag of such an object: the MD5 of the MD5s of the parts, and their number.
        digests = b"".join(bytes.fromhex(etag) for etag, _ in parts)
        etag = f"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(parts)}"
        data = b"".join(data for _, data in parts)
        made = self._store.put(NewObject(bucket, key, data, json.loads(headers), json.loads(metadata), etag))
        self.abort(upload)
        return made

    def abort(self, upload: str) -> None:
        """Delete an upload with its parts."""
        with self._store.database.writing() as connection:
            connection.execute("DELETE FROM multipart_parts WHERE upload = ?", (upload,))
            connection.execute("DELETE FROM multipart_uploads WHERE id = ?", (upload,))

    def _find(self, upload: str) -> tuple[Any, ...]:
        with self._store.database.reading() as connection:
            row: tuple[Any, ...] | None = connection.execute(
                "SELECT bucket, key, headers, metadata FROM multipart_uploads WHERE id = ?", (upload,)
            ).fetchone()
        if row is None:
            raise client_error("NoSuchUpload", "The specified multipart upload does not exist.", status=404)
        return row
