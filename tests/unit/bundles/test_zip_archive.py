"""ZIP archives of pages."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.support.bundle_files import HTML, Pipe, html, zipped
from tests.support.picture_records import page_with, picture

from clippings.bundles.entries import MIB, BundleLimits, BundlePage, BundleSkip, SkipReason, next_offset
from clippings.bundles.zip_archive import directory_size, read_zip, read_zip_page
from clippings.page.saved_pictures import take_pictures

LIMITS = BundleLimits(page=MIB)


def reasons(data: bytes, limits: BundleLimits = LIMITS) -> list[str]:
    entries = read_zip(io.BytesIO(data), 0, limits)
    return [str(entry.reason) if isinstance(entry, BundleSkip) else "page" for entry in entries]


def test_pages_are_read_and_other_entries_counted() -> None:
    files = {
        "a.html": HTML, "/b.html": HTML, "../c.html": HTML, "d.png": b"", "e.zip": b"", "f.warc.gz": b"",
        "__MACOSX/._a.html": HTML, "folder/": b"", "g.html": b"\0\x01\x02",
    }  # fmt: skip
    assert reasons(zipped(files)) == [
        "page", "unsafe-path", "unsafe-path", "not-html", "nested", "nested", "not-html",
    ]  # fmt: skip


def test_frames_of_saved_pages_are_not_pages() -> None:
    files = {
        "Bridge.html": HTML,
        "Bridge_files/frame.html": HTML,
        "Bridge_files/a.jpg": b"",
        "other_files/a.html": HTML,
    }
    assert reasons(zipped(files)) == ["page", "part-of-page", "not-html", "page"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_pages_of_a_zip_are_read_by_offset(compression: int) -> None:
    stream = io.BytesIO(zipped({f"{number}.html": html(number) for number in range(5)}, compression))
    pages = list(read_zip(stream, 0, LIMITS))
    assert [page.body for page in pages if isinstance(page, BundlePage)] == [html(number) for number in range(5)]
    for place, page in enumerate(pages):
        assert page.offset is not None
        assert read_zip_page(stream, page.offset, LIMITS) == page
        assert list(read_zip(stream, next_offset(page) or 0, LIMITS)) == pages[place + 1 :]


def test_pages_with_sizes_after_the_data_are_read_by_offset() -> None:
    class WriteOnly(Pipe):
        data = b""

        def write(self, block: bytes) -> int:
            self.data += bytes(block)
            return len(block)

        def flush(self) -> None: ...

    written = WriteOnly(b"")
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        archive.writestr("a.html", html(1))
        archive.writestr("b.html", html(2))
    stream = io.BytesIO(written.data)
    for page in read_zip(stream, 0, LIMITS):
        assert isinstance(page, BundlePage)
        assert page.offset is not None
        assert read_zip_page(stream, page.offset, LIMITS) == page


def test_the_number_of_entries_is_limited() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.html", b"<p>%d" % number)
    assert reasons(data.getvalue()) == ["page"] * 300
    assert reasons(data.getvalue(), BundleLimits(entries=100)) == ["page"] * 100 + ["too-many-entries"]


def test_a_directory_beyond_the_limit_is_not_read() -> None:
    data = bytearray(zipped({"a.html": HTML}))
    at = data.rfind(b"PK\x05\x06") + 12
    data[at : at + 4] = (65 * MIB).to_bytes(4, "little")
    assert directory_size(io.BytesIO(bytes(data))) == 65 * MIB
    assert reasons(bytes(data)) == ["too-many-entries"]


def test_bombs_are_counted() -> None:
    assert reasons(zipped({"a.html": b"<p>" + b" " * 50 * MIB, "b.html": HTML})) == ["too-large", "page"]
    lying = bytearray(zipped({"a.html": b"<p>" + b" " * 50 * MIB}))
    for at in (lying.find(b"PK\x03\x04") + 22, lying.find(b"PK\x01\x02") + 24):
        lying[at : at + 4] = (100).to_bytes(4, "little")
    assert reasons(bytes(lying)) == ["malformed"]
    many = zipped({f"{number}.html": b"<p>" + b" " * MIB for number in range(40)})
    assert reasons(many, BundleLimits(ratio_from=10 * MIB, ratio=2))[-1] == "bomb"


def test_encrypted_and_damaged_entries_are_counted() -> None:
    data = bytearray(zipped({"a.html": HTML, "b.html": html(2), "c.html": html(3)}, zipfile.ZIP_STORED))
    first = data.find(b"PK\x01\x02")
    data[first + 8] |= 1
    at = data.find(b"Report 2")
    data[at : at + 6] = b"Rumour"
    assert reasons(bytes(data)) == ["encrypted", "malformed", "page"]


def test_an_archive_that_is_cut_off_has_no_directory() -> None:
    assert reasons(zipped({"a.html": HTML, "b.html": HTML})[:-80]) == ["cut-off"]
    assert reasons(b"") == ["cut-off"]


def test_an_offset_without_a_header_has_no_page() -> None:
    entry = read_zip_page(io.BytesIO(zipped({"a.html": HTML})), 5, LIMITS)
    assert isinstance(entry, BundleSkip)
    assert entry.reason is SkipReason.MALFORMED


def test_a_page_is_packed_with_the_pictures_of_its_folder_and_others_are_unchanged() -> None:
    saved = page_with("A", "src='Quay_files/0.png'", "src='Quay_files/1.png'")
    broken = zipped({"Quay.html": saved, "Quay_files/0.png": picture(0), "Quay_files/1.png": picture(1)}, 0)
    broken = broken.replace(picture(1)[:100], bytes(100))  # its checksum is now another one
    (page,) = [each for each in read_zip(io.BytesIO(broken), 0, BundleLimits(), MIB) if isinstance(each, BundlePage)]
    assert page.packed
    assert [each.data for each in take_pictures(page.body)[1].values()] == [picture(0)]
    (plain,) = [each for each in read_zip(io.BytesIO(broken), 0, BundleLimits()) if isinstance(each, BundlePage)]
    assert (plain.packed, plain.body) == (False, saved)
