"""Reads the members of a gzip file one after the other. A damaged member does not end the reading."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from clippings.bundles.byte_source import BLOCK, ByteSource
from clippings.bundles.entries import BundleLimits, SkipReason

MAGIC = b"\x1f\x8b\x08"
GZIP_WINDOW = 31
#: The header of a member (RFC 1952): no reserved flag is set, and compression and system are known. It excludes most
#: false headers, because trying to decompress takes a hundred times as long.
HEADER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f][\x00-\xff]{4}[\x00\x02\x04][\x00-\x0d\xff]")
HEADER_SIZE = 10
#: Compressed bytes that are decompressed to confirm the beginning of a member, and least size of the result.
TRIED, GIVEN = 1024, 8
make_decompressor = zlib.decompressobj
#: Compressed bytes that are decompressed at a time. If they are damaged, the whole step is lost. The small step is for
#: headers.
STEP, SMALL_STEP = 4096, 64


class GzipMember:
    """The decompressed bytes of one member, from the position of *source*.

    After the last byte was read, *source* is after the member. A damaged member ends early, and *broken* is the reason:
    it is cut off, or expands beyond the limits.
    """

    def __init__(self, source: ByteSource, limits: BundleLimits) -> None:
        self.offset = source.position
        self.broken: SkipReason | None = None
        self._source = source
        self._limits = limits
        self._stream = make_decompressor(GZIP_WINDOW)
        self._pending = b""
        self._given = 0
        self._ended = self._passed = False

    def read(self, size: int, /) -> bytes:
        """Return at most *size* bytes; no bytes at the member's end."""
        given = b""
        while not given and not self._ended:
            block = self._pending or self._source.read(STEP)
            try:
                given = self._stream.decompress(block, size)
            except zlib.error:
                return self._break(SkipReason.CUT_OFF)
            if not block and not given:
                return self._break(SkipReason.CUT_OFF)
            self._pending = self._stream.unconsumed_tail
            if self._stream.eof:
                self._ended = True
                self._source.unread(len(self._stream.unused_data))
        self._given += len(given)
        taken = self._source.position - self.offset
        if self._given > self._limits.ratio_from and self._given > taken * self._limits.ratio:
            return self._break(SkipReason.BOMB)
        return given

    def _break(self, reason: SkipReason) -> bytes:
        self._ended = True
        self.broken = reason
        return b""

    def beginning(self, most: int) -> bytes:
        """Return the first bytes of a damaged member, at most *most*, as far as they can be decompressed."""
        if not self._source.rewind(self.offset):
            return b""
        stream = make_decompressor(GZIP_WINDOW)
        given = b""
        try:
            while len(given) < most and not stream.eof and (block := self._source.read(SMALL_STEP)):
                given += stream.decompress(block, most)
        except zlib.error:
            pass
        return given

    def pass_over(self) -> None:
        """Move the source to the end of the member. If the member is damaged, move to the next one that is found."""
        if self._passed:
            return
        self._passed = True
        while self.read(BLOCK):
            pass
        if self.broken:
            searched = self._source.rewind(self.offset + 1)
            find_member(self._source)
            if not searched or self._source.has_given_up:
                self.broken = SkipReason.NOT_SEARCHED


def read_members(source: ByteSource, limits: BundleLimits) -> Iterator[GzipMember]:
    """Yield each member. Bytes of a member that the caller does not read are skipped, even if they are damaged."""
    while source.peek(1):
        if source.peek(len(MAGIC)) != MAGIC and not find_member(source):
            return
        source.mark()
        member = GzipMember(source, limits)
        yield member
        member.pass_over()


def find_member(source: ByteSource) -> bool:
    """Move forward to the next member that begins with a WARC record. Return False, at the end, if none is found."""
    while source.find(HEADER, HEADER_SIZE):
        try:
            given = make_decompressor(GZIP_WINDOW).decompress(source.peek(TRIED), GIVEN)
        except zlib.error:
            given = b""
        if given.startswith(b"WARC/"):
            return True
        source.pass_false_beginning()
    return False
