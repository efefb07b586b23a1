"""One bucket: deleted and too large objects, versions, and the conditions of a presigned URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.exceptions import ClientError
from tests.unit.storage.conftest import Clients

from clippings.storage import Wiring
from clippings.storage.buckets import Bucket

KEY = "pages/one.html"


def put(clients: Clients, body: bytes, key: str = KEY, **rest: Any) -> str:
    return str(clients["s3"].put_object(Bucket="inbox", Key=key, Body=body, **rest)["VersionId"])


def test_an_object_is_read_with_its_metadata(store: Wiring, clients: Clients) -> None:
    version = put(clients, b"<p>", ContentType="text/html; charset=latin1", Metadata={"url": "https://news.example/"})
    found = store.inbox.read("inbox", KEY)
    assert found is not None
    assert (found.data, found.size, found.content_type) == (b"<p>", 3, "text/html; charset=latin1")
    assert (found.version, found.metadata) == (version, {"url": "https://news.example/"})
    assert '"' not in found.etag


def test_an_older_version_is_read_after_the_object_was_replaced_and_deleted(store: Wiring, clients: Clients) -> None:
    first = put(clients, b"first")
    put(clients, b"second")
    clients["s3"].delete_object(Bucket="inbox", Key=KEY)
    found = store.inbox.read("inbox", KEY, first)
    assert found is not None
    assert found.data == b"first"


def test_missing_and_deleted_objects_and_versions_are_gone(store: Wiring, clients: Clients) -> None:
    first = put(clients, b"first")
    store.inbox.delete(KEY, first)
    put(clients, b"second", "two")
    clients["s3"].delete_object(Bucket="inbox", Key="two")
    assert store.inbox.get("never") is None
    assert store.inbox.get("two") is None
    assert store.inbox.read("inbox", KEY, first) is None
    assert store.inbox.find_newest("never") is None
    assert store.inbox.find_newest("two") is None


@pytest.mark.parametrize(("most", "data"), [(4, b"four"), (3, None), (None, b"four")])
def test_an_object_over_the_limit_is_not_read(
    store: Wiring, clients: Clients, most: int | None, data: bytes | None
) -> None:
    put(clients, b"four")
    found = store.inbox.read("inbox", KEY, most=most)
    assert found is not None
    assert (found.data, found.size) == (data, 4)


class Refusing:
    """A client that S3 gives one answer to, whatever it asks."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __getattr__(self, _name: str) -> Any:
        def refuse(**_request: Any) -> Any:
            raise ClientError({"Error": {"Code": self.code, "Message": "…"}}, "GetObject")

        return refuse


@pytest.mark.parametrize("code", ["AccessDenied", "403", "SlowDown", "InternalError", "NoSuchBucket"])
def test_other_errors_are_raised_for_a_retry_by_the_queue(code: str) -> None:
    """A page that cannot be read for want of a right is not lost: it must not pass for deleted."""
    bucket = Bucket(lambda: Refusing(code), "inbox")  # type: ignore[arg-type,return-value]
    for ask in (bucket.get, bucket.find_newest):
        with pytest.raises(ClientError):
            ask(KEY)


@pytest.mark.parametrize("code", ["NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed", "405"])
def test_all_error_codes_for_missing_objects_are_known(code: str) -> None:
    """A delete marker that is asked for by its version answers 405."""
    bucket = Bucket(lambda: Refusing(code), "inbox")  # type: ignore[arg-type,return-value]
    assert bucket.read("inbox", KEY, "v1") is None
    assert bucket.find_newest(KEY) is None


def test_the_null_version_is_not_requested() -> None:
    asked: list[dict[str, Any]] = []

    class Watching:
        def get_object(self, **request: Any) -> Any:
            asked.append(request)
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "…"}}, "GetObject")

    bucket = Bucket(Watching, "inbox")  # type: ignore[arg-type]
    bucket.read("inbox", KEY, "null")
    bucket.read("inbox", KEY, "")
    assert asked == [{"Bucket": "inbox", "Key": KEY}] * 2


def test_versions_of_an_object_are_listed_newest_first_without_delete_markers(store: Wiring, clients: Clients) -> None:
    first, second = put(clients, b"1"), put(clients, b"22")
    clients["s3"].delete_object(Bucket="inbox", Key=KEY)
    put(clients, b"another", f"{KEY}.bak")
    put(clients, b"another", "pages/on")
    found = list(store.inbox.versions_of(KEY))
    assert [(each.version, each.size) for each in found] == [(second, 2), (first, 1)]


def test_the_newest_version_is_the_last_one_put(store: Wiring, clients: Clients) -> None:
    put(clients, b"1")
    second = put(clients, b"22")
    newest = store.inbox.find_newest(KEY)
    assert newest is not None
    assert (newest.version, newest.size) == (second, 2)


def test_everything_under_a_prefix_is_deleted_with_versions_and_delete_markers(store: Wiring, clients: Clients) -> None:
    put(clients, b"1")
    clients["s3"].delete_object(Bucket="inbox", Key=KEY)
    put(clients, b"2", "elsewhere")
    found = list(store.inbox.versions("pages/"))
    assert len(found) == 2
    for key, version in found:
        store.inbox.delete(key, version)
    assert list(store.inbox.versions("pages/")) == []
    assert len(list(store.inbox.versions(""))) == 1


def test_deleting_twice_is_not_an_error(store: Wiring, clients: Clients) -> None:
    version = put(clients, b"1")
    store.inbox.delete(KEY, version)
    store.inbox.delete(KEY, version)
    assert store.inbox.get(KEY) is None


def test_a_compressed_object_has_a_content_encoding(store: Wiring, clients: Clients) -> None:
    store.parsed.put("content/a", b"...", "application/json", encoding="gzip")
    found = clients["s3"].head_object(Bucket="parsed", Key="content/a")
    assert (found["ContentType"], found["ContentEncoding"]) == ("application/json", "gzip")


def test_an_upload_address_is_limited_to_size_type_metadata_and_time(store: Wiring) -> None:
    address = store.inbox.presign_put("uploads/a b.html", 17, "text/html", {"url": "https://news.example/"}, 900)
    asked = parse_qs(urlsplit(address).query)
    signed = set(asked["X-Amz-SignedHeaders"][0].split(";"))
    assert {"content-length", "content-type", "host", "x-amz-meta-url"} <= signed
    assert asked["X-Amz-Expires"] == ["900"]
    assert urlsplit(address).path.endswith("/uploads/a%20b.html")


def test_a_download_address_is_limited_to_one_object_and_a_time(store: Wiring) -> None:
    address = urlsplit(store.parsed.presign_get("content/a/b.json.gz", 300))
    assert address.path.endswith("/content/a/b.json.gz")
    assert parse_qs(address.query)["X-Amz-Expires"] == ["300"]


class WithoutRanges:
    """A client of a server that answers whole objects where a range was asked for, as servers may."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def get_object(self, **request: Any) -> Any:
        request.pop("Range")
        return self._client.get_object(**request)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("start", "expected"), [(0, b"<p>"), (2, b">On"), (12, b"</"), (14, b""), (50, b"")])
def test_a_range_is_read_from_a_server_that_ignores_ranges(
    clients: Clients, monkeypatch: pytest.MonkeyPatch, start: int, expected: bytes
) -> None:
    monkeypatch.setattr("clippings.storage.buckets.SKIPPED", 5)
    version = put(clients, b"<p>On Monday</p>"[:14])
    bucket = Bucket(lambda: WithoutRanges(clients["s3"]), "inbox")  # type: ignore[arg-type, return-value]
    found = bucket.read_range("inbox", KEY, start, 3, version=version)
    assert found is not None
    assert (found.data, found.size) == (expected, 14)
