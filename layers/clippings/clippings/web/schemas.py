"""The shapes of answers, as JSON Schema for the contract; the calls refer to them by name."""

from __future__ import annotations

from typing import Any

from clippings.search.engine import ORDERS
from clippings.web.negotiation import ARTICLE_FORMATS

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer"}
_YES = {"type": "boolean"}
_MAYBE = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_MOMENT = {"type": "string", "format": "date-time"}


def json_of(name: str) -> dict[str, Any]:
    """Return an OpenAPI content of JSON after the schema called *name*."""
    return {"application/json": {"schema": reference(name)}}


def article_content() -> dict[str, Any]:
    """Return an OpenAPI content of an article in every format that it is answered in."""
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
    """Return a successful answer of JSON after the schema called *name*."""
    return {status: {"description": description, "content": json_of(name)}}


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None, *, closed: bool = True) -> dict[str, Any]:
    """An object with these members; a *closed* one has no others."""
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
    "dated": {**_YES, "description": "False: the page gives no date, and `day` is the day of its capture."},
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
        "description": "Fields of which the article has more than is shown here. Title and authors are never left out.",
    },
    "updated_at": {**_TEXT, "format": "date-time", "description": "When the current revision was first captured."},
    "added_at": {**_TEXT, "format": "date-time", "description": "When the article was added to the archive."},
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
            "documentation": {**_TEXT, "description": "Where to read more; API Gateway's own refusals have none."},
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
                "description": "What found the articles.",
            },
            "sort": {"type": "string", "enum": list(ORDERS), "description": "The order that they are in."},
            "total": {"type": ["integer", "null"], "description": "How many there are, where the engine counts."},
            "total_is_exact": {**_YES, "description": "False: there are more than `total`."},
            "facets": {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "array", "items": reference("FacetCount")}},
                    {"type": "null"},
                ],
                "description": "The commonest values by facet; null where the engine does not count.",
            },
            "dropped": {**_TEXTS, "description": "Parts of `q` that were not looked up: words beyond 32, or prefixes."},
            "missing": {**_TEXTS, "description": "Of `ids`: those that no article has, or a withdrawn one."},
        },
    ),
    "FacetCount": _record({"value": _TEXT, "count": _WHOLE}),
    "ArticlesByUrl": _list("ArticleByUrl"),
    "ArticleByUrl": _record(
        {
            "url": {**_TEXT, "description": "The address as it was asked for."},
            "article": {"anyOf": [reference("ShortForm"), {"type": "null"}]},
        }
    ),
    "FacetValue": _record(
        {
            "value": {**_TEXT, "description": "The value as a page writes it."},
            "count": {"type": ["integer", "null"], "description": "How many articles have it, where that is known."},
        },
        {"hosts": {**_TEXTS, "description": "Of a publisher: the hosts that it publishes at."}},
    ),
    "FacetValueList": _list("FacetValue"),
    "Changed": _record(
        {
            "headline": _YES,
            "standfirst": _YES,
            "added": _WHOLE,
            "removed": _WHOLE,
            "edited": _WHOLE,
            "silent": {**_YES, "description": "The text changed, and the page's date of change did not."},
            "compared": {**_YES, "description": "False: cut by different versions, so no difference is claimed."},
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
            "comparable": {**_YES, "description": "False: cut by different versions, so no difference is claimed."},
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
            "original": {**_MAYBE, "description": "The id of the likely original, where one is likelier."},
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
            "status": {"type": "string", "enum": ["parsed", "stored", "unchanged", "rejected", "failed"]},
            "article_id": _MAYBE,
            "reason": _MAYBE,
            "detail": _MAYBE,
            "at": _MOMENT,
        }
    ),
    "IngestionList": _list("Ingestion"),
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
            "id": {**_TEXT, "description": "By this id the feed is revoked."},
            "address": {**_TEXT, "description": "Where the feed is read without a key."},
            "format": {"type": "string", "enum": ["json", "atom", "rss"]},
            "filters": {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _TEXTS]}},
            "made_at": _MOMENT,
            "ends_at": {**_MAYBE, "description": "When the feed ends; null: with its key."},
            "revoked_at": _MAYBE,
            "open": {**_YES, "description": "Whether the address is good now."},
        }
    ),
    "OpenFeedList": _list("OpenFeed"),
    "Watch": _record(
        {
            "id": {**_TEXT, "description": "Events name it as `watch`."},
            "name": _MAYBE,
            "q": _MAYBE,
            "filters": {"type": "object", "additionalProperties": _TEXTS, "description": "Values by facet."},
            "made_at": _MOMENT,
            "feed": {**_TEXT, "description": "The articles that fitted, newest first, as an open feed in Atom."},
        }
    ),
    "WatchList": _list("Watch"),
    "WatchDeletion": _record({"id": _TEXT, "deleted": _YES}),
    "Reindexing": _record(
        {
            "indexed": {**_WHOLE, "description": "Articles that this call put into the index."},
            "removed": {**_WHOLE, "description": "Articles that it took out of it."},
            "next_cursor": {**_MAYBE, "description": "Call again with it; null: the index is complete."},
        }
    ),
    "Withdrawal": _record(
        {
            "article_id": _TEXT,
            "withdrawn_at": _MOMENT,
            "done": {**_YES, "description": "False: there is more to delete, so call again."},
            "copies": {**_TEXTS, "description": "The ids of the copies that went with it."},
            "objects": {**_WHOLE, "description": "Versions of objects that this call deleted."},
            "left": {**_TEXTS, "description": "Uploads in buckets of others, which are theirs to delete."},
        }
    ),
    "Replay": _record({"article_id": _TEXT, "captures": _WHOLE}),
    "Revocation": _record({"id": _TEXT, "revoked": _YES}),
    "Upload": _record(
        {
            "method": {"type": "string", "const": "PUT"},
            "url": _TEXT,
            "headers": {"type": "object", "additionalProperties": _TEXT, "description": "Send these, as they are."},
            "size": _WHOLE,
            "bucket": _TEXT,
            "key": _TEXT,
            "expires_at": _MOMENT,
            "ingestion": {**_TEXT, "description": "The URL of the upload's ingestion status."},
        }
    ),
}
