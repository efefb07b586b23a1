"""A stream that is read forward through a buffer, and can be rewound to a marked position."""

from __future__ import annotations

import re
import sys
from os import SEEK_END
from typing import Protocol

BLOCK = 64 * 1024
#: Bytes that are kept after the mark of a stream that cannot seek.
KEPT = 20 * 1024 * 1024
#: Maximum number of bytes of a stream that are read twice. Otherwise a bundle with false lengths could take forever.
READ_TWICE = 1024 * 1024 * 1024
#: Maximum number of false beginnings of entries in one stream. Random bytes have one in some gigabytes.
MOST_TRIES = 200_000


class Readable(Protocol):
    """An object to read from: a file, a ranged reader of an object store, a pipe, or decompressed data."""

    def read(self, size: int, /) -> bytes:
        """Return at most *size* bytes; no bytes at the end."""
        ...


def is_seekable(stream: object) -> bool:
    """Return whether *stream* can be read from any position."""
    seekable = getattr(stream, "seekable", None)
    return bool(seekable and seekable())


class ByteSource:
    """A stream that is read forward, with positions counted from the beginning of the stream.

    Args:
        stream: Where the bytes come from. A seekable one is moved to *position* first.
        position: Position of the first byte to be read.
        end: Position after the last byte to be read; None reads to the end of the stream.
    """

    def __init__(self, stream: Readable, position: int = 0, end: int | None = None) -> None:
        self.seekable = is_seekable(stream)
        self._stream = stream
        self._end = end
        self._mark = position
        self._left_to_read_twice = READ_TWICE
        self._left_to_try = MOST_TRIES
        if self.seekable and end is None:
            self._end = stream.seek(0, SEEK_END)  # type: ignore[attr-defined]
        self._load(position)

    def _load(self, position: int) -> None:
        self._buffer = bytearray()
        self._start = self._raw = self.position = position
        if self.seekable:
            self._stream.seek(position)  # type: ignore[attr-defined]

    @property
    def _index(self) -> int:
        return self.position - self._start

    def _fill(self, wanted: int) -> int:
        """Read until *wanted* bytes are buffered ahead or the stream ends. Return the number of bytes ahead."""
        ahead = len(self._buffer) - self._index
        if ahead >= wanted:
            return ahead
        kept_from = self.position if self.seekable or self.position - self._mark > KEPT else self._mark
        del self._buffer[: kept_from - self._start]
        self._start = kept_from
        while ahead < wanted:
            size = max(BLOCK, wanted - ahead)
            if self._end is not None:
                size = min(size, self._end - self._raw)
            block = self._stream.read(size) if size > 0 else b""
            if not block:
                break
            self._buffer += block
            self._raw += len(block)
            ahead += len(block)
        return ahead

    def read(self, size: int, /) -> bytes:
        """Return the next *size* bytes; fewer only at the end."""
        block = self.peek(size)
        self.position += len(block)
        return block

    def read_some(self) -> bytes:
        """Return the buffered bytes, or the next block; no bytes at the end."""
        block = self.peek(max(1, len(self._buffer) - self._index))
        self.position += len(block)
        return block

    def peek(self, size: int) -> bytes:
        """Return the next *size* bytes (fewer only at the end) without moving."""
        self._fill(size)
        return bytes(self._buffer[self._index : self._index + size])

    def skip(self, size: int) -> int:
        """Move *size* bytes forward, and return the number of bytes that there were."""
        skipped = 0
        if self.seekable and self._end is not None and size > BLOCK:
            skipped = max(0, min(size, self._end - self.position))
            self._load(self.position + skipped)
            return skipped
        while skipped < size:
            ahead = min(self._fill(1), size - skipped)
            if not ahead:
                break
            self.position += ahead
            skipped += ahead
        return skipped

    def unread(self, size: int) -> None:
        """Move back by *size* bytes that were read last."""
        self.position -= size

    def mark(self) -> None:
        """Keep the bytes from here on, so that `rewind` can return to this position."""
        self._mark = self.position

    def rewind(self, position: int) -> bool:
        """Move back to *position*, at or after the mark; return False if that is not possible."""
        self._left_to_read_twice -= max(0, self.position - position)
        if self._left_to_read_twice < 0:
            return False
        if self._start <= position <= self._raw:
            self.position = position
            return True
        if self.seekable:
            self._load(position)
            return True
        return False

    def find(self, pattern: re.Pattern[bytes], longest: int) -> bool:
        """Move forward to the next match of *pattern*. Return False, at the end of the stream, if there is none.

        Args:
            pattern: The pattern to search.
            longest: The largest number of bytes of a match.
        """
        while True:
            ahead = self._fill(BLOCK)
            found = pattern.search(self._buffer, self._index)
            if found:
                self.position = self._start + found.start()
                return True
            if ahead < BLOCK:
                self.position += ahead
                return False
            self.position += ahead - longest + 1

    def pass_false_beginning(self) -> None:
        """Move past a place that only looks like the beginning of an entry. After too many of them, move to the end."""
        self._left_to_try -= 1
        self.skip(sys.maxsize if self.has_given_up else 1)

    @property
    def has_given_up(self) -> bool:
        """Whether there were too many false beginnings."""
        return self._left_to_try < 0

    def resume(self) -> None:
        """Move the stream back to the position of this source, after another reader has moved it."""
        if self.seekable:
            self._stream.seek(self._raw)  # type: ignore[attr-defined]
