"""Pages saved by a browser: the page in a web archive (MHTML), and the original address of a saved copy."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

from clippings.errors import RejectedPage

#: Characters at the beginning of a saved copy that are searched for the comment with its address.
COMMENT_WINDOW = 8192
#: The comment as browsers write it ("complete" and "HTML only") and as the SingleFile extension does.
_COMMENT = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s{1,9}url:\s{0,9})(https?://[^\s<>]{1,2048})",
    re.IGNORECASE,
)
#: Longest headers of an archive or of a part of one, in bytes, and longest ``Content-Type``, in characters. The time
#: for its parameters grows with the square of their number: 64 kB of them took 4 s.
MAX_HEADERS, MAX_TYPE = 16_384, 1_000
#: Most parts that are read. Browsers write the page first, then its pictures.
MAX_PARTS = 200
_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]{1,39}:[ \t]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Archived:
    """The page in a web archive (MHTML): its bytes, its address, and the encoding that the archive declares."""

    markup: bytes
    url: str | None
    charset: str | None


def find_saved_address(markup: str) -> str | None:
    """Return the address in the comment of a saved copy, or None."""
    comment = _COMMENT.search(markup, 0, COMMENT_WINDOW)
    return comment[1] if comment else None


def read_archive(data: bytes) -> Archived | None:
    """Return the page in *data* if *data* is a web archive, else None. Nested multipart content is not read (RFC 2557).

    Raises:
        RejectedPage: The archive is broken or contains no page (reason ``not-html``).
    """
    opened = _open_archive(data)
    if opened is None:
        return None
    headers, parts = opened
    address = _address(headers, "Snapshot-Content-Location")
    for part, content in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            url = address or _address(part, "Content-Location")
            known = url if url.startswith(("http://", "https://")) else None
            return Archived(_decoded(part, content), known, part.get_content_charset())
    raise RejectedPage("not-html", "the object is a web archive without a page in it")


def read_archive_headers(data: bytes) -> tuple[str | None, str] | None:
    """Return the page's address and the date in the headers of a web archive, or None for anything else."""
    opened = _open_archive(data)
    if opened is None:
        return None
    address = _address(opened[0], "Snapshot-Content-Location")
    return (address if address.startswith(("http://", "https://")) else None), str(opened[0].get("Date", ""))


def archived_parts(data: bytes, kind: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield address, media type and content of the parts of a web archive whose media type begins with *kind*.

    Nothing is yielded for bytes that are not a web archive. A part whose content is broken is left out.
    """
    opened = _open_archive(data)
    if opened is None:
        return
    for part, content in opened[1]:
        media_type = part.get_content_type()
        if media_type.startswith(kind):
            try:
                yield _address(part, "Content-Location"), media_type, _decoded(part, content)
            except RejectedPage:
                continue


def _open_archive(data: bytes) -> tuple[Message, Iterator[tuple[Message, bytes]]] | None:
    """Return the headers and the parts of a web archive, or None for anything else."""
    if not _HEADER.match(data):
        return None
    headers, start = _read_headers(data, 0)
    boundary = headers.get_boundary()
    if headers.get_content_type() != "multipart/related" or not boundary:
        return None
    return headers, islice(_parts(data[start:], boundary.encode()), MAX_PARTS)


def _address(headers: Message, name: str) -> str:
    """Return the address in a header, which may be folded."""
    return "".join(str(headers.get(name, "")).split())


def _read_headers(data: bytes, start: int) -> tuple[Message, int]:
    """Return the headers that begin at *start*, and the position of the content after them."""
    end = _BLANK_LINE.search(data, start, start + MAX_HEADERS)
    block = data[start : end.start() if end else start + MAX_HEADERS]
    headers = BytesHeaderParser().parsebytes(block.lstrip())
    kind = str(headers.get("Content-Type", ""))
    if len(kind) > MAX_TYPE:
        headers.replace_header("Content-Type", kind[:MAX_TYPE])
    return headers, end.end() if end else len(data)


def _parts(data: bytes, boundary: bytes) -> Iterator[tuple[Message, bytes]]:
    """Yield headers and content of each part. The last part may be incomplete."""
    line = b"--" + boundary
    start = data.find(line)
    while start >= 0:
        start += len(line)
        end = data.find(b"\n" + line, start)
        headers, content = _read_headers(data, start)
        yield headers, data[content : end if end >= 0 else len(data)]
        start = end + 1 if end >= 0 else -1


def _decoded(part: Message, content: bytes) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(content)
    if encoding != "base64":
        return content
    try:
        return binascii.a2b_base64(content)
    except binascii.Error as broken:
        raise RejectedPage("not-html", "the page in the web archive is broken") from broken
