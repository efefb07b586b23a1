"""Decoding: bytes to a page. Decompresses within limits, finds the encoding, and rejects other formats."""

from __future__ import annotations

import codecs
import re
import zlib
from itertools import islice

from clippings.errors import RejectedPage
from clippings.page.copies import find_origin, is_replayed, make_origin, restore_addresses
from clippings.page.page import Page, make_page
from clippings.page.plain_text import mark_up
from clippings.page.saved_pages import read_archive
from clippings.page.surrogates import without_surrogates
from clippings.page.tree import guess_encoding, web_codec

#: Most bytes of a page after decompression.
MAX_PAGE_BYTES = 16 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"
#: Maximum number of members of a gzip file that are decompressed. A file of 16 MiB that is compressed in blocks
#: of 64 kB has 256.
MAX_MEMBERS = 2_000
#: Bytes that are passed to the decompressor first. It copies the bytes after the end of the member, so that a small
#: first piece keeps the copy small.
FIRST_BYTES = 512
#: Bytes that are searched for a declaration of the encoding. Browsers read 1,024; some pages need more.
DECLARATION_WINDOW = 8192
DECLARATION = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.+-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.+-]{2,40})""",
    re.IGNORECASE,
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of files that are uploaded by mistake, and their format.
FOREIGN = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich-text document"),
)
#: Bytes that are checked to recognize text.
SAMPLE = 4096
#: Share of zero bytes in UTF-16 text that is mostly Latin letters, digits and markup.
MIN_ZERO_SHARE = 0.3
#: Control characters that do not occur in text, and the share from which bytes are not text.
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27}) + b"\x7f"
MAX_CONTROL_SHARE = 0.02
HIGH = bytes(range(128, 256))
#: Japanese text in ISO-2022-JP. In any other encoding it is ASCII between two escape sequences.
ESCAPE = b"\x1b"
JAPANESE = re.compile(rb"\x1b\$[@B](?:[!-~]{2})+\x1b\([BJ]")
#: Labels of encodings in which Latin text has a zero in every other byte. If the bytes have none, the label is wrong.
WIDE = ("utf-16", "unicode", "ucs-2", "iso-10646", "csunicode")
#: Undecodable bytes that a declared encoding may leave, as a share of the bytes above ASCII.
MAX_WRONG_SHARE = 0.05
#: A tag or a comment. Without any, the bytes are plain text.
TAG = re.compile(r"<(?:!doctype|!--|/?[a-z][a-z0-9-]*[\s/>])", re.IGNORECASE)
#: Most lines of plain text that are read. A book has 20,000, which take a second.
MAX_LINES = 100_000
#: XML documents that are not pages.
FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(rss|feed|svg|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL
)
#: UTF-8 that was read as windows-1252 and saved again: a letter (the lead byte), then the continuation bytes.
_CONTINUATION = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022"
    "\u2026\u2030\u2039\u203a\u20ac\u2122"
)
MOJIBAKE = re.compile(f"[\u00c2-\u00f4][{_CONTINUATION}]{{1,3}}")
#: The same as bytes in UTF-8. Matching only at each lead byte takes a tenth of the time of a search.
MOJIBAKE_LEAD = b"\xc3"
MOJIBAKE_BYTES = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5|\xc6\x92|\xcb|\xe2\x80|\xe2\x82\xac|\xe2\x84)")
#: Least sequences of a garbled page, and most different ones that are repaired: a text in Chinese has some 3,000.
MIN_MOJIBAKE, MAX_MOJIBAKE = 3, 50_000
#: Least share of braces and of semicolons in the characters of a script or a style sheet. Prose has no braces, TeX has
#: hardly any semicolons.
MIN_BRACES, MIN_SEMICOLONS = 0.01, 0.005


def read_page(markup: bytes | str, url: str | None = None, charset: str | None = None) -> Page:
    """Return *markup* decoded and parsed.

    Text without any tag is read as one block per line. If *url* is unknown or a web archive's, the address that the
    copy declares as its original is used. Addresses that a web archive rewrote are restored.

    Args:
        markup: HTML, a web archive (MHTML) or plain text; bytes may be compressed with gzip.
        url: The address of the page, if it is known.
        charset: The encoding that the transport declared, if any.

    Raises:
        RejectedPage: The reason is ``empty``, ``not-html`` or ``too-large``.
    """
    if isinstance(markup, str):
        text, encoding, data = without_surrogates(markup), "utf-8", None
        if len(text) > MAX_PAGE_BYTES:
            raise RejectedPage("too-large", f"the page has {len(text)} characters, the limit is {MAX_PAGE_BYTES}")
    else:
        data = expand(bytes(memoryview(markup)))  # bytes() alone makes zeros of a number
        archived = read_archive(data)
        if archived is not None:
            data, url, charset = archived.markup, url or archived.url, archived.charset
        text, encoding = decode(data, charset)
    text = text.lstrip("\ufeff")
    if not text.strip(" \t\r\n\f\0"):
        raise RejectedPage("empty", "the page has no content")
    foreign = FEED.match(text)
    if foreign:
        raise RejectedPage("not-html", f"the object is an XML document of type {foreign[1]}")
    if TAG.search(text) is None:
        return plain_page(text, url, encoding)
    origin = make_origin(url) if url else find_origin(text)
    if is_replayed(text):
        text, data = restore_addresses(text), None
    return make_page(repair_mojibake(text, data if encoding == "utf-8" else None), origin.url, encoding)


def plain_page(text: str, url: str | None, encoding: str) -> Page:
    """Return plain *text* as a page with one block per line.

    Raises:
        RejectedPage: The text is JSON, a script or a style sheet (reason ``not-html``).
    """
    if text.lstrip()[:1] in "{[" and text.rstrip()[-1:] in "}]":
        raise RejectedPage("not-html", "the object is JSON")
    if is_code(text):
        raise RejectedPage("not-html", "the object is a script or a style sheet")
    lines = text.splitlines()
    page = make_page(mark_up(repair_mojibake("\n".join(lines[:MAX_LINES]))), url, encoding)
    page.plain = True
    page.truncated = "lines" if len(lines) > MAX_LINES else None
    return page


def is_code(text: str) -> bool:
    """Return whether plain *text* has as many braces and semicolons as scripts and style sheets have."""
    braces = text.count("{") + text.count("}")
    return braces > MIN_BRACES * len(text) and text.count(";") > MIN_SEMICOLONS * len(text)


def expand(data: bytes) -> bytes:
    """Return *data*, decompressed if it is gzip.

    Raises:
        RejectedPage: The content is larger than the limit (``too-large``) or in another format (``not-html``).
    """
    rounds = 0
    while data.startswith(GZIP_MAGIC) and rounds < 2:
        rounds += 1
        data = _gunzip(data)
    if len(data) > MAX_PAGE_BYTES:
        raise RejectedPage("too-large", f"the page has {len(data)} bytes, the limit is {MAX_PAGE_BYTES}")
    for magic, what in FOREIGN:
        if data.startswith(magic):
            raise RejectedPage("not-html", f"the object is {what}")
    return data


def _gunzip(data: bytes) -> bytes:
    """Return the content of one or more gzip members. Of a truncated stream, return the part that exists."""
    parts: list[bytes] = []
    size = start = members = 0
    while data.startswith(GZIP_MAGIC, start) and members < MAX_MEMBERS:
        members += 1
        stream = zlib.decompressobj(wbits=31)
        given = FIRST_BYTES
        while start < len(data) and not stream.eof:
            try:
                part = stream.decompress(data[start : start + given], MAX_PAGE_BYTES + 1 - size)
            except zlib.error as broken:
                if not parts:
                    raise RejectedPage("not-html", "the object is a broken gzip stream") from broken
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > MAX_PAGE_BYTES:
                raise RejectedPage("too-large", f"the page expands beyond {MAX_PAGE_BYTES} bytes")
            start = min(start + given, len(data)) - len(stream.unused_data)
            given *= 2
    return b"".join(parts)


def decode(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """Return the text of *data* and the name of its encoding.

    The encoding is decided by the first of: a byte-order mark; zeros in every other byte; valid UTF-8 (text in another
    encoding is practically never valid UTF-8); *charset*, which the transport declared; the page's own declaration; a
    statistical guess.

    Raises:
        RejectedPage: The bytes are not text (reason ``not-html``).
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    sample = data[:SAMPLE]
    wide = _wide_encoding(sample)
    if wide:
        sample = sample.replace(b"\0", b"")
    if len(sample.translate(None, CONTROLS)) < len(sample) * (1 - MAX_CONTROL_SHARE):
        raise RejectedPage("not-html", "the object is binary data")
    if wide:
        return data.decode(wide, "replace"), wide
    if ESCAPE in data and JAPANESE.search(data):
        return data.decode("whatwg-iso-2022-jp", "replace"), "iso-2022-jp"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data, [codec for codec in _declared(data, charset) if not codec.startswith(WIDE)])


def _declared(data: bytes, charset: str | None) -> list[str]:
    """Return the known encodings that the transport and the page name."""
    found = DECLARATION.search(data[:DECLARATION_WINDOW])
    named = (found[1] or found[2]).decode("ascii", "replace") if found else None
    return [codec for label in (charset, named) if label and (codec := web_codec(label))]


def _wide_encoding(sample: bytes) -> str | None:
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * MIN_ZERO_SHARE > sample[::2].count(0):
        return "utf-16-le"
    if half and sample[::2].count(0) > half * MIN_ZERO_SHARE > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, candidates: list[str]) -> tuple[str, str]:
    """Return the text in UTF-8 or the first of *candidates* that decodes nearly all bytes, else in a guessed one."""
    high = len(data) - len(data.translate(None, HIGH))
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= high * MAX_WRONG_SHARE:
        return text, "utf-8"
    for codec in candidates:
        text = data.decode(f"whatwg-{codec}", "replace")
        if text.count("\ufffd") <= max(1, high * MAX_WRONG_SHARE):
            return text, codec
    guess = guess_encoding(data)
    return data.decode(f"whatwg-{guess}", "replace"), guess


def repair_mojibake(text: str, encoded: bytes | None = None) -> str:
    """Return *text* with mojibake repaired: UTF-8 that was once read as windows-1252. One or two occurrences are kept.

    Args:
        text: The text of a page.
        encoded: The same text in UTF-8, if the caller has it already.
    """
    if text.isascii():
        return text
    if not _looks_garbled(text.encode() if encoded is None else encoded):
        return text
    found = MOJIBAKE.findall(text)
    right = {piece: _repaired_piece(piece) for piece in islice(dict.fromkeys(found), MAX_MOJIBAKE)}
    if sum(1 for piece in found if right.get(piece, piece) != piece) < MIN_MOJIBAKE:
        return text
    return MOJIBAKE.sub(lambda match: right.get(match[0], match[0]), text)


def _looks_garbled(data: bytes) -> bool:
    """Return whether *data* has enough sequences that look like mojibake to check all of it."""
    found = 0
    place = data.find(MOJIBAKE_LEAD)
    while place >= 0 and found < MIN_MOJIBAKE:
        found += MOJIBAKE_BYTES.match(data, place) is not None
        place = data.find(MOJIBAKE_LEAD, place + 1)
    return found >= MIN_MOJIBAKE


def _repaired_piece(piece: str) -> str:
    data = bytearray()
    for char in piece:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return piece
            data.append(ord(char))
    for end in range(len(data), 1, -1):
        try:
            return data[:end].decode("utf-8") + piece[end:]
        except UnicodeDecodeError:
            continue
    return piece
