"""Stores the provenance of an article (how its fields were found) separately from its content.

Captures with the same text share one stored content. Their provenance may differ, because scores and rejected
candidates depend on the rest of the page. The content is stored with the provenance of its earliest capture. Other
provenances are stored in separate items, so that the content can get the right one when its earliest capture is
extracted again.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import msgspec

from clippings.article import EnrichedArticle

#: The fields that contain provenance, of an article and of a block.
FIELDS = ("provenance", "article_score", "rejection_reason")
BLOCK_FIELDS = ("score", "reason")
#: Longest provenance that is stored separately, in bytes of JSON. A page with thousands of blocks has a longer one,
#: which does not fit into an item of the table. Such pages keep the provenance that was stored first.
MAX_BYTES = 200_000
#: Hexadecimal digits of a provenance's hash.
HASH_LENGTH = 12


def provenance_hash(article: EnrichedArticle) -> str:
    """Return a hash of the provenance of *article*; empty if the provenance is longer than MAX_BYTES."""
    encoded = _encode(article)
    return hashlib.sha256(encoded).hexdigest()[:HASH_LENGTH] if len(encoded) <= MAX_BYTES else ""


def pack_provenance(article: EnrichedArticle) -> bytes:
    """Return the provenance of *article* as compressed JSON."""
    return zlib.compress(_encode(article), 9)


def with_provenance(article: EnrichedArticle, packed: bytes) -> EnrichedArticle:
    """Return *article* with the provenance that :func:`pack_provenance` packed.

    Args:
        article: An article with the same content as the one that was packed.
        packed: The result of :func:`pack_provenance`.
    """
    found: dict[str, Any] = msgspec.json.decode(zlib.decompress(packed))
    plain = article.to_dict() | {name: found[name] for name in FIELDS}
    for block, values in zip(plain["blocks"], found["blocks"], strict=True):
        block.update(zip(BLOCK_FIELDS, values, strict=True))
    return EnrichedArticle.from_dict(plain)


def without_provenance(article: EnrichedArticle) -> dict[str, Any]:
    """Return the content of *article* without provenance, as JSON-ready values."""
    plain: dict[str, Any] = msgspec.to_builtins(article)
    for name in FIELDS:
        plain.pop(name, None)
    for block in plain["blocks"]:
        for name in BLOCK_FIELDS:
            block.pop(name, None)
    return plain


def _encode(article: EnrichedArticle) -> bytes:
    plain: dict[str, Any] = msgspec.to_builtins(article)
    found = {name: plain[name] for name in FIELDS}
    found["blocks"] = [[block[name] for name in BLOCK_FIELDS] for block in plain["blocks"]]
    return msgspec.json.encode(found, order="deterministic")
