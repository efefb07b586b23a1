"""The change feed: articles that were stored, revised or withdrawn, in the order of storing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from clippings.storage.attributes import Item
from clippings.storage.captures import to_stamp
from clippings.storage.change_announcements import SETTLING_TIME, is_held, is_pending
from clippings.storage.facet_keys import shard_name
from clippings.storage.filing import CHANGE_DAYS
from clippings.storage.lists import Rows
from clippings.storage.table import Table

#: Maximum number of queries of one call for each shard: one for each day that a change is kept, and some more.
MAX_QUERIES = 100
SHOWN = ("id", "change", "revision", "title", "url")


class Changes:
    """Reads the changes of the table, which are spread over *shards* partitions a day."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.shards = shards

    def page(self, position: dict[str, Any] | None = None, *, limit: int = 100, now: datetime) -> Rows:
        """Return the next changes after *position*, oldest first; without a position, from 90 days ago.

        The result always has a position, from which a follower continues now or later. A page ends before a change that
        a writer has announced and may still commit.
        """
        end = to_stamp(now - SETTLING_TIME)
        oldest = to_stamp(now - timedelta(days=CHANGE_DAYS))
        after = max(position["sk"], oldest) if position else oldest
        passed = (position or {"sk": oldest})["sk"]
        items: list[Item] = []
        rows_read = 0
        for _ in range(MAX_QUERIES):
            wanted = limit + 1 - len(items)
            rows, looked = self._day(after[:10], after, end, wanted)
            rows_read += looked
            for row in rows:
                if is_held(row, now):
                    return Rows(tuple(map(_shown, items)), {"sk": passed}, rows_read, caught_up=True)
                if len(items) == limit and not is_pending(row):
                    return Rows(tuple(map(_shown, items)), {"sk": passed}, rows_read)
                passed = row["sk"]
                items += [] if is_pending(row) else [row]
            if len(rows) == wanted:
                after = passed
            elif after[:10] >= end[:10]:
                return Rows(tuple(map(_shown, items)), {"sk": passed}, rows_read, caught_up=True)
            else:
                after = _next_day(after[:10])
        return Rows(tuple(map(_shown, items)), {"sk": passed}, rows_read)

    def _day(self, day: str, after: str, end: str, most: int) -> tuple[list[Item], int]:
        """Return the next changes of *day* from all shards, and how many rows were read."""
        if after > end:
            return [], 0
        names = [shard_name(f"CHANGES#{day}", n) for n in range(self.shards)]
        pages = [self.table.query(name, (f"{after}\x01", end), limit=most, consistent=True) for name in names]
        found = sorted((row for page in pages for row in page.items), key=lambda row: str(row["sk"]))
        return found[:most], sum(page.rows_read for page in pages)


def _shown(item: Item) -> dict[str, Any]:
    return {"at": item["sk"].partition("#")[0]} | {name: item.get(name) for name in SHOWN}


def _next_day(day: str) -> str:
    return (datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
