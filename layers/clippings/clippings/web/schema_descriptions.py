"""Descriptions of the members of the API's schemas, and the values of those members that have a few.

The records define which members there are and their types. A test checks that every member has a description.
"""

from __future__ import annotations

from typing import Any, get_args

from clippings.article import SCHEMA
from clippings.facets import FACETS
from clippings.fields.access import Access
from clippings.fields.kind import KINDS

#: The kinds of entities that articles name.
ENTITY_KINDS = ("person", "organisation", "place")
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}

#: Members that HTTP adds to the records.
ADDED: dict[str, dict[str, Any]] = {
    "Article": {
        "schema": {"const": SCHEMA, "type": "integer"},
        "text": _TEXT,
        "revision": _TEXT,
        "captured_at": _MOMENT,
        "stored_at": _MOMENT,
    },
}

#: Members with a few values, by shape.
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "Article": {"access": get_args(Access), "kind": KINDS},
    "ShortForm": {"access": get_args(Access), "kind": KINDS},
    "Duplicate": {"access": get_args(Access), "kind": KINDS},
    "ArticleChange": {"change": ("stored", "revised", "withdrawn")},
    "Entity": {"kind": ENTITY_KINDS},
    "ListPlace": {"definition": ("term", "description")},
}

#: Descriptions of members that mean the same in every shape that has them.
SHARED = {
    "added_at": "When the article was added to the archive.",
    "access": "Whether the page says that the article is free, metered or paywalled; null where it says nothing.",
    "article_id": "The id of the article; null where there is none.",
    "authors": "Who signs the article.",
    "bucket": "The bucket of the upload.",
    "captured_at": "When the page was captured.",
    "day": "The day that the article is listed under, in the publisher's calendar.",
    "dated": "False: the page gives no date, and `day` is the day of its capture.",
    "detail": "A sentence about this case.",
    "extractor": "The version of the rules that cut the article.",
    "format": "The format of the feed.",
    "id": "The id.",
    "image": "The address of the lead picture.",
    "items": "The items of this page, in order.",
    "key": "The key of the object.",
    "kind": "What kind of article it is.",
    "language": "The language as a tag (BCP 47).",
    "next_cursor": "Give it as `cursor` for the next page; null on the last one.",
    "number": "1 is the oldest revision.",
    "published": "When the article was published.",
    "publisher": "The publisher's name.",
    "reading_minutes": "Minutes that reading it takes, rounded up.",
    "reason": "A short stable code.",
    "request_id": "Names the request in the service's log.",
    "revision": "The id of the revision.",
    "role": "What the passage is in the article.",
    "schema": "The version of the article's JSON.",
    "section": "The section of the publication.",
    "standfirst": "The paragraph that introduces the article, as plain text.",
    "status": "The ingestion status.",
    "stored_at": "When it was stored.",
    "summary": "Sentences of the text that sum it up.",
    "text": "The body as plain text; blocks are apart by a blank line.",
    "title": "The title as plain text, without the publisher's brand.",
    "updated_at": "When the current revision was first captured.",
    "url": "The address.",
    "version": "The version of the object; null in a bucket without versions.",
}

#: Descriptions by shape, where they are not the shared ones.
DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Article": {
        "id": "The id: 26 lower-case characters. It never changes.",
        "hidden_characters": "Characters of text that were left out because no reader of the page sees them.",
        "url": "Where the page came from, as the upload says.",
        "canonical_url": "The address that the page declares for itself.",
        "addresses": "Further addresses that the page declares for itself (AMP, short link).",
        "modified": "When the article was last changed, as the page says.",
        "blocks": "The body in reading order. Text, Markdown and HTML are made of it.",
        "images": "The pictures of the article.",
        "tags": "The tags that the page declares.",
        "rights": "What the page says may be done with it.",
        "truncated": "The limit that cut the page short; null where none did.",
        "article_score": "How surely the page is an article, 0 to 1.",
        "rejection_reason": "Why the page would have been refused; null for an article.",
        "provenance": "Field name to how its value was found.",
        "content_hash": "A hash of the content. Equal content has an equal hash.",
        "word_count": "Words of the body.",
        "sentence_count": "Sentences of the body.",
        "keywords": "Subjects of the article, derived from its text.",
        "entities": "People, organizations and places that the article names.",
        "quotes": "Words that the article quotes.",
        "fingerprint": "Hashes by which near-duplicates are found.",
        "links": "Addresses that the body points to.",
    },
    "Author": {
        "name": "The name.",
        "role": "What they did for the article.",
        "kind": "Whether it is a person or an organization.",
        "url": "A page about them; null where the page names none.",
    },
    "Timestamp": {
        "day": "The publisher's own calendar day.",
        "instant": "The moment, with its zone; null unless a time of day and a zone are known.",
        "precision": "How exactly the page gives it.",
        "zone": "How the zone is known.",
        "raw": "What was read.",
    },
    "Block": {
        "id": "Stable for equal content on one page.",
        "content": "The text in runs that are marked up alike.",
        "level": "Of a heading, 1 to 6; of an entry of a live blog that begins with one.",
        "place": "Of an item of a list: where it stands.",
        "quoted": "How many quotes enclose the block.",
        "rows": "Of a table: its rows of cells.",
        "language": "Of code: the language that the page names.",
        "time": "Of an entry of a live blog: its time, without a zone where the page names none.",
        "hidden": "Whether no reader of the page sees the block until a script shows it.",
        "hidden_reason": "What hides it; null for a visible block.",
        "score": "How surely the block belongs to the article, 0 to 1.",
        "reason": "What decided that it belongs to the article.",
    },
    "Inline": {
        "text": "The text of the run.",
        "marks": "How it is marked up.",
        "href": "Where it links to; `#` and the id of a block is a note of the article.",
    },
    "ListPlace": {
        "depth": "1 is the outermost list.",
        "ordinal": "The number of the item; null in an unordered list.",
        "continued": "A further paragraph of the item before.",
        "definition": "Of a list of definitions: a term or its description.",
    },
    "Cell": {
        "content": "The text of the cell in runs.",
        "header": "Whether it is a header.",
        "columns": "How many columns it spans.",
        "rows": "How many rows it spans.",
    },
    "Image": {
        "caption": "The caption without the credit.",
        "credit": "Who made the picture.",
        "alt": "The text that stands for the picture.",
        "width": "In CSS pixels, where the page says so.",
        "height": "In CSS pixels, where the page says so.",
        "lead": "Whether it is the article's main picture.",
        "kept": "The picture's name where the service keeps it, for `/v1/articles/{id}/pictures/{kept}`.",
    },
    "Rights": {
        "licence": "Address or short name of a licence.",
        "copyright": "The copyright line.",
        "reservations": "What the page reserves: `noindex`, `noai`, `tdm-reservation` and others.",
    },
    "Entity": {
        "name": "The name as the article writes it.",
        "kind": "Person, organization or place.",
        "mentions": "The ids of the blocks that name it.",
    },
    "Quote": {
        "text": "The words that are quoted.",
        "speaker": "Who said them; null where the text does not tell.",
        "block": "The id of the block.",
    },
    "Link": {
        "text": "The text of the link.",
        "block": "The id of the block.",
        "internal": "Whether it stays with the publisher.",
    },
    "Finding": {
        "value": "The value of the field.",
        "rule": "The rule that found it.",
        "raw": "What the rule read, at most 500 characters.",
        "confidence": "Of the findings with 0.9, nine in ten are right.",
        "rejected": "Rejected candidates.",
    },
    "Rejected": {"rule": "The rule that found it.", "raw": "What it read.", "why": "Why it was rejected."},
    "Problem": {
        "type": "A URN that names the kind of problem, and never changes its meaning.",
        "title": "The kind of problem in words.",
        "status": "The HTTP status.",
        "detail": "What is wrong with this request.",
    },
    "ArticleByUrl": {"article": "The article's short form; null where none is known by the address."},
    "Likeness": {
        "similarity": "Estimated Jaccard similarity of the two texts, 0 to 1.",
        "held": "Share of the article's text that the copy has, 0 to 1.",
        "holds": "Share of the copy's text that the article has, 0 to 1.",
        "relation": "How the article's text stands to the copy's.",
    },
    "JsonFeedItem": {
        "id": "A URN with the article's id.",
        "url": "The article's address.",
        "title": "The title.",
        "content_text": "The standfirst.",
        "date_published": "When the article was published; missing where the page gives no date.",
        "date_modified": "When the current revision was first captured.",
        "authors": "Who signs the article.",
        "image": "The address of the lead picture.",
    },
    "JsonFeedAuthor": {"name": "The name."},
    "ShortForm": {"id": "The article's id.", "authors": "The names of who signs it.", "url": "The article's address."},
    "Duplicate": {
        "id": "The copy's id.",
        "authors": "The names of who signs it.",
        "url": "The copy's address.",
        "likeness": "How near the two texts are.",
    },
    "Changed": {
        "headline": "Whether the title changed.",
        "standfirst": "Whether the standfirst changed.",
        "added": "Paragraphs that were added.",
        "removed": "Paragraphs that were removed.",
        "edited": "Paragraphs that were edited.",
    },
    "Revision": {
        "first_seen": "The first capture of this content.",
        "last_seen": "The last capture of this content.",
        "captures": "How many captures have this content.",
        "schema": "The version of the article's JSON when it was stored.",
        "changed": "What changed since the revision before; null for the first one.",
    },
    "Edit": {
        "kind": "What happened to the passage.",
        "before": "Its text before; null where it was added.",
        "after": "Its text after; null where it was removed.",
        "before_id": "The id of its block before.",
        "after_id": "The id of its block after.",
    },
    "Difference": {
        "from": "The older revision.",
        "to": "The newer revision.",
        "headline": "How the title changed; null where it did not.",
        "standfirst": "How the standfirst changed; null where it did not.",
        "blocks": "How the body changed, in reading order.",
        "silent": "The text changed, and the page's date of change did not.",
    },
    "Provenance": {"id": "The article's id.", "fields": "Field name to how its value was found."},
    "ArticleChange": {
        "at": "When it happened.",
        "id": "The article's id.",
        "change": "What happened to the article.",
        "revision": "The id of the current revision; null for a withdrawn article.",
    },
    "ChangeList": {"caught_up": "Whether there is nothing more at the moment. `next_cursor` goes on from there."},
    "Ingestion": {"at": "When the status was written."},
    "JsonFeed": {
        "version": "The version of JSON Feed.",
        "title": "The title of the feed.",
        "home_page_url": "The reader page.",
        "feed_url": "The address of this feed.",
        "next_url": "The address of the next page.",
    },
    "OpenFeed": {
        "filters": "The filters of the list.",
        "made_at": "When the feed was made.",
        "revoked_at": "When the feed was revoked; null where it was not.",
    },
    "Withdrawal": {"article_id": "The article's id.", "withdrawn_at": "When the article was withdrawn."},
    "Replay": {"article_id": "The article's id.", "captures": "How many captures are parsed again."},
    "Revocation": {"revoked": "It is revoked."},
    "Upload": {
        "method": "The method of the upload.",
        "url": "Where to upload to. The address is its own permission.",
        "size": "The upload has exactly so many bytes.",
        "expires_at": "Until when the address is good.",
    },
    "FeedRequest": {
        "q": "Words of titles, keywords and entities.",
        "format": "The format of the feed. By default `atom`.",
        **{facet.name: facet.description for facet in FACETS},
    },
    "FacetCount": {"value": "The value as a page writes it.", "count": "How many of the articles found have it."},
    "Watch": {
        "name": "What its maker calls it; null where it has no name.",
        "q": "The words that an article must have; null for a watch by facets alone.",
        "made_at": "When the watch was made.",
    },
    "WatchDeletion": {"deleted": "It is deleted."},
    "WatchRequest": {
        "q": "Words that an article must have, as in `q` of the list.",
        **{facet.name: facet.description for facet in FACETS},
    },
    "UploadRequest": {"content_type": "The type of the page. By default `text/html`.", "url": "The page's address."},
}


def describe(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the *schema* called *name* with a description of each member, and the values of those that have a few."""
    properties = {
        member: _with_values(VALUES.get(name, {}).get(member), _described(name, member, each))
        for member, each in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties} if properties else schema


def _described(name: str, member: str, schema: dict[str, Any]) -> dict[str, Any]:
    known = DESCRIPTIONS.get(name, {}).get(member) or schema.get("description") or SHARED.get(member)
    return {**schema, "description": known} if known else schema


def _with_values(values: tuple[str, ...] | None, schema: dict[str, Any]) -> dict[str, Any]:
    """Return *schema* with an enumeration; one that may be null keeps that."""
    if values is None:
        return schema
    chosen = {"type": "string", "enum": list(values)}
    return {**schema, "anyOf": [chosen, {"type": "null"}]} if "anyOf" in schema else {**schema, **chosen}
