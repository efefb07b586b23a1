"""Reads uploaded pages from the inbox bucket, and writes and reads parsed articles in the parsed bucket."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from clippings.article import EXTRACTOR, SCHEMA, ParsedArticle
from clippings.errors import RejectedPage, UnreadableBundle, UnreadableRecord
from clippings.records import EARLIEST_CAPTURE, Capture
from clippings.storage.buckets import UNVERSIONED, Bucket
from clippings.storage.captures import Extraction
from clippings.storage.ranged_objects import RangedObject
from clippings.storage.s3_events import Upload

#: The value of ``service`` in every parsed object of this service.
SERVICE = "clippings"
#: Longest address that is accepted in an object's metadata, in characters.
MAX_URL = 8_192
PARSED = Extraction(SCHEMA, EXTRACTOR)
#: Bytes of a bundle that are read at once for one page. Most pages take one read.
PAGE_BLOCK = 256 * 1024
#: Metadata that describe one page. Those of a bundle are not used for its pages.
OF_ONE_PAGE = frozenset({"url", "captured-at"})


@dataclass(frozen=True, slots=True)
class UploadedPage:
    """The page's bytes as they were uploaded (gzip or not), the capture, and the charset that the upload declared.

    *written* is when S3 wrote the object, in whole seconds.
    """

    data: bytes
    capture: Capture
    charset: str | None
    written: datetime


@dataclass(frozen=True, slots=True)
class ParsedObject:
    """A parsed article with its capture, which the parse function stores for the enrich function."""

    article: ParsedArticle
    capture: Capture
    extraction: Extraction


class PageStore:
    """Reads the inbox, and writes and reads the parsed bucket. At most *max_page_bytes* are downloaded."""

    def __init__(self, inbox: Bucket, parsed: Bucket, max_page_bytes: int) -> None:
        self.inbox = inbox
        self.parsed = parsed
        self.max_page_bytes = max_page_bytes

    def read_upload(self, upload: Upload) -> UploadedPage:
        """Return the uploaded page, read by version. A page of a bundle is read at its offset in the bundle.

        Raises:
            RejectedPage: The reason is ``too-large`` by the size in the event (then nothing is downloaded) or of the
                object; ``gone`` if the object or its version does not exist any more, or if another upload, which has
                its own event, has replaced the object in a bucket without versions; ``unreadable-bundle`` if a bundle
                has no page at the offset.
        """
        if upload.offset is not None:
            return self._read_from_bundle(upload, upload.offset)
        self._check_size(upload.size or 0)
        found = self.inbox.read(upload.bucket, upload.key, upload.version, self.max_page_bytes)
        if found is None:
            raise RejectedPage("gone", "the object, or its version, was deleted before it was read")
        if upload.version in ("", "null") and upload.etag and found.etag != upload.etag:
            raise RejectedPage("gone", "another upload replaced the object before it was read")
        self._check_size(found.size)
        capture = Capture(
            bucket=upload.bucket,
            key=upload.key,
            captured_at=capture_time(found.metadata.get("captured-at"), upload.event_time),
            version=upload.version or (found.version if found.version != "null" else ""),
            sequencer=upload.sequencer,
            etag=upload.etag or found.etag,
            size=found.size,
            source_url=_source_url(found.metadata.get("url")),
            metadata=dict(found.metadata),
        )
        return UploadedPage(found.data or b"", capture, _charset(found.content_type), found.modified)

    def open_bundle(self, upload: Upload, block_size: int) -> RangedObject:
        """Return the object that contains *upload* as a file. A read sets its attributes, such as ``metadata``."""
        pinned = {"version": upload.version} if upload.version not in ("", UNVERSIONED) else {"etag": upload.etag}
        return RangedObject(self.inbox, upload.bucket, upload.object_key, block_size=block_size, **pinned)

    def _read_from_bundle(self, upload: Upload, offset: int) -> UploadedPage:
        # Imported here because functions that only read articles do not need it.
        from clippings.bundles import BundleKind, read_page

        stream = self.open_bundle(upload, PAGE_BLOCK)
        with io.BufferedReader(stream) as file:
            try:
                page = read_page(file, BundleKind(upload.bundle), offset)
            except UnreadableBundle as unreadable:
                stream.check()
                raise RejectedPage("unreadable-bundle", str(unreadable)) from unreadable
        self._check_size(len(page.body))
        whole = capture_time(stream.metadata.get("captured-at"), upload.event_time)
        capture = Capture(
            bucket=upload.bucket,
            key=upload.key,
            captured_at=_plausible(page.captured_at, upload.event_time) if page.captured_at else whole,
            version=upload.version or ("" if stream.version == UNVERSIONED else stream.version),
            sequencer=upload.sequencer,
            etag=upload.etag or stream.etag,
            size=len(page.body),
            source_url=_source_url(page.url),
            metadata={name: value for name, value in stream.metadata.items() if name not in OF_ONE_PAGE},
            bundle=upload.bundle,
            offset=offset,
        )
        return UploadedPage(page.body, capture, page.charset, stream.modified)

    def _check_size(self, size: int) -> None:
        if size > self.max_page_bytes:
            raise RejectedPage("too-large", f"{size} bytes; a page may have {self.max_page_bytes}")

    def put_parsed(self, capture: Capture, article: ParsedArticle) -> str:
        """Store *article* for the enrich function, and return its key, which is different for each capture."""
        plain = {
            "service": SERVICE,
            "schema": SCHEMA,
            "extractor": EXTRACTOR,
            "capture": msgspec.to_builtins(capture),
            "article": article.to_dict(),
        }
        key = parsed_key(capture, PARSED)
        self.parsed.put(key, msgspec.json.encode(plain), "application/json")
        return key

    def read_parsed(self, upload: Upload) -> ParsedObject:
        """Return the object that :meth:`put_parsed` stored.

        Raises:
            UnreadableRecord: The object does not exist, or is not a parsed object.
        """
        found = self.parsed.read(upload.bucket, upload.key, upload.version)
        if found is None or found.data is None:
            raise UnreadableRecord(f"{upload.key} does not exist any more: replay its upload")
        return read_parsed_object(found.data)

    def presign_upload(
        self, key: str, *, size: int, content_type: str, metadata: Mapping[str, str], expires: int
    ) -> str:
        """Return a URL that accepts one upload of *size* bytes for *expires* seconds."""
        return self.inbox.presign_put(key, size, content_type, metadata, expires)

    def presign_content(self, content_key: str, expires: int) -> str:
        """Return a URL of a large content that is valid for *expires* seconds."""
        return self.parsed.presign_get(content_key, expires)


def parsed_prefix(bucket: str, key: str) -> str:
    """Return the prefix of the parsed objects of all uploads of one key."""
    return f"parsed/{hashlib.sha256(f'{bucket}/{key}'.encode('utf-8', 'surrogatepass')).hexdigest()}/"


def parsed_key(capture: Capture, extraction: Extraction) -> str:
    """Return the key of the parsed object: one for each upload and extraction.

    For an upload without a version it contains the ETag and the event's sequencer, because the same bytes may be
    uploaded again with another address.
    """
    seen = capture.version or "-".join(filter(None, (capture.etag, capture.sequencer))) or "null"
    return f"{parsed_prefix(capture.bucket, capture.key)}{seen}/{extraction.schema}-{extraction.extractor}.json"


def read_parsed_object(data: bytes) -> ParsedObject:
    """Return the parsed article in *data*.

    Raises:
        UnreadableRecord: Another service wrote the object, its schema is newer, or a field is missing.
    """
    try:
        plain: Any = msgspec.json.decode(data)
    except msgspec.DecodeError as broken:
        raise UnreadableRecord("a parsed object that is not JSON") from broken
    if not isinstance(plain, dict) or plain.get("service") != SERVICE:
        raise UnreadableRecord("an object of another service")
    try:
        capture = msgspec.convert(plain["capture"], Capture)
        extraction = Extraction(int(plain["schema"]), int(plain["extractor"]))
        article = ParsedArticle.from_dict(plain["article"])
    except (KeyError, TypeError, ValueError) as broken:
        raise UnreadableRecord(f"a parsed object with something missing: {broken}") from broken
    if capture.captured_at.tzinfo is None:
        raise UnreadableRecord("a capture without a time zone")
    return ParsedObject(article, capture, extraction)


def capture_time(text: str | None, event_time: datetime) -> datetime:
    """Return the time of capture: *text* from the metadata if it is valid, else the time of the event.

    *text* is valid if it has a time zone and is between EARLIEST_CAPTURE and *event_time*.
    """
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        moment = None
    return _plausible(moment, event_time)


def _plausible(moment: datetime | None, event_time: datetime) -> datetime:
    """Return *moment* in UTC if it has a zone and is between EARLIEST_CAPTURE and *event_time*, else *event_time*."""
    if moment is None or moment.tzinfo is None or not EARLIEST_CAPTURE <= moment <= event_time:
        return event_time.astimezone(UTC)
    return moment.astimezone(UTC)


def _source_url(text: str | None) -> str | None:
    """Return the http(s) address in the metadata, or None if there is none.

    Metadata are ASCII. Other characters are percent-encoded, or S3 returns the value as an encoded word (RFC 2047).
    """
    url = (text or "").strip()
    if len(url) > MAX_URL:
        return None
    if url.startswith("=?"):
        url = _decode_words(url)
    if "://" not in url:
        url = unquote(url)
    try:
        parts = urlsplit(url)
    except ValueError:  # a broken IPv6 literal
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _decode_words(encoded: str) -> str:
    """Return *encoded* without the encoding of RFC 2047; unchanged if it is not valid."""
    try:
        return str(make_header(decode_header(encoded)))
    except (HeaderParseError, LookupError, ValueError):
        return encoded


def _charset(content_type: str) -> str | None:
    header = Message()
    header["Content-Type"] = content_type.replace("\n", " ").replace("\r", " ")
    return header.get_content_charset()
