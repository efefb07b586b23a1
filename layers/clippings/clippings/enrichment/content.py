"""The content hash: equal for two extractions whose text is the same for a reader."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from clippings.records import TEXT_ROLES, Block, Role

#: Roles of blocks whose change makes a new revision. Related links, promotions, comments and embeds change by
#: themselves and are not included.
CONTENT_ROLES: frozenset[Role] = TEXT_ROLES | {"caption", "correction"}

#: Invisible characters: soft hyphen, zero-width space and joiners at word ends, direction marks, BOM.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]+")


def normalised(text: str | None) -> str:
    """Return *text* in NFC, with white space collapsed and without invisible characters."""
    if text and not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join((text or "").split())


def content_blocks(blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """Return (role, normalized text) of the blocks that count as content, empty ones left out."""
    return tuple((b.role, text) for b in blocks if b.role in CONTENT_ROLES and (text := normalised(b.text)))


def content_hash(blocks: Iterable[Block], title: str | None = None, standfirst: str | None = None) -> str:
    """Return the hexadecimal SHA-256 over headline, standfirst and normalized blocks.

    Block ids, scores, reasons, marks and link targets are left out. So a newer model, other tracking parameters or a
    moved advertisement do not change the hash.
    """
    digest = hashlib.sha256()
    for role, text in (("title", normalised(title)), ("standfirst", normalised(standfirst)), *content_blocks(blocks)):
        digest.update(f"{role}\x1f{text}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
