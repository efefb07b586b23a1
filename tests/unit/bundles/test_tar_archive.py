"""tar archives of pages."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest
from tests.support.bundle_files import HTML, Pipe, html, tarred
from tests.support.picture_records import page_with, picture

from clippings.bundles import tar_archive
from clippings.bundles.entries import MIB, BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.tar_archive import read_tar
from clippings.page.saved_pictures import take_pictures

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


SAVED = {"Quay.html": page_with("A", "src='Quay_files/0.png'", "src='Quay_files/1.png'"), "style.css": b"p {}"}


def kept(data: bytes) -> list[bytes]:
    """Return the pictures that the one page of the archive *data* is packed with."""
    (page,) = [each for each in read_tar(io.BytesIO(data), BundleLimits(), MIB) if isinstance(each, BundlePage)]
    return [each.data for each in take_pictures(page.body)[1].values()]


@pytest.mark.parametrize("order", [1, -1], ids=["page first", "pictures first"])
@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_page_is_packed_with_the_pictures_of_its_folder_wherever_they_are(order: int, mode: str) -> None:
    files = {**SAVED, "Quay_files/0.png": picture(0), "Quay_files/1.png": picture(1)}
    assert kept(tarred(dict(list(files.items())[::order]), mode)) == [picture(0), picture(1)][::order]


def test_paths_that_begin_in_the_present_folder_are_the_same() -> None:
    assert kept(tarred({f"./{name}": data for name, data in {**SAVED, "Quay_files/0.png": picture(0)}.items()}))


def test_no_more_pictures_are_held_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tar_archive, "MAX_HELD", 6_000)
    assert kept(tarred({**SAVED, "Quay_files/0.png": picture(0), "Quay_files/1.png": picture(1)})) == [picture(0)]


def test_of_an_archive_that_is_cut_off_the_pictures_before_are_held() -> None:
    data = tarred({**SAVED, "Quay_files/0.png": picture(0), "Quay_files/1.png": picture(1)}, "w")
    entries = list(read_tar(io.BytesIO(data[: data.index(picture(1)) + 100]), BundleLimits(), MIB))
    assert [each.reason for each in entries if isinstance(each, BundleSkip)][-1] is SkipReason.CUT_OFF
    assert [each.packed for each in entries if isinstance(each, BundlePage)] == [True]


def test_from_a_pipe_pages_come_as_they_are() -> None:
    data = tarred({**SAVED, "Quay_files/0.png": picture(0)})
    entries = list(read_tar(Pipe(data), BundleLimits(), MIB))  # type: ignore[arg-type]
    assert [each.packed for each in entries if isinstance(each, BundlePage)] == [False]
