"""Reads tar archives of pages, plain or compressed with gzip, from beginning to end."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from clippings.bundles.archived_files import find_file_refusal, read_page_file
from clippings.bundles.byte_source import ByteSource, Readable
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.gzip_members import MAGIC, GzipMember
from clippings.bundles.names import is_ignored

#: Largest extended header that is read, in bytes. It contains a path.
MAX_EXTENDED_HEADER = 64 * 1024
EXTENDED_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


class BoundedTarInfo(tarfile.TarInfo):
    """The header of an entry. Extended headers, which are kept in memory, are read up to a limit."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in EXTENDED_HEADERS and self.size > MAX_EXTENDED_HEADER:
            raise tarfile.ReadError("an extended header is too large")
        return cast(tarfile.TarInfo, super()._proc_member(archive))  # type: ignore[misc]


def read_tar(stream: BinaryIO, limits: BundleLimits) -> Iterator[BundlePage | BundleSkip]:
    """Yield each file of the archive. They have no offsets, because they cannot be read alone."""
    source = ByteSource(stream)
    member = GzipMember(source, limits) if source.peek(len(MAGIC)) == MAGIC else None
    data: Readable = member or source
    try:
        with tarfile.open(fileobj=cast(BinaryIO, data), mode="r|", tarinfo=BoundedTarInfo) as archive:
            yield from _read_entries(archive, limits)
    except BROKEN:
        yield BundleSkip(None, member.broken if member and member.broken else SkipReason.CUT_OFF)
    else:
        if member and member.broken:
            yield BundleSkip(None, member.broken)


def _read_entries(archive: tarfile.TarFile, limits: BundleLimits) -> Iterator[BundlePage | BundleSkip]:
    count = 0
    while (entry := archive.next()) is not None:
        # The archive would remember each entry otherwise.
        archive.members.clear()  # type: ignore[attr-defined]
        count += 1
        if count > limits.entries:
            yield BundleSkip(None, SkipReason.TOO_MANY_ENTRIES)
            return
        if entry.isdir() or is_ignored(entry.name):
            continue
        refused = find_file_refusal(entry.name, entry.size, limits)
        file = None if refused or not entry.isreg() else archive.extractfile(entry)
        if file is None:
            yield BundleSkip(None, refused or SkipReason.NOT_HTML, None, None, entry.name)
        else:
            yield read_page_file(cast(BinaryIO, file), entry.name, entry.size, None, limits)
