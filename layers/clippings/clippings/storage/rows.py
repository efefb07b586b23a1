"""The rows that a record is listed by: its short form under every facet, and its sketch under every band."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import msgspec

from clippings.article import EnrichedArticle
from clippings.enrichment.fingerprint import bands
from clippings.records import Image
from clippings.settings import ListingCaps
from clippings.storage import facet_keys
from clippings.storage.attributes import Item
from clippings.storage.table import Key

#: A row of at most so many bytes is written with one unit; the rest of the kilobyte is for names and rounding.
MAX_ROW = 1_000
#: Longest parts of a short form, in characters.
MAX_TITLE, MAX_STANDFIRST, MAX_URL, MAX_NAME = 160, 200, 300, 60
MAX_AUTHORS = 3
#: What a short form loses first where a row would be too long.
EXPENDABLE = ("standfirst", "image", "authors", "section", "access", "reading_minutes", "kind", "published")


@dataclass(frozen=True, slots=True)
class Listed:
    """Where an article is listed: *at* is the rows' sort key, *tokens* the facets, *bands* its near-duplicate bands.

    This is what ``listed_as`` holds: enough to delete every row without the article.
    """

    at: str
    tokens: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    shards: int = 1  #: how many there were when its rows were written

    def to_item(self) -> Item:
        """Return it as an attribute of the record."""
        plain = {"at": self.at, "tokens": list(self.tokens), "bands": list(self.bands)}
        return plain | ({"shards": self.shards} if self.shards > 1 else {})

    @classmethod
    def from_item(cls, item: Item) -> Listed:
        """Return what :meth:`to_item` wrote."""
        return cls(item["at"], tuple(item["tokens"]), tuple(item["bands"]), item.get("shards", 1))

    def keys(self, article_id: str) -> set[Key]:
        """Return the keys of all its rows."""
        listings = {
            (facet_keys.partition(kind, value, self.shards, article_id), self.at) for kind, value in self.facets()
        }
        return listings | {(f"BAND#{band}", article_id) for band in self.bands}

    def facets(self) -> Iterator[tuple[str, str]]:
        """Yield (kind, folded value), the month included."""
        yield "month", self.at[:7]
        yield from map(facet_keys.split_token, self.tokens)


def to_listed(article: EnrichedArticle, day: str, caps: ListingCaps, shards: int) -> Listed:
    """Return where *article* is listed; *day* is its day as ``YYYY-MM-DD``."""
    instant = article.published.instant if article.published else None
    moment = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if instant else "00"
    named = tuple(f"{n}#{value}" for n, value in bands(article.fingerprint))
    return Listed(f"{day}#{moment}#{article.id}", facet_keys.tokens(article, caps), named, shards)


def to_short(article: EnrichedArticle, day: str) -> dict[str, Any]:
    """Return the short form of *article*: enough to answer a list without a second read."""
    lead = next((image for image in article.images if image.lead), None)
    short: dict[str, Any] = {
        "id": article.id,
        "title": _cut(article.title, MAX_TITLE),
        "url": _address(article.canonical_url or article.url),
        "published": _published(article),
        "day": day,
        "dated": article.dated,
        "publisher": _cut(article.publisher, MAX_NAME),
        "section": _cut(article.section, MAX_NAME),
        "language": _cut(article.language, MAX_NAME),
        "kind": _cut(article.kind, MAX_NAME),
        "access": _cut(article.access, MAX_NAME),
        "authors": [_cut(author.name, MAX_NAME) for author in article.authors[:MAX_AUTHORS]] or None,
        "standfirst": _cut(article.standfirst or article.summary, MAX_STANDFIRST),
        "image": _address(lead.url) if isinstance(lead, Image) else None,
        "reading_minutes": article.reading_minutes,
    }
    return {name: value for name, value in short.items() if value is not None}


def _published(article: EnrichedArticle) -> str | None:
    if article.published is None:
        return None
    return article.published.instant.isoformat() if article.published.instant else article.published.day.isoformat()


def _cut(text: str | None, most: int) -> str | None:
    text = " ".join((text or "").split())
    if not text:
        return None
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _address(url: str | None) -> str | None:
    """An address that is cut is none: a long one is left out."""
    return url if url and len(url) <= MAX_URL else None


def fitted(short: dict[str, Any], listed: Listed) -> tuple[bytes, frozenset[str]]:
    """Return the row's short form as JSON and its tokens, cut so that the row stays within one write unit.

    A row that is still too long loses the end of its title, then its last tokens: it is then not found by these as
    a second filter, but is listed under each of them.
    """
    kept, tokens = dict(short), list(listed.tokens)
    room = MAX_ROW - 2 * len(listed.at) - 2 * facet_keys.MAX_VALUE_BYTES - 24
    for name in (*EXPENDABLE, "url"):
        if len(_json(kept)) + _tokens_size(tokens) <= room:
            break
        kept.pop(name, None)
    while tokens and len(_json(kept)) + _tokens_size(tokens) > room:
        if len(kept.get("title", "")) > 80:
            kept["title"] = _cut(kept["title"], 80)
        else:
            tokens.pop()
    return _json(kept), frozenset(tokens)


def _json(short: dict[str, Any]) -> bytes:
    """In one order: DynamoDB gives a map back in any, and a row that says the same is not written again."""
    return msgspec.json.encode(short, order="sorted")


def _tokens_size(tokens: list[str]) -> int:
    return sum(len(each.encode("utf-8", "surrogatepass")) for each in tokens)


def listing_rows(article_id: str, listed: Listed, short: dict[str, Any]) -> Iterator[Item]:
    """Yield the row under each facet."""
    body, tokens = fitted(short, listed)
    for kind, value in listed.facets():
        pk = facet_keys.partition(kind, value, listed.shards, article_id)
        yield {"pk": pk, "sk": listed.at, "s": body, "f": tokens}


def band_rows(article_id: str, listed: Listed, sketch: Item) -> Iterator[Item]:
    """Yield the row under each near-duplicate band."""
    for band in listed.bands:
        yield {"pk": f"BAND#{band}", "sk": article_id} | sketch


def to_sketch(article: EnrichedArticle, first_seen: str) -> Item:
    """Return what a near-duplicate is judged by; it fits one write unit with its keys."""
    if not article.fingerprint:
        return {}
    return to_row_fingerprint(article.fingerprint) | {
        "seen": first_seen,
        "publisher": _cut(article.publisher, MAX_NAME),
        "credits": [_cut(author.name, 40) or "" for author in article.authors[:MAX_AUTHORS]],
    }


def to_row_fingerprint(fingerprint: tuple[str, ...]) -> Item:
    """Return *fingerprint* as a row holds it."""
    head, packed = fingerprint
    return {"head": head, "sketch": base64.b85decode(packed)}


def read_fingerprint(row: Item) -> tuple[str, ...]:
    """Return the fingerprint in a band's row."""
    return (row["head"], base64.b85encode(row["sketch"]).decode("ascii"))
