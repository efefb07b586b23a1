"""Open feeds that were revoked. Making one writes nothing: its filters are in its signed address."""

from __future__ import annotations

from datetime import datetime

from clippings.storage.captures import to_stamp
from clippings.storage.table import Table


class Feeds:
    """The revocations; a feed's *id* is in its address, and in the answer that made it."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def is_revoked(self, feed_id: str) -> bool:
        """Whether the feed's address is no longer good."""
        return self.table.get(*_key(feed_id)) is not None

    def revoke(self, feed_id: str, now: datetime) -> None:
        """Make the feed's address answer 410 from now on. Doing it again changes nothing that a reader sees."""
        pk, sk = _key(feed_id)
        self.table.put({"pk": pk, "sk": sk, "revoked_at": to_stamp(now)})


def _key(feed_id: str) -> tuple[str, str]:
    return f"FEED#{feed_id}", "REVOKED"
