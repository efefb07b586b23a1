"""Articles whose rows go to the table for Athena, and these rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Inline, Timestamp
from clippings.streamed_rows import make_streamed_row

DAY = date(2026, 6, 12)
STORED_AT = "2026-06-12T08:00:00.000000Z"


def make_article(
    text: str = "The bridge opens on Monday after eleven months.", *, bare: bool = False
) -> EnrichedArticle:
    """Return an article with a value of each kind of field, or a *bare* one that has a title and a text alone."""
    told: dict[str, Any] = {} if bare else {
        "authors": (Author("Ada Example"),),
        "published": Timestamp(DAY, datetime(2026, 6, 12, 6, tzinfo=UTC), "minute", "explicit", "2026-06-12T06:00Z"),
        "publisher": "The Press",
        "url": "https://press.example/2026/06/12/bridge",
        "tags": ("bridges", "harbour"),
    }  # fmt: skip
    parsed = ParsedArticle(
        title="The bridge", blocks=(Block("b0", "paragraph", (Inline(text),)),), provenance={}, **told
    )
    captured = datetime(2026, 6, 12, 7, tzinfo=UTC)
    return enrich(parsed, Capture("inbox", "bridge.html", captured), captured)


def make_exported_row(
    article_id: str = "a" * 26, version: int = 1, *, withdrawn: bool = False, bare: bool = False, text: str = ""
) -> dict[str, Any]:
    """Return the row of a version of an article that was first stored on DAY."""
    article = make_article(text, bare=bare) if text else make_article(bare=bare)
    plain = None if withdrawn else article.to_dict() | {"markdown": article.markdown}
    return make_streamed_row(article_id, DAY, version, STORED_AT, plain)
