"""The news of the archive in the order of storing, so that an index or a model can follow along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from clippings.storage.attributes import Item
from clippings.storage.captures import to_stamp
from clippings.storage.facet_keys import shard_name
from clippings.storage.filing import CHANGE_DAYS
from clippings.storage.lists import Rows
from clippings.storage.table import Table

#: Read up to this long ago: a writer takes its time before it writes, and may be slow to be seen.
SETTLING = timedelta(seconds=10)
#: Days without a change that one call passes over.
MAX_DAYS = 100
SHOWN = ("id", "change", "revision", "title", "url")


class Changes:
    """What was stored, revised or withdrawn."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.shards = shards

    def page(self, position: dict[str, Any] | None = None, *, limit: int = 100, now: datetime) -> Rows:
        """Return the next changes after *position*, oldest first, from 90 days back without one.

        The answer's position is given always: it is where a follower goes on, now or later.
        """
        end = to_stamp(now - SETTLING)
        oldest = to_stamp(now - timedelta(days=CHANGE_DAYS))
        after = max(position["sk"], oldest) if position else oldest
        items: list[Item] = []
        looked_at = 0
        for _ in range(MAX_DAYS):
            day = after[:10]
            found, looked = self._day(day, after, end, limit + 1 - len(items))
            looked_at += looked
            items += found
            if len(items) > limit:
                items = items[:limit]
                return Rows(tuple(map(_shown, items)), {"sk": items[-1]["sk"]}, looked_at)
            if day >= end[:10]:
                break
            after = _next_day(day)
        last = items[-1]["sk"] if items else (position or {"sk": oldest})["sk"]
        return Rows(tuple(map(_shown, items)), {"sk": last}, looked_at, caught_up=True)

    def _day(self, day: str, after: str, end: str, most: int) -> tuple[list[Item], int]:
        """Return the next changes of *day* out of all shards, and how many rows were looked at."""
        if after > end:
            return [], 0
        names = [shard_name(f"CHANGES#{day}", n) for n in range(self.shards)]
        pages = [self.table.query(name, (f"{after}\x01", end), limit=most) for name in names]
        found = sorted((row for page in pages for row in page.items), key=lambda row: str(row["sk"]))
        return found[:most], sum(page.looked_at for page in pages)


def delete_changes(table: Table, day: str, article_id: str, before: str, shards: int) -> None:
    """Delete what followers could read of the article on *day* before the moment *before*, whichever shard it is in."""
    for shard in range(shards):
        after = None
        while True:
            name = shard_name(f"CHANGES#{day}", shard)
            page = table.query(name, ("0", before), after=after, filters={article_id: "id"})
            table.write_many(deletes=[(item["pk"], item["sk"]) for item in page.items])
            after = page.last
            if after is None:
                break


def _shown(item: Item) -> dict[str, Any]:
    return {"at": item["sk"].partition("#")[0]} | {name: item.get(name) for name in SHOWN}


def _next_day(day: str) -> str:
    return (datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
