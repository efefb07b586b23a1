"""Parsed objects as the enrich function reads them, and the metadata of an upload."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clippings.article import EXTRACTOR, SCHEMA, ParsedArticle
from clippings.errors import RejectedPage, UnreadableRecord
from clippings.records import Block, Capture, Inline
from clippings.storage import page_store
from clippings.storage.buckets import StoredObject
from clippings.storage.captures import Extraction
from clippings.storage.s3_events import Upload

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CAPTURE = Capture("inbox", "pages/one.html", NOON, "v1", "0A", "e", 9, "https://news.example/one", {"url": "…"})
ARTICLE = ParsedArticle(title="The bridge", blocks=(Block("b1", "paragraph", (Inline("It opens."),)),), provenance={})


class Kept:
    """A bucket that keeps what is put."""

    name = "parsed"

    def put(self, key: str, data: bytes, _content_type: str) -> None:
        self.key, self.data = key, data


def written() -> dict[str, Any]:
    """Return the parsed object that the parse function writes."""
    bucket = Kept()
    page_store.PageStore(bucket, bucket, 1).put_parsed(CAPTURE, ARTICLE)  # type: ignore[arg-type]
    plain: dict[str, Any] = json.loads(bucket.data)
    return plain


def read(plain: Any) -> page_store.ParsedObject:
    return page_store.read_parsed_object(json.dumps(plain).encode())


def test_a_stored_parsed_page_is_read() -> None:
    assert read(written()) == page_store.ParsedObject(ARTICLE, CAPTURE, Extraction(SCHEMA, EXTRACTOR))


def test_an_object_of_older_rules_and_schema_keeps_its_versions() -> None:
    """A deployment finds the queue full of them. A field that came later has its default."""
    older = written() | {"schema": 0, "extractor": 0}
    older["article"]["schema"] = 0
    for later in ("rights", "truncated", "article_score", "addresses", "text"):
        del older["article"][later]
    found = read(older)
    assert (found.article.title, found.article.blocks) == (ARTICLE.title, ARTICLE.blocks)
    assert found.extraction == Extraction(0, 0)


def without(*path: str) -> dict[str, Any]:
    plain = written()
    place = plain
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return plain


BROKEN: dict[str, Any] = {
    "an object of another service": {"service": "somebody-else", "article": {}},
    "a list": [],
    "nothing": None,
    "no capture": without("capture"),
    "without a capture time": without("capture", "captured_at"),
    "no bucket": without("capture", "bucket"),
    "no article": without("article"),
    "no provenance": without("article", "provenance"),
    "no extractor": without("extractor"),
    "a newer schema": written() | {"article": written()["article"] | {"schema": SCHEMA + 1}},
    "a capture without a zone": written() | {"capture": written()["capture"] | {"captured_at": "2026-03-02T12:00:00"}},
    "invalid blocks": written() | {"article": written()["article"] | {"blocks": [{"role": "poem"}]}},
}


@pytest.mark.parametrize("case", BROKEN)
def test_foreign_parsed_objects_are_unreadable(case: str) -> None:
    with pytest.raises(UnreadableRecord):
        read(BROKEN[case])


def test_invalid_json_is_unreadable() -> None:
    with pytest.raises(UnreadableRecord):
        page_store.read_parsed_object(b"\x00 no json")


def test_captures_and_extractions_have_unique_keys() -> None:
    one, other = CAPTURE, Capture("inbox", "pages/one.html", NOON, "v2")
    versions = [Extraction(1, 1), Extraction(1, 2), Extraction(2, 1)]
    keys = {page_store.parsed_key(each, version) for each in (one, other) for version in versions}
    assert len(keys) == 6
    assert all(key.startswith("parsed/") for key in keys)


def test_without_versions_uploads_of_equal_bytes_have_separate_parsed_objects() -> None:
    uploads = [Capture("inbox", "a.html", NOON, "", sequencer, "bytes") for sequencer in ("0A", "0B", "")]
    keys = {page_store.parsed_key(each, Extraction(1, 1)) for each in uploads}
    prefix = page_store.parsed_prefix("inbox", "a.html")
    assert keys == {f"{prefix}{seen}/1-1.json" for seen in ("bytes-0A", "bytes-0B", "bytes")}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T08:00:00+02:00", NOON - timedelta(hours=30)),
        ("2026-03-02T12:00:00Z", NOON),
        ("2026-03-02T12:00:01Z", NOON),  # after the upload
        ("2026-03-01T08:00:00", NOON),  # no zone
        ("0001-01-01T00:00:00Z", NOON),  # before there were pages
        ("0001-01-01T00:00:00+14:00", NOON),
        ("1989-12-31T23:59:59Z", NOON),
        ("yesterday", NOON),
        ("", NOON),
        (None, NOON),
    ],
)
def test_a_capture_time_needs_a_zone_and_precedes_the_upload(text: str | None, moment: datetime) -> None:
    assert page_store.capture_time(text, NOON) == moment


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://news.example/a ", "https://news.example/a"),
        ("https%3A%2F%2Fnews.example%2Fa", "https://news.example/a"),
        ("https://news.example/%C5%82", "https://news.example/%C5%82"),
        ("HTTP://news.example/a", "HTTP://news.example/a"),
        ("=?UTF-8?Q?https://news.example/caf=C3=A9?=", "https://news.example/café"),
        ("=?UTF-8?B?aHR0cHM6Ly9uZXdzLmV4YW1wbGUvw7w=?=", "https://news.example/ü"),
        ("=?no-such-charset?Q?https://news.example/?=", None),
        ("=?UTF-8?B?!!?=", None),
        ("not a url", None),
        ("/a", None),
        ("https://", None),
        ("https://[::1/a", None),
        ("javascript:alert(1)", None),
        ("ftp://news.example/a", None),
        ("", None),
        (None, None),
        ("https://news.example/" + "a" * 9_000, None),
    ],
)
def test_an_address_in_the_metadata_may_be_quoted(text: str | None, url: str | None) -> None:
    assert page_store._source_url(text) == url


class Holding:
    """An inbox whose object holds what was uploaded last."""

    name = "inbox"

    def __init__(self, etag: str) -> None:
        self.etag = etag

    def read(self, *_: Any) -> StoredObject:
        return StoredObject(b"<p>", 3, "text/html", NOON, "null", self.etag)


def read_upload(event: Upload, held: str) -> page_store.UploadedPage:
    inbox: Any = Holding(held)
    return page_store.PageStore(inbox, inbox, 100).read_upload(event)


@pytest.mark.parametrize("version", ["", "null"])
def test_an_unversioned_object_replaced_before_the_read_is_not_that_of_the_event(
    version: str,
) -> None:
    """The second text would be dated to the first event; its own event brings it."""
    first = Upload("inbox", "one.html", NOON, version, "0A", "etag-1")
    with pytest.raises(RejectedPage, match="replaced") as gone:
        read_upload(first, "etag-2")
    assert gone.value.reason == "gone"
    assert read_upload(first, "etag-1").capture.etag == "etag-1"


def test_the_etag_of_an_event_does_not_matter_with_versions() -> None:
    assert read_upload(Upload("inbox", "one.html", NOON, "v1", "0A", "e"), "etag-1").data == b"<p>"


def test_an_event_without_an_etag_is_accepted() -> None:
    assert read_upload(Upload("inbox", "one.html", NOON), "etag-1").capture.etag == "etag-1"
