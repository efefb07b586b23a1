"""One S3 bucket: reads and writes objects. Errors of S3 for missing objects become None."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client

#: Error codes of S3 for an object that does not exist, is a delete marker, or whose version was deleted.
GONE = frozenset({"NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed", "405"})
#: Error codes of S3 for an object that does not fulfill a condition.
OVERWRITTEN = frozenset({"PreconditionFailed", "412"})
#: The error code of S3 for a range that begins at or after the end of the object.
PAST_THE_END = "InvalidRange"
#: Bytes that are skipped at once if a server answers with a whole object.
SKIPPED = 1024 * 1024
#: The version of an object that was put while its bucket kept no versions.
UNVERSIONED = "null"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object that was read. *data* is None if it is larger than the limit of the call."""

    data: bytes | None
    size: int
    content_type: str
    modified: datetime
    version: str
    etag: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version of an object, without its bytes."""

    version: str
    modified: datetime
    etag: str
    size: int


class Bucket:
    """The bucket *name*. *client* is made on first use; *signer* signs presigned URLs, by default *client* does."""

    def __init__(self, client: Callable[[], S3Client], name: str, signer: Callable[[], S3Client] | None = None) -> None:
        self._client = client
        self._signer = signer or client
        self.name = name

    def get(self, key: str) -> bytes | None:
        """Return the object's bytes, or None if it does not exist."""
        found = self.read(self.name, key)
        return found.data if found else None

    def read(self, bucket: str, key: str, version: str = "", most: int | None = None) -> StoredObject | None:
        """Return an object of any *bucket*, or None if it does not exist. At most *most* bytes are read."""
        request: Any = {"Bucket": bucket, "Key": key} | (
            {"VersionId": version} if version and version != UNVERSIONED else {}
        )
        try:
            answer = self._client().get_object(**request)
        except ClientError as refused:
            if refused.response.get("Error", {}).get("Code") in GONE:
                return None
            raise
        size = answer["ContentLength"]
        with answer["Body"] as body:
            data = None if most is not None and size > most else body.read()
        return StoredObject(
            data=data,
            size=size,
            content_type=answer.get("ContentType", ""),
            modified=answer["LastModified"],
            version=answer.get("VersionId", version),
            etag=answer["ETag"].strip('"'),
            metadata=answer.get("Metadata", {}),
        )

    def read_range(
        self, bucket: str, key: str, start: int, length: int, *, version: str = "", etag: str = ""
    ) -> StoredObject | None:
        """Return *length* bytes of an object from *start* on, fewer at its end, or None if the object does not exist.

        With *etag*, an object that was overwritten counts as one that does not exist. ``size`` is the size of the whole
        object, except if *start* is past its end.
        """
        request: Any = {"Bucket": bucket, "Key": key, "Range": f"bytes={start}-{start + length - 1}"}
        if version and version != UNVERSIONED:
            request["VersionId"] = version
        if etag:
            request["IfMatch"] = f'"{etag}"'
        try:
            answer = self._client().get_object(**request)
        except ClientError as refused:
            code = refused.response.get("Error", {}).get("Code")
            if code in GONE | OVERWRITTEN:
                return None
            if code == PAST_THE_END:
                return StoredObject(b"", start, "", datetime.now(UTC), version, etag)
            raise
        # A server may ignore the range and answer with the whole object (RFC 9110, 14.2). S3 does not, an emulation
        # does.
        told = answer.get("ContentRange")
        with answer["Body"] as body:
            data = body.read() if told else _read_part(body, start, length)
        return StoredObject(
            data=data,
            size=int(told.rpartition("/")[2]) if told else answer["ContentLength"],
            content_type=answer.get("ContentType", ""),
            modified=answer["LastModified"],
            version=answer.get("VersionId", version),
            etag=answer["ETag"].strip('"'),
            metadata=answer.get("Metadata", {}),
        )

    def put(self, key: str, data: bytes, content_type: str, *, encoding: str | None = None) -> None:
        """Store *data*."""
        extra: Any = {"ContentEncoding": encoding} if encoding else {}
        self._client().put_object(Bucket=self.name, Key=key, Body=data, ContentType=content_type, **extra)

    def put_new(self, key: str, data: bytes, content_type: str, metadata: Mapping[str, str]) -> None:
        """Store *data*, unless an object with this key exists."""
        request: Any = {"Body": data, "ContentType": content_type, "Metadata": dict(metadata), "IfNoneMatch": "*"}
        try:
            self._client().put_object(Bucket=self.name, Key=key, **request)
        except ClientError as refused:
            if refused.response.get("Error", {}).get("Code") not in OVERWRITTEN:
                raise

    def presign_get(self, key: str, expires: int) -> str:
        """Return a URL from which the object can be read for *expires* seconds."""
        return self._signer().generate_presigned_url(
            "get_object", Params={"Bucket": self.name, "Key": key}, ExpiresIn=expires
        )

    def presign_put(self, key: str, size: int, content_type: str, metadata: Mapping[str, str], expires: int) -> str:
        """Return a URL to which exactly *size* bytes of *content_type* can be uploaded for *expires* seconds."""
        bound: Any = {"Bucket": self.name, "Key": key, "ContentLength": size, "ContentType": content_type}
        return self._signer().generate_presigned_url(
            "put_object", Params=bound | {"Metadata": dict(metadata)}, ExpiresIn=expires
        )

    def find_newest(self, key: str, bucket: str = "") -> StoredVersion | None:
        """Return the newest version of an object, of this or another *bucket*, or None if it does not exist."""
        try:
            found = self._client().head_object(Bucket=bucket or self.name, Key=key)
        except ClientError as refused:
            if refused.response.get("Error", {}).get("Code") in GONE:
                return None
            raise
        version = found.get("VersionId", "null")
        return StoredVersion(version, found["LastModified"], found["ETag"].strip('"'), found["ContentLength"])

    def versions_of(self, key: str) -> Iterator[StoredVersion]:
        """Yield every version of one object that has bytes, newest first."""
        pages = self._client().get_paginator("list_object_versions").paginate(Bucket=self.name, Prefix=key)
        for page in pages:
            for each in page.get("Versions", []):
                if each["Key"] != key:  # S3 lists by prefix: the other keys only begin with this one
                    return
                yield StoredVersion(each["VersionId"], each["LastModified"], each["ETag"].strip('"'), each["Size"])

    def versions(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield (key, version id) of every version and delete marker under *prefix*."""
        for page in self._client().get_paginator("list_object_versions").paginate(Bucket=self.name, Prefix=prefix):
            for each in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                yield each["Key"], each["VersionId"]

    def delete(self, key: str, version: str) -> None:
        """Delete one version permanently. A version that does not exist is not an error."""
        self._client().delete_object(Bucket=self.name, Key=key, VersionId=version)


def _read_part(body: StreamingBody, start: int, length: int) -> bytes:
    """Return *length* bytes of *body* from *start* on. The bytes before are read and discarded."""
    while start > 0 and (block := body.read(min(start, SKIPPED))):
        start -= len(block)
    return body.read(length) if start == 0 else b""
