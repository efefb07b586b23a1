"""A stream that is read forward, and back to its mark."""

from __future__ import annotations

import io
import re

import pytest
from tests.support.bundle_files import Pipe

from clippings.bundles.byte_source import BLOCK, KEPT, READ_TWICE, ByteSource
from clippings.bundles.entries import MIB

DATA = bytes(range(256)) * 1024


@pytest.mark.parametrize("stream", [io.BytesIO(DATA), Pipe(DATA)])
def test_reading_peeking_and_rewinding_work(stream: io.BytesIO) -> None:
    source = ByteSource(stream)
    assert source.read(10) == DATA[:10]
    source.mark()
    assert source.peek(300) == DATA[10:310]
    assert source.skip(3 * BLOCK) == 3 * BLOCK
    assert source.position == 10 + 3 * BLOCK
    assert source.rewind(12)
    assert source.read(5) == DATA[12:17]


def test_a_pipe_keeps_a_limited_number_of_bytes_after_the_mark() -> None:
    source = ByteSource(Pipe(b"x" * (KEPT + 10 * BLOCK), BLOCK))
    source.mark()
    source.skip(KEPT + 5 * BLOCK)
    assert not source.rewind(0)
    assert source.read(1) == b"x"


def test_reading_ends_at_the_given_position() -> None:
    source = ByteSource(io.BytesIO(DATA), 100, 200)
    assert source.read(1000) == DATA[100:200]
    assert ByteSource(io.BytesIO(DATA), 0, 3 * BLOCK).skip(10 * BLOCK) == 3 * BLOCK


def test_a_pattern_is_found_across_blocks() -> None:
    data = b"." * (BLOCK - 2) + b"WARC/" + b"." * BLOCK
    source = ByteSource(Pipe(data, BLOCK))
    assert source.find(re.compile(b"WARC/"), 5)
    assert source.position == BLOCK - 2
    source.skip(1)
    assert not source.find(re.compile(b"WARC/"), 5)
    assert source.position == len(data)


def test_bytes_read_twice_are_limited() -> None:
    source = ByteSource(io.BytesIO(bytes(64 * MIB)))
    times = 0
    while source.skip(64 * MIB) and source.rewind(0):
        times += 1
    assert times == READ_TWICE // (64 * MIB)


def test_reading_resumes_after_the_stream_was_moved() -> None:
    stream = io.BytesIO(DATA)
    source = ByteSource(stream)
    source.read(10)
    stream.seek(7)
    source.resume()
    assert source.read(len(DATA)) == DATA[10:]


def test_matches_across_blocks_are_found() -> None:
    for before in range(BLOCK - 12, BLOCK + 2):
        source = ByteSource(io.BytesIO(b"-" * before + b"WARC/1.0\r\n" + b"-" * BLOCK))
        assert source.find(re.compile(rb"WARC/1\.\d{1,2}\r\n"), 11)
        assert source.position == before
