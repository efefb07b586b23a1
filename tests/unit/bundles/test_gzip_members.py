"""The members of a gzip file, whole and damaged."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from tests.support.bundle_files import members, numbered

from clippings.bundles import byte_source, gzip_members
from clippings.bundles.byte_source import ByteSource
from clippings.bundles.entries import MIB, BundleLimits, SkipReason
from clippings.bundles.gzip_members import MAGIC, GzipMember, find_member, read_members

LIMITS = BundleLimits(ratio_from=MIB)


def read_all(member: GzipMember) -> bytes:
    return b"".join(iter(lambda: member.read(1000), b""))


def test_each_member_is_read_from_its_own_position() -> None:
    records = numbered(3)
    data = members(records)
    source = ByteSource(io.BytesIO(data))
    read = [(member.offset, read_all(member)) for member in read_members(source, LIMITS)]
    assert [content for _, content in read] == records
    assert [offset for offset, _ in read] == [0, len(members(records[:1])), len(members(records[:2]))]


def test_unread_members_are_skipped() -> None:
    source = ByteSource(io.BytesIO(members(numbered(3))))
    assert len(list(read_members(source, LIMITS))) == 3


def test_the_member_after_a_truncated_one_is_read() -> None:
    first, second, third = (members([each]) for each in numbered(3))
    source = ByteSource(io.BytesIO(first + second[:-40] + third))
    offsets = [member.offset for member in read_members(source, LIMITS)]
    assert offsets == [0, len(first), len(first) + len(second) - 40]


def test_the_beginning_of_a_damaged_member_is_returned() -> None:
    record = numbered(1, 3000)[0]
    data = gzip.compress(record, mtime=0)
    member = GzipMember(ByteSource(io.BytesIO(data[:200])), LIMITS)
    assert record.startswith(read_all(member))
    assert member.broken is SkipReason.CUT_OFF
    assert member.beginning(100) == record[: len(member.beginning(100))]
    assert member.beginning(100).startswith(b"WARC/1.0\r\n")


def test_a_member_that_expands_beyond_the_ratio_ends_early() -> None:
    member = GzipMember(ByteSource(io.BytesIO(gzip.compress(b"\0" * 8 * MIB))), LIMITS)
    assert len(read_all(member)) < 2 * MIB
    assert member.broken is SkipReason.BOMB


#: Bytes that look like the header of a member, and are not followed by one: the reserved kind of block.
FALSE_HEADER = MAGIC + bytes(5) + b"\x00\x03\x06"


@pytest.mark.parametrize(
    ("repeated", "most"), [(MAGIC, 0), (MAGIC + b"\x00", 0), (FALSE_HEADER, 20_000)], ids=["magic", "flags", "headers"]
)
def test_data_with_many_false_headers_take_linear_time(
    repeated: bytes, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = fetched = 0

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal fetched
            block = super().read(size)
            fetched += len(block)
            return block

    def count(window: int) -> zlib._Decompress:
        nonlocal tried
        tried += 1
        return zlib.decompressobj(window)

    monkeypatch.setattr(gzip_members, "make_decompressor", count)
    noise = repeated * (most or 100_000)
    data = noise + members(numbered(1))
    source = ByteSource(Counted(data))
    assert find_member(source)
    assert source.position == len(noise)
    # Where the noise meets the member, two more places look like a header.
    assert tried <= most + 3
    assert fetched == len(data)


def test_after_too_many_false_beginnings_the_rest_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_source, "MOST_TRIES", 100)
    damaged = members(numbered(1))[:-40]
    for noise, found in ((FALSE_HEADER * 100, 3), (FALSE_HEADER * 101, 1)):
        source = ByteSource(io.BytesIO(damaged + noise + members(numbered(2))))
        read = list(read_members(source, LIMITS))
        assert len(read) == found
        assert read[0].broken is (SkipReason.CUT_OFF if found == 3 else SkipReason.NOT_SEARCHED)
