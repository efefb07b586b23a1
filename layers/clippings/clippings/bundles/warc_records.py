"""Reads one WARC record from a stream. If its declared length is wrong, the next record is searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clippings.bundles.byte_source import ByteSource
from clippings.bundles.entries import BundleLimits, SkipReason
from clippings.bundles.headers import Headers

VERSION = b"WARC/"
FIRST_LINE = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
#: Longest first line, in bytes.
LONGEST_FIRST_LINE = 11
#: Bytes at the beginning of a record that must contain the name of a WARC header.
CONFIRMED_WITHIN = 1024
BLANK_LINES = (b"\r\n\r\n", b"\n\n")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record. *block* is its content, as far as it exists; *broken* is the reason if the record is damaged.

    If the content is beyond the limit, *block* is the beginning, with the HTTP headers, and *broken* is ``too-large``.
    """

    headers: Headers
    block: bytes
    broken: SkipReason | None = None


def read_record(source: ByteSource, limits: BundleLimits, *, alone: bool = False) -> WarcRecord | None:
    """Return the next record, or None at the end. Afterwards *source* is at the beginning of the record after it.

    With *alone*, the bytes after the record are not checked. They may be another file of a ZIP.
    """
    skip_blank_lines(source)
    if not source.peek(1):
        return None
    source.mark()
    head = read_head(source.peek(limits.headers)) if source.peek(len(VERSION)) == VERSION else None
    headers = Headers(head or b"")
    declared = headers.get("content-length")
    if not head or not (declared.isascii() and declared.isdigit() and len(declared) < 16):
        source.skip(1)
        find_record(source)
        return WarcRecord(headers, b"", SkipReason.NOT_SEARCHED if source.has_given_up else SkipReason.MALFORMED)
    source.skip(len(head))
    return _read_block(source, headers, int(declared), limits, alone=alone)


def _read_block(source: ByteSource, headers: Headers, length: int, limits: BundleLimits, *, alone: bool) -> WarcRecord:
    start = source.position
    large = length > limits.page + limits.headers
    block = source.read(limits.headers if large else length)
    got = len(block) + (source.skip(length - len(block)) if large else 0)
    if got == length:
        skip_blank_lines(source)
        if alone or not source.peek(1) or source.peek(len(VERSION)) == VERSION:
            return WarcRecord(headers, block, SkipReason.TOO_LARGE if large else None)
    searched = source.rewind(start)
    found = find_record(source)
    if not searched or source.has_given_up:
        return WarcRecord(headers, block[: limits.headers], SkipReason.NOT_SEARCHED)
    cut = got < length and not found
    return WarcRecord(headers, block[: limits.headers], SkipReason.CUT_OFF if cut else SkipReason.WRONG_LENGTH)


def skip_blank_lines(source: ByteSource) -> None:
    """Move to the first byte that is not a line break."""
    while (block := source.peek(CONFIRMED_WITHIN)) and (blank := len(block) - len(block.lstrip(b"\r\n"))):
        source.skip(blank)


def read_head(data: bytes) -> bytes | None:
    """Return the header lines at the beginning of *data* with the blank line after them; None without a blank line."""
    ends = [end + len(blank) for blank in BLANK_LINES if (end := data.find(blank)) >= 0]
    return data[: min(ends)] if ends else None


def find_record(source: ByteSource) -> bool:
    """Move forward to the beginning of the next record. Return False, at the end, if none is found.

    A record may begin in the middle of a line if the record before it is cut off.
    """
    while source.find(FIRST_LINE, LONGEST_FIRST_LINE):
        if b"warc-type" in source.peek(CONFIRMED_WITHIN).lower():
            return True
        source.pass_false_beginning()
    return False
