"""The JSON Schemas of answers in the contract. The calls refer to them by name."""

from __future__ import annotations

from typing import Any

from clippings.search.engine import ORDERS
from clippings.storage.ingestion_items import STATUSES
from clippings.web.bundle_schemas import BUNDLE_COUNTS, BUNDLE_MEMBERS
from clippings.web.negotiation import ARTICLE_FORMATS

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer"}
_YES = {"type": "boolean"}
_MAYBE = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_MOMENT = {"type": "string", "format": "date-time"}


def json_of(name: str) -> dict[str, Any]:
    """Return an OpenAPI content of JSON with the schema called *name*."""
    return {"application/json": {"schema": reference(name)}}


def article_content() -> dict[str, Any]:
    """Return an OpenAPI content of an article in all its formats."""
    forms = {media_type.split(";")[0]: {"schema": _TEXT} for media_type in ARTICLE_FORMATS.values()}
    news = {
        "type": "object",
        "properties": {"@type": {"type": "string", "const": "NewsArticle"}},
        "required": ["@context", "@type"],
    }
    return {**forms, "application/ld+json": {"schema": news}, **json_of("Article")}


def reference(name: str) -> dict[str, str]:
    """Return a reference to the schema called *name*."""
    return {"$ref": f"#/components/schemas/{name}"}


def described(name: str, description: str, status: int = 200) -> dict[int, Any]:
    """Return a successful answer of JSON with the schema called *name*."""
    return {status: {"description": description, "content": json_of(name)}}


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None, *, closed: bool = True) -> dict[str, Any]:
    """Return an object schema with these members; a *closed* one has no others."""
    schema: dict[str, Any] = {"type": "object", "properties": {**required, **(optional or {})}, "required": [*required]}
    return {**schema, "additionalProperties": False} if closed else schema


def _list(item: str, **more: Any) -> dict[str, Any]:
    return _record({"items": {"type": "array", "items": reference(item)}, "next_cursor": _MAYBE, **more})


_HIGHLIGHTS = {
    "type": "object",
    "additionalProperties": _TEXTS,
    "description": "By field (`title`, `standfirst`, `text`) the passages with the words of `q` in `<mark>`, as HTML.",
}
_SHORT = {
    "title": _TEXT,
    "url": _TEXT,
    "published": {**_TEXT, "description": "A moment with its zone, or a day."},
    "day": {**_TEXT, "format": "date"},
    "dated": {**_YES, "description": "False if the page has no date; then `day` is the day of its capture."},
    "publisher": _TEXT,
    "section": _TEXT,
    "language": _TEXT,
    "kind": _TEXT,
    "access": _TEXT,
    "authors": _TEXTS,
    "standfirst": _TEXT,
    "image": _TEXT,
    "reading_minutes": _WHOLE,
    "more": {
        **_TEXTS,
        "description": "Fields that are shortened here. Title and authors are never left out.",
    },
    "updated_at": {**_TEXT, "format": "date-time", "description": "When the current revision was first captured."},
    "added_at": {**_TEXT, "format": "date-time", "description": "When the article was added to the service."},
}

_MAYBE_EDIT = {"anyOf": [reference("Edit"), {"type": "null"}]}

SCHEMAS: dict[str, Any] = {
    "Problem": _record(
        {
            "type": _TEXT,
            "title": _TEXT,
            "status": _WHOLE,
            "detail": _TEXT,
            "retryable": {**_YES, "description": "Whether the same request may work later."},
            "request_id": _TEXT,
        },
        {
            "documentation": {
                **_TEXT,
                "description": "Where to read more; API Gateway's own problems have none.",
            },
            "parameter": {**_TEXT, "description": "Which parameter was wrong."},
        },
        closed=False,
    ),
    "ShortForm": _record(
        {},
        {
            "id": {**_TEXT, "description": "The article's id. Missing only where `fields` leaves it out."},
            **_SHORT,
            "highlights": _HIGHLIGHTS,
        },
    ),
    "ArticleList": _record(
        {"items": {"type": "array", "items": reference("ShortForm")}, "next_cursor": _MAYBE},
        {
            "engine": {
                "type": "string",
                "enum": ["terms", "sqlite", "opensearch"],
                "description": "The engine that found the articles.",
            },
            "sort": {"type": "string", "enum": list(ORDERS), "description": "The order of the articles."},
            "total": {"type": ["integer", "null"], "description": "The number of articles, if the engine counts them."},
            "total_is_exact": {**_YES, "description": "False if there are more than `total`."},
            "facets": {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "array", "items": reference("FacetCount")}},
                    {"type": "null"},
                ],
                "description": "The most frequent values by facet; null if the engine does not count them.",
            },
            "dropped": {**_TEXTS, "description": "Parts of `q` that were not looked up: words beyond 32, or prefixes."},
            "missing": {**_TEXTS, "description": "Those of `ids` without an article, or of a withdrawn one."},
        },
    ),
    "FacetCount": _record({"value": _TEXT, "count": _WHOLE}),
    "ArticlesByUrl": _list("ArticleByUrl"),
    "ArticleByUrl": _record(
        {
            "url": {**_TEXT, "description": "The address as it was given."},
            "article": {"anyOf": [reference("ShortForm"), {"type": "null"}]},
        }
    ),
    "FacetValue": _record(
        {
            "value": {**_TEXT, "description": "The value as a page writes it."},
            "count": {"type": ["integer", "null"], "description": "How many articles have it, if that is known."},
        },
        {"hosts": {**_TEXTS, "description": "The hosts of a publisher."}},
    ),
    "FacetValueList": _list("FacetValue"),
    "Changed": _record(
        {
            "headline": _YES,
            "standfirst": _YES,
            "added": _WHOLE,
            "removed": _WHOLE,
            "edited": _WHOLE,
            "silent": {**_YES, "description": "Whether the text changed and the page's modification date did not."},
            "compared": {
                **_YES,
                "description": "False if different versions extracted them: no difference is known.",
            },
        }
    ),
    "Revision": _record(
        {
            "id": _TEXT,
            "number": {**_WHOLE, "description": "1 is the oldest."},
            "first_seen": _MOMENT,
            "last_seen": _MOMENT,
            "captures": _WHOLE,
            "content_hash": {**_TEXT, "description": "The first 20 characters of the article's `content_hash`."},
            "schema": _WHOLE,
            "extractor": _WHOLE,
            "changed": {"anyOf": [reference("Changed"), {"type": "null"}]},
        }
    ),
    "RevisionList": _list("Revision"),
    "Difference": _record(
        {
            "from": reference("Revision"),
            "to": reference("Revision"),
            "comparable": {
                **_YES,
                "description": "False if different versions extracted them: no difference is known.",
            },
        },
        {
            "headline": _MAYBE_EDIT,
            "standfirst": _MAYBE_EDIT,
            "blocks": {"type": "array", "items": reference("Edit")},
            "silent": _YES,
        },
    ),
    "Duplicate": _record(
        {
            "likeness": reference("Likeness"),
            "original": {**_MAYBE, "description": "The id of the probable original; null if it is this article."},
        },
        {"id": _TEXT, **_SHORT},
    ),
    "DuplicateList": _list("Duplicate"),
    "Provenance": _record(
        {
            "id": _TEXT,
            "revision": _TEXT,
            "captured_at": _MOMENT,
            "stored_at": _MOMENT,
            "fields": {"type": "object", "additionalProperties": reference("Finding")},
        }
    ),
    "ArticleChange": _record(
        {"at": _MOMENT, "id": _TEXT, "change": _TEXT, "revision": _MAYBE, "title": _MAYBE, "url": _MAYBE},
    ),
    "ChangeList": _list("ArticleChange", caught_up=_YES),
    "Ingestion": _record(
        {
            "bucket": _TEXT,
            "key": _TEXT,
            "version": _MAYBE,
            "status": {"type": "string", "enum": [*STATUSES]},
            "article_id": _MAYBE,
            "reason": _MAYBE,
            "detail": _MAYBE,
            **BUNDLE_MEMBERS,
            "at": _MOMENT,
        }
    ),
    "IngestionList": _list("Ingestion"),
    "BundleCounts": BUNDLE_COUNTS,
    "JsonFeed": _record(
        {
            "version": {"type": "string", "const": "https://jsonfeed.org/version/1.1"},
            "title": _TEXT,
            "home_page_url": _TEXT,
            "feed_url": _TEXT,
            "items": {"type": "array", "items": reference("JsonFeedItem")},
        },
        {"next_url": _TEXT},
    ),
    "JsonFeedItem": _record(
        {"id": _TEXT, "url": _TEXT, "title": _TEXT, "content_text": _TEXT},
        {
            "date_published": _MOMENT,
            "date_modified": _MOMENT,
            "authors": {"type": "array", "items": reference("JsonFeedAuthor")},
            "image": _TEXT,
            "language": _TEXT,
        },
    ),
    "JsonFeedAuthor": _record({"name": _TEXT}),
    "OpenFeed": _record(
        {
            "id": {**_TEXT, "description": "The id with which the feed can be revoked."},
            "address": {**_TEXT, "description": "The address of the feed, which needs no key."},
            "format": {"type": "string", "enum": ["json", "atom", "rss"]},
            "filters": {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _TEXTS]}},
            "made_at": _MOMENT,
            "ends_at": {**_MAYBE, "description": "When the feed ends; null: with its key."},
            "revoked_at": _MAYBE,
            "open": {**_YES, "description": "Whether the address is valid now."},
        }
    ),
    "OpenFeedList": _list("OpenFeed"),
    "Watch": _record(
        {
            "id": {**_TEXT, "description": "The value of `watch` in events."},
            "name": _MAYBE,
            "q": _MAYBE,
            "filters": {"type": "object", "additionalProperties": _TEXTS, "description": "Values by facet."},
            "made_at": _MOMENT,
            "feed": {**_TEXT, "description": "An open feed in Atom of the articles that matched, newest first."},
        }
    ),
    "WatchList": _list("Watch"),
    "WatchDeletion": _record({"id": _TEXT, "deleted": _YES}),
    "Reindexing": _record(
        {
            "indexed": {**_WHOLE, "description": "The number of articles that this call put into the index."},
            "removed": {**_WHOLE, "description": "The number of articles that it removed."},
            "next_cursor": {**_MAYBE, "description": "Call again with it; null if the index is complete."},
        }
    ),
    "Withdrawal": _record(
        {
            "article_id": _TEXT,
            "withdrawn_at": _MOMENT,
            "done": {**_YES, "description": "False if there is more to delete; then call again."},
            "copies": {**_TEXTS, "description": "The ids of the copies that were withdrawn with it."},
            "objects": {**_WHOLE, "description": "The number of object versions that this call deleted."},
            "left": {**_TEXTS, "description": "Uploads in other buckets, whose owners have to delete them."},
            "bundles": {
                **_TEXTS,
                "description": "Pages that this call removed and a bundle still contains, as `<key>#<place>`.",
            },
        }
    ),
    "Replay": _record({"article_id": _TEXT, "captures": _WHOLE}),
    "Revocation": _record({"id": _TEXT, "revoked": _YES}),
    "Upload": _record(
        {
            "method": {"type": "string", "const": "PUT"},
            "url": _TEXT,
            "headers": {
                "type": "object",
                "additionalProperties": _TEXT,
                "description": "Send them unchanged.",
            },
            "size": _WHOLE,
            "bucket": _TEXT,
            "key": _TEXT,
            "expires_at": _MOMENT,
            "ingestion": {**_TEXT, "description": "The URL of the upload's ingestion status."},
        }
    ),
}
