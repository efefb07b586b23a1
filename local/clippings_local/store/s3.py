"""S3's calls that the functions make, over the objects in SQLite, in the form of boto3."""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from clippings_local.store.client_errors import client_error
from clippings_local.store.objects import NO_VERSION, NewObject, ObjectStore, ObjectVersion, precondition_failed


class BucketClient:
    """The calls of S3's client over *store*. *signer* makes the client that signs presigned URLs."""

    def __init__(self, store: ObjectStore, signer: Callable[[], Any]) -> None:
        self._store = store
        self._signer = signer

    def get_object(
        self,
        *,
        Bucket: str,
        Key: str,
        VersionId: str | None = None,
        IfMatch: str | None = None,
        Range: str | None = None,
    ) -> Any:
        """Return an object, or a *Range* ``bytes=<first>-<last>`` of it; its ``Body`` is read like a file."""
        found = self._store.find(Bucket, Key, VersionId)
        _check_there(found, VersionId)
        if IfMatch is not None and IfMatch.strip('"') != found.etag:
            raise precondition_failed()
        if Range is None:
            found, data = self._store.read(Bucket, Key, VersionId)
            return {**_described(found), "Body": io.BytesIO(data)}
        first, last = map(int, Range.removeprefix("bytes=").split("-"))
        if first >= found.size:
            raise client_error("InvalidRange", "The requested range is not satisfiable", status=416)
        data = self._store.read_part(found, first, last + 1 - first)
        told = {"ContentLength": len(data), "ContentRange": f"bytes {first}-{first + len(data) - 1}/{found.size}"}
        return {**_described(found), **told, "Body": io.BytesIO(data)}

    def head_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> Any:
        """Return an object without its bytes."""
        found = self._store.find(Bucket, Key, VersionId)
        _check_there(found, VersionId)
        return _described(found)

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, **more: Any) -> Any:
        """Store an object."""
        given = {"content-type": more.get("ContentType"), "content-encoding": more.get("ContentEncoding")}
        headers = {name: value for name, value in given.items() if value}
        new = NewObject(Bucket, Key, Body, headers, more.get("Metadata") or {})
        made = self._store.put(new, only_new=more.get("IfNoneMatch") == "*")
        return {"ETag": f'"{made.etag}"'} | _version(made)

    def delete_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> Any:
        """Delete a version permanently, or hide the object."""
        marker = self._store.delete(Bucket, Key, VersionId)
        return {"DeleteMarker": True, **_version(marker)} if marker else {}

    def get_paginator(self, name: str) -> Any:
        """Return the paginator of ``list_object_versions``, the only list that the functions read."""
        if name != "list_object_versions":
            raise NotImplementedError(f"the S3 of one machine does not page through {name}")
        return self

    def paginate(self, *, Bucket: str, Prefix: str = "") -> Iterator[Any]:
        """Yield one page for each version under *Prefix*."""
        for found in self._store.versions(Bucket, Prefix):
            told: Any = {"Key": found.key, "VersionId": found.version, "LastModified": found.modified}
            if found.deleted:
                yield {"DeleteMarkers": [told]}
            else:
                yield {"Versions": [told | {"ETag": f'"{found.etag}"', "Size": found.size}]}

    def generate_presigned_url(self, *given: Any, **named: Any) -> str:
        """Return a presigned URL that boto3 signed."""
        url: str = self._signer().generate_presigned_url(*given, **named)
        return url


def _check_there(found: ObjectVersion, version: str | None) -> None:
    if found.deleted and version:
        raise client_error("MethodNotAllowed", "The specified method is not allowed against this resource.", status=405)
    if found.deleted:
        raise client_error("NoSuchKey", "The specified key does not exist.", status=404)


def _described(found: ObjectVersion) -> Any:
    told = {
        "ContentLength": found.size,
        "ContentType": found.headers.get("content-type", "binary/octet-stream"),
        # S3 has times in whole seconds.
        "LastModified": found.modified.replace(microsecond=0),
        "ETag": f'"{found.etag}"',
        "Metadata": dict(found.metadata),
    }
    encoding = found.headers.get("content-encoding")
    return told | ({"ContentEncoding": encoding} if encoding else {}) | _version(found)


def _version(found: ObjectVersion) -> dict[str, str]:
    return {} if found.version == NO_VERSION else {"VersionId": found.version}
