"""S3's REST API over the objects in SQLite: objects, versions, lists, copies and multipart uploads.

Other calls (policies, tags, access lists) answer NotImplemented. Signatures are not checked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from email.utils import format_datetime
from urllib.parse import unquote

from clippings_local.store import s3_xml
from clippings_local.store.client_errors import client_error
from clippings_local.store.http_messages import AwsRequest, AwsResponse
from clippings_local.store.multipart import MultipartUploads
from clippings_local.store.objects import NO_VERSION, NewObject, ObjectStore, ObjectVersion, precondition_failed

#: Headers of an upload that are stored, and returned with the object.
KEPT_HEADERS = ("content-type", "content-encoding", "content-disposition", "content-language", "cache-control")
#: Query parameters of subresources that are not supported.
NOT_HERE = frozenset(
    "accelerate acl analytics cors encryption intelligent-tiering inventory legal-hold lifecycle logging metrics "
    "object-lock ownershipControls policy policyStatus publicAccessBlock replication requestPayment restore retention "
    "select tagging torrent website".split()
)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class S3Api:
    """Answers the requests of S3's REST API, with buckets in the path."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._uploads = MultipartUploads(store)

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Return the answer.

        Raises:
            ClientError: The request is rejected.
        """
        if NOT_HERE & set(request.query):
            raise client_error("NotImplemented", "The service on one machine does not have this.", status=501)
        bucket, _, key = request.path.lstrip("/").partition("/")
        calls = self._object_calls() if key else self._bucket_calls()
        if not bucket:
            calls = {("GET", ""): lambda *_: s3_xml.buckets(self._store.buckets())}
        for (method, part), call in calls.items():
            if request.method == method and (not part or part in request.query):
                return call(request, bucket, key)
        raise client_error("MethodNotAllowed", "The specified method is not allowed against this resource.", status=405)

    def _bucket_calls(self) -> dict[tuple[str, str], Callable[[AwsRequest, str, str], AwsResponse]]:
        return {
            ("PUT", "versioning"): self._put_versioning,
            ("PUT", "notification"): self._put_notification,
            ("PUT", ""): self._create_bucket,
            ("HEAD", ""): self._head_bucket,
            ("GET", "location"): lambda _request, bucket, _key: s3_xml.location(self._store.configuration(bucket)),
            ("GET", "versioning"): lambda _request, bucket, _key: s3_xml.versioning(self._store.configuration(bucket)),
            ("GET", "notification"): lambda _r, bucket, _key: s3_xml.notification(self._store.configuration(bucket)),
            ("GET", "versions"): self._list_versions,
            ("GET", "uploads"): lambda _request, bucket, _key: s3_xml.no_uploads(bucket),
            ("GET", ""): self._list,
            ("POST", "delete"): self._delete_many,
            ("DELETE", ""): self._delete_bucket,
        }

    def _object_calls(self) -> dict[tuple[str, str], Callable[[AwsRequest, str, str], AwsResponse]]:
        return {
            ("PUT", "uploadId"): self._put_part,
            ("PUT", ""): self._put,
            ("GET", ""): self._get,
            ("HEAD", ""): self._get,
            ("POST", "uploads"): self._begin_upload,
            ("POST", "uploadId"): self._complete_upload,
            ("DELETE", "uploadId"): self._abort_upload,
            ("DELETE", ""): self._delete,
        }

    # Buckets

    def _create_bucket(self, _request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        self._store.create_bucket(bucket)
        return AwsResponse(headers={"location": f"/{bucket}"})

    def _head_bucket(self, _request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        self._store.configuration(bucket)
        return AwsResponse()

    def _delete_bucket(self, _request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        self._store.delete_bucket(bucket)
        return AwsResponse(204)

    def _put_versioning(self, request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        self._store.configure(bucket, "versioned", int(s3_xml.read_versioning(request.body)))
        return AwsResponse()

    def _put_notification(self, request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        self._store.configure(bucket, "news", s3_xml.read_notification(request.body))
        return AwsResponse()

    def _list(self, request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        return s3_xml.listing(bucket, request.query, lambda prefix, after: self._store.newest(bucket, prefix, after))

    def _list_versions(self, request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        after = None
        if marker := request.query.get("key-marker"):
            version = request.query.get("version-id-marker")
            # Without a version the list continues after the key: no version of it is left.
            after = (marker, self._store.find(bucket, marker, version).id if version else 0)
        prefix = request.query.get("prefix", "")
        return s3_xml.versions(bucket, request.query, self._store.versions(bucket, prefix, after))

    def _delete_many(self, request: AwsRequest, bucket: str, _key: str) -> AwsResponse:
        wanted, quiet = s3_xml.read_delete(request.body)
        for key, version in wanted:
            self._store.delete(bucket, key, version)
        return s3_xml.deleted([] if quiet else wanted)

    # Objects

    def _put(self, request: AwsRequest, bucket: str, key: str) -> AwsResponse:
        if source := request.headers.get("x-amz-copy-source"):
            return self._copy(request, source, bucket, key)
        _check_digest(request)
        headers, metadata = _kept(request)
        only_new = request.headers.get("if-none-match") == "*"
        made = self._store.put(NewObject(bucket, key, request.body, headers, metadata), only_new=only_new)
        return AwsResponse(headers=_identity(made))

    def _copy(self, request: AwsRequest, source: str, bucket: str, key: str) -> AwsResponse:
        path, _, query = unquote(source).partition("?versionId=")
        from_bucket, _, from_key = path.lstrip("/").partition("/")
        found, data = self._store.read(from_bucket, from_key, query or None)
        _check_there(found, query)
        replaced = request.headers.get("x-amz-metadata-directive") == "REPLACE"
        headers, metadata = _kept(request) if replaced else (found.headers, found.metadata)
        made = self._store.put(NewObject(bucket, key, data, headers, metadata))
        return s3_xml.copied(made, _identity(made))

    def _get(self, request: AwsRequest, bucket: str, key: str) -> AwsResponse:
        version = request.query.get("versionId")
        found = self._store.find(bucket, key, version)
        _check_there(found, version)
        headers = {
            "content-type": "binary/octet-stream",
            "last-modified": format_datetime(found.modified, usegmt=True),
            "accept-ranges": "bytes",
            "content-length": str(found.size),
            **found.headers,
            **{f"x-amz-meta-{name}": value for name, value in found.metadata.items()},
            **_identity(found),
        }
        if f'"{found.etag}"' in request.headers.get("if-none-match", ""):
            return AwsResponse(304, _identity(found))
        if (wanted := request.headers.get("if-match")) and wanted.strip('"') not in (found.etag, "*"):
            raise precondition_failed()
        if request.method != "GET":
            return AwsResponse(200, headers)
        if ranged := _RANGE.fullmatch(request.headers.get("range", "")):
            start, end = _bounds(ranged, found.size)
            data = self._store.read_part(found, start, end + 1 - start)
            told = {"content-range": f"bytes {start}-{end}/{found.size}", "content-length": str(len(data))}
            return AwsResponse(206, headers | told, data)
        return AwsResponse(200, headers, self._store.read(bucket, key, found.version)[1])

    def _delete(self, request: AwsRequest, bucket: str, key: str) -> AwsResponse:
        marker = self._store.delete(bucket, key, request.query.get("versionId"))
        return AwsResponse(204, {"x-amz-delete-marker": "true", "x-amz-version-id": marker.version} if marker else {})

    # Uploads in parts

    def _begin_upload(self, request: AwsRequest, bucket: str, key: str) -> AwsResponse:
        return s3_xml.begun_upload(bucket, key, self._uploads.begin(bucket, key, *_kept(request)))

    def _put_part(self, request: AwsRequest, _bucket: str, _key: str) -> AwsResponse:
        number = int(request.query.get("partNumber", "0"))
        etag = self._uploads.put_part(request.query["uploadId"], number, request.body)
        return AwsResponse(headers={"etag": f'"{etag}"'})

    def _complete_upload(self, request: AwsRequest, bucket: str, key: str) -> AwsResponse:
        made = self._uploads.complete(request.query["uploadId"], s3_xml.read_parts(request.body))
        return s3_xml.completed_upload(bucket, key, made, _identity(made))

    def _abort_upload(self, request: AwsRequest, _bucket: str, _key: str) -> AwsResponse:
        self._uploads.abort(request.query["uploadId"])
        return AwsResponse(204)


def _check_there(found: ObjectVersion, version: str | None) -> None:
    if found.deleted and version:
        raise client_error("MethodNotAllowed", "The specified method is not allowed against this resource.", status=405)
    if found.deleted:
        raise client_error("NoSuchKey", "The specified key does not exist.", status=404, Key=found.key)


def _check_digest(request: AwsRequest) -> None:
    wanted = request.headers.get("content-md5")
    if wanted and wanted != base64.b64encode(hashlib.md5(request.body, usedforsecurity=False).digest()).decode():
        raise client_error("BadDigest", "The Content-MD5 you specified did not match what we received.")


def _kept(request: AwsRequest) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headers and the metadata that are stored with an object."""
    headers = {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}
    codings = [each.strip() for each in headers.pop("content-encoding", "").split(",")]
    if kept := [each for each in codings if each not in ("", "aws-chunked")]:
        headers["content-encoding"] = ", ".join(kept)
    metadata = {
        name.removeprefix("x-amz-meta-"): value
        for name, value in request.headers.items()
        if name.startswith("x-amz-meta-")
    }
    return headers, metadata


def _identity(found: ObjectVersion) -> dict[str, str]:
    version = {} if found.version == NO_VERSION else {"x-amz-version-id": found.version}
    return {"etag": f'"{found.etag}"'} | version


def _bounds(ranged: re.Match[str], size: int) -> tuple[int, int]:
    """Return the first and the last byte of a range of an object.

    Raises:
        InvalidRange: The object has no byte of the range.
    """
    first, last = ranged.groups()
    start = int(first) if first else max(0, size - int(last or 0))
    end = min(int(last) if first and last else size - 1, size - 1)
    if start > end or not (first or last):
        raise client_error("InvalidRange", "The requested range is not satisfiable", status=416)
    return start, end
