"""Bundles of every kind through one function."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from tests.support.bundle_files import Pipe, html, http, members, numbered, record, tarred, zipped

from clippings.bundles.entries import BundlePage, BundleSkip, next_offset
from clippings.bundles.kinds import BundleKind
from clippings.bundles.reading import is_resumable, read_bundle, read_page
from clippings.errors import UnreadableBundle

FILES = {f"{number}.html": html(number) for number in range(4)}
BUNDLES = {
    "warc": (BundleKind.WARC, b"".join(numbered(4)), True),
    "warc-gz": (BundleKind.WARC, members(numbered(4)), True),
    "warc-gz-whole": (BundleKind.WARC, gzip.compress(b"".join(numbered(4))), False),
    "wacz": (BundleKind.WACZ, zipped({"archive/a.warc.gz": members(numbered(4))}, 0), True),
    "wacz-deflated": (BundleKind.WACZ, zipped({"archive/a.warc": b"".join(numbered(4))}), False),
    "zip": (BundleKind.ZIP, zipped(FILES), True),
    "tar": (BundleKind.TAR, tarred(FILES), False),
}


@pytest.mark.parametrize(("kind", "data", "resumable"), BUNDLES.values(), ids=BUNDLES)
def test_every_kind_of_bundle_yields_its_pages(kind: BundleKind, data: bytes, *, resumable: bool) -> None:
    stream = io.BytesIO(data)
    assert is_resumable(stream, kind) is resumable
    pages = list(read_bundle(stream, kind))
    assert len(pages) == 4
    for place, page in enumerate(pages):
        assert isinstance(page, BundlePage)
        assert (page.offset is not None) is resumable
        if page.offset is not None:
            assert read_page(stream, kind, page.offset).body == page.body
            assert list(read_bundle(stream, kind, offset=next_offset(page) or 0)) == pages[place + 1 :]


def test_the_page_of_a_revisit_is_read_by_both_offsets() -> None:
    original = record(http(html(7)), WARC_Payload_Digest="sha1:A")
    again = record(b"", "revisit", "https://press.example/2", WARC_Payload_Digest="sha1:A")
    stream = io.BytesIO(members([original, again]))
    _, page = read_bundle(stream, BundleKind.WARC)
    assert isinstance(page, BundlePage)
    assert page.offset is not None
    assert read_page(stream, BundleKind.WARC, page.offset, content_offset=page.content_offset) == page
    with pytest.raises(UnreadableBundle, match="revisit-without-original"):
        read_page(stream, BundleKind.WARC, page.offset)


@pytest.mark.parametrize("kind", BundleKind)
def test_a_wrong_offset_has_no_page(kind: BundleKind) -> None:
    data = {found: data for found, data, _ in reversed(BUNDLES.values())}[kind]
    for offset in (3, len(data), len(data) + 100):
        with pytest.raises(UnreadableBundle):
            read_page(io.BytesIO(data), kind, offset)


def test_a_tar_archive_cannot_be_read_from_an_offset() -> None:
    with pytest.raises(UnreadableBundle):
        read_bundle(io.BytesIO(BUNDLES["tar"][1]), BundleKind.TAR, offset=1)
    assert not is_resumable(Pipe(b""), BundleKind.WARC)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", BUNDLES)
def test_damaged_bundles_raise_no_error_and_offsets_grow(name: str) -> None:
    kind, data, _ = BUNDLES[name]
    chance = random.Random(name)
    for _ in range(60):
        spoiled = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        del spoiled[chance.randint(len(spoiled) // 2, 2 * len(spoiled)) :]
        entries = list(read_bundle(io.BytesIO(bytes(spoiled)), kind))
        offsets = [entry.offset for entry in entries if entry.offset is not None]
        assert offsets == sorted(set(offsets))
        assert all(isinstance(entry, BundlePage | BundleSkip) for entry in entries)
        assert len(entries) <= 10
