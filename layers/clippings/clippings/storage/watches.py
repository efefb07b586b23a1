"""Watches: saved searches, and the articles that matched them when they were stored or revised."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clippings.errors import Conflict
from clippings.short_form import pack, unpack
from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.keys import PARTITION as KEYS
from clippings.storage.table import Table

#: Maximum number of watches of all keys together. Each is matched with every article that is stored or revised.
MAX_WATCHES = 200
#: How long a match is kept.
MATCH_DAYS = 90
PARTITION = "WATCHES"
_ID_BYTES = 8


class TooManyWatches(Conflict):
    """There are MAX_WATCHES already."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search. Its *id* begins with the id of the key that made it and a dot.

    Attributes:
        id: The watch's id.
        name: The name that its user chose.
        query: The parameters of the list: ``q`` and filters.
        made_at: When it was made.
        feed: The id of the open feed of its matches.
    """

    id: str
    name: str | None
    query: Mapping[str, Any]
    made_at: datetime
    feed: str

    @property
    def key_id(self) -> str:
        """The id of the key that made it."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Match:
    """One article that matched a watch; *change* is ``stored`` or ``revised``."""

    watch: Watch
    article_id: str
    revision: str
    change: str
    at: datetime
    short: Mapping[str, Any]

    @property
    def sort_key(self) -> str:
        """The sort key. Matches of a watch sort by time, and every delivery of the same change has the same key."""
        return f"{to_stamp(self.at)}#{self.article_id}"


@dataclass(frozen=True, slots=True)
class MatchPage:
    """Some articles that matched a watch, newest match first; *position* is the start of the next page, or None."""

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None


class Watches:
    """The watches in *table*: one partition for all of them, and one for the matches of each."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def make(self, watch_id: str, name: str | None, query: Mapping[str, Any], now: datetime, feed: str) -> Watch:
        """Store a new watch, and return it.

        Raises:
            TooManyWatches: There are MAX_WATCHES watches.
        """
        if len(self.every()) >= MAX_WATCHES:
            raise TooManyWatches(f"there are {MAX_WATCHES} watches already")
        watch = Watch(watch_id, name, dict(query), now, feed)
        self.table.put(_to_item(watch))
        return watch

    def every(self) -> list[Watch]:
        """Return every watch in the order of ids, with those of ended keys."""
        return [_from_item(item) for item in self.table.query_all(PARTITION)]

    def active(self) -> list[Watch]:
        """Return the watches whose keys have not ended."""
        found = self.every()
        keys = self.table.get_many({(KEYS, f"ID#{watch.key_id}") for watch in found}) if found else {}
        return [
            watch
            for watch in found
            if (key := keys.get((KEYS, f"ID#{watch.key_id}"))) is not None and "ended_at" not in key
        ]

    def of_key(self, key_id: str) -> list[Watch]:
        """Return the watches of a key, newest first."""
        return sorted(
            (watch for watch in self.every() if watch.key_id == key_id), key=lambda watch: watch.made_at, reverse=True
        )

    def get(self, watch_id: str) -> Watch | None:
        """Return the watch, or None."""
        item = self.table.get(PARTITION, watch_id)
        return _from_item(item) if item else None

    def delete(self, watch_id: str) -> None:
        """Delete a watch. Its matches expire."""
        self.table.delete((PARTITION, watch_id))

    def is_recorded(self, match: Match) -> bool:
        """Return whether *match* was recorded by an earlier delivery of the same change."""
        return self.table.get(f"WATCH#{match.watch.id}", match.sort_key, consistent=True) is not None

    def record(self, match: Match) -> None:
        """Record that an article matched."""
        self.table.put(
            {
                "pk": f"WATCH#{match.watch.id}",
                "sk": match.sort_key,
                "s": pack(match.short),
                "revision": match.revision,
                "change": match.change,
                "expires_at": int((match.at + timedelta(days=MATCH_DAYS)).timestamp()),
            }
        )

    def matches(self, watch_id: str, *, limit: int, position: dict[str, Any] | None = None) -> MatchPage:
        """Return a page of the articles as they were when they matched, newest match first."""
        after = position["sk"] if position else None
        found = self.table.query(f"WATCH#{watch_id}", after=after, forward=False, limit=limit)
        items = tuple(
            unpack(item["s"])
            | {"revision": item["revision"], "change": item["change"], "matched_at": item["sk"].partition("#")[0]}
            for item in found.items
        )
        return MatchPage(items, {"sk": found.last} if found.last else None)


def new_watch_id(key_id: str) -> str:
    """Return an id for a watch of a key."""
    return f"{key_id}.{secrets.token_hex(_ID_BYTES)}"


def _to_item(watch: Watch) -> Item:
    item: Item = {
        "pk": PARTITION,
        "sk": watch.id,
        "query": dict(watch.query),
        "made_at": to_stamp(watch.made_at),
        "feed": watch.feed,
    }
    return item | ({"name": watch.name} if watch.name else {})


def _from_item(item: Item) -> Watch:
    return Watch(item["sk"], item.get("name"), item["query"], from_stamp(item["made_at"]), item["feed"])
