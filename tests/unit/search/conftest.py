"""Documents and requests for tests of the search."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clippings.article import EnrichedArticle, Entity
from clippings.records import Author, Block, Inline, Timestamp
from clippings.search.document import SearchDocument, to_document
from clippings.search.engine import SearchRequest
from clippings.search.query import parse_query
from clippings.short_form import to_short


def to_article(name: str = "a", *paragraphs: str, **fields: Any) -> EnrichedArticle:
    """Return an article of 2 March 2026 unless *fields* say otherwise; its entities are given by name."""
    entities = tuple(Entity(each, "organisation") for each in fields.pop("entities", ()))
    authors = tuple(Author(each) for each in fields.pop("authors", ()))
    day = fields.pop("day", "2026-03-02")
    moment = datetime.fromisoformat(f"{day}T09:00:00+00:00") if day else None
    plain: dict[str, Any] = {
        "id": name,
        "content_hash": "h",
        "word_count": 1,
        "reading_minutes": 1,
        "provenance": {},
        "language": "en",
        "published": Timestamp(moment.date(), moment, "minute", "explicit", "") if moment else None,
        "dated": moment is not None,
        "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(paragraphs)),
        "entities": entities,
        "authors": authors,
    }
    return EnrichedArticle(**(plain | fields))


def document(name: str = "a", *paragraphs: str, version: int = 1, **fields: Any) -> SearchDocument:
    """Return the document of an article; see :func:`to_article`."""
    made = to_article(name, *paragraphs, **fields)
    day = made.published.day.isoformat() if made.published else "2026-03-02"
    at = f"{day if made.published else '0000-00-00'}#{name}"
    added = "2026-03-03T00:00:00Z"
    return to_document(made, version=version, at=at, day=day, added_at=added, short=to_short(made, day))


def request(text: str | None = None, **rest: Any) -> SearchRequest:
    """Return a request for *text*."""
    return SearchRequest(parse_query(text) if text is not None else None, **rest)
