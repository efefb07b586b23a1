"""Lists of articles by a facet: reads the partitions of its values, and filters by the tokens in the rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from clippings.short_form import to_seconds, unpack
from clippings.storage import facet_keys
from clippings.storage.attributes import Item
from clippings.storage.rows import UNDATED
from clippings.storage.table import AnyOf, Table

#: Most rows that one call reads: about 1 MB, a tenth of a second and 125 read units.
MAX_ROWS_READ = 1_000
#: Maximum number of rows that one query reads. More would be wasted at the end of a list, fewer would need more
#: queries.
STEP = 200
#: A facet (or the words of a search), and values. An article must have one of the values.
Place = tuple[str, tuple[str, ...]]
#: Sorts after every character of a sort key.
LAST = "~"
#: Sorts after the sort keys of all undated articles, and before those of all dated ones.
FIRST_DATED = "0001"


@dataclass(frozen=True, slots=True)
class Rows:
    """*items* in order, the *position* of the next page (None after the last), and how many rows were read."""

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None
    rows_read: int
    caught_up: bool = False


@dataclass(slots=True)
class Stream:
    """One partition that is being read: *rows* that were read and not yet returned.

    *horizon* is the last sort key that was read, None before the first. *done* is True after the last row.
    """

    partition: str
    rows: list[Item] = field(default_factory=list)
    horizon: str | None = None
    done: bool = False


@dataclass(slots=True)
class Merge:
    """Merges partitions into one order.

    A row is returned once no partition can have an earlier one. An article in several partitions is returned once.
    """

    streams: list[Stream]
    newest_first: bool

    @property
    def ended(self) -> bool:
        """Whether there are no more rows."""
        return all(each.done and not each.rows for each in self.streams)

    @property
    def horizon(self) -> str | None:
        """The sort key up to which all partitions have been read, None before the first read."""
        horizons = [each.horizon for each in self.streams if not each.done]
        return None if None in horizons else self._nearest(list(filter(None, horizons)))

    def find_least_read(self) -> Stream:
        """Return the partition that must be read next: one without unread rows that has been read the least far."""
        waiting = [each for each in self.streams if not each.done and not each.rows]
        unread = next((each for each in waiting if each.horizon is None), None)
        nearest = self._nearest([each.horizon for each in waiting if each.horizon is not None])
        return unread or next(each for each in waiting if each.horizon == nearest)

    def next_row(self) -> Item | None:
        """Remove and return the next row in order, or None if a partition has to be read first."""
        nearest = self._nearest([each.rows[0]["sk"] for each in self.streams if each.rows])
        if nearest is None or any(self._may_hold_nearer(each, nearest) for each in self.streams):
            return None
        holders = [each for each in self.streams if each.rows and each.rows[0]["sk"] == nearest]
        rows = [each.rows.pop(0) for each in holders]
        return rows[0]

    def _may_hold_nearer(self, stream: Stream, key: str) -> bool:
        if stream.done or stream.rows:
            return False
        return stream.horizon is None or (stream.horizon > key if self.newest_first else stream.horizon < key)

    def _nearest(self, keys: list[str]) -> str | None:
        return (max if self.newest_first else min)(keys, default=None)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a partition are returned: within the bounds of the sort key, and matching the filters."""

    bounds: tuple[str, str]
    filters: tuple[AnyOf, ...]
    at_least: tuple[str, int] | None


class Lists:
    """Lists; *shards* is the number of partitions of a month and of a language."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.shards = shards

    def is_listed(self, kind: str, value: str) -> bool:
        """Return whether *value* of *kind*, as a user writes it, has a list of its own; else it only filters others."""
        return facet_keys.is_listed(kind, facet_keys.facet_value(kind, value))

    def page(
        self,
        kind: str,
        values: tuple[str, ...],
        *,
        filters: Iterable[Place] = (),
        first_day: str | None = None,
        last_day: str | None = None,
        dated: bool | None = None,
        added_since: datetime | None = None,
        newest_first: bool = True,
        limit: int = 50,
        position: dict[str, Any] | None = None,
        accepts: Callable[[Item], bool] | None = None,
        most: int = MAX_ROWS_READ,
    ) -> Rows:
        """Return a page of the articles that have one of *values* of *kind*, and of each filter one of its values.

        Args:
            kind: The facet whose partitions are read.
            values: Its values.
            filters: Further facets, with their values.
            first_day: The first day as ``YYYY-MM-DD``. With it, undated articles are left out.
            last_day: The last day, included.
            dated: True for dated articles only, False for undated articles only.
            added_since: Articles that were added before are left out.
            newest_first: The order.
            limit: The largest number of articles.
            position: Where the previous page ended.
            accepts: Returns whether a row that matches the filters is returned.
            most: The largest number of rows that are read. So a page may be short or empty.
        """
        folded = values if kind == facet_keys.MONTH else [facet_keys.facet_value(kind, value) for value in values]
        wanted = RowFilter(_bounds(first_day, last_day, dated), _filters(filters), _least(added_since))
        start = position["sk"] if position else None
        names = [name for value in dict.fromkeys(folded) for name in facet_keys.partitions(kind, value, self.shards)]
        merge = Merge([Stream(name, horizon=start) for name in names], newest_first)
        stride = max(1, min(STEP, most // (2 * len(names))))
        found: list[Item] = []
        rows_read = dropped = 0
        while len(found) <= limit:
            row = merge.next_row()
            if row is not None:
                if accepts is None or accepts(row):
                    found.append(row)
            elif merge.ended or rows_read >= most:
                break
            else:
                # It is unknown how many rows a filter will drop. Reading as many more as it has dropped so far keeps
                # the number of queries small.
                step = min(stride, max(limit + 1 - len(found), dropped), most - rows_read)
                stream = merge.find_least_read()
                read = self._read(stream, wanted, step, forward=not newest_first)
                rows_read += read
                dropped += read - len(stream.rows)
        items = tuple(map(_shown, found[:limit]))
        if len(found) > limit:
            return Rows(items, {"sk": found[limit - 1]["sk"]}, rows_read)
        reached = None if merge.ended else merge.horizon
        return Rows(items, {"sk": reached} if reached else None, rows_read)

    def _read(self, stream: Stream, wanted: RowFilter, step: int, *, forward: bool) -> int:
        page = self.table.query(
            stream.partition,
            wanted.bounds,
            after=stream.horizon,
            forward=forward,
            limit=step,
            filters=wanted.filters,
            at_least=wanted.at_least,
        )
        stream.rows = page.items
        stream.horizon = page.last or stream.horizon
        stream.done = page.last is None
        return page.rows_read

    def months(
        self, first_day: str | None, last_day: str | None, dated: bool | None, *, newest_first: bool
    ) -> Iterator[str]:
        """Yield the months that have rows. Undated articles have one month of their own, before all others."""
        first, last = _bounds(first_day, last_day, dated)
        bounds = (first[:7], f"{last[:7]}{LAST}")
        months = [item["sk"] for item in self.table.query_all("MONTHS", bounds)]
        yield from reversed(months) if newest_first else months

    def month_page(
        self,
        *,
        filters: Iterable[Place] = (),
        first_day: str | None = None,
        last_day: str | None = None,
        dated: bool | None = None,
        added_since: datetime | None = None,
        newest_first: bool = True,
        limit: int = 50,
        position: dict[str, Any] | None = None,
        accepts: Callable[[Item], bool] | None = None,
    ) -> Rows:
        """Return a page of the list without a facet: all months, one after the other."""
        items: list[dict[str, Any]] = []
        rows_read = 0
        filters = tuple(filters)
        for month in self.months(first_day, last_day, dated, newest_first=newest_first):
            if position and (month > position["sk"][:7] if newest_first else month < position["sk"][:7]):
                continue
            if len(items) == limit or rows_read + STEP > MAX_ROWS_READ:
                return Rows(tuple(items), {"sk": _before(month, newest_first=newest_first)}, rows_read)
            found = self.page(
                facet_keys.MONTH,
                (month,),
                filters=filters,
                first_day=first_day,
                last_day=last_day,
                dated=dated,
                added_since=added_since,
                newest_first=newest_first,
                limit=limit - len(items),
                position=position if position and position["sk"].startswith(f"{month}-") else None,
                accepts=accepts,
                most=MAX_ROWS_READ - rows_read,
            )
            items += found.items
            rows_read += found.rows_read
            if found.position:
                return Rows(tuple(items), found.position, rows_read)
        return Rows(tuple(items), None, rows_read)


def _filters(places: Iterable[Place]) -> tuple[AnyOf, ...]:
    return tuple(
        AnyOf("f", tuple(facet_keys.row_token(facet_keys.token(kind, value)) for value in values))
        for kind, values in places
    )


def _least(added_since: datetime | None) -> tuple[str, int] | None:
    return ("a", math.ceil(added_since.timestamp())) if added_since else None


def _shown(row: Item) -> dict[str, Any]:
    """Return a row's short form, with the time at which the article was added."""
    added = {"added_at": to_seconds(datetime.fromtimestamp(row["a"], UTC))} if "a" in row else {}
    return unpack(row["s"]) | added


def _bounds(first_day: str | None, last_day: str | None, dated: bool | None) -> tuple[str, str]:
    """Return the first and the last sort key of the requested articles."""
    if dated is False:
        return UNDATED, f"{UNDATED}{LAST}"
    only_dated = dated or first_day or last_day
    return first_day or (FIRST_DATED if only_dated else "0"), f"{last_day or LAST}{LAST}"


def _before(month: str, *, newest_first: bool) -> str:
    """Return a position before the whole of *month*."""
    return f"{month}{LAST}" if newest_first else month
