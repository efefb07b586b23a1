"""Lists of articles by a facet: one partition is read (or one a shard), the rest is filtered on the rows' own tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from clippings.storage import facets
from clippings.storage.attributes import Item
from clippings.storage.table import Table

#: Rows that one call looks at: about 1 MB, a tenth of a second and 125 read units.
MAX_LOOKED_AT = 1_000
#: Rows that one query looks at: enough to be worth the way, few enough to waste little at the end of a list.
STEP = 200
#: Above every character of a sort key.
LAST = "~"


@dataclass(frozen=True, slots=True)
class Rows:
    """*items* in order, the *position* of the next page (None after the last), and how many rows were *looked_at*."""

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None
    looked_at: int
    caught_up: bool = False


@dataclass(slots=True)
class Stream:
    """One partition as it is read: *rows* that were found and not yet given, and how far it is read.

    *horizon* is the last sort key looked at, None before the first; *done* says that there is no more.
    """

    partition: str
    rows: list[Item] = field(default_factory=list)
    horizon: str | None = None
    done: bool = False


class Lists:
    """Lists; *shards* is the number of partitions of a month and of a language."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.shards = shards

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a search that can be looked up, the longest first: it has the fewest rows."""
        return tuple(sorted(facets.terms(text), key=lambda term: (-len(term), term)))

    def page(
        self,
        kind: str,
        value: str,
        *,
        filters: Iterable[tuple[str, str]] = (),
        first_day: str | None = None,
        last_day: str | None = None,
        newest_first: bool = True,
        limit: int = 50,
        position: dict[str, Any] | None = None,
        most: int = MAX_LOOKED_AT,
    ) -> Rows:
        """Return at most *limit* articles listed under *value* of *kind*; days are ``YYYY-MM-DD``, both included.

        A page may be short or empty and have a position all the same: it then looked at *most* rows.
        """
        folded = value if kind == "month" else facets.facet_value(kind, value)
        tokens = {facets.token(other, wanted) or "-": "f" for other, wanted in filters}
        bounds = (first_day or "0", f"{last_day or LAST}{LAST}")
        start = position["sk"] if position else None
        streams = [Stream(name, horizon=start) for name in facets.partitions(kind, folded, self.shards)]
        items: list[dict[str, Any]] = []
        looked_at, last = 0, start
        while len(items) <= limit:
            behind = next((each for each in streams if not each.rows and not each.done), None)
            if behind is not None:
                if looked_at >= most:
                    break
                step = min(STEP if tokens else limit + 1 - len(items), most - looked_at)
                looked_at += self._read(behind, bounds, tokens, step, forward=not newest_first)
                continue
            nearest = _nearest(streams, newest_first=newest_first)
            if nearest is None:
                return Rows(tuple(items), None, looked_at)
            if len(items) == limit:
                break
            row = nearest.rows.pop(0)
            last = row["sk"]
            items.append(msgspec.json.decode(row["s"]))
        else:
            raise AssertionError("unreachable")
        if len(items) < limit:
            last = _common_horizon(streams, newest_first=newest_first) or last
        return Rows(tuple(items), {"sk": last}, looked_at)

    def _read(
        self, stream: Stream, bounds: tuple[str, str], tokens: dict[str, str], step: int, *, forward: bool
    ) -> int:
        start = stream.horizon
        if start is not None and not bounds[0] <= start <= bounds[1]:
            start = None
        page = self.table.query(
            stream.partition, bounds, after=start, forward=forward, limit=max(step, 1), filters=tokens
        )
        stream.rows = page.items
        stream.horizon = page.last or stream.horizon
        stream.done = page.last is None
        return page.looked_at

    def months(self, first_day: str | None, last_day: str | None, *, newest_first: bool) -> Iterator[str]:
        """Yield the months that have rows."""
        bounds = ((first_day or "0")[:7], f"{(last_day or LAST)[:7]}{LAST}")
        months = [item["sk"] for item in self.table.query_all("MONTHS", bounds)]
        yield from reversed(months) if newest_first else months

    def month_page(
        self,
        *,
        filters: Iterable[tuple[str, str]] = (),
        first_day: str | None = None,
        last_day: str | None = None,
        newest_first: bool = True,
        limit: int = 50,
        position: dict[str, Any] | None = None,
    ) -> Rows:
        """Return a page of the list without a facet: the months of the archive, one after the other."""
        items: list[dict[str, Any]] = []
        looked_at = 0
        filters = tuple(filters)
        for month in self.months(first_day, last_day, newest_first=newest_first):
            if position and (month > position["sk"][:7] if newest_first else month < position["sk"][:7]):
                continue
            if len(items) == limit or looked_at >= MAX_LOOKED_AT:
                return Rows(tuple(items), {"sk": _before(month, newest_first=newest_first)}, looked_at)
            found = self.page(
                "month",
                month,
                filters=filters,
                first_day=first_day,
                last_day=last_day,
                newest_first=newest_first,
                limit=limit - len(items),
                position=position if position and position["sk"].startswith(f"{month}-") else None,
                most=MAX_LOOKED_AT - looked_at,
            )
            items += found.items
            looked_at += found.looked_at
            if found.position:
                return Rows(tuple(items), found.position, looked_at)
        return Rows(tuple(items), None, looked_at)


def _before(month: str, *, newest_first: bool) -> str:
    """Return a position at which the whole of *month* is still to come."""
    return f"{month}{LAST}" if newest_first else month


def _nearest(streams: list[Stream], *, newest_first: bool) -> Stream | None:
    filled = [each for each in streams if each.rows]
    choose = max if newest_first else min
    return choose(filled, key=lambda each: each.rows[0]["sk"], default=None)


def _common_horizon(streams: list[Stream], *, newest_first: bool) -> str | None:
    """Return how far every stream has been dealt with: no row before it is left."""
    reached = [each.horizon for each in streams if not each.done and each.horizon and not each.rows]
    choose = max if newest_first else min
    return choose(reached, default=None)
