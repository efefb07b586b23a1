"""The short form: the fields of an article that a list shows, and their encoding in a listing's row.

A row has room for one kilobyte, which is one write unit. It holds the values without their names, in the order of
``SHORT_FIELDS``. What has no room is cut or left out, and the short form's ``more`` names it; the title and the authors
are never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from clippings.article import EnrichedArticle
from clippings.records import Image

#: The fields in the order of a row. A new field is added at the end, so that older rows stay readable.
SHORT_FIELDS = (
    "id",
    "title",
    "url",
    "published",
    "day",
    "dated",
    "publisher",
    "section",
    "language",
    "kind",
    "access",
    "authors",
    "standfirst",
    "image",
    "reading_minutes",
    "more",
    "updated_at",
)
#: Longest parts of a short form, in characters.
MAX_TITLE, MAX_STANDFIRST, MAX_URL, MAX_NAME = 160, 200, 300, 60
MAX_AUTHORS = 5
#: Length in bytes to which a title and a name are cut where the row would be too long.
MIN_TITLE_BYTES, MIN_NAME_BYTES = 120, 30
#: Fields that are left out, in this order, where the row would be too long.
EXPENDABLE = ("standfirst", "image", "section", "access", "reading_minutes", "kind", "url", "published", "publisher")


def to_short(article: EnrichedArticle, day: str, updated_at: datetime | None = None) -> dict[str, Any]:
    """Return the short form of an article.

    Args:
        article: The article.
        day: Its day as ``YYYY-MM-DD``: of publication, or of the first capture where the page gives none.
        updated_at: When the current revision was first captured.

    Returns:
        The fields that have a value; ``more`` names those that hold less than the article has.
    """
    lead = next((image for image in article.images if image.lead), None)
    address = article.canonical_url or article.url
    standfirst = article.standfirst or article.summary
    image = lead.url if isinstance(lead, Image) else None
    short: dict[str, Any] = {
        "id": article.id,
        "title": cut(article.title, MAX_TITLE),
        "url": _address(address),
        "published": _published(article),
        "day": day,
        "dated": article.dated,
        "publisher": cut(article.publisher, MAX_NAME),
        "section": cut(article.section, MAX_NAME),
        "language": cut(article.language, MAX_NAME),
        "kind": cut(article.kind, MAX_NAME),
        "access": cut(article.access, MAX_NAME),
        "authors": [cut(author.name, MAX_NAME) for author in article.authors[:MAX_AUTHORS]] or None,
        "standfirst": cut(standfirst, MAX_STANDFIRST),
        "image": _address(image),
        "reading_minutes": article.reading_minutes,
        "updated_at": to_seconds(updated_at) if updated_at else None,
    }
    is_cut = {
        "title": _is_longer(article.title, MAX_TITLE),
        "url": bool(address) and not short["url"],
        "authors": len(article.authors) > MAX_AUTHORS,
        "standfirst": _is_longer(standfirst, MAX_STANDFIRST),
        "image": bool(image) and not short["image"],
    }
    short["more"] = sorted(name for name, missing in is_cut.items() if missing) or None
    return {name: value for name, value in short.items() if value is not None}


def fit(short: Mapping[str, Any], room: int) -> bytes:
    """Return a short form as a row holds it, in at most *room* bytes.

    What has no room is left out in the order of ``EXPENDABLE``; then the title and the names of authors are shortened.
    The result names all of it in ``more``.
    """
    kept = dict(short)
    packed = pack(kept)
    for name in EXPENDABLE:
        if len(packed) <= room:
            return packed
        if kept.pop(name, None) is not None:
            kept = _with_more(kept, name)
        packed = pack(kept)
    if len(packed) > room and "title" in kept:
        kept = _with_more(kept | {"title": cut_bytes(kept["title"], MIN_TITLE_BYTES)}, "title")
        packed = pack(kept)
    if len(packed) > room and "authors" in kept:
        kept = _with_more(kept | {"authors": [cut_bytes(name, MIN_NAME_BYTES) for name in kept["authors"]]}, "authors")
        packed = pack(kept)
    return packed


def pack(short: Mapping[str, Any]) -> bytes:
    """Return a short form as a row holds it: its values in the order of ``SHORT_FIELDS``."""
    return msgspec.msgpack.encode([short.get(name) for name in SHORT_FIELDS])


def unpack(packed: bytes) -> dict[str, Any]:
    """Return the short form that :func:`pack` wrote, without the fields that have no value."""
    values: list[Any] = msgspec.msgpack.decode(packed)
    return {name: value for name, value in zip(SHORT_FIELDS, values, strict=False) if value is not None}


def cut(text: str | None, most: int) -> str | None:
    """Return *text* on one line with at most *most* characters, or None where there is none."""
    text = " ".join((text or "").split())
    if not text:
        return None
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def cut_bytes(text: str, most: int) -> str:
    """Return *text* cut to at most *most* bytes of UTF-8, with an ellipsis where something is missing."""
    raw = text.encode("utf-8", "replace")
    if len(raw) <= most:
        return text
    return f"{raw[: most - len('…'.encode())].decode('utf-8', 'ignore').rstrip()}…"


def to_seconds(moment: datetime) -> str:
    """Return *moment* in UTC to the second, as RFC 3339 writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_more(short: dict[str, Any], name: str) -> dict[str, Any]:
    return short | {"more": sorted({*short.get("more", ()), name})}


def _is_longer(text: str | None, most: int) -> bool:
    return len(" ".join((text or "").split())) > most


def _published(article: EnrichedArticle) -> str | None:
    if article.published is None:
        return None
    return article.published.instant.isoformat() if article.published.instant else article.published.day.isoformat()


def _address(url: str | None) -> str | None:
    """Return *url*, or None where it is too long: a shortened address would not work."""
    return url if url and len(url) <= MAX_URL else None
