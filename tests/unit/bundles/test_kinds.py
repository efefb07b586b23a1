"""The kinds of bundles."""

from __future__ import annotations

import gzip

import pytest
from tests.support.bundle_files import HTML, members, numbered, tarred, zipped

from clippings.bundles.kinds import HEAD_BYTES, MEDIA_TYPES, BundleKind, kind_of

WARC = b"".join(numbered(2))
FILES = {"a.html": HTML}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("crawl.warc", WARC, BundleKind.WARC),
        ("crawl.warc.gz", members(numbered(2)), BundleKind.WARC),
        ("crawl.warc.gz", gzip.compress(WARC), BundleKind.WARC),
        ("uploads/0123", members(numbered(2)), BundleKind.WARC),
        ("crawl.wacz", zipped({"archive/a.warc": WARC}), BundleKind.WACZ),
        ("PAGES.ZIP", zipped(FILES), BundleKind.ZIP),
        ("empty.zip", zipped({}), BundleKind.ZIP),
        ("uploads/0123", zipped(FILES), BundleKind.ZIP),
        ("pages.tar.gz", tarred(FILES), BundleKind.TAR),
        ("pages.tar", tarred(FILES, "w"), BundleKind.TAR),
    ],
)
def test_bundles_are_recognized(name: str, data: bytes, kind: BundleKind) -> None:
    assert kind_of(name, data[:HEAD_BYTES]) is kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", HTML),
        ("page.html.gz", gzip.compress(HTML, mtime=0)),
        ("crawl.warc", HTML),
        ("report.docx", zipped(FILES)),
        ("novel.epub", zipped(FILES)),
        ("pages.zip", b""),
        ("pages.tar.gz", b"\x1f\x8b\x08"),
        ("pages.tar.gz", b"\x1f\x8b\x08\xff" + b"\xff" * 100),
    ],
)
def test_other_files_are_not_bundles(name: str, data: bytes) -> None:
    assert kind_of(name, data[:HEAD_BYTES]) is None


def test_each_kind_has_a_media_type() -> None:
    assert set(MEDIA_TYPES) == set(BundleKind)
