"""Reads bundles of every kind: all pages one after the other, or one page by its offset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from clippings.bundles.byte_source import ByteSource, is_seekable
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip
from clippings.bundles.gzip_members import MAGIC, GzipMember
from clippings.bundles.kinds import BundleKind
from clippings.bundles.seen_responses import SeenResponses
from clippings.bundles.tar_archive import read_tar
from clippings.bundles.wacz import is_stored, read_wacz
from clippings.bundles.warc import WarcReader
from clippings.bundles.warc_records import read_record
from clippings.bundles.zip_archive import open_zip, read_zip, read_zip_page
from clippings.errors import UnreadableBundle

DEFAULT_LIMITS = BundleLimits()


def read_bundle(
    stream: BinaryIO,
    kind: BundleKind,
    *,
    offset: int = 0,
    limits: BundleLimits = DEFAULT_LIMITS,
    largest_archive: int = 0,
) -> Iterator[BundlePage | BundleSkip]:
    """Yield each page of a bundle, and each skipped entry with its reason.

    At most one page is in memory at a time. A damaged entry does not end the reading. If the bundle as a whole is
    damaged, the last item is a skip without an offset.

    Args:
        stream: The bundle. For WARC and tar it need not be seekable, but then revisit records are skipped.
        kind: The kind of the bundle.
        offset: The offset to begin at: 0, or `next_offset` of the last entry that was processed.
        limits: The limits of reading.
        largest_archive: A saved page of a ZIP or tar is packed with the pictures of its folder, up to this size in
            bytes. With 0, none is packed.

    Raises:
        UnreadableBundle: *offset* is given for a bundle that cannot be resumed.
    """
    match kind:
        case BundleKind.WARC:
            return WarcReader(stream, limits, SeenResponses(limits.revisits)).read(offset)
        case BundleKind.WACZ:
            return read_wacz(stream, offset, limits)
        case BundleKind.ZIP:
            return read_zip(stream, offset, limits, largest_archive)
        case BundleKind.TAR:
            if offset:
                raise UnreadableBundle("a tar archive cannot be read from an offset")
            return read_tar(stream, limits, largest_archive)


def read_page(
    stream: BinaryIO,
    kind: BundleKind,
    offset: int,
    *,
    content_offset: int | None = None,
    limits: BundleLimits = DEFAULT_LIMITS,
) -> BundlePage:
    """Return the page at *offset*.

    Args:
        stream: The bundle, seekable.
        kind: The kind of the bundle.
        offset: The page's ``offset``.
        content_offset: The page's ``content_offset``, which is required for a revisit record.
        limits: The largest page.

    Raises:
        UnreadableBundle: There is no page at this offset.
    """
    entry: BundlePage | BundleSkip | None
    match kind:
        case BundleKind.WARC | BundleKind.WACZ:
            entry = next(
                WarcReader(stream, limits, SeenResponses(0, only=content_offset), alone=True).read(offset), None
            )
        case BundleKind.ZIP:
            entry = read_zip_page(stream, offset, limits)
        case BundleKind.TAR:
            raise UnreadableBundle("a page of a tar archive cannot be read alone")
    if not isinstance(entry, BundlePage) or entry.offset != offset:
        reason = f": {entry.reason}" if isinstance(entry, BundleSkip) else ""
        raise UnreadableBundle(f"there is no page at offset {offset} of the bundle{reason}")
    return entry


def is_resumable(stream: BinaryIO, kind: BundleKind, limits: BundleLimits = DEFAULT_LIMITS) -> bool:
    """Return whether reading can be resumed from an offset, and each page can be read alone.

    This is not possible for tar, for a WARC that was compressed as a whole, for a WACZ whose WARC files are compressed
    in the archive, and for streams that cannot seek. Afterwards the stream is at its beginning.
    """
    if kind is BundleKind.TAR or not is_seekable(stream):
        return False
    try:
        match kind:
            case BundleKind.WACZ:
                return is_stored(open_zip(stream))
            case BundleKind.WARC:
                source = ByteSource(stream)
                return source.peek(len(MAGIC)) != MAGIC or _holds_one_record(GzipMember(source, limits), limits)
            case _:
                return True
    except UnreadableBundle:
        return True
    finally:
        stream.seek(0)


def _holds_one_record(member: GzipMember, limits: BundleLimits) -> bool:
    records = ByteSource(member)
    return read_record(records, limits) is None or not records.peek(1)
