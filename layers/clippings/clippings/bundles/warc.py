"""Reads WARC files, plain and compressed: a page or a skip for each response, resource and revisit record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from clippings.bundles.byte_source import ByteSource, Readable
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.gzip_members import MAGIC, GzipMember, read_members
from clippings.bundles.headers import Headers, read_date
from clippings.bundles.http_bodies import UndecodableBody, decode_body
from clippings.bundles.seen_responses import SeenResponses
from clippings.bundles.warc_records import WarcRecord, read_head, read_record

HTML_TYPES = ("text/html", "application/xhtml+xml")
#: The types of records that contain a page or refer to one. The type is empty if the headers are damaged.
PAGE_TYPES = ("response", "resource", "revisit", "conversion", "")
OK = 200
NOT_MODIFIED = 304
#: Bytes of a body without a media type that are searched for markup.
WINDOW = 512
#: Bytes at the beginning of a damaged member that are searched for the record's headers.
HEAD = 4096


class RecordPlace(NamedTuple):
    """The position of a record in the bundle, in bytes. Without an offset it cannot be read alone."""

    offset: int | None = None
    length: int | None = None
    name: str | None = None


class WarcReader:
    """Reads one WARC file from *stream*, from *offset* to *end*.

    Args:
        stream: The file, or the bundle that contains it uncompressed.
        limits: The limits of reading.
        responses: The responses that revisit records may refer to. The files of a bundle share it.
        name: The file's name in its bundle.
        located: Whether reading can be resumed at positions of the stream.
        alone: Whether a single record is read.
    """

    def __init__(
        self,
        stream: Readable,
        limits: BundleLimits,
        responses: SeenResponses,
        *,
        name: str | None = None,
        located: bool = True,
        alone: bool = False,
    ) -> None:
        self._stream = stream
        self._limits = limits
        self._responses = responses
        self._name = name
        self._located = located
        self._alone = alone

    def read(self, offset: int = 0, end: int | None = None) -> Iterator[BundlePage | BundleSkip]:
        """Yield each page and each skipped record from *offset* to *end*."""
        source = ByteSource(self._stream, offset, end)
        for record, place in self._records(source):
            entry = self._entry(record, place, source)
            if entry is not None:
                yield entry

    def records(self, offset: int = 0, end: int | None = None) -> Iterator[tuple[WarcRecord, RecordPlace]]:
        """Yield each record and its place, whatever it holds, from *offset* to *end*."""
        return self._records(ByteSource(self._stream, offset, end))

    def _records(self, source: ByteSource) -> Iterator[tuple[WarcRecord, RecordPlace]]:
        if source.peek(len(MAGIC)) == MAGIC:
            for member in read_members(source, self._limits):
                yield from self._read_member(member, source)
            return
        while True:
            start = source.position
            record = read_record(source, self._limits, alone=self._alone)
            if record is None:
                return
            yield record, self._place(start, source.position)

    def _place(self, start: int, end: int) -> RecordPlace:
        return RecordPlace(start, end - start, self._name) if self._located else RecordPlace(name=self._name)

    def _read_member(self, member: GzipMember, source: ByteSource) -> Iterator[tuple[WarcRecord, RecordPlace]]:
        records = ByteSource(member)
        count = 0
        while True:
            record = read_record(records, self._limits)
            more = bool(records.peek(1))
            if record is None and (count or not member.broken):
                return
            if not more:
                record = self._last_record(record, member)
            count += 1
            alone = count == 1 and not more
            place = self._place(member.offset, source.position) if alone else RecordPlace(name=self._name)
            if record is not None:
                yield record, place

    def _last_record(self, record: WarcRecord | None, member: GzipMember) -> WarcRecord | None:
        """Return the last record of a member. It is marked as broken if the member is, or if its length is wrong.

        Afterwards the source is after the member.
        """
        if member.broken:
            headers = record.headers if record else Headers(read_head(member.beginning(HEAD)) or b"")
            member.pass_over()
            return WarcRecord(headers, b"", member.broken)
        if record and record.broken is SkipReason.CUT_OFF:
            return replace(record, broken=SkipReason.WRONG_LENGTH)
        return record

    def _entry(self, record: WarcRecord, place: RecordPlace, source: ByteSource) -> BundlePage | BundleSkip | None:
        """Return what *record* gives: a page, a reason, or None where a record of its type never holds a page."""
        headers = record.headers
        kind = headers.get("warc-type").lower()
        if kind not in PAGE_TYPES:
            return None
        url = headers.get("warc-target-uri").strip("<>") or None

        def skip(reason: SkipReason) -> BundleSkip:
            return BundleSkip(place.offset, reason, url, place.length, place.name)

        http, body = split_response(record)
        refused = find_refusal(record, kind, http)
        if refused:
            return skip(refused)
        if url is None:
            return skip(SkipReason.NO_URL)
        page = BundlePage(
            b"",
            url,
            read_date(headers.get("warc-date")),
            http.charset(),
            place.offset,
            place.length,
            place.name,
            place.offset,
        )
        if kind == "revisit":
            original = self._original(headers, source)
            if original is None:
                return skip(SkipReason.REVISIT_WITHOUT_ORIGINAL)
            return replace(page, body=original.body, charset=original.charset, content_offset=original.offset)
        try:
            body = decode_body(body, http.get("transfer-encoding"), http.get("content-encoding"), self._limits)
        except UndecodableBody as error:
            return skip(error.reason)
        if not http.media_type() and not looks_like_html(body):
            return skip(SkipReason.NOT_HTML)
        if place.offset is not None:
            self._responses.remember(headers, url, place.offset)
        return replace(page, body=body)

    def _original(self, revisit: Headers, source: ByteSource) -> BundlePage | None:
        """Read the response that a revisit record refers to, and return its page, or None."""
        offset = self._responses.find(revisit) if source.seekable else None
        if offset is None:
            return None
        reader = WarcReader(self._stream, self._limits, SeenResponses(0), alone=True)
        entry = next(reader.read(offset), None)
        source.resume()
        return entry if isinstance(entry, BundlePage) else None


def split_response(record: WarcRecord) -> tuple[Headers, bytes]:
    """Return the HTTP headers and the body of a response or revisit; of other records, their own headers and block."""
    if record.headers.get("warc-type").lower() in ("response", "revisit") and record.block.startswith(b"HTTP/"):
        head = read_head(record.block)
        if head is None:
            return Headers(record.block), b""
        return Headers(head), record.block[len(head) :]
    return record.headers, record.block


def find_refusal(record: WarcRecord, kind: str, http: Headers) -> SkipReason | None:
    """Return why a record of the type *kind* is skipped because of its headers, or None."""
    if record.broken and record.broken is not SkipReason.TOO_LARGE:
        return record.broken
    headers = record.headers
    if headers.get("warc-segment-number"):
        return SkipReason.SEGMENTED
    if kind in ("response", "revisit"):
        if http is headers:
            told_http = headers.media_type() == "application/http"
            if kind == "response":
                return SkipReason.MALFORMED if told_http and record.block else SkipReason.NOT_HTML
            return record.broken
        status = read_status(http.first_line)
        if status is None:
            return SkipReason.MALFORMED
        if status != OK and not (kind == "revisit" and status == NOT_MODIFIED):
            return SkipReason.NOT_OK
    if http.media_type() and http.media_type() not in HTML_TYPES:
        return SkipReason.NOT_HTML
    return record.broken


def read_status(line: str) -> int | None:
    """Return the status code of an HTTP status line, or None."""
    parts = line.split(None, 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isascii() and parts[1].isdigit() else None


def looks_like_html(body: bytes) -> bool:
    """Return whether *body* begins like an HTML document. It is used for responses without a media type."""
    start = body[:WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<?xml")) and b"\0" not in start
