"""S3 in memory: the calls of the storage package, each atomic, with versions or without."""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.faults import Faults, FaultyClient, refused


@dataclass
class Version:
    """One version of an object; *data* is None for a delete marker."""

    id: str
    data: bytes | None
    modified: datetime
    metadata: dict[str, str] = field(default_factory=dict)
    content_type: str = ""

    @property
    def etag(self) -> str:
        return hashlib.md5(self.data or b"", usedforsecurity=False).hexdigest()


class MemoryBuckets:
    """Buckets by name, each with the versions of its objects, newest last."""

    def __init__(self, *names: str, unversioned: tuple[str, ...] = ()) -> None:
        self.objects: dict[str, dict[str, list[Version]]] = {name: {} for name in (*names, *unversioned)}
        self.unversioned = frozenset(unversioned)
        self.lock = threading.RLock()
        self.count = 0
        self.on_put: list[tuple[str, str, str, str]] = []  #: (bucket, key, version, ETag) of every object created

    def client(self, faults: Faults | None = None) -> BucketClient:
        """Return a client whose calls *faults* interrupts."""
        return BucketClient(self, faults or Faults())

    def put(
        self, bucket: str, key: str, data: bytes, metadata: dict[str, str], content_type: str, now: datetime
    ) -> Version:
        """Store an object, and append its notification to ``on_put``."""
        with self.lock:
            self.count += 1
            name = "null" if bucket in self.unversioned else f"v{self.count:06d}"
            made = Version(name, data, now, metadata, content_type)
            versions = self.objects[bucket].setdefault(key, [])
            versions[:] = [each for each in versions if each.id != name]
            versions.append(made)
            self.on_put.append((bucket, key, "" if name == "null" else name, made.etag))
            return made


class BucketClient(FaultyClient):
    """The calls of S3's client."""

    def __init__(self, buckets: MemoryBuckets, faults: Faults) -> None:
        super().__init__(buckets.lock, faults)
        self.buckets = buckets

    def get_paginator(self, name: str) -> Any:
        if name != "list_object_versions":
            raise NotImplementedError(name)
        return self

    def paginate(self, *, Bucket: str, Prefix: str) -> Iterator[Any]:
        """Yield one page with every version under *Prefix*."""
        with self.buckets.lock:
            yield self.faults.around("list_object_versions", lambda: self._list(Bucket, Prefix))

    def _list(self, bucket: str, prefix: str) -> Any:
        found = [
            (key, each)
            for key in sorted(self.buckets.objects[bucket])
            if key.startswith(prefix)
            for each in reversed(self.buckets.objects[bucket][key])
        ]
        return {
            "Versions": [
                {
                    "Key": key, "VersionId": each.id, "LastModified": each.modified.replace(microsecond=0),
                    "ETag": f'"{each.etag}"', "Size": len(each.data),
                }
                for key, each in found
                if each.data is not None
            ],
            "DeleteMarkers": [{"Key": key, "VersionId": each.id} for key, each in found if each.data is None],
        }  # fmt: skip

    def _find(self, bucket: str, key: str, version: str | None) -> Version:
        versions = self.buckets.objects[bucket].get(key, [])
        if version is not None:
            versions = [each for each in versions if each.id == version]
        if not versions or versions[-1].data is None:
            raise refused("NoSuchVersion" if version else "NoSuchKey", "GetObject")
        return versions[-1]

    def do_get_object(
        self,
        *,
        Bucket: str,
        Key: str,
        VersionId: str | None = None,
        IfMatch: str | None = None,
        Range: str | None = None,
    ) -> Any:
        found = self._find(Bucket, Key, VersionId)
        if IfMatch is not None and IfMatch.strip('"') != found.etag:
            raise refused("PreconditionFailed", "GetObject")
        data, ranged = found.data or b"", {}
        if Range is not None:
            first, last = map(int, Range.removeprefix("bytes=").split("-"))
            if first >= len(data):
                raise refused("InvalidRange", "GetObject")
            ranged = {"ContentRange": f"bytes {first}-{min(last, len(data) - 1)}/{len(data)}"}
            data = data[first : last + 1]
        named = {} if found.id == "null" else {"VersionId": found.id}
        return {
            "Body": io.BytesIO(data), "ContentLength": len(data), "ContentType": found.content_type,
            "LastModified": found.modified.replace(microsecond=0), "ETag": f'"{found.etag}"',
            "Metadata": dict(found.metadata), **named, **ranged,
        }  # fmt: skip

    def do_head_object(self, *, Bucket: str, Key: str) -> Any:
        answer = self.do_get_object(Bucket=Bucket, Key=Key)
        answer.pop("Body")
        return answer

    def do_put_object(self, *, Bucket: str, Key: str, Body: bytes, ContentType: str, **more: Any) -> Any:
        versions = self.buckets.objects[Bucket].get(Key)
        if more.get("IfNoneMatch") == "*" and versions and versions[-1].data is not None:
            raise refused("PreconditionFailed", "PutObject")
        made = self.buckets.put(Bucket, Key, Body, more.get("Metadata") or {}, ContentType, datetime.now(UTC))
        return {"VersionId": made.id}

    def do_delete_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> Any:
        versions = self.buckets.objects[Bucket].get(Key, [])
        if VersionId is None and Bucket not in self.buckets.unversioned:
            self.buckets.count += 1
            versions.append(Version(f"v{self.buckets.count:06d}", None, datetime.now(UTC)))
        else:
            versions[:] = [each for each in versions if each.id != (VersionId or "null")]
        if not versions:
            self.buckets.objects[Bucket].pop(Key, None)
        return {}
