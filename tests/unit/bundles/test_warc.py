"""WARC files: each page with its address, date and encoding, and a reason for everything else."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import brotli  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import HTML, Pipe, html, http, members, numbered, record
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from clippings.bundles.entries import MIB, BundleLimits, BundlePage, BundleSkip
from clippings.bundles.seen_responses import SeenResponses
from clippings.bundles.warc import WarcReader, looks_like_html, read_status

LIMITS = BundleLimits(page=MIB)


def read(data: bytes | list[bytes], limits: BundleLimits = LIMITS) -> list[BundlePage | BundleSkip]:
    joined = data if isinstance(data, bytes) else b"".join(data)
    return list(WarcReader(io.BytesIO(joined), limits, SeenResponses(100)).read())


def outcome(data: bytes) -> str:
    (entry,) = read(data)
    return "page" if isinstance(entry, BundlePage) else str(entry.reason)


def test_a_page_has_its_address_date_charset_and_place() -> None:
    block = http(html(1), media_type="text/html; charset=ISO-8859-2")
    data = record(block, url="https://press.example/a", version="1.1", date="2024-05-01T10:00:00.5Z")
    (page,) = read(gzip.compress(data, mtime=0))
    assert page == BundlePage(
        html(1),
        "https://press.example/a",
        datetime(2024, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC),
        "iso-8859-2",
        0,
        len(gzip.compress(data, mtime=0)),
        None,
        0,
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (record(http(status="404 Not Found")), "not-ok"),
        (record(http(b"", status="301 Moved")), "not-ok"),
        (record(http(media_type="image/png")), "not-html"),
        (record(http(media_type="application/json")), "not-html"),
        (record(http(media_type=None)), "page"),
        (record(http(b"{}", media_type=None)), "not-html"),
        (record(http(media_type="application/xhtml+xml")), "page"),
        (record(b"20240501 1.2.3.4", Content_Type="text/dns"), "not-html"),
        (record(b"not HTTP"), "malformed"),
        (record(b"HTTP/1.1"), "malformed"),
        (record(HTML, "resource", Content_Type="text/html; charset=utf-8"), "page"),
        (record(HTML, "resource", Content_Type="image/png"), "not-html"),
        (record(b"words", "conversion", Content_Type="text/plain"), "not-html"),
        (record(http(), url=None), "no-url"),
        (record(http(), url="<https://press.example/1>"), "page"),
        (record(http(), version="0.18"), "page"),
        (record(http(), WARC_Segment_Number="1"), "segmented"),
        (record(http(b"x" * 2 * MIB)), "too-large"),
        (record(http(b"x" * 2 * MIB, media_type="video/mp4")), "not-html"),
        (record(http(gzip.compress(b"x" * 2 * MIB), Content_Encoding="gzip")), "bomb"),
        (record(http(b"\xff" * 99, Content_Encoding="br")), "malformed"),
        (record(b"", "revisit", WARC_Payload_Digest="sha1:A"), "revisit-without-original"),
        (record(http(b"", media_type="image/png"), "revisit", WARC_Payload_Digest="sha1:A"), "not-html"),
    ],
)
def test_each_record_is_a_page_or_has_a_reason(data: bytes, expected: str) -> None:
    assert outcome(data) == expected
    assert outcome(gzip.compress(data)) == expected


@pytest.mark.parametrize("kind", ["warcinfo", "request", "metadata", "continuation", "something-new"])
def test_records_that_never_hold_a_page_are_not_counted(kind: str) -> None:
    assert read(record(b"words", kind)) == []


def test_bodies_are_decoded() -> None:
    (page,) = read(record(http(brotli.compress(HTML), Content_Encoding="br")))
    assert isinstance(page, BundlePage)
    assert page.body == HTML


@pytest.mark.parametrize(
    "refers",
    [
        {"WARC_Refers_To": "<urn:uuid:1>"},
        {"WARC_Payload_Digest": "sha1:A"},
        {"WARC_Refers_To_Target_URI": "https://press.example/1", "WARC_Refers_To_Date": "2024-05-01T10:00:00Z"},
    ],
)
@pytest.mark.parametrize("head", [b"", http(b""), http(b"", status="304 Not Modified")])
def test_a_revisit_has_the_body_of_the_response_that_it_refers_to(refers: dict[str, str], head: bytes) -> None:
    original = record(http(html(1)), WARC_Record_ID="<urn:uuid:1>", WARC_Payload_Digest="sha1:A")
    again = record(head, "revisit", "https://press.example/2", date="2024-06-01T10:00:00Z", **refers)
    data = members([original, again, *numbered(1)])
    first, second, third = read(data)
    assert isinstance(second, BundlePage)
    assert (second.body, second.url) == (html(1), "https://press.example/2")
    assert second.captured_at == datetime(2024, 6, 1, 10, tzinfo=UTC)
    assert (second.content_offset, second.offset) == (first.offset, first.length)
    assert isinstance(third, BundlePage)


def test_a_damaged_member_is_skipped_with_its_address() -> None:
    parts = [members([each]) for each in numbered(4, 2000)]
    spoiled = bytearray(parts[2])
    spoiled[-30] ^= 0xFF
    data = [parts[0], parts[1][:-20], bytes(spoiled), parts[3]]
    for stream in (io.BytesIO(b"".join(data)), Pipe(b"".join(data))):
        entries = list(WarcReader(stream, LIMITS, SeenResponses(0)).read())
        assert [str(entry.reason) if isinstance(entry, BundleSkip) else "page" for entry in entries] == [
            "page",
            "cut-off",
            "cut-off",
            "page",
        ]
        assert [entry.url for entry in entries] == [f"https://press.example/{number}" for number in range(4)]
        places = [(entry.offset, entry.length) for entry in entries]
        assert places == [(sum(map(len, data[:n])), len(data[n])) for n in range(4)]


def test_pages_of_a_file_compressed_as_a_whole_have_no_offset() -> None:
    data = gzip.compress(b"".join(numbered(50, 500)))
    entries = read(data)
    assert len(entries) == 50
    assert {entry.offset for entry in entries} == {None}
    *pages, last = read(data[:-200])
    assert pages
    assert isinstance(last, BundleSkip)
    assert last.reason == "cut-off"


def test_a_member_that_expands_without_end_is_a_bomb() -> None:
    limits = BundleLimits(page=MIB, ratio_from=MIB)
    bomb = gzip.compress(record(http(b"\0" * 80 * MIB, media_type="text/html")))
    kinds = [
        getattr(entry, "reason", "page") for entry in read([members(numbered(1)), bomb, members(numbered(1))], limits)
    ]
    assert kinds == ["page", "bomb", "page"]


def test_repeated_pages_are_all_read() -> None:
    assert len(read(members([record(http())]) * 1000)) == 1000


# The writer leaves temporary files to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_files_of_another_warc_writer_are_read() -> None:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    url = "https://press.example/a"
    written = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(HTML),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2024-05-01T10:00:00Z"},
    )
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    writer.write_record(written)
    again = writer.create_revisit_record(
        "https://press.example/b", written.rec_headers.get_header("WARC-Payload-Digest"), url, "2024-05-01T10:00:00Z"
    )
    writer.write_record(again)
    entries = read(data.getvalue())
    assert [(entry.url, getattr(entry, "body", None)) for entry in entries] == [
        (url, HTML),
        ("https://press.example/b", HTML),
    ]


def test_a_status_is_read_from_its_line() -> None:
    assert read_status("HTTP/1.1 200 OK") == 200
    assert read_status("HTTP/2 204") == 204
    assert read_status("HTTP/1.1 ok") is None


def test_html_is_distinguished_from_other_text() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n<!DOCTYPE html>")
    assert not looks_like_html(b"body { color: red }")
