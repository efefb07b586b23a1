"""Which records of a WARC hold a picture that is kept, whatever they say of themselves."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable

import brotli
import pytest
from tests.support.bundle_files import http, members, record, zipped
from tests.support.picture_records import PNG, page_record, picture, picture_address, picture_record

from clippings.bundles import BundleKind
from clippings.bundles.picture_index import ListedPicture, address_digest, payload_digest
from clippings.bundles.warc_pictures import list_pictures, read_picture
from clippings.page.saved_pictures import MAX_BYTES, MIN_BYTES

PICTURE = picture(0)


def found(data: bytes, kind: BundleKind = BundleKind.WARC, offset: int = 0) -> list[ListedPicture]:
    return [each.picture for each in list_pictures(io.BytesIO(data), kind, offset) if each.picture]


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 1_000] for at in range(0, len(body), 1_000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("pack", [members, b"".join], ids=["gzip", "plain"])
def test_the_place_of_a_picture_is_where_it_is_read_again(pack: Callable[[list[bytes]], bytes]) -> None:
    data = pack([page_record(0), picture_record(0), page_record(1), picture_record(1)])
    both = found(data)
    assert [each.address for each in both] == [address_digest(picture_address(0)), address_digest(picture_address(1))]
    for number, each in enumerate(both):
        kept = read_picture(data[each.offset : each.offset + each.length])
        assert kept is not None
        assert (kept.data, kept.media_type) == (picture(number), "image/png")


def test_listing_goes_on_at_the_end_of_any_record() -> None:
    data = members([picture_record(number) for number in range(4)])
    ends = [each.end for each in list_pictures(io.BytesIO(data), BundleKind.WARC)]
    assert [len(found(data, offset=end)) for end in (0, *ends)] == [4, 3, 2, 1, 0]


def test_the_warcs_of_a_wacz_are_searched_and_listing_goes_on_in_each() -> None:
    files = {
        f"archive/{name}.warc.gz": members([picture_record(at), picture_record(at + 1)])
        for at, name in ((0, "a"), (2, "b"))
    }
    data = zipped({"indexes/index.cdx": b"", **files, "pages/pages.jsonl": b"{}"}, compression=0)
    ends = [each.end for each in list_pictures(io.BytesIO(data), BundleKind.WACZ)]
    assert [len(found(data, BundleKind.WACZ, end)) for end in (0, *ends)] == [4, 3, 2, 1, 0]
    for each in found(data, BundleKind.WACZ):
        assert read_picture(data[each.offset : each.offset + each.length])


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PICTURE), {"Transfer_Encoding": "chunked"}),
        (PICTURE, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PICTURE), {"Content_Encoding": "gzip"}),
        (PICTURE, {"Content_Encoding": "gzip"}),
        (chunked(brotli.compress(PICTURE)), {"Transfer_Encoding": "chunked", "Content_Encoding": "br"}),
        (chunked(PICTURE), {"Transfer_Encoding": "chunked", "Content_Encoding": "br"}),
        (zlib.compress(PICTURE), {"Content_Encoding": "deflate"}),
        (PICTURE, {"media_type": "binary/octet-stream"}),
        (PICTURE, {"media_type": "text/html"}),
    ],
)
def test_a_picture_is_found_in_every_encoding_of_its_body(body: bytes, headers: dict[str, str]) -> None:
    media_type = headers.pop("media_type", "image/png")
    data = record(http(body, media_type=media_type, **headers), url=picture_address(0))
    assert len(found(data)) == 1
    kept = read_picture(data)
    assert kept is not None
    assert kept.data == PICTURE


def test_a_resource_record_holds_a_picture_without_a_response_around_it() -> None:
    data = record(PICTURE, "resource", picture_address(0), Content_Type="image/png")
    assert len(found(data)) == 1


@pytest.mark.parametrize(
    "data",
    [
        picture_record(0, b"<!doctype html><title>Not found</title>" + b"x" * 5_000),
        picture_record(0, b"<svg onload='alert(1)'>" + b" " * 5_000, media_type="image/svg+xml"),
        picture_record(0, PNG + bytes(MIN_BYTES - len(PNG) - 1)),
        picture_record(0, PNG + bytes(MAX_BYTES)),
        record(http(PICTURE, "404 Not Found", "image/png"), url=picture_address(0)),
        record(http(PICTURE, media_type="image/png"), url=picture_address(0), WARC_Segment_Number="1"),
        record(http(PICTURE, media_type="image/png"), "request", picture_address(0)),
        record(http(PICTURE, media_type="image/png"), "revisit", picture_address(0)),
        record(http(b"", media_type="image/png"), url=picture_address(0)),
        picture_record(0, gzip.compress(PNG + bytes(100_000_000)), Content_Encoding="gzip"),
        picture_record(0, gzip.compress(PICTURE)[:-2_000], Content_Encoding="br"),
    ],
    ids="html svg small large missing segment request revisit empty bomb broken".split(),
)
def test_other_records_are_not_listed(data: bytes) -> None:
    assert found(data) == []
    assert found(members([data])) == []
    assert read_picture(data) is None


@pytest.mark.parametrize("declared", [10, 100_000, 5_000_000])
def test_a_record_that_lies_about_its_length_is_left_out_and_the_next_one_is_found(declared: int) -> None:
    lie = record(http(PICTURE, media_type="image/png"), url=picture_address(0), length=declared)
    for data in (lie + picture_record(1), members([lie, picture_record(1)])):
        assert [each.address for each in found(data)] == [address_digest(picture_address(1))]


def test_a_picture_of_two_gigabytes_is_skipped_without_memory() -> None:
    head = record(http(PICTURE, media_type="image/png"), url=picture_address(0), length=2_000_000_000)
    assert found(head[:-4] + picture(1, 6_000_000)) == []


def test_a_member_that_is_cut_off_is_left_out_and_the_next_one_is_found() -> None:
    first, second = members([picture_record(0)]), members([picture_record(1)])
    assert [each.address for each in found(first[:-500] + second)] == [address_digest(picture_address(1))]


def test_a_revisit_is_listed_with_the_payload_that_it_names() -> None:
    more = {"WARC_Payload_Digest": "sha1:ABC"}
    data = record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit", picture_address(0), **more)
    (listed,) = found(data)
    assert (listed.length, listed.payload) == (0, payload_digest("sha1:ABC"))


def test_a_picture_without_an_address_is_not_listed() -> None:
    assert found(record(http(PICTURE, media_type="image/png"), url=None)) == []


def test_a_warc_that_was_compressed_as_a_whole_has_no_places() -> None:
    assert found(gzip.compress(picture_record(0) + picture_record(1))) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", zipped({"archive/a.warc.gz": b"x"})])
def test_an_archive_without_readable_warcs_has_no_pictures(data: bytes) -> None:
    assert found(data, BundleKind.WACZ) == []
