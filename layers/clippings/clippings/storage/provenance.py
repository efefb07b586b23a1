"""How the fields of an article were found, apart from what the article says.

Captures of one text share one stored content. What led to its fields may differ from capture to capture: scores and
turned-down candidates depend on the rest of the page. The content is stored with the provenance of its earliest
capture. The provenances of the others are kept in items of their own where they differ, so that the content can be
given the right one when its earliest capture is extracted anew.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import msgspec

from clippings.article import EnrichedArticle

#: The fields that tell how an article was found, and those of each block that do.
FIELDS = ("provenance", "article_score", "rejection_reason")
BLOCK_FIELDS = ("score", "reason")
#: Bytes of JSON up to which a provenance is kept apart. A page of thousands of blocks has a longer one, of which the
#: item of the table could not hold every case: of equal contents such pages keep the provenance that was stored first.
MAX_BYTES = 200_000
#: Hexadecimal digits of a provenance's hash.
HASH_LENGTH = 12


def provenance_hash(article: EnrichedArticle) -> str:
    """Return a hash of how *article* was found; empty where that is longer than MAX_BYTES."""
    encoded = _encode(article)
    return hashlib.sha256(encoded).hexdigest()[:HASH_LENGTH] if len(encoded) <= MAX_BYTES else ""


def pack_provenance(article: EnrichedArticle) -> bytes:
    """Return how *article* was found, as compressed JSON."""
    return zlib.compress(_encode(article), 9)


def with_provenance(article: EnrichedArticle, packed: bytes) -> EnrichedArticle:
    """Return *article* as if it had been found as :func:`pack_provenance` recorded it.

    Args:
        article: An article that says the same as the one that was packed.
        packed: What :func:`pack_provenance` returned.
    """
    found: dict[str, Any] = msgspec.json.decode(zlib.decompress(packed))
    plain = article.to_dict() | {name: found[name] for name in FIELDS}
    for block, values in zip(plain["blocks"], found["blocks"], strict=True):
        block.update(zip(BLOCK_FIELDS, values, strict=True))
    return EnrichedArticle.from_dict(plain)


def without_provenance(article: EnrichedArticle) -> dict[str, Any]:
    """Return what *article* says, as JSON-ready values."""
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
