"""Examples of requests and answers for the contract. A test validates each against its schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from clippings.article import EnrichedArticle, Entity, Link, Quote
from clippings.records import Author, Block, Finding, Image, Inline, Rejected, Rights, Timestamp

_ID, _OTHER_ID = "rfxpsqslv66f2mi5vyy4hmyjxi", "b3kq7wz2m4n6p5r2s3t4u5v6wx"
_REVISION = "20260301T120000.000000Z-k3jd8s7h2f"
_NOW = "2026-03-01T12:00:00Z"
_URL = "https://www.gazette.example/port/old-bridge-opens"
_CURSOR = "k0XsZ2Fn9aT3bQ"
_KEY = "uploads/2026/03/01/9f8e7d6c5b4a39281706f5e4d3c2b1a0.html"

#: Examples of parameters, by name.
PARAMETERS: dict[str, Any] = {
    "access": ["free"],
    "added_since": "2026-03-01T08:00:00Z",
    "admit": "articles",
    "article_id": _ID,
    "author": ["Maeve Oduya"],
    "bucket": "pages-inbox",
    "cursor": _CURSOR,
    "dated": "true",
    "day": "2026-03-01",
    "entity": ["Port Authority"],
    "explain": False,
    "feed": "Zm9vYmFyYmF6cXV4Y29yZ2Uh",
    "feed_id": "a1b2c3d4e5.0123456789abcdef01234567",
    "fields": "id,title,day",
    "format": "markdown",
    "from": "2026-03-01",
    "host": ["www.gazette.example"],
    "Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324",
    "ids": f"{_ID},{_OTHER_ID}",
    "facets": "publisher,tag",
    "highlights": "true",
    "key": _KEY,
    "key_id": "a1b2c3d4e5",
    "keyword": ["bridges"],
    "kind": ["article"],
    "language": ["en"],
    "limit": 20,
    "order": "newest",
    "picture": "0123456789ab-0123456789abcdef0123456789abcdef",
    "publisher": ["The Harbour Gazette"],
    "q": "bridge opens",
    "revision_id": _REVISION,
    "section": ["Port"],
    "sort": "newest",
    "status": "rejected",
    "tag": ["bridges", "ports"],
    "to": "2026-03-31",
    "url": _URL,
    "watch": "a1b2c3d4e5.0123456789abcdef",
}

_WATCH = {
    "id": PARAMETERS["watch"],
    "name": "Bridges",
    "q": 'bridge OR "swing span" -toll',
    "filters": {"publisher": ["The Harbour Gazette"]},
    "made_at": _NOW,
    "feed": "https://api.example/live/v1/feeds/Zm9vYmFyYmF6cXV4Y29yZ2Uh",
}
_ARTICLE = EnrichedArticle(
    id=_ID,
    title="The old bridge opens on Monday",
    standfirst="It was shut for eleven months.",
    authors=(Author("Maeve Oduya"),),
    published=Timestamp(
        date(2026, 3, 1), datetime(2026, 3, 1, 8, tzinfo=UTC), "minute", "explicit", "2026-03-01T08:00Z"
    ),
    blocks=(
        Block("b1", "paragraph", (Inline("The old bridge opens on "), Inline("Monday", ("strong",)), Inline("."))),
        Block("b2", "quote", (Inline("We have waited long enough."),)),
    ),
    images=(Image("https://www.gazette.example/bridge.jpg", caption="The bridge", lead=True),),
    url=_URL,
    canonical_url=_URL,
    publisher="The Harbour Gazette",
    section="Port",
    tags=("bridges", "ports"),
    language="en",
    access="free",
    rights=Rights(copyright="© 2026 The Harbour Gazette"),
    provenance={
        "title": Finding(
            "The old bridge opens on Monday",
            "json-ld:headline",
            "The old bridge opens on Monday",
            0.98,
            (Rejected("title", "The old bridge opens on Monday | Gazette", "has the publisher's name"),),
        )
    },
    content_hash="5d41402abc4b2a76b9719d911017c592",
    day=date(2026, 3, 1),
    word_count=11,
    sentence_count=2,
    reading_minutes=1,
    keywords=("bridge",),
    entities=(Entity("Port Authority", "organisation", ("b1",)),),
    quotes=(Quote("We have waited long enough.", None, "b2"),),
    summary="The old bridge opens on Monday.",
    links=(Link("https://www.gazette.example/port", "Port", "b1", internal=True),),
)
_SHORT: dict[str, Any] = {
    "id": _ID,
    "title": "The old bridge opens on Monday",
    "url": _URL,
    "published": "2026-03-01T08:00:00+00:00",
    "day": "2026-03-01",
    "dated": True,
    "publisher": "The Harbour Gazette",
    "section": "Port",
    "language": "en",
    "kind": "article",
    "access": "free",
    "authors": ["Maeve Oduya"],
    "standfirst": "It was shut for eleven months.",
    "reading_minutes": 1,
    "more": ["image"],
    "updated_at": _NOW,
    "added_at": _NOW,
}
_REVISIONS: list[dict[str, Any]] = [
    {
        "id": _REVISION,
        "number": 2,
        "first_seen": _NOW,
        "last_seen": _NOW,
        "captures": 1,
        "content_hash": "5d41402abc4b2a76b971",
        "schema": 1,
        "extractor": 2,
        "changed": {
            "headline": True,
            "standfirst": False,
            "added": 1,
            "removed": 0,
            "edited": 0,
            "silent": False,
            "compared": True,
        },
    },
    {
        "id": "20260301T080000.000000Z-k3jd8s7h2f",
        "number": 1,
        "first_seen": "2026-03-01T08:00:00Z",
        "last_seen": "2026-03-01T08:00:00Z",
        "captures": 3,
        "content_hash": "7d793037a0760186574b",
        "schema": 1,
        "extractor": 2,
        "changed": None,
    },
]
_OPEN_FEED: dict[str, Any] = {
    "id": PARAMETERS["feed_id"],
    "address": f"https://api.example/v1/feeds/{PARAMETERS['feed']}",
    "format": "atom",
    "filters": {"tag": ["bridges", "ports"]},
    "made_at": _NOW,
    "ends_at": None,
    "revoked_at": None,
    "open": True,
}


def _page(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"items": list(items), "next_cursor": None, **more}


def make_examples() -> dict[str, Any]:
    """Return an example of each schema of a request or answer, by its name."""
    article = _ARTICLE.to_dict() | {"revision": _REVISION, "captured_at": _NOW, "stored_at": _NOW}
    edit = {"kind": "edited", "role": "paragraph", "before_id": "b1", "after_id": "b1"}
    return {
        "Article": article,
        "ArticleList": {
            "items": [_SHORT | {"highlights": {"title": ["The old <mark>bridge</mark> <mark>opens</mark> on Monday"]}}],
            "next_cursor": _CURSOR,
            "engine": "sqlite",
            "sort": "relevance",
            "total": 21,
            "facets": {"publisher": [{"value": "The Harbour Gazette", "count": 21}], "tag": []},
        },
        "ArticlesByUrl": _page({"url": _URL, "article": _SHORT}, {"url": "https://a.example/", "article": None}),
        "ChangeList": {
            "items": [
                {
                    "at": _NOW,
                    "id": _ID,
                    "change": "revised",
                    "revision": _REVISION,
                    "title": _SHORT["title"],
                    "url": _URL,
                }
            ],
            "next_cursor": _CURSOR,
            "caught_up": True,
        },
        "Difference": {
            "from": _REVISIONS[1],
            "to": _REVISIONS[0],
            "comparable": True,
            "headline": None,
            "standfirst": None,
            "blocks": [{**edit, "before": "The bridge opens.", "after": "The old bridge opens on Monday."}],
            "silent": False,
        },
        "DuplicateList": _page(
            {
                **_SHORT,
                "id": _OTHER_ID,
                "likeness": {"similarity": 0.82, "held": 0.95, "holds": 0.86, "relation": "same"},
                "original": _ID,
            }
        ),
        "FacetValueList": _page({"value": "The Harbour Gazette", "count": None, "hosts": ["www.gazette.example"]}),
        "FeedRequest": {"format": "atom", "tag": ["bridges", "ports"], "sort": "added"},
        "IngestionList": _page(
            {
                "bucket": PARAMETERS["bucket"],
                "key": _KEY,
                "version": "3sL4kqtJlcpXroDTDmJ",
                "status": "stored",
                "article_id": _ID,
                "reason": None,
                "detail": None,
                "bundle": None,
                "offset": None,
                "counts": None,
                "at": _NOW,
            }
        ),
        "JsonFeed": {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Clippings · bridges",
            "home_page_url": "https://api.example/",
            "feed_url": "https://api.example/v1/feed.json?tag=bridges",
            "items": [
                {
                    "id": f"urn:clippings:article:{_ID}",
                    "url": _URL,
                    "title": _SHORT["title"],
                    "content_text": _SHORT["standfirst"],
                    "date_published": _SHORT["published"],
                    "date_modified": _NOW,
                    "authors": [{"name": "Maeve Oduya"}],
                    "language": "en",
                }
            ],
        },
        "OpenFeed": _OPEN_FEED,
        "OpenFeedList": _page(_OPEN_FEED),
        "Provenance": {
            "id": _ID,
            "revision": _REVISION,
            "captured_at": _NOW,
            "stored_at": _NOW,
            "fields": article["provenance"],
        },
        "ReindexRequest": {"cursor": _CURSOR},
        "Reindexing": {"indexed": 50, "removed": 0, "next_cursor": None},
        "Replay": {"article_id": _ID, "captures": 3},
        "RevisionList": _page(*_REVISIONS),
        "Revocation": {"id": PARAMETERS["feed_id"], "revoked": True},
        "Upload": {
            "method": "PUT",
            "url": f"https://inbox.example/{_KEY}?X-Amz-Signature=0f1e2d3c",
            "headers": {"Content-Type": "text/html", "x-amz-meta-url": _URL},
            "size": 6_291_456,
            "bucket": PARAMETERS["bucket"],
            "key": _KEY,
            "expires_at": "2026-03-01T12:15:00+00:00",
            "ingestion": "/v1/ingestions?key=uploads%2F2026%2F03%2F01%2F9f8e7d6c5b4a39281706f5e4d3c2b1a0.html",
        },
        "UploadRequest": {"size": 6_291_456, "url": _URL},
        "UrlsRequest": {"urls": [_URL, "https://a.example/"]},
        "Watch": _WATCH,
        "WatchList": _page(_WATCH),
        "WatchDeletion": {"id": PARAMETERS["watch"], "deleted": True},
        "WatchRequest": {"name": "Bridges", "q": 'bridge OR "swing span" -toll', "publisher": ["The Harbour Gazette"]},
        "Withdrawal": {
            "article_id": _ID,
            "withdrawn_at": _NOW,
            "done": True,
            "copies": [],
            "objects": 4,
            "left": [],
            "bundles": [],
        },
        "WithdrawalRequest": {"reason": "Asked for by the person that it names.", "copies": False},
    }
