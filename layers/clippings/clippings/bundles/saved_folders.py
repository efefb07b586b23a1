"""Pages that a browser saved with a folder of their pictures, packed as one web archive (RFC 2557)."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from email.utils import format_datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from clippings.bundles.entries import BundlePage
from clippings.bundles.names import COMPANION_SUFFIXES, SAVED_SUFFIXES, is_safe
from clippings.page.copies import read_origin
from clippings.page.decoding import GZIP_MAGIC
from clippings.page.picture_types import find_picture_type
from clippings.page.saved_pages import MAX_PARTS, read_archive_headers
from clippings.page.saved_pictures import MAX_BYTES, MIN_BYTES

#: Largest archive, in bytes. A page with all its pictures is read at once.
MAX_ARCHIVE = 15 * 1024 * 1024
#: Bytes of the archive that a part has besides its content.
PART_HEAD = 1_024
#: Most names of files that are looked for in a page.
MAX_NAMED = 10_000
#: The path of a file after the folder of a saved page. The folder itself may be written in any encoding.
_NAMED = re.compile(
    b"(?:%s)/([^\"'<>?#\\s]{1,300})" % b"|".join(re.escape(each.encode()) for each in COMPANION_SUFFIXES)
)


class SavedFile(NamedTuple):
    """A file of a page's folder: its path from the page, with slashes, and its bytes, which are read when needed."""

    name: str
    size: int
    read: Callable[[], bytes]


def find_folders(page: str) -> tuple[str, ...]:
    """Return the names that the folder of the page with this path may have; none for a file of another kind."""
    path = PurePosixPath(page)
    if path.suffix.lower() not in SAVED_SUFFIXES:
        return ()
    return tuple(str(path.with_name(f"{path.stem}{suffix}")) for suffix in COMPANION_SUFFIXES)


def companions_around(name: str) -> Iterator[str]:
    """Yield the folders around the file with this path in an archive that are named as that of a saved page."""
    if is_safe(name):
        for folder in PurePosixPath(name).parents:
            if folder.name.endswith(COMPANION_SUFFIXES):
                yield str(folder)


def pack_entry(page: BundlePage, folders: Mapping[str, Sequence[SavedFile]], most: int) -> BundlePage:
    """Return *page* packed with the pictures of its folder, or as it is where it has none.

    Args:
        page: A page of an archive.
        folders: The files of each folder of the archive that is named as that of a saved page, with their whole paths.
        most: The largest archive, in bytes.
    """
    around = PurePosixPath(page.name or "").parent
    files = [
        file._replace(name=str(PurePosixPath(file.name).relative_to(around)))
        for folder in find_folders(page.name or "")
        for file in folders.get(folder, ())
    ]
    packed = pack_page(page.body, files, min(most, MAX_ARCHIVE))
    return replace(page, body=packed, packed=True) if packed else page


def pack_page(markup: bytes, files: Iterable[SavedFile], most: int = MAX_ARCHIVE) -> bytes | None:
    """Return a web archive of a page and those pictures of its folder that it names, or None where there are none.

    The page is in the archive as it is, so that its article is the same with and without its pictures.

    Args:
        markup: The page.
        files: The files of its folder.
        most: The largest archive, in bytes. Pictures that would make it larger are left out.
    """
    if markup.startswith(GZIP_MAGIC) or read_archive_headers(markup):
        return None  # not the bytes of a page, although the file is named as one
    named = _find_named(markup)
    parts: list[bytes] = []
    left = most - len(markup) - 2 * PART_HEAD
    for file in files:
        if len(parts) >= MAX_PARTS - 1:
            break
        taken = file.size * 4 // 3 + file.size // 50 + PART_HEAD
        if MIN_BYTES <= file.size <= MAX_BYTES and taken <= left and _is_in(named, file.name):
            content = file.read()
            media_type = find_picture_type(content)
            if media_type:
                parts.append(_part(file.name, media_type, content))
                left -= taken
    return _archive(markup, parts) if parts else None


def _find_named(markup: bytes) -> set[str]:
    """Return the files of folders of saved pages that *markup* names, from the folder on."""
    written = (match[1].decode("utf-8", "replace") for match in islice(_NAMED.finditer(markup), MAX_NAMED))
    return {unquote(html.unescape(name)) for name in written}


def _is_in(named: set[str], name: str) -> bool:
    """Return whether the page names the file. It may write other letters than those of ASCII in any encoding."""
    return not name.isascii() or name.partition("/")[2] in named


def _archive(markup: bytes, parts: list[bytes]) -> bytes:
    boundary = f"----clippings-{hashlib.sha256(markup).hexdigest()[:32]}"
    lines = ["From: <Saved by a browser>", "MIME-Version: 1.0", *_origin_headers(markup)]
    lines.append(f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"')
    page = b"Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n\r\n" + markup
    line = f"\r\n--{boundary}".encode()
    head = "\r\n".join([*lines, ""]).encode()
    return head + b"".join(line + b"\r\n" + part for part in (page, *parts)) + line + b"--\r\n"


def _origin_headers(markup: bytes) -> Iterator[str]:
    """Yield the headers with the address and the time that a copy states of itself."""
    origin = read_origin(markup)
    if origin.url and origin.url.isascii():
        yield f"Snapshot-Content-Location: {origin.url}"
    if origin.captured_at:
        yield f"Date: {format_datetime(origin.captured_at)}"


def _part(name: str, media_type: str, content: bytes) -> bytes:
    location = quote(name, errors="replace")
    head = f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {location}\r\n\r\n"
    return head.encode() + base64.encodebytes(content)
