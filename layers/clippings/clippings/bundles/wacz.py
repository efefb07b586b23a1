"""WACZ: a ZIP archive with WARC files under ``archive/``. Its indexes and list of pages are not needed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.names import is_safe
from clippings.bundles.seen_responses import SeenResponses
from clippings.bundles.warc import WarcReader
from clippings.bundles.zip_archive import BROKEN, ENCRYPTED, open_zip, read_local_header, stored_order
from clippings.errors import UnreadableBundle

FOLDER = "archive/"
WARC_SUFFIXES = (".warc", ".warc.gz")


def find_warcs(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the WARC files of the archive in the order in which they are stored."""
    return [
        entry
        for entry in stored_order(archive)
        if entry.filename.startswith(FOLDER) and entry.filename.lower().endswith(WARC_SUFFIXES)
    ]


def is_stored(archive: zipfile.ZipFile) -> bool:
    """Return whether all WARC files in the archive are uncompressed, so that records have offsets in the bundle."""
    return all(entry.compress_type == zipfile.ZIP_STORED for entry in find_warcs(archive))


def read_wacz(stream: BinaryIO, offset: int, limits: BundleLimits) -> Iterator[BundlePage | BundleSkip]:
    """Yield each page of the archive's WARC files, from *offset* in the bundle on.

    The offset of a page is that of its record in the bundle. Pages of a compressed WARC file have no offsets.
    """
    try:
        archive = open_zip(stream)
    except UnreadableBundle as error:
        yield BundleSkip(None, SkipReason(error.reason))
        return
    warcs = find_warcs(archive)
    if not warcs:
        yield BundleSkip(None, SkipReason.MALFORMED)
    responses = SeenResponses(limits.revisits)
    for entry in warcs:
        name = entry.filename
        if entry.flag_bits & ENCRYPTED or not is_safe(name):
            reason = SkipReason.UNSAFE_PATH if not is_safe(name) else SkipReason.ENCRYPTED
            yield BundleSkip(entry.header_offset, reason, None, 1, name)
            continue
        try:
            if entry.compress_type == zipfile.ZIP_STORED:
                _, start = read_local_header(stream, entry.header_offset)
                end = start + entry.file_size
                if offset < end:
                    yield from WarcReader(stream, limits, responses, name=name).read(max(offset, start), end)
            elif offset <= entry.header_offset:
                with archive.open(entry) as file:
                    reader = WarcReader(Forward(file), limits, responses, name=name, located=False)
                    yield from reader.read()
        except BROKEN:
            yield BundleSkip(entry.header_offset, SkipReason.CUT_OFF, None, 1, name)


def find_located_warcs(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield where each WARC file begins and ends that is stored in the archive as it is; none of a broken archive."""
    try:
        for entry in find_warcs(open_zip(stream)):
            if (
                entry.compress_type == zipfile.ZIP_STORED
                and not entry.flag_bits & ENCRYPTED
                and is_safe(entry.filename)
            ):
                _, start = read_local_header(stream, entry.header_offset)
                yield start, start + entry.file_size
    except (UnreadableBundle, *BROKEN):
        return


class Forward:
    """A file that cannot seek. Seeking in compressed data would read them again from the beginning."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int, /) -> bytes:
        """Return at most *size* bytes; no bytes at the end."""
        return self._file.read(size)
