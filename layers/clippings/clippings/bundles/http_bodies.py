"""The body of an archived HTTP response, with its transfer and content encodings undone within limits."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

from clippings.bundles.entries import BundleLimits, SkipReason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Bytes of a body that are searched for markup if it may already be decoded.
WINDOW = 1024
#: A function that decompresses data up to a number of bytes, and raises one of `BROKEN`.
Decoder = Callable[[bytes, int], bytes]
BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)
#: Maximum number of encodings of one body. Servers apply one, rarely two.
MAX_ENCODINGS = 3


class UndecodableBody(Exception):
    """The body cannot be decoded, for *reason*."""

    def __init__(self, reason: SkipReason) -> None:
        super().__init__(reason)
        self.reason = reason


def decode_body(body: bytes, transfer: str, encodings: str, limits: BundleLimits) -> bytes:
    """Return *body* decoded.

    Crawlers store bodies as they were sent, or decoded but with the original headers. So a body that is not encoded as
    declared is returned unchanged if it looks like markup. Of a body that ends early, the beginning is returned.

    Args:
        body: The bytes after the HTTP headers.
        transfer: The value of ``Transfer-Encoding``.
        encodings: The value of ``Content-Encoding``.
        limits: The largest page and the largest ratio.

    Raises:
        UndecodableBody: The body expands beyond the limits, or is not valid in its encoding.
    """
    if "chunked" in transfer.lower():
        body = join_chunks(body)
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > MAX_ENCODINGS:
        raise UndecodableBody(SkipReason.MALFORMED)
    for name in reversed(names):
        decoder = DECODERS.get(name)
        if decoder and body:
            body = _decoded(body, decoder, limits)
    if len(body) > limits.page:
        raise UndecodableBody(SkipReason.TOO_LARGE)
    return body


def join_chunks(body: bytes) -> bytes:
    """Return the data of a chunked body, as far as it is complete; *body* itself if it is not chunked."""
    joined = bytearray()
    position = 0
    while True:
        end = body.find(b"\r\n", position, position + WINDOW)
        digits = body[position:end].partition(b";")[0].strip() if end >= 0 else b""
        if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
            return bytes(joined) if joined else body
        size = int(digits, 16)
        if size == 0:
            return bytes(joined)
        joined += body[end + 2 : end + 2 + size]
        position = end + 2 + size + 2


def _decoded(body: bytes, decoder: Decoder, limits: BundleLimits) -> bytes:
    try:
        given = decoder(body, limits.page + 1)
    except BROKEN as error:
        if b"<" in body[:WINDOW] and b"\0" not in body[:WINDOW]:
            return body
        raise UndecodableBody(SkipReason.MALFORMED) from error
    if not given:
        raise UndecodableBody(SkipReason.CUT_OFF)
    if len(given) > limits.page:
        bomb = len(given) > len(body) * limits.ratio
        raise UndecodableBody(SkipReason.BOMB if bomb else SkipReason.TOO_LARGE)
    return given


def _inflate(window: int) -> Decoder:
    def decompress(body: bytes, most: int) -> bytes:
        return zlib.decompressobj(window).decompress(body, most)

    return decompress


def _deflate(body: bytes, most: int) -> bytes:
    """Decompress zlib data, or raw deflate data without a header, which some servers send."""
    try:
        return _inflate(zlib.MAX_WBITS)(body, most)
    except zlib.error:
        return _inflate(-zlib.MAX_WBITS)(body, most)


def _brotli(body: bytes, most: int) -> bytes:
    stream = brotli.Decompressor()
    given = bytearray(stream.process(body, output_buffer_limit=most))
    while not stream.is_finished() and len(given) < most:
        block = stream.process(b"", output_buffer_limit=most - len(given))
        if not block:
            break
        given += block
    return bytes(given)


def _zstd(body: bytes, most: int) -> bytes:
    return zstd.ZstdDecompressor().decompress(body, most)


DECODERS: dict[str, Decoder] = {
    "gzip": _inflate(31),
    "x-gzip": _inflate(31),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
