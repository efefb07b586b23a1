"""Bodies of archived responses in every declared encoding, whether the declaration is right or wrong."""

from __future__ import annotations

import gzip
import sys
import zlib
from functools import partial

import brotli  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import HTML

from clippings.bundles.entries import MIB, BundleLimits, SkipReason
from clippings.bundles.http_bodies import UndecodableBody, decode_body, join_chunks

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMITS = BundleLimits(page=MIB, ratio=20)


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": partial(brotli.compress, quality=1),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("name", ENCODED)
def test_each_content_encoding_is_decoded(name: str) -> None:
    assert decode_body(ENCODED[name](HTML), "", name, LIMITS) == HTML


@pytest.mark.parametrize("name", [*ENCODED, "identity", "utf-8", "compress"])
def test_a_body_already_decoded_by_the_crawler_is_unchanged(name: str) -> None:
    assert decode_body(HTML, "chunked", name, LIMITS) == HTML


def test_several_encodings_are_decoded_in_reverse_order() -> None:
    assert decode_body(gzip.compress(brotli.compress(HTML)), "", "br, gzip", LIMITS) == HTML


@pytest.mark.parametrize("name", ENCODED)
def test_bytes_that_are_not_of_the_declared_encoding_are_malformed(name: str) -> None:
    with pytest.raises(UndecodableBody) as refused:
        decode_body(b"\xff\0\x01" * 100, "", name, LIMITS)
    assert refused.value.reason is SkipReason.MALFORMED


@pytest.mark.parametrize("name", ENCODED)
def test_a_body_that_expands_beyond_the_limit_is_a_bomb(name: str) -> None:
    with pytest.raises(UndecodableBody) as refused:
        decode_body(ENCODED[name](b"\0" * 20 * MIB), "", name, LIMITS)
    assert refused.value.reason is SkipReason.BOMB


def test_a_large_page_is_too_large_but_not_a_bomb() -> None:
    page = bytes(range(256)) * 5000
    with pytest.raises(UndecodableBody) as refused:
        decode_body(gzip.compress(page, 1), "", "gzip", BundleLimits(page=MIB, ratio=1000))
    assert refused.value.reason is SkipReason.TOO_LARGE


def test_the_beginning_of_a_truncated_body_is_returned() -> None:
    page = HTML + b"".join(b"<p>%d</p>" % (number * 7919) for number in range(30_000))
    for name in ("gzip", "br", "zstd"):
        given = decode_body(ENCODED[name](page)[:-20_000], "", name, LIMITS)
        assert page.startswith(given), name
        assert given, name


def test_chunks_are_joined() -> None:
    body = b"5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\n\r\n"
    assert join_chunks(body) == b"hello world"
    assert join_chunks(b"5\r\nhello\r\n6\r\n wo") == b"hello wo"
    assert join_chunks(b"hello world") == b"hello world"
    assert join_chunks(b"") == b""
