"""Articles in the order of adding: which changes name one, how pages follow, and how much a call reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from tests.support.stored_records import to_record
from tests.unit.storage.conftest import NOW

from clippings.storage.additions import MAX_QUERIES, MAX_ROWS_READ, AdditionFilter, Additions
from clippings.storage.captures import to_stamp
from clippings.storage.facet_keys import shard_name, shard_of
from clippings.storage.rows import Listed
from clippings.storage.table import Key, QueryPage


class Shelf:
    """A table of changes and records that answers as DynamoDB does."""

    def __init__(self, shards: int = 1) -> None:
        self.shards = shards
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.records: dict[Key, dict[str, Any]] = {}
        self.rows_read = self.queries = 0

    def add(self, name: str, hours: float, change: str = "stored", **fields: Any) -> None:
        """Add a change of the article *name*, so many hours ago, and its record."""
        stamp = to_stamp(NOW - timedelta(hours=hours))
        place = shard_name(f"CHANGES#{stamp[:10]}", shard_of(name, self.shards))
        row = {"sk": f"{stamp}#{name}", "id": name} | ({"until": stamp} if change == "pending" else {"change": change})
        self.rows.setdefault(place, []).append(row)
        short = {"id": name, "day": fields.pop("day", "2026-03-01"), "dated": fields.pop("dated", True)}
        tokens = fields.pop("tokens", ("t:ports",))
        record = to_record(name, listed=Listed(f"2026-03-01#00#{name}", tokens), short=short, **fields)
        self.records[record.key] = record.to_item()

    def query(self, pk: str, between: tuple[str, str], *, forward: bool, limit: int) -> QueryPage:
        assert not forward
        assert between[0] <= between[1], "DynamoDB refuses bounds the wrong way round"
        rows = sorted(self.rows.get(pk, []), key=lambda row: str(row["sk"]), reverse=True)
        seen = [row for row in rows if between[0] <= row["sk"] <= between[1]][:limit]
        self.rows_read += len(seen)
        self.queries += 1
        return QueryPage(seen, len(seen), seen[-1]["sk"] if len(seen) == limit else None)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
        return {key: self.records[key] for key in keys if key in self.records}


def read_all(shelf: Shelf, *, limit: int, **options: Any) -> list[str]:
    """Return the ids of every page."""
    found: list[str] = []
    position = None
    for _ in range(500):
        before = shelf.rows_read, shelf.queries
        page = Additions(shelf, shelf.shards).page(limit=limit, position=position, now=NOW, **options)  # type: ignore[arg-type]
        assert shelf.rows_read - before[0] <= MAX_ROWS_READ + 100
        assert shelf.queries - before[1] <= MAX_QUERIES
        assert len(page.items) <= limit
        found += [item["id"] for item in page.items]
        position = page.position
        if position is None:
            return found
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("limit", [1, 3, 50])
@pytest.mark.parametrize("shards", [1, 4])
def test_every_article_comes_once_the_latest_first(limit: int, shards: int) -> None:
    shelf = Shelf(shards)
    for number in range(40):
        shelf.add(f"n{number:02}", hours=number * 7)
    assert read_all(shelf, limit=limit) == [f"n{number:02}" for number in range(40)]


def test_revisions_withdrawals_and_announcements_add_nothing() -> None:
    shelf = Shelf()
    shelf.add("a", 1)
    for number, change in enumerate(("revised", "withdrawn", "pending")):
        shelf.add(f"b{number}", 2, change)
    shelf.add("gone", 3, withdrawn_at=NOW)
    assert read_all(shelf, limit=10) == ["a"]


def test_filters_days_and_dates_select() -> None:
    shelf = Shelf()
    shelf.add("a", 1, tokens=("t:ports", "l:en"), day="2026-03-05")
    shelf.add("b", 2, tokens=("t:rivers", "l:en"), day="2026-03-04")
    shelf.add("c", 3, tokens=("t:bridges", "l:en"), day="2026-03-05", dated=False)
    assert read_all(shelf, limit=10, places=[("tag", ("Ports", "rivers")), ("language", ("en",))]) == ["a", "b"]
    assert read_all(shelf, limit=10, places=[("language", ("de",))]) == []
    assert read_all(shelf, limit=10, first_day="2026-03-05", last_day="2026-03-05") == ["a"]
    assert read_all(shelf, limit=10, dated=False) == ["c"]
    assert read_all(shelf, limit=10, added_since=NOW - timedelta(hours=2)) == ["a", "b"]


def test_filtered_articles_are_skipped_in_bounded_calls() -> None:
    shelf = Shelf()
    for number in range(2_500):
        shelf.add(f"n{number:04}", hours=number / 100, tokens=("t:ports",))
    shelf.add("wanted", hours=26, tokens=("t:rivers",))
    assert read_all(shelf, limit=10, places=[("tag", ("rivers",))]) == ["wanted"]


def test_an_empty_archive_of_many_shards_takes_a_bounded_number_of_queries_per_call() -> None:
    assert read_all(Shelf(8), limit=10) == []


def test_the_list_ends_where_changes_have_expired() -> None:
    shelf = Shelf()
    shelf.add("a", hours=89 * 24)
    shelf.add("b", hours=91 * 24)
    assert read_all(shelf, limit=10) == ["a"]


def test_an_article_without_a_listing_is_not_selected() -> None:
    assert not AdditionFilter().matches(to_record())
