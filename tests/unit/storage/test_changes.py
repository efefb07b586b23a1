"""The change feed in the order of storing: what a follower reads, from where, and how close to now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.support.stored_records import to_record
from tests.unit.storage.conftest import NOW

from clippings.storage import Wiring
from clippings.storage.changes import Changes
from clippings.storage.filing import change_item

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def tell(store: Wiring, article_id: str, at: datetime, *, change: str = "stored", shards: int = 1) -> None:
    record = to_record(article_id, short={"title": f"About {article_id}", "url": "https://n.example/"})
    store.table.put(change_item(record, change, at, shards))


def follow(changes: Changes, limit: int, now: datetime = NOW) -> list[Any]:
    """Return the pages that a follower reads until it has caught up."""
    pages, position = [], None
    while not pages or not pages[-1].caught_up:
        pages.append(changes.page(position, limit=limit, now=now))
        position = pages[-1].position
    return pages


def ids(rows: Any) -> list[str]:
    return [item["id"] for item in rows.items]


def test_a_change_has_article_kind_and_time(store: Wiring) -> None:
    tell(store, "a", NOW - HOUR, change="revised")
    assert store.changes.page(now=NOW).items == (
        {
            "at": "2026-03-09T11:00:00.000000Z",
            "id": "a",
            "change": "revised",
            "revision": "r",
            "title": "About a",
            "url": "https://n.example/",
        },
    )


def test_a_change_is_published_after_ten_seconds_so_that_slow_writers_are_not_missed(store: Wiring) -> None:
    tell(store, "old", NOW - 10.001 * SECOND)
    tell(store, "new", NOW - 9.999 * SECOND)
    first = store.changes.page(now=NOW)
    assert ids(first) == ["old"]
    assert ids(store.changes.page(first.position, now=NOW + SECOND)) == ["new"]


def test_a_change_stored_late_by_a_slow_writer_is_not_missed(store: Wiring) -> None:
    """It took its time before it wrote: up to ten seconds of that are waited for."""
    tell(store, "quick", NOW - 12 * SECOND)
    read = store.changes.page(now=NOW)
    tell(store, "slow", NOW - 9 * SECOND)
    assert ids(store.changes.page(read.position, now=NOW + 2 * SECOND)) == ["slow"]


def test_changes_start_ninety_days_ago(store: Wiring) -> None:
    tell(store, "forgotten", NOW - 90 * DAY - SECOND)
    tell(store, "remembered", NOW - 90 * DAY + SECOND)
    assert ids(store.changes.page(now=NOW)) == ["remembered"]


def test_a_follower_away_for_a_year_continues_at_the_oldest_change(store: Wiring) -> None:
    tell(store, "a", NOW - HOUR)
    asleep = {"sk": f"{(NOW - 365 * DAY).isoformat()}#z"}
    assert ids(store.changes.page(asleep, now=NOW)) == ["a"]


def test_days_without_changes_are_skipped_in_one_call(store: Wiring) -> None:
    tell(store, "first", NOW - 89 * DAY)
    tell(store, "last", NOW - HOUR)
    rows = store.changes.page(now=NOW)
    assert (ids(rows), rows.caught_up) == (["first", "last"], True)


@pytest.mark.parametrize("limit", [1, 2, 6, 7, 8])
@pytest.mark.parametrize("shards", [1, 3])
def test_pages_of_any_size_return_every_change_once_in_order(store: Wiring, limit: int, shards: int) -> None:
    hours = [50, 49, 26, 25, 24, 2, 1]
    for hour in hours:
        tell(store, f"at-{hour}", NOW - hour * HOUR, shards=shards)
    pages = follow(Changes(store.table, shards), limit)
    assert [found for page in pages for found in ids(page)] == [f"at-{hour}" for hour in hours]
    assert all(len(page.items) <= limit for page in pages)


def test_changes_of_one_moment_are_all_returned_across_pages(store: Wiring) -> None:
    for name in ("b", "a", "c"):
        tell(store, name, NOW - HOUR)
    pages = follow(store.changes, 1)
    assert [found for page in pages for found in ids(page)] == ["a", "b", "c"]


def test_a_page_that_ends_with_the_last_change_has_caught_up(store: Wiring) -> None:
    for name in ("a", "b"):
        tell(store, name, NOW - HOUR)
    assert store.changes.page(limit=2, now=NOW).caught_up
    assert not store.changes.page(limit=1, now=NOW).caught_up


def test_a_follower_that_has_caught_up_gets_a_cursor(store: Wiring) -> None:
    tell(store, "a", NOW - HOUR)
    end = store.changes.page(now=NOW)
    assert end.caught_up
    nothing = store.changes.page(end.position, now=NOW)
    assert (nothing.items, nothing.caught_up) == ((), True)
    assert nothing.position == end.position
    tell(store, "b", NOW)
    assert ids(store.changes.page(nothing.position, now=NOW + HOUR)) == ["b"]


def test_a_follower_ahead_of_the_clock_keeps_its_position(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """DynamoDB refuses bounds of which the lower is the higher; moto does not."""
    ahead = {"sk": "2026-03-09T12:05:00.000000Z#a"}
    monkeypatch.setattr(store.table, "query", lambda *_, **__: pytest.fail("asked"))
    rows = store.changes.page(ahead, now=NOW)
    assert (rows.items, rows.position, rows.caught_up) == ((), ahead, True)


def test_without_changes_a_position_is_returned(store: Wiring) -> None:
    empty = store.changes.page(now=NOW)
    assert (empty.items, empty.caught_up) == ((), True)
    tell(store, "a", NOW)
    assert ids(store.changes.page(empty.position, now=NOW + HOUR)) == ["a"]


def test_each_shard_reads_one_more_row_than_needed(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(24):
        tell(store, f"a{number}", NOW - HOUR + number * SECOND, shards=2)
    rows_read: list[int] = []
    query = store.table.query

    def count(*given: Any, **named: Any) -> Any:
        page = query(*given, **named)
        rows_read.append(page.rows_read)
        return page

    monkeypatch.setattr(store.table, "query", count)
    rows = Changes(store.table, 2).page(limit=5, now=NOW)
    assert rows.rows_read == sum(rows_read) == 2 * (5 + 1)


def test_changes_expire_after_ninety_days(store: Wiring) -> None:
    tell(store, "a", NOW)
    (item,) = store.table.query_all("CHANGES#2026-03-09")
    assert item["expires_at"] == int((NOW + 90 * DAY).timestamp())
