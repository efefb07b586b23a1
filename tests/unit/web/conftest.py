"""An article as the calls get it from the store."""

from __future__ import annotations

from typing import Any

from tests.support.served_calls import NOW

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Image, Inline, Timestamp
from clippings.storage.article_record import ArticleRecord
from clippings.storage.articles import Stored

ID = "a" * 26
OTHER_ID = "b" * 26


def to_parsed(*paragraphs: str, **fields: Any) -> ParsedArticle:
    """Return an article as a page of ``daily.example`` would give it."""
    texts = paragraphs or ("The river rose by two metres.", "The ferry was tied to the church.")
    plain: dict[str, Any] = {
        "title": "River floods the old town",
        "standfirst": "Two hundred people had to leave.",
        "authors": (Author("Kari Moe", url="https://daily.example/kari"), Author("News Agency", kind="organisation")),
        "published": Timestamp(NOW.date(), NOW, "minute", "explicit", "2026-03-01T12:30Z"),
        "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts)),
        "images": (
            Image("https://daily.example/flood.jpg", caption="The quay", credit="K. Moe", alt="Water", lead=True),
        ),
        "canonical_url": "https://daily.example/news/river-floods",
        "publisher": "The Daily Example",
        "section": "News",
        "tags": ("floods", "weather"),
        "language": "en",
        "access": "free",
        "provenance": {},
    }
    return ParsedArticle(**(plain | fields))


def to_enriched(*paragraphs: str, **fields: Any) -> EnrichedArticle:
    """Return the article described, under the id ID."""
    import dataclasses

    described = enrich(to_parsed(*paragraphs, **fields), Capture("inbox", "page.html", NOW), NOW)
    return dataclasses.replace(described, id=ID)


def to_record(**fields: Any) -> ArticleRecord:
    """Return the record of the article ID."""
    plain: dict[str, Any] = {
        "id": ID, "version": 7, "change": "stored", "revision": "r2", "revisions": 2, "captures": 2, "fullest": 9,
        "content_hash": "h", "content": "digest-1.1", "captured_at": NOW, "first_seen": NOW, "stored_at": NOW,
    }  # fmt: skip
    return ArticleRecord(**(plain | fields))


def to_stored(article: EnrichedArticle | None = None, **fields: Any) -> Stored:
    """Return what is stored of the article ID in its current revision."""
    record = fields.pop("record", None) or to_record()
    plain: dict[str, Any] = {"etag": record.content, "content_key": None}
    return Stored(record, "r2", NOW, article or to_enriched(), **(plain | fields))
