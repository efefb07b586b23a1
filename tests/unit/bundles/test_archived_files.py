"""Which files of an archive are pages."""

from __future__ import annotations

import io

import pytest
from tests.support.bundle_files import HTML

from clippings.bundles.archived_files import find_file_refusal, is_markup, read_page_file
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason

LIMITS = BundleLimits(page=1000, ratio=10)


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("a.html", 10, None),
        ("a.html", 1001, SkipReason.TOO_LARGE),
        ("../a.html", 10, SkipReason.UNSAFE_PATH),
        ("a.zip", 10, SkipReason.NESTED),
        ("a.png", 10, SkipReason.NOT_HTML),
    ],
)
def test_a_file_is_rejected_by_name_and_size(name: str, size: int, reason: SkipReason | None) -> None:
    assert find_file_refusal(name, size, LIMITS) is reason


def test_a_file_is_read_up_to_the_limit() -> None:
    page = read_page_file(io.BytesIO(HTML), "a.html", 50, 7, LIMITS)
    assert page == BundlePage(HTML, offset=7, length=1, name="a.html", content_offset=7)
    large = read_page_file(io.BytesIO(b"x" * 5000), "a.html", 2000, 7, LIMITS)
    assert large == BundleSkip(7, SkipReason.TOO_LARGE, None, 1, "a.html")
    bomb = read_page_file(io.BytesIO(b"x" * 5000), "a.html", 10, None, LIMITS)
    assert bomb == BundleSkip(None, SkipReason.BOMB, None, None, "a.html")


def test_content_decides_where_the_name_does_not() -> None:
    assert is_markup("report", HTML)
    assert not is_markup("report", b"plain words")
    assert is_markup("a.html", b"plain words")
    assert not is_markup("a.html", b"\x89PNG\0\0")
    assert is_markup("a.html", "<p>é".encode("utf-16"))
    assert is_markup("a.html.gz", b"\x1f\x8b\x08\0\0")
    assert not is_markup("a.html.gz", HTML)
    assert is_markup("a.mht", b"From: <Saved by a browser>")
