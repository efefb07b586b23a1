"""The JSON Schemas of answers in the contract. The calls refer to them by name."""

from __future__ import annotations

from typing import Any

from clippings.search.engine import ORDERS
from clippings.storage.ingestion_items import STATUSES
from clippings.web.bundle_schemas import BUNDLE_COUNTS, BUNDLE_MEMBERS
from clippings.web.schema_parts import (
    BOOLEAN,
    MOMENT,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    WHOLE_NUMBER,
    make_list,
    make_record,
    reference,
)

_HIGHLIGHTS = {
    "type": "object",
    "additionalProperties": TEXTS,
    "description": "By field (`title`, `standfirst`, `text`) the passages with the words of `q` in `<mark>`, as HTML.",
}
_SHORT = {
    "title": TEXT,
    "url": TEXT,
    "published": {**TEXT, "description": "A moment with its zone, or a day."},
    "day": {**TEXT, "format": "date"},
    "dated": {**BOOLEAN, "description": "False if the page has no date; then `day` is the day of its capture."},
    "publisher": TEXT,
    "section": TEXT,
    "language": TEXT,
    "kind": TEXT,
    "access": TEXT,
    "authors": TEXTS,
    "standfirst": TEXT,
    "image": TEXT,
    "reading_minutes": WHOLE_NUMBER,
    "more": {
        **TEXTS,
        "description": "Fields that are shortened here. Title and authors are never left out.",
    },
    "updated_at": {**TEXT, "format": "date-time", "description": "When the current revision was first captured."},
    "added_at": {**TEXT, "format": "date-time", "description": "When the article was added to the service."},
}

_MAYBE_EDIT = {"anyOf": [reference("Edit"), {"type": "null"}]}

SCHEMAS: dict[str, Any] = {
    "Problem": make_record(
        {
            "type": TEXT,
            "title": TEXT,
            "status": WHOLE_NUMBER,
            "detail": TEXT,
            "retryable": {**BOOLEAN, "description": "Whether the same request may work later."},
            "request_id": TEXT,
        },
        {
            "documentation": {
                **TEXT,
                "description": "Where to read more; API Gateway's own problems have none.",
            },
            "parameter": {**TEXT, "description": "Which parameter was wrong."},
        },
        closed=False,
    ),
    "ShortForm": make_record(
        {},
        {
            "id": {**TEXT, "description": "The article's id. Missing only where `fields` leaves it out."},
            **_SHORT,
            "highlights": _HIGHLIGHTS,
        },
    ),
    "ArticleList": make_record(
        {"items": {"type": "array", "items": reference("ShortForm")}, "next_cursor": TEXT_OR_NULL},
        {
            "engine": {
                "type": "string",
                "enum": ["terms", "sqlite", "opensearch"],
                "description": "The engine that found the articles.",
            },
            "sort": {"type": "string", "enum": list(ORDERS), "description": "The order of the articles."},
            "total": {"type": ["integer", "null"], "description": "The number of articles, if the engine counts them."},
            "total_is_exact": {**BOOLEAN, "description": "False if there are more than `total`."},
            "facets": {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "array", "items": reference("FacetCount")}},
                    {"type": "null"},
                ],
                "description": "The most frequent values by facet; null if the engine does not count them.",
            },
            "dropped": {**TEXTS, "description": "Parts of `q` that were not looked up: words beyond 32, or prefixes."},
            "missing": {**TEXTS, "description": "Those of `ids` without an article, or of a withdrawn one."},
        },
    ),
    "FacetCount": make_record({"value": TEXT, "count": WHOLE_NUMBER}),
    "ArticlesByUrl": make_list("ArticleByUrl"),
    "ArticleByUrl": make_record(
        {
            "url": {**TEXT, "description": "The address as it was given."},
            "article": {"anyOf": [reference("ShortForm"), {"type": "null"}]},
        }
    ),
    "FacetValue": make_record(
        {
            "value": {**TEXT, "description": "The value as a page writes it."},
            "count": {"type": ["integer", "null"], "description": "How many articles have it, if that is known."},
        },
        {"hosts": {**TEXTS, "description": "The hosts of a publisher."}},
    ),
    "FacetValueList": make_list("FacetValue"),
    "Changed": make_record(
        {
            "headline": BOOLEAN,
            "standfirst": BOOLEAN,
            "added": WHOLE_NUMBER,
            "removed": WHOLE_NUMBER,
            "edited": WHOLE_NUMBER,
            "silent": {**BOOLEAN, "description": "Whether the text changed and the page's modification date did not."},
            "compared": {
                **BOOLEAN,
                "description": "False if different versions extracted them: no difference is known.",
            },
        }
    ),
    "Revision": make_record(
        {
            "id": TEXT,
            "number": {**WHOLE_NUMBER, "description": "1 is the oldest."},
            "first_seen": MOMENT,
            "last_seen": MOMENT,
            "captures": WHOLE_NUMBER,
            "content_hash": {**TEXT, "description": "The first 20 characters of the article's `content_hash`."},
            "schema": WHOLE_NUMBER,
            "extractor": WHOLE_NUMBER,
            "changed": {"anyOf": [reference("Changed"), {"type": "null"}]},
        }
    ),
    "RevisionList": make_list("Revision"),
    "Difference": make_record(
        {
            "from": reference("Revision"),
            "to": reference("Revision"),
            "comparable": {
                **BOOLEAN,
                "description": "False if different versions extracted them: no difference is known.",
            },
        },
        {
            "headline": _MAYBE_EDIT,
            "standfirst": _MAYBE_EDIT,
            "blocks": {"type": "array", "items": reference("Edit")},
            "silent": BOOLEAN,
        },
    ),
    "Duplicate": make_record(
        {
            "likeness": reference("Likeness"),
            "original": {**TEXT_OR_NULL, "description": "The id of the probable original; null if it is this article."},
        },
        {"id": TEXT, **_SHORT},
    ),
    "DuplicateList": make_list("Duplicate"),
    "Provenance": make_record(
        {
            "id": TEXT,
            "revision": TEXT,
            "captured_at": MOMENT,
            "stored_at": MOMENT,
            "fields": {"type": "object", "additionalProperties": reference("Finding")},
        }
    ),
    "ArticleChange": make_record(
        {
            "at": MOMENT,
            "id": TEXT,
            "change": TEXT,
            "revision": TEXT_OR_NULL,
            "title": TEXT_OR_NULL,
            "url": TEXT_OR_NULL,
        },
    ),
    "ChangeList": make_list("ArticleChange", caught_up=BOOLEAN),
    "Ingestion": make_record(
        {
            "bucket": TEXT,
            "key": TEXT,
            "version": TEXT_OR_NULL,
            "status": {"type": "string", "enum": [*STATUSES]},
            "article_id": TEXT_OR_NULL,
            "reason": TEXT_OR_NULL,
            "detail": TEXT_OR_NULL,
            **BUNDLE_MEMBERS,
            "at": MOMENT,
        }
    ),
    "IngestionList": make_list("Ingestion"),
    "BundleCounts": BUNDLE_COUNTS,
    "JsonFeed": make_record(
        {
            "version": {"type": "string", "const": "https://jsonfeed.org/version/1.1"},
            "title": TEXT,
            "home_page_url": TEXT,
            "feed_url": TEXT,
            "items": {"type": "array", "items": reference("JsonFeedItem")},
        },
        {"next_url": TEXT},
    ),
    "JsonFeedItem": make_record(
        {"id": TEXT, "url": TEXT, "title": TEXT, "content_text": TEXT},
        {
            "date_published": MOMENT,
            "date_modified": MOMENT,
            "authors": {"type": "array", "items": reference("JsonFeedAuthor")},
            "image": TEXT,
            "language": TEXT,
        },
    ),
    "JsonFeedAuthor": make_record({"name": TEXT}),
    "OpenFeed": make_record(
        {
            "id": {**TEXT, "description": "The id with which the feed can be revoked."},
            "address": {**TEXT, "description": "The address of the feed, which needs no key."},
            "format": {"type": "string", "enum": ["json", "atom", "rss"]},
            "filters": {"type": "object", "additionalProperties": {"anyOf": [TEXT, TEXTS]}},
            "made_at": MOMENT,
            "ends_at": {**TEXT_OR_NULL, "description": "When the feed ends; null: with its key."},
            "revoked_at": TEXT_OR_NULL,
            "open": {**BOOLEAN, "description": "Whether the address is valid now."},
        }
    ),
    "OpenFeedList": make_list("OpenFeed"),
    "Watch": make_record(
        {
            "id": {**TEXT, "description": "The value of `watch` in events."},
            "name": TEXT_OR_NULL,
            "q": TEXT_OR_NULL,
            "filters": {"type": "object", "additionalProperties": TEXTS, "description": "Values by facet."},
            "made_at": MOMENT,
            "feed": {**TEXT, "description": "An open feed in Atom of the articles that matched, newest first."},
        }
    ),
    "WatchList": make_list("Watch"),
    "WatchDeletion": make_record({"id": TEXT, "deleted": BOOLEAN}),
    "Reindexing": make_record(
        {
            "indexed": {**WHOLE_NUMBER, "description": "The number of articles that this call put into the index."},
            "removed": {**WHOLE_NUMBER, "description": "The number of articles that it removed."},
            "next_cursor": {**TEXT_OR_NULL, "description": "Call again with it; null if the index is complete."},
        }
    ),
    "Withdrawal": make_record(
        {
            "article_id": TEXT,
            "withdrawn_at": MOMENT,
            "done": {**BOOLEAN, "description": "False if there is more to delete; then call again."},
            "copies": {**TEXTS, "description": "The ids of the copies that were withdrawn with it."},
            "objects": {**WHOLE_NUMBER, "description": "The number of object versions that this call deleted."},
            "left": {**TEXTS, "description": "Uploads in other buckets, whose owners have to delete them."},
            "bundles": {
                **TEXTS,
                "description": "Pages that this call removed and a bundle still contains, as `<key>#<place>`.",
            },
        }
    ),
    "Replay": make_record({"article_id": TEXT, "captures": WHOLE_NUMBER}),
    "Revocation": make_record({"id": TEXT, "revoked": BOOLEAN}),
    "Upload": make_record(
        {
            "method": {"type": "string", "const": "PUT"},
            "url": TEXT,
            "headers": {
                "type": "object",
                "additionalProperties": TEXT,
                "description": "Send them unchanged.",
            },
            "size": WHOLE_NUMBER,
            "bucket": TEXT,
            "key": TEXT,
            "expires_at": MOMENT,
            "ingestion": {**TEXT, "description": "The URL of the upload's ingestion status."},
        }
    ),
}
