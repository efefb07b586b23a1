"""Finds the pages among the files in an archive (ZIP or tar), by name and content."""

from __future__ import annotations

from typing import BinaryIO

from clippings.bundles.byte_source import BLOCK, Readable
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.names import has_page_suffix, is_bundle, is_page, is_safe
from clippings.bundles.warc import looks_like_html
from clippings.page.copies import read_origin

MHTML_SUFFIXES = (".mhtml", ".mht")
#: Bytes of a file that are searched for zero bytes, which HTML does not have except in UTF-16.
SAMPLE = 1024
GZIP_MAGIC = b"\x1f\x8b"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def find_file_refusal(name: str, size: int, limits: BundleLimits) -> SkipReason | None:
    """Return why a file of this name and size is not read, or None if it is."""
    if not is_safe(name):
        return SkipReason.UNSAFE_PATH
    if is_bundle(name):
        return SkipReason.NESTED
    if not is_page(name):
        return SkipReason.NOT_HTML
    return SkipReason.TOO_LARGE if size > limits.page else None


def read_page_file(
    file: Readable | BinaryIO, name: str, stored: int, offset: int | None, limits: BundleLimits
) -> BundlePage | BundleSkip:
    """Return the page in *file* with the address and time that it declares, or the reason for which it is skipped.

    Args:
        file: The file, decompressed.
        name: Its name in the archive.
        stored: Its size in the archive, in bytes.
        offset: Its offset in the archive; None if it cannot be read alone.
        limits: The largest page and ratio.
    """
    length = None if offset is None else 1
    body = bytearray()
    while len(body) <= limits.page and (block := file.read(min(BLOCK, limits.page + 1 - len(body)))):
        body += block
    if len(body) > limits.page:
        bomb = len(body) > limits.ratio * max(1, stored)
        return BundleSkip(offset, SkipReason.BOMB if bomb else SkipReason.TOO_LARGE, None, length, name)
    if not is_markup(name, bytes(body[:SAMPLE])):
        return BundleSkip(offset, SkipReason.NOT_HTML, None, length, name)
    origin = read_origin(bytes(body))
    return BundlePage(bytes(body), origin.url, origin.captured_at, None, offset, length, name, offset)


def is_markup(name: str, start: bytes) -> bool:
    """Return whether a file may be a page. Without a suffix it must begin like HTML, otherwise it must be text."""
    if name.lower().endswith(MHTML_SUFFIXES):
        return True
    if name.lower().endswith(".gz"):
        return start.startswith(GZIP_MAGIC)
    if not has_page_suffix(name):
        return looks_like_html(start)
    return b"\0" not in start or start.startswith(UTF16_MARKS)
