"""The rows that list a record: its short form under every facet value, and its sketch under every band."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from clippings.article import EnrichedArticle
from clippings.enrichment.fingerprint import bands
from clippings.settings import ListingCaps
from clippings.short_form import MAX_NAME, cut, fit
from clippings.storage import facet_keys
from clippings.storage.attributes import Item
from clippings.storage.table import Key

#: Largest row in bytes that one write unit (1 kB) can write. The rest of the kilobyte is for names and rounding.
MAX_ROW = 1_000
#: The day by which undated articles are sorted. It is before every real day, so they are last in newest-first order.
UNDATED = "0000-00-00"
#: Most authors by which near-duplicates are compared.
MAX_CREDITS = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """Where an article is listed: *at* is the rows' sort key, *tokens* the facets, *bands* its near-duplicate bands.

    It is stored in the record, and is enough to find and delete every row without reading the article.
    """

    at: str
    tokens: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    shards: int = 1  #: the number of shards when its rows were written

    def to_item(self) -> Item:
        """Return the attribute of the record."""
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
        """Yield (kind, folded value) of every list that contains it, with the month."""
        yield facet_keys.MONTH, self.at[:7]
        for kind, value in map(facet_keys.split_token, self.tokens):
            if facet_keys.is_listed(kind, value):
                yield kind, value


def to_listed(article: EnrichedArticle, day: str, caps: ListingCaps, shards: int) -> Listed:
    """Return where *article* is listed.

    Args:
        article: The article.
        day: Its day as ``YYYY-MM-DD``; for an undated one that of its first capture.
        caps: The largest number of listed values of each kind.
        shards: The number of partitions of a month and of a language.
    """
    named = tuple(f"{n}#{value}" for n, value in bands(article.fingerprint))
    return Listed(f"{_sort_day(article, day)}#{article.id}", facet_keys.tokens(article, caps), named, shards)


def _sort_day(article: EnrichedArticle, day: str) -> str:
    """Return the sort key of an article. Undated articles sort by their capture, separately from dated ones."""
    if article.published is None:
        return f"{UNDATED}#{day}"
    instant = article.published.instant
    return f"{day}#{instant.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ') if instant else '00'}"


def room_for_short(listed: Listed) -> int:
    """Return the bytes that a row has for the short form, besides its keys and its filter tokens."""
    tokens = sum(map(len, _row_tokens(listed)))
    return MAX_ROW - 2 * len(listed.at) - 2 * facet_keys.MAX_VALUE_BYTES - 32 - tokens


def _row_tokens(listed: Listed) -> frozenset[str]:
    return frozenset(facet_keys.row_token(each) for each in listed.tokens)


def listing_rows(
    article_id: str, listed: Listed, short: dict[str, Any], added_at: datetime | None = None
) -> Iterator[Item]:
    """Yield the row for each facet value; ``a`` is when the article was added, in seconds since 1970."""
    body, tokens = fit(short, room_for_short(listed)), _row_tokens(listed)
    added = {"a": int(added_at.timestamp())} if added_at else {}
    for kind, value in listed.facets():
        pk = facet_keys.partition(kind, value, listed.shards, article_id)
        yield {"pk": pk, "sk": listed.at, "s": body, "f": tokens} | added


def band_rows(article_id: str, listed: Listed, sketch: Item) -> Iterator[Item]:
    """Yield the row for each near-duplicate band."""
    for band in listed.bands:
        yield {"pk": f"BAND#{band}", "sk": article_id} | sketch


def to_sketch(article: EnrichedArticle, first_seen: str) -> Item:
    """Return the sketch of *article*, by which near-duplicates are compared. It fits into one write unit."""
    if not article.fingerprint:
        return {}
    return to_row_fingerprint(article.fingerprint) | {
        "seen": first_seen,
        "publisher": cut(article.publisher, MAX_NAME),
        "credits": [cut(author.name, 40) or "" for author in article.authors[:MAX_CREDITS]],
    }


def to_row_fingerprint(fingerprint: tuple[str, ...]) -> Item:
    """Return *fingerprint* in the form of a row."""
    head, packed = fingerprint
    return {"head": head, "sketch": base64.b85decode(packed)}


def read_fingerprint(row: Item) -> tuple[str, ...]:
    """Return the fingerprint in a band's row."""
    return (row["head"], base64.b85encode(row["sketch"]).decode("ascii"))
