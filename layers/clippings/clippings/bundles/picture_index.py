"""The index of a bundle's pictures: by address, where each is in the bundle. Written once, read in parts.

The records of an index have one size and are sorted by a digest of the address. Before them, a table says how many
records precede each first byte of a digest. So a picture is found in a file of any size by reading a few blocks, and in
a small one by reading one.
"""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import BinaryIO, NamedTuple

from clippings.errors import UnreadableBundle
from clippings.page.picture_addresses import comparable_address

#: The first bytes of an index. The last one is the version of its form.
MAGIC = b"PICTURE\x01"
#: How many records precede each first byte of an address, and the number of all.
TABLE = struct.Struct(">257I")
#: A record: the digest of the address, the time of the capture, and where the picture is.
RECORD = struct.Struct(">16sIQI")
#: A record of a part. Besides, it has the digest of the picture's bytes that the bundle states.
PART_RECORD = struct.Struct(">16sIQI8s")
START = len(MAGIC) + TABLE.size
DIGEST_BYTES, PAYLOAD_BYTES = 16, 8
#: Maximum number of pictures and revisit records of an index: the first ones of the bundle, in 32 MB.
MAX_PICTURES = 1_000_000
#: Most captures of one address, the earliest ones.
MAX_CAPTURES = 50
NO_PAYLOAD = bytes(PAYLOAD_BYTES)


class ListedPicture(NamedTuple):
    """One capture of a picture. A revisit record has no bytes of its own: *length* is 0, and *payload* names them.

    Attributes:
        address: The digest of the picture's address: `address_digest`.
        captured: When it was captured, in seconds since 1970.
        offset: Where its record begins in the bundle.
        length: How many bytes the record has there.
        payload: A digest of the picture's bytes as the bundle states it, or `NO_PAYLOAD`.
    """

    address: bytes
    captured: int
    offset: int
    length: int
    payload: bytes = NO_PAYLOAD


class PicturePlace(NamedTuple):
    """Where the record of a picture is in its bundle, in bytes."""

    offset: int
    length: int


def address_digest(url: str) -> bytes:
    """Return the digest that all ways to write the address *url* share."""
    return hashlib.sha256(comparable_address(url).encode()).digest()[:DIGEST_BYTES]


def payload_digest(stated: str) -> bytes:
    """Return the digest of the payload digest that a record declares."""
    return hashlib.sha256(stated.strip().lower().encode()).digest()[:PAYLOAD_BYTES] if stated else NO_PAYLOAD


def to_seconds(moment: datetime | None) -> int:
    """Return *moment* in seconds since 1970, between 0 and the largest number that a record holds; 0 for None."""
    seconds = int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) if moment else 0
    return min(max(0, seconds), 0xFFFF_FFFF)


def write_part(listed: Iterable[ListedPicture]) -> bytes:
    """Return the pictures of a part of a bundle, in its order."""
    return b"".join(PART_RECORD.pack(*each) for each in listed)


def read_part(data: bytes) -> Iterator[ListedPicture]:
    """Yield what :func:`write_part` wrote."""
    return map(ListedPicture._make, PART_RECORD.iter_unpack(data))


def write_index(listed: Sequence[ListedPicture]) -> bytes:
    """Return the index of the pictures *listed*, which are in the order of the bundle.

    At most `MAX_PICTURES` are expected. A revisit record whose picture is in the bundle, before it or after it, leads
    to that picture.
    """
    places: dict[bytes, ListedPicture] = {}
    for each in listed:
        if each.length and each.payload != NO_PAYLOAD:
            places.setdefault(each.payload, each)
    found = {each[:4] for each in _with_places(listed, places)}
    rows = [
        row for _, captures in groupby(sorted(found), key=lambda row: row[0]) for row in islice(captures, MAX_CAPTURES)
    ]
    firsts = [row[0][0] for row in rows]
    table = TABLE.pack(*(bisect_left(firsts, first) for first in range(257)))
    return b"".join((MAGIC, table, *(RECORD.pack(*row) for row in rows)))


def _with_places(listed: Iterable[ListedPicture], places: dict[bytes, ListedPicture]) -> Iterator[ListedPicture]:
    for each in listed:
        if each.length:
            yield each
        elif original := places.get(each.payload):
            yield each._replace(offset=original.offset, length=original.length)


class PictureIndex:
    """An index in *stream*, of which only the needed parts are read.

    Raises:
        UnreadableBundle: It is no index of this form.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.seek(0)
        head = stream.read(START)
        if len(head) < START or not head.startswith(MAGIC):
            raise UnreadableBundle("no index of pictures in a form that this version reads")
        self._before = TABLE.unpack(head[len(MAGIC) :])

    def find(self, url: str, captured_at: datetime) -> PicturePlace | None:
        """Return where the picture at *url* is whose capture is nearest in time to *captured_at*, or None."""
        digest = address_digest(url)
        low, high = self._before[digest[0]], self._before[digest[0] + 1]
        end = high
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._read(middle).address < digest else (low, middle)
        found = []
        for number in range(low, min(end, low + MAX_CAPTURES)):
            record = self._read(number)
            if record.address != digest:
                break
            found.append(record)
        moment = to_seconds(captured_at)
        nearest = min(found, key=lambda each: (abs(each.captured - moment), each.offset), default=None)
        return PicturePlace(nearest.offset, nearest.length) if nearest else None

    def _read(self, number: int) -> ListedPicture:
        self._stream.seek(START + number * RECORD.size)
        data = self._stream.read(RECORD.size)
        if len(data) < RECORD.size:
            raise UnreadableBundle("the index of pictures is cut off")
        return ListedPicture(*RECORD.unpack(data))
