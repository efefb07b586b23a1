"""tar archives of pages."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest
from tests.support.bundle_files import HTML, Pipe, html, tarred

from clippings.bundles.entries import MIB, BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.tar_archive import read_tar

LIMITS = BundleLimits(page=MIB, ratio_from=MIB)


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_archive_is_read_from_a_pipe(mode: str) -> None:
    files = {"a.html": html(1), "/etc/b.html": HTML, "../c.html": HTML, "d.png": b"\x89PNG", "e.zip": b"PK"}
    entries = list(read_tar(Pipe(tarred(files, mode)), LIMITS))  # type: ignore[arg-type]
    assert entries[0] == BundlePage(html(1), name="a.html")
    assert [entry.reason for entry in entries[1:] if isinstance(entry, BundleSkip)] == [
        SkipReason.UNSAFE_PATH,
        SkipReason.UNSAFE_PATH,
        SkipReason.NOT_HTML,
        SkipReason.NESTED,
    ]


def test_links_in_archives_are_not_pages() -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        link = tarfile.TarInfo("a.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    data.seek(0)
    assert list(read_tar(data, LIMITS)) == [BundleSkip(None, SkipReason.NOT_HTML, name="a.html")]


def test_the_beginning_of_a_truncated_archive_is_read() -> None:
    data = tarred({"a.html": HTML, "b.html": html(2, 2000)})
    first, last = read_tar(io.BytesIO(data[:-60]), LIMITS)
    assert isinstance(first, BundlePage)
    assert isinstance(last, BundleSkip)
    assert last.reason is SkipReason.CUT_OFF


def test_bombs_are_skipped() -> None:
    data = tarred({"a.html": HTML, "b.png": b"\0" * 20 * MIB})
    *_, last = read_tar(io.BytesIO(data), LIMITS)
    assert last == BundleSkip(None, SkipReason.BOMB)


def test_large_extended_headers_are_not_kept_in_memory() -> None:
    header = tarfile.TarInfo("header")
    header.type, header.size = tarfile.XHDTYPE, 5 * MIB
    data = io.BytesIO(gzip.compress(header.tobuf() + b"1" * 5 * MIB))
    assert [entry.reason for entry in read_tar(data, LIMITS) if isinstance(entry, BundleSkip)] in (
        [SkipReason.CUT_OFF],
        [SkipReason.BOMB],
    )


def test_the_number_of_entries_is_limited() -> None:
    data = tarred({f"{number}.html": HTML for number in range(10)})
    *pages, last = read_tar(io.BytesIO(data), BundleLimits(entries=3))
    assert len(pages) == 3
    assert last == BundleSkip(None, SkipReason.TOO_MANY_ENTRIES)
