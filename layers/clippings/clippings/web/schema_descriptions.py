"""Descriptions of the members of the API's schemas.

The records define the members and their types. A test checks that every member has a description.
"""

from __future__ import annotations

from typing import Any

from clippings.article import SCHEMA
from clippings.facets import FACETS
from clippings.web.schema_values import VALUES, with_values

_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}

#: Members that the API adds to the records.
ADDED: dict[str, dict[str, Any]] = {
    "Article": {
        "schema": {"const": SCHEMA, "type": "integer"},
        "text": _TEXT,
        "revision": _TEXT,
        "captured_at": _MOMENT,
        "stored_at": _MOMENT,
    },
}

#: Descriptions of members that mean the same in every schema.
SHARED = {
    "added_at": "When the article was added to the service.",
    "access": "Whether the page says that the article is free, metered or paywalled; null if it does not say.",
    "article_id": "The id of the article; null if there is none.",
    "authors": "The authors of the article.",
    "bucket": "The bucket of the upload.",
    "captured_at": "When the page was captured.",
    "day": "The day under which the article is listed, in the publisher's calendar.",
    "dated": "False if the page has no date; then `day` is the day of its capture.",
    "detail": "A sentence that explains the reason.",
    "extractor": "The version of the rules that extracted the article.",
    "format": "The format of the feed.",
    "id": "The id.",
    "image": "The address of the lead picture.",
    "items": "The items of this page, in order.",
    "key": "The key of the object.",
    "kind": "What kind of article it is.",
    "language": "The language as a tag (BCP 47).",
    "next_cursor": "The `cursor` of the next page; null on the last one.",
    "number": "1 is the oldest revision.",
    "published": "When the article was published.",
    "publisher": "The publisher's name.",
    "reading_minutes": "The reading time in minutes, rounded up.",
    "reason": "A short stable code.",
    "request_id": "Names the request in the service's log.",
    "revision": "The id of the revision.",
    "role": "The role of the passage in the article.",
    "schema": "The version of the article's JSON.",
    "section": "The section of the publication.",
    "standfirst": "The paragraph that introduces the article, as plain text.",
    "status": "The ingestion status.",
    "stored_at": "When it was stored.",
    "summary": "Sentences of the text that summarize it.",
    "text": "The body as plain text; a blank line separates blocks.",
    "title": "The title as plain text, without the publisher's brand.",
    "updated_at": "When the current revision was first captured.",
    "url": "The address.",
    "version": "The version of the object; null in a bucket without versions.",
}

#: Descriptions by schema, where they differ from the shared ones.
DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Article": {
        "id": "The id: 26 lower-case characters. It never changes.",
        "hidden_characters": "Characters of text that were left out because they are hidden on the page.",
        "url": "The address of the page that the upload gave.",
        "canonical_url": "The address that the page declares as its own.",
        "addresses": "Further addresses that the page declares as its own (AMP, short link).",
        "modified": "When the article was last changed, according to the page.",
        "blocks": "The body in reading order. Text, Markdown and HTML are generated from it.",
        "images": "The pictures of the article.",
        "tags": "The tags that the page declares.",
        "rights": "The page's statements on how it may be used.",
        "truncated": "The limit at which the page was cut off; null if it was not.",
        "article_score": "How probable it is that the page is an article, 0 to 1.",
        "rejection_reason": "Why the page would have been rejected; null for an article.",
        "provenance": "The finding of each field, by name.",
        "content_hash": "A hash of the content. Equal content has an equal hash.",
        "word_count": "Words of the body.",
        "sentence_count": "Sentences of the body.",
        "keywords": "Subjects of the article, derived from its text.",
        "entities": "People, organizations and places that the article names.",
        "quotes": "Words that the article quotes.",
        "fingerprint": "Hashes by which near-duplicates are found.",
        "links": "Links in the body.",
    },
    "Author": {
        "name": "The name.",
        "role": "Their part in the article.",
        "kind": "Whether it is a person or an organization.",
        "url": "A page about them; null if the article links to none.",
    },
    "Timestamp": {
        "day": "The publisher's own calendar day.",
        "instant": "The time with its zone; null unless a time of day and a zone are known.",
        "precision": "The precision of the date on the page.",
        "zone": "How the time zone was found.",
        "raw": "What was read.",
    },
    "Block": {
        "id": "Stable for equal content on one page.",
        "content": "The text as runs of equal markup.",
        "level": "The level of a heading, 1 to 6; also of a live blog entry that begins with one.",
        "place": "The place of a list item, of code or a table in one, or of a further paragraph of a note.",
        "quoted": "The number of quotes around the block.",
        "rows": "The rows of a table.",
        "language": "The programming language of code, if the page names it.",
        "time": "The time of a live blog entry, without a zone if the page names none.",
        "hidden": "Whether the block is hidden until a script shows it.",
        "hidden_reason": "What hides it; null for a visible block.",
        "score": "How probable it is that the block belongs to the article, 0 to 1.",
        "reason": "The rule or model that selected the block.",
    },
    "Inline": {
        "text": "The text of the run.",
        "marks": "The markup of the run.",
        "href": "The target of its link; `#` and the id of a block for a note of the article.",
    },
    "ListPlace": {
        "depth": "1 is the outermost list.",
        "ordinal": "The number of the item; null in an unordered list.",
        "continued": "Whether it is a further paragraph of the previous item.",
        "definition": "In a definition list, whether it is a term or a description.",
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
        "alt": "The alternative text of the picture.",
        "width": "In CSS pixels; null if the page does not say.",
        "height": "In CSS pixels; null if the page does not say.",
        "lead": "Whether it is the article's main picture.",
        "kept": "The picture's name if the service keeps it, for `/v1/articles/{id}/pictures/{kept}`.",
    },
    "Rights": {
        "licence": "Address or short name of a licence.",
        "copyright": "The copyright line.",
        "reservations": "The reservations of the page: `noindex`, `noai`, `tdm-reservation` and others.",
    },
    "Entity": {
        "name": "The name as the article writes it.",
        "kind": "Person, organization or place.",
        "mentions": "The ids of the blocks that name it.",
    },
    "Quote": {
        "text": "The words that are quoted.",
        "speaker": "The speaker; null if the text does not name one.",
        "block": "The id of the block.",
    },
    "Link": {
        "text": "The text of the link.",
        "block": "The id of the block.",
        "internal": "Whether it leads to the same publisher.",
    },
    "Finding": {
        "value": "The value of the field.",
        "rule": "The rule that found it.",
        "raw": "What the rule read, at most 500 characters.",
        "confidence": "The share of findings with this confidence that are right: of those with 0.9 nine in ten.",
        "rejected": "Rejected candidates.",
    },
    "Rejected": {"rule": "The rule that found it.", "raw": "What it read.", "why": "Why it was rejected."},
    "Problem": {
        "type": "A URN that names the kind of problem, and never changes its meaning.",
        "title": "The kind of problem in words.",
        "status": "The HTTP status.",
        "detail": "What is wrong with this request.",
    },
    "ArticleByUrl": {"article": "The article's short form; null if there is none at the address."},
    "Likeness": {
        "similarity": "Estimated Jaccard similarity of the two texts, 0 to 1.",
        "held": "Share of the article's text that the copy has, 0 to 1.",
        "holds": "Share of the copy's text that the article has, 0 to 1.",
        "relation": "The relation of the article's text to the copy's.",
    },
    "JsonFeedItem": {
        "id": "A URN with the article's id.",
        "url": "The article's address.",
        "title": "The title.",
        "content_text": "The standfirst.",
        "date_published": "When the article was published; missing if the page has no date.",
        "date_modified": "When the current revision was first captured.",
        "authors": "The authors of the article.",
        "image": "The address of the lead picture.",
    },
    "JsonFeedAuthor": {"name": "The name."},
    "ShortForm": {"id": "The article's id.", "authors": "The names of the authors.", "url": "The article's address."},
    "Duplicate": {
        "id": "The copy's id.",
        "authors": "The names of the authors.",
        "url": "The copy's address.",
        "likeness": "The similarity of the two texts.",
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
        "changed": "The changes since the previous revision; null for the first one.",
    },
    "Edit": {
        "kind": "What happened to the passage.",
        "before": "Its text before; null if it was added.",
        "after": "Its text after; null if it was removed.",
        "before_id": "The id of its block before.",
        "after_id": "The id of its block after.",
    },
    "Difference": {
        "from": "The older revision.",
        "to": "The newer revision.",
        "headline": "The change of the title; null if it did not change.",
        "standfirst": "The change of the standfirst; null if it did not change.",
        "blocks": "How the body changed, in reading order.",
        "silent": "Whether the text changed and the page's modification date did not.",
    },
    "Provenance": {"id": "The article's id.", "fields": "The finding of each field, by name."},
    "ArticleChange": {
        "at": "When it happened.",
        "id": "The article's id.",
        "change": "What happened to the article.",
        "revision": "The id of the current revision; null for a withdrawn article.",
    },
    "ChangeList": {"caught_up": "Whether there are no more changes at the moment. `next_cursor` continues from there."},
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
        "revoked_at": "When the feed was revoked; null if it was not.",
    },
    "Withdrawal": {"article_id": "The article's id.", "withdrawn_at": "When the article was withdrawn."},
    "Replay": {"article_id": "The article's id.", "captures": "How many captures are parsed again."},
    "Revocation": {"revoked": "It is revoked."},
    "Upload": {
        "method": "The method of the upload.",
        "url": "Where to upload to. The address is its own permission.",
        "size": "The exact size of the upload in bytes.",
        "expires_at": "When the address expires.",
    },
    "FeedRequest": {
        "q": "Words of titles, keywords and entities.",
        "format": "The format of the feed. By default `atom`.",
        **{facet.name: facet.description for facet in FACETS},
    },
    "FacetCount": {"value": "The value as a page writes it.", "count": "How many of the found articles have it."},
    "Watch": {
        "name": "The name that its user chose; null without a name.",
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
    """Return *schema*, whose name is *name*, with a description of each member and with enumerations."""
    properties = {
        member: with_values(VALUES.get(name, {}).get(member), _described(name, member, each))
        for member, each in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties} if properties else schema


def _described(name: str, member: str, schema: dict[str, Any]) -> dict[str, Any]:
    known = DESCRIPTIONS.get(name, {}).get(member) or schema.get("description") or SHARED.get(member)
    return {**schema, "description": known} if known else schema
