"""The articles in the order in which they were added, newest first.

They are read from the changes, which last 90 days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clippings.storage import facet_keys
from clippings.storage.article_record import ArticleRecord, record_key
from clippings.storage.attributes import Item
from clippings.storage.captures import to_stamp
from clippings.storage.change_announcements import is_pending
from clippings.storage.filing import CHANGE_DAYS
from clippings.storage.lists import LAST, Merge, Place, Rows, Stream
from clippings.storage.table import Table

#: Most changes that one call reads. For each new article it also reads the record.
MAX_ROWS_READ = 1_000
#: Most queries of one call: one for each day that a change is kept, and some in reserve.
MAX_QUERIES = 100


@dataclass(frozen=True, slots=True)
class AdditionFilter:
    """Selects which of the added articles are returned; see :meth:`clippings.storage.lists.Lists.page`."""

    places: tuple[Place, ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    dated: bool | None = None

    def matches(self, record: ArticleRecord) -> bool:
        """Return whether the article passes."""
        if not record.is_listed or record.listed is None:
            return False
        day, is_dated = record.short["day"], record.short["dated"]
        if (self.dated is not None and is_dated is not self.dated) or not self._has_day(day, is_dated=is_dated):
            return False
        tokens = frozenset(map(facet_keys.row_token, record.listed.tokens))
        wanted = ({_token(kind, value) for value in values} for kind, values in self.places)
        return all(tokens & each for each in wanted)

    def _has_day(self, day: str, *, is_dated: bool) -> bool:
        if not (self.first_day or self.last_day):
            return True
        return is_dated and (self.first_day or "") <= day <= (self.last_day or LAST)


class Additions:
    """Reads additions from the changes of the table, which are spread over *shards* partitions a day."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.shards = shards

    def page(
        self,
        places: Iterable[Place] = (),
        *,
        first_day: str | None = None,
        last_day: str | None = None,
        dated: bool | None = None,
        added_since: datetime | None = None,
        limit: int = 50,
        position: dict[str, Any] | None = None,
        now: datetime,
    ) -> Rows:
        """Return a page of the articles that were added within 90 days of *now*, the latest first.

        For the other arguments see :meth:`clippings.storage.lists.Lists.page`. As there, a page may be short or empty
        and still have a position.
        """
        oldest = max(now - timedelta(days=CHANGE_DAYS), added_since or now - timedelta(days=CHANGE_DAYS))
        wanted = AdditionFilter(tuple(places), first_day, last_day, dated)
        walk = _Walk(self.table, self.shards, to_stamp(oldest), position["sk"] if position else to_stamp(now) + LAST)
        items: list[dict[str, Any]] = []
        while not walk.ended:
            rows = walk.next_rows(limit + 1 - len(items))
            records = self.table.get_many(record_key(row["id"]) for row in rows)
            for row in rows:
                item = records.get(record_key(row["id"]))
                record = ArticleRecord.from_item(item) if item else None
                if record is not None and wanted.matches(record):
                    if len(items) == limit:
                        return Rows(tuple(items), {"sk": walk.passed}, walk.rows_read)
                    items.append(record.to_short())
                walk.passed = row["sk"]
            if walk.rows_read >= MAX_ROWS_READ or walk.queries >= MAX_QUERIES:
                return Rows(tuple(items), None if walk.ended else {"sk": walk.reached}, walk.rows_read)
        return Rows(tuple(items), None, walk.rows_read)


class _Walk:
    """Reads the days of the changes backwards, from the sort key *start* to *oldest*."""

    def __init__(self, table: Table, shards: int, oldest: str, start: str) -> None:
        self.table = table
        self.shards = shards
        self.oldest = oldest
        self.passed = start
        self.rows_read = 0
        self.queries = 0
        self._days = _days_back(start[:10], oldest[:10])
        self._day = next(self._days, None)
        self._merge = self._open(start)

    @property
    def ended(self) -> bool:
        """Whether everything was read."""
        return self._day is None

    @property
    def reached(self) -> str:
        """The sort key down to which everything has been read."""
        return self._merge.horizon or str(self._day)

    def next_rows(self, most: int) -> Sequence[Item]:
        """Return at most *most* rows of new articles. The list is empty if more has to be read first."""
        rows: list[Item] = []
        while self._day is not None and len(rows) < most:
            row = self._merge.next_row()
            if row is not None:
                rows += [row] if row.get("change") == "stored" and not is_pending(row) else []
            elif self._merge.ended:
                self._day = next(self._days, None)
                self._merge = self._open(f"{self._day}{LAST}")
            elif self.rows_read >= MAX_ROWS_READ or self.queries >= MAX_QUERIES:
                break
            else:
                self._read(self._merge.find_least_read(), most)
        return rows

    def _open(self, start: str) -> Merge:
        names = _partitions(self._day, self.shards) if self._day else []
        return Merge([Stream(name, horizon=start) for name in names], newest_first=True)

    def _read(self, stream: Stream, most: int) -> None:
        high = stream.horizon or LAST
        if high < self.oldest:
            stream.done = True
            return
        page = self.table.query(stream.partition, (self.oldest, high), forward=False, limit=max(most, 20))
        stream.rows = [row for row in page.items if row["sk"] < high]
        stream.horizon = page.last or stream.horizon
        stream.done = page.last is None
        self.rows_read += page.rows_read
        self.queries += 1


def _partitions(day: str, shards: int) -> list[str]:
    return [facet_keys.shard_name(f"CHANGES#{day}", shard) for shard in range(shards)]


def _days_back(newest: str, oldest: str) -> Iterator[str]:
    day = datetime.fromisoformat(newest)
    while (name := day.strftime("%Y-%m-%d")) >= oldest:
        yield name
        day -= timedelta(days=1)


def _token(kind: str, value: str) -> str:
    return facet_keys.row_token(facet_keys.token(kind, value))
