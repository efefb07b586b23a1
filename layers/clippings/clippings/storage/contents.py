"""Packs an article's content as compressed JSON, for an item of the table or, if it is large, an object in S3."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from clippings.article import EnrichedArticle
from clippings.errors import UnreadableRecord

#: Largest content in the table in bytes; an item has at most 400 kB. Larger contents are stored in the bucket.
MAX_INLINE = 300_000
#: Longest JSON of a content in the table. For longer ones the API redirects to the bucket, because Lambda's answers
#: have at most 6 MiB, in which each quotation mark counts twice.
MAX_ANSWERED = 2_900_000
#: Largest size to which a stored content is expanded: a page has at most 16 MiB.
MAX_EXPANDED = 256 * 1024 * 1024
#: A compression dictionary with the text that all contents share: the names of the fields, as msgspec writes them.
DICTIONARY = (
    b'"precision":"second","zone":"explicit","instant":null,"day":"20","raw":"","rejected":[{"rule":"","raw":"","why":""}],'
    b'"confidence":1.0,"value":"meta:article:","json-ld:","og:","rights":{"licence":null,"copyright":null,"reservations":[]},'
    b'"images":[{"url":"https://www.","caption":null,"credit":null,"alt":"","width":null,"height":null,"lead":false}],'
    b'"authors":[{"name":"","role":"writer","kind":"person","url":null}],"mentions":["provenance":{"published":{'
    b'{"id":"","role":"paragraph","content":[{"text":"","marks":[],"href":null}],"level":null,"place":null,"quoted":0,'
    b'"rows":[],"language":null,"time":null,"score":0.9,"reason":"model"},'
)


def pack(article: EnrichedArticle) -> bytes:
    """Return *article* as compressed JSON."""
    plain = article.to_dict()
    del plain["text"]  # derived from the blocks on reading
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
    return press.compress(msgspec.json.encode(plain)) + press.flush()


def is_inline(article: EnrichedArticle, packed: bytes) -> bool:
    """Return whether *article*, packed as *packed*, is stored in the table."""
    return len(packed) <= MAX_INLINE and len(msgspec.json.encode(article.to_dict())) <= MAX_ANSWERED


def unpack(packed: bytes) -> EnrichedArticle:
    """Return the article that :func:`pack` wrote.

    Raises:
        UnreadableRecord: The bytes are anything else.
    """
    expand = zlib.decompressobj(-15, DICTIONARY)
    try:
        return EnrichedArticle.from_dict(msgspec.json.decode(expand.decompress(packed, MAX_EXPANDED)))
    except (zlib.error, msgspec.DecodeError) as broken:
        raise UnreadableRecord(f"stored content does not expand: {broken}") from broken


def to_object(article: EnrichedArticle) -> bytes:
    """Return *article* as gzip of the JSON that the API returns, since readers may be redirected to it."""
    press = zlib.compressobj(6, zlib.DEFLATED, 31)
    return press.compress(msgspec.json.encode(article.to_dict())) + press.flush()


def from_object(data: bytes) -> EnrichedArticle:
    """Return the article that :func:`to_object` wrote.

    Raises:
        UnreadableRecord: The bytes are anything else.
    """
    try:
        plain: Any = msgspec.json.decode(zlib.decompressobj(31).decompress(data, MAX_EXPANDED))
    except (zlib.error, msgspec.DecodeError) as broken:
        raise UnreadableRecord(f"stored content does not expand: {broken}") from broken
    return EnrichedArticle.from_dict(plain)
