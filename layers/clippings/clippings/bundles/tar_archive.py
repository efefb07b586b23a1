"""Reads tar archives of pages, plain or compressed with gzip, from beginning to end."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import BinaryIO, cast

from clippings.bundles.archived_files import find_file_refusal, read_page_file
from clippings.bundles.byte_source import ByteSource, Readable, is_seekable
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.gzip_members import MAGIC, GzipMember
from clippings.bundles.names import is_ignored
from clippings.bundles.saved_folders import SavedFile, companions_around, pack_entry
from clippings.page.picture_types import find_picture_type
from clippings.page.saved_pictures import MAX_BYTES, MIN_BYTES

#: Largest extended header that is read, in bytes. It contains a path.
MAX_EXTENDED_HEADER = 64 * 1024
EXTENDED_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
#: Bytes of pictures that are held while the pages of an archive are read.
MAX_HELD = 64 * 1024 * 1024
BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


class BoundedTarInfo(tarfile.TarInfo):
    """The header of an entry. Extended headers, which are kept in memory, are read up to a limit."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in EXTENDED_HEADERS and self.size > MAX_EXTENDED_HEADER:
            raise tarfile.ReadError("an extended header is too large")
        return cast(tarfile.TarInfo, super()._proc_member(archive))  # type: ignore[misc]


def read_tar(stream: BinaryIO, limits: BundleLimits, largest_archive: int = 0) -> Iterator[BundlePage | BundleSkip]:
    """Yield each file of the archive. They have no offsets, because they cannot be read alone.

    With *largest_archive*, a page is packed with the pictures of its folder. An archive has no list of its files, so it
    is then read twice.
    """
    folders = hold_pictures(stream, limits) if largest_archive and is_seekable(stream) else {}
    source = ByteSource(stream)
    member = GzipMember(source, limits) if source.peek(len(MAGIC)) == MAGIC else None
    try:
        with open_tar(member or source) as archive:
            for entry in _read_entries(archive, limits):
                if folders and isinstance(entry, BundlePage):
                    entry = pack_entry(entry, folders, largest_archive)
                yield entry
    except BROKEN:
        yield BundleSkip(None, member.broken if member and member.broken else SkipReason.CUT_OFF)
    else:
        if member and member.broken:
            yield BundleSkip(None, member.broken)


def open_tar(data: Readable) -> tarfile.TarFile:
    """Return the archive that is read forward from *data*."""
    return tarfile.open(fileobj=cast(BinaryIO, data), mode="r|", tarinfo=BoundedTarInfo)


def hold_pictures(stream: BinaryIO, limits: BundleLimits) -> dict[str, list[SavedFile]]:
    """Return the pictures in each folder that is named as that of a saved page; the first ones, `MAX_HELD` bytes."""
    found: dict[str, list[SavedFile]] = {}
    source = ByteSource(stream)
    left = MAX_HELD
    try:
        with open_tar(GzipMember(source, limits) if source.peek(len(MAGIC)) == MAGIC else source) as archive:
            for entry in islice(_entries(archive), limits.entries):
                folders = list(companions_around(entry.name))
                if not folders or not entry.isreg() or not MIN_BYTES <= entry.size <= min(left, MAX_BYTES):
                    continue
                file = archive.extractfile(entry)
                content = file.read() if file else b""
                if find_picture_type(content):
                    left -= len(content)
                    for folder in folders:
                        kept = SavedFile(entry.name, len(content), partial(bytes, content))
                        found.setdefault(folder, []).append(kept)
    except BROKEN:
        pass  # damage is reported when the pages are read
    return found


def _entries(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while (entry := archive.next()) is not None:
        # The archive would remember each entry otherwise.
        archive.members.clear()  # type: ignore[attr-defined]
        yield entry


def _read_entries(archive: tarfile.TarFile, limits: BundleLimits) -> Iterator[BundlePage | BundleSkip]:
    for count, entry in enumerate(_entries(archive), 1):
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
