"""Open feeds: their owners, filters and ends."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.keys import PARTITION as KEYS
from clippings.storage.table import Table

#: Random bytes in a feed's id.
ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed that can be read without a key. Its *id* is the id of the key that made it, a dot, and random digits."""

    id: str
    format: str
    filters: Mapping[str, Any]
    made_at: datetime
    ends_at: datetime | None = None
    revoked_at: datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; an end that is not set is None."""
        moments = {"made_at": self.made_at, "ends_at": self.ends_at, "revoked_at": self.revoked_at}
        shown = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
        return {"id": self.id, "format": self.format, "filters": dict(self.filters), **shown}


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some feeds of a key, newest first; *position* is the start of the next page, None after the last."""

    items: tuple[OpenFeed, ...]
    position: dict[str, Any] | None


class Feeds:
    """The open feeds in *table*, in one partition for each key."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def make(
        self, key_id: str, form: str, filters: Mapping[str, Any], now: datetime, ends_at: datetime | None = None
    ) -> OpenFeed:
        """Store a new feed of a key, and return it."""
        feed = OpenFeed(_new_id(key_id, now), form, dict(filters), now, ends_at)
        self.table.put(_to_item(feed))
        return feed

    def of_key(self, key_id: str, *, limit: int, position: dict[str, Any] | None = None) -> FeedPage:
        """Return a page of the feeds of a key, newest first, with revoked and ended ones."""
        after = position["sk"] if position else None
        found = self.table.query(f"FEEDS#{key_id}", after=after, forward=False, limit=limit)
        return FeedPage(tuple(_from_item(item) for item in found.items), {"sk": found.last} if found.last else None)

    def find_open(self, feed_id: str, now: datetime) -> OpenFeed | None:
        """Return the feed, or None if it was revoked, has ended, or its key has ended."""
        if "." not in feed_id:
            return None  # made by an earlier version, without a key
        place, key = _place(feed_id), (KEYS, f"ID#{feed_id.partition('.')[0]}")
        found = self.table.get_many([place, key])
        if place not in found or key not in found or "ended_at" in found[key]:
            return None
        feed = _from_item(found[place])
        if feed.revoked_at or (feed.ends_at and feed.ends_at <= now):
            return None
        return feed

    def revoke(self, feed_id: str, now: datetime) -> bool:
        """End a feed permanently. Return False if no feed has this id."""
        item = self.table.get(*_place(feed_id), consistent=True)
        if item is None:
            return False
        self.table.put(item | {"revoked_at": item.get("revoked_at") or to_stamp(now)})
        return True


def _new_id(key_id: str, now: datetime) -> str:
    """Return an id whose second part sorts by time, in seconds."""
    return f"{key_id}.{int(now.timestamp()):08x}{secrets.token_hex(ID_BYTES)}"


def _place(feed_id: str) -> tuple[str, str]:
    """Return the key of a feed's item.

    Its partition is the key's, so that the feeds of a key are listed without an index.
    """
    key_id, _, name = feed_id.partition(".")
    return f"FEEDS#{key_id}", name


def _to_item(feed: OpenFeed) -> Item:
    pk, sk = _place(feed.id)
    item = {"pk": pk, "sk": sk, "format": feed.format, "filters": dict(feed.filters), "made_at": to_stamp(feed.made_at)}
    return item | ({"ends_at": to_stamp(feed.ends_at)} if feed.ends_at else {})


def _from_item(item: Item) -> OpenFeed:
    moments = {name: from_stamp(item[name]) for name in ("ends_at", "revoked_at") if name in item}
    feed_id = f"{item['pk'].removeprefix('FEEDS#')}.{item['sk']}"
    return OpenFeed(feed_id, item["format"], item["filters"], from_stamp(item["made_at"]), **moments)
