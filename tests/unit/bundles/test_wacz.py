"""WACZ archives."""

from __future__ import annotations

import io
import zipfile

from tests.support.bundle_files import http, members, numbered, record, zipped

from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason, next_offset
from clippings.bundles.kinds import BundleKind
from clippings.bundles.reading import is_resumable, read_page
from clippings.bundles.wacz import read_wacz

LIMITS = BundleLimits()
RECORDS = numbered(6)


def wacz(compression: int = zipfile.ZIP_STORED, **more: bytes) -> io.BytesIO:
    """Return an archive with two WARC files, one of them compressed by record, and without an index."""
    files = {
        "datapackage.json": b"{}",
        "archive/a.warc.gz": members(RECORDS[:3]),
        "archive/b.warc": b"".join(RECORDS[3:]),
    }
    return io.BytesIO(zipped({**files, **{f"archive/{name}.warc": data for name, data in more.items()}}, compression))


def test_the_pages_of_all_its_warcs_are_read_without_an_index() -> None:
    pages = list(read_wacz(wacz(), 0, LIMITS))
    assert [page.url for page in pages] == [f"https://press.example/{number}" for number in range(6)]
    assert {page.name for page in pages} == {"archive/a.warc.gz", "archive/b.warc"}


def test_pages_are_read_and_reading_is_resumed_by_offset() -> None:
    stream = wacz()
    assert is_resumable(stream, BundleKind.WACZ)
    pages = list(read_wacz(stream, 0, LIMITS))
    for place, page in enumerate(pages):
        assert isinstance(page, BundlePage)
        assert page.offset is not None
        assert read_page(stream, BundleKind.WACZ, page.offset).body == page.body
        assert list(read_wacz(stream, next_offset(page) or 0, LIMITS)) == pages[place + 1 :]


def test_the_warcs_of_a_compressed_archive_have_no_offsets() -> None:
    stream = wacz(zipfile.ZIP_DEFLATED)
    assert not is_resumable(stream, BundleKind.WACZ)
    pages = list(read_wacz(stream, 0, LIMITS))
    assert len(pages) == 6
    assert {page.offset for page in pages} == {None}


def test_a_revisit_record_refers_to_a_response_in_another_warc_of_the_bundle() -> None:
    first = record(http(), WARC_Payload_Digest="sha1:A")
    again = record(b"", "revisit", "https://press.example/again", WARC_Payload_Digest="sha1:A")
    pages = list(read_wacz(io.BytesIO(zipped({"archive/a.warc": first, "archive/b.warc": again}, 0)), 0, LIMITS))
    assert [page.url for page in pages if isinstance(page, BundlePage)] == [
        "https://press.example/1",
        "https://press.example/again",
    ]


def test_an_archive_without_warcs_or_without_a_directory_is_counted() -> None:
    assert list(read_wacz(io.BytesIO(zipped({"a.html": b""})), 0, LIMITS)) == [BundleSkip(None, SkipReason.MALFORMED)]
    cut = io.BytesIO(wacz().getvalue()[:-100])
    assert list(read_wacz(cut, 0, LIMITS)) == [BundleSkip(None, SkipReason.CUT_OFF)]
