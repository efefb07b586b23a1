"""Records of stored articles, and the revisions of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from clippings.storage import Wiring
from clippings.storage.article_record import ArticleRecord
from clippings.storage.history import Revision

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def to_record(article_id: str = "a", **fields: Any) -> ArticleRecord:
    """Return the record of an article that was stored once."""
    plain: dict[str, Any] = {
        "id": article_id, "version": 1, "change": "stored", "revision": "r", "revisions": 1, "captures": 1,
        "fullest": 9, "content_hash": "h", "content": "c", "captured_at": NOW, "first_seen": NOW, "stored_at": NOW,
    }  # fmt: skip
    return ArticleRecord(**(plain | fields))


def revisions_of(store: Wiring, article_id: str) -> tuple[Revision, ...]:
    """Return every revision of an article, newest first."""
    record = store.articles.get_record(article_id)
    return tuple(store.articles.revisions(record)) if record else ()
