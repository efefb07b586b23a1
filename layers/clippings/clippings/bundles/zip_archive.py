"""Reads ZIP archives of pages, file by file in the order in which they are stored."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from os import SEEK_END
from typing import BinaryIO

from clippings.bundles.archived_files import find_file_refusal, read_page_file
from clippings.bundles.entries import BundleLimits, BundlePage, BundleSkip, SkipReason
from clippings.bundles.names import is_ignored, is_page, is_part_of_page
from clippings.bundles.saved_folders import SavedFile, companions_around, pack_entry
from clippings.errors import UnreadableBundle

ENCRYPTED = 1
#: The flag of a file whose sizes are after it.
SIZES_BEHIND = 8
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
LOCAL_MAGIC = b"PK\x03\x04"
#: The record at the end of a ZIP: its size with the longest comment, its magic, and the position of the directory's
#: size in it.
END_WINDOW = 22 + 65_535
END_MAGIC = b"PK\x05\x06"
END_SIZE_AT = 12
#: The same in ZIP64 archives: the locator before the record, and the record that it leads to.
LOCATOR = struct.Struct("<4sLQL")
LOCATOR_MAGIC = b"PK\x06\x07"
END64_SIZE_AT = 40
#: Largest central directory that is read: 250,000 entries with names of 200 characters.
MAX_DIRECTORY = 64 * 1024 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Return the archive in *stream*.

    Raises:
        UnreadableBundle: The central directory is missing (the file is cut off), damaged, or larger than the limit.
    """
    try:
        if directory_size(stream) > MAX_DIRECTORY:
            raise UnreadableBundle(SkipReason.TOO_MANY_ENTRIES)
        return zipfile.ZipFile(stream)
    except BROKEN as error:
        raise UnreadableBundle(SkipReason.CUT_OFF) from error


def directory_size(stream: BinaryIO) -> int:
    """Return the size of the central directory in bytes, as the end record declares it; 0 without an end record."""
    end = stream.seek(0, SEEK_END)
    start = stream.seek(max(0, end - END_WINDOW))
    tail = stream.read(END_WINDOW)
    found = tail.rfind(END_MAGIC)
    if found < 0:
        return 0
    if found >= LOCATOR.size:
        magic, _, position, _ = LOCATOR.unpack_from(tail, found - LOCATOR.size)
        if magic == LOCATOR_MAGIC and position < start + found:
            stream.seek(position + END64_SIZE_AT)
            return int(struct.unpack("<Q", stream.read(8))[0])
    return int(struct.unpack_from("<L", tail, found + END_SIZE_AT)[0])


def stored_order(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the archive's files in the order in which they are stored."""
    return sorted((entry for entry in archive.infolist() if not entry.is_dir()), key=lambda each: each.header_offset)


def read_zip(
    stream: BinaryIO, offset: int, limits: BundleLimits, largest_archive: int = 0
) -> Iterator[BundlePage | BundleSkip]:
    """Yield each file of the archive whose local header is at *offset* or after it.

    With *largest_archive*, a page is packed with the pictures of its folder.
    """
    size = stream.seek(0, SEEK_END)
    try:
        archive = open_zip(stream)
    except UnreadableBundle as error:
        yield BundleSkip(None, SkipReason(error.reason))
        return
    entries = stored_order(archive)
    most = max(limits.ratio_from, size * limits.ratio)
    names = {entry.filename for entry in entries}
    folders = find_companions(archive, entries) if largest_archive else {}
    for entry in entries[: limits.entries]:
        if entry.header_offset < offset or is_ignored(entry.filename):
            continue
        if is_page(entry.filename) and is_part_of_page(entry.filename, names.__contains__):
            yield BundleSkip(entry.header_offset, SkipReason.PART_OF_PAGE, None, 1, entry.filename)
            continue
        page = read_entry(archive, entry, limits)
        if folders and isinstance(page, BundlePage):
            page = pack_entry(page, folders, largest_archive)
        most -= len(page.body) if isinstance(page, BundlePage) else 0
        if most < 0:
            yield BundleSkip(entry.header_offset, SkipReason.BOMB, None, size, entry.filename)
            return
        yield page
    for entry in entries[limits.entries :][:1]:
        yield BundleSkip(entry.header_offset, SkipReason.TOO_MANY_ENTRIES, None, size)


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: BundleLimits) -> BundlePage | BundleSkip:
    """Return the page in *entry*, or a skip with the reason."""
    name, offset = entry.filename, entry.header_offset
    refused = find_file_refusal(name, entry.file_size, limits)
    if entry.flag_bits & ENCRYPTED and refused in (None, SkipReason.TOO_LARGE):
        refused = SkipReason.ENCRYPTED
    if refused:
        return BundleSkip(offset, refused, None, 1, name)
    try:
        with archive.open(entry) as file:
            return read_page_file(file, name, entry.compress_size, offset, limits)
    except BROKEN:
        return BundleSkip(offset, SkipReason.MALFORMED, None, 1, name)


def find_companions(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, list[SavedFile]]:
    """Return the files in each folder that is named as that of a saved page."""
    found: dict[str, list[SavedFile]] = {}
    for entry in entries:
        for folder in companions_around(entry.filename):
            file = SavedFile(entry.filename, entry.file_size, partial(read_content, archive, entry))
            found.setdefault(folder, []).append(file)
    return found


def read_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the content of a file that says that it is small; nothing where it is larger or damaged."""
    try:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
    except BROKEN:
        return b""
    return content if len(content) == entry.file_size else b""


def read_zip_page(stream: BinaryIO, offset: int, limits: BundleLimits) -> BundlePage | BundleSkip:
    """Return the page whose local header is at *offset*, without reading the central directory."""
    try:
        entry, data = read_local_header(stream, offset)
        if entry.flag_bits & ENCRYPTED:
            return BundleSkip(offset, SkipReason.ENCRYPTED, None, 1, entry.filename)
        if entry.flag_bits & SIZES_BEHIND:
            entry.compress_size = stream.seek(0, SEEK_END) - data
            entry.file_size = limits.page + 1
        stream.seek(data)
        with zipfile.ZipExtFile(stream, "r", entry) as file:
            return read_page_file(file, entry.filename, entry.compress_size, offset, limits)
    except BROKEN:
        return BundleSkip(offset, SkipReason.MALFORMED, None, 1)


def read_local_header(stream: BinaryIO, offset: int) -> tuple[zipfile.ZipInfo, int]:
    """Return the file whose local header is at *offset*, and the offset of its data.

    Raises:
        BadZipFile: There is no local header.
    """
    stream.seek(offset)
    header = stream.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MAGIC):
        raise zipfile.BadZipFile
    _, _, flags, method, _, _, checksum, stored, expanded, name_length, extra_length = LOCAL_HEADER.unpack(header)
    name = stream.read(name_length).decode("utf-8" if flags & 0x800 else "cp437", "replace")
    entry = zipfile.ZipInfo(name or "entry")
    entry.compress_type, entry.flag_bits, entry.header_offset = method, flags, offset
    entry.compress_size, entry.file_size = stored, expanded
    if not flags & SIZES_BEHIND:
        entry.CRC = checksum
    return entry, offset + LOCAL_HEADER.size + name_length + extra_length
