"""Lists: every row once and in order, whatever the page, the filter, the shards and the days; and bounded reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.short_form import pack
from clippings.storage.facet_keys import partition, row_token
from clippings.storage.lists import MAX_ROWS_READ, STEP, Lists
from clippings.storage.table import AnyOf, QueryPage


class Shelf:
    """A table of rows by partition that answers queries as DynamoDB does: the limit comes before the filter."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.rows_read = 0
        self.queries = 0

    def add(self, pk: str, sk: str, *tokens: str) -> None:
        body = pack({"id": sk.rpartition("#")[2], "url": sk})
        self.rows.setdefault(pk, []).append({"sk": sk, "s": body, "f": frozenset(map(row_token, tokens))})

    def query(
        self,
        pk: str,
        between: tuple[str, str] | None = None,
        *,
        after: str | None = None,
        forward: bool = True,
        limit: int | None = None,
        filters: Sequence[AnyOf] = (),
        at_least: tuple[str, int] | None = None,
    ) -> QueryPage:
        low, high = between or ("", "\U0010ffff")
        assert after is None or low <= after <= high, "DynamoDB refuses a key to start from outside the bounds"
        rows = sorted(self.rows.get(pk, []), key=lambda row: row["sk"], reverse=not forward)
        rows = [row for row in rows if low <= row["sk"] <= high]
        if after is not None:
            rows = [row for row in rows if (row["sk"] > after if forward else row["sk"] < after)]
        seen = rows[:limit] if limit else rows
        self.rows_read += len(seen)
        self.queries += 1
        kept = [row for row in seen if all(row[each.attribute].intersection(each.members) for each in filters)]
        if at_least:
            kept = [row for row in kept if row.get(at_least[0], -1) >= at_least[1]]
        # DynamoDB returns a key to continue from when it stopped at the limit, also at the end.
        return QueryPage(kept, len(seen), seen[-1]["sk"] if limit and len(seen) == limit else None)

    def query_all(self, pk: str, between: tuple[str, str]) -> list[dict[str, Any]]:
        return self.query(pk, between).items


def to_sk(day: int, article: int, month: int = 3) -> str:
    return f"2026-{month:02}-{day:02}#00#{article:026}"


def lists(shelf: Shelf, shards: int = 1) -> Lists:
    return Lists(shelf, shards)  # type: ignore[arg-type]


def fill(shelf: Shelf, kind: str, sks: list[str], shards: int = 1, value: str = "en", tokens: Any = ()) -> None:
    for sk in sks:
        shelf.add(partition(kind, value, shards, sk.rpartition("#")[2]), sk, *tokens)


def read_through(ask: Any) -> tuple[list[str], list[Any]]:
    """Return the sort keys on all pages of a list, and the pages."""
    pages = [ask(None)]
    while pages[-1].position is not None:
        assert len(pages) < 500, "a list without end"
        pages.append(ask(pages[-1].position))
    return [item["url"] for page in pages for item in page.items], pages


ROWS = st.lists(st.tuples(st.integers(1, 28), st.integers(1, 10**6)), max_size=60, unique=True)


@given(ROWS, st.integers(1, 5), st.integers(1, 30), st.booleans(), st.integers(10, 200))
def test_pages_of_any_size_return_every_row_once_in_order(
    rows: list[tuple[int, int]], shards: int, limit: int, newest_first: bool, most: int
) -> None:
    shelf, sks = Shelf(), [to_sk(*row) for row in rows]
    fill(shelf, "language", sks, shards)
    seen, pages = read_through(
        lambda position: lists(shelf, shards).page(
            "language", ("en",), limit=limit, newest_first=newest_first, position=position, most=most
        )
    )
    assert seen == sorted(sks, reverse=newest_first)
    assert all(len(page.items) <= limit for page in pages)


@given(ROWS, st.integers(1, 4), st.integers(1, 12), st.integers(1, 28), st.integers(1, 28), st.booleans())
def test_both_boundary_days_are_included_on_every_page(
    rows: list[tuple[int, int]], shards: int, limit: int, first: int, last: int, newest_first: bool
) -> None:
    shelf, sks = Shelf(), [to_sk(*row) for row in rows]
    fill(shelf, "language", sks, shards)
    days = {"first_day": f"2026-03-{first:02}", "last_day": f"2026-03-{last:02}"}
    if first > last:
        return
    seen, _ = read_through(
        lambda position: lists(shelf, shards).page(
            "language", ("en",), limit=limit, newest_first=newest_first, position=position, **days
        )
    )
    wanted = [sk for sk in sks if days["first_day"] <= sk[:10] <= days["last_day"]]
    assert seen == sorted(wanted, reverse=newest_first)


@given(ROWS, st.integers(1, 3), st.integers(1, 9), st.integers(6, 50))
def test_rows_after_filtered_ones_are_found(rows: list[tuple[int, int]], shards: int, limit: int, most: int) -> None:
    shelf = Shelf()
    for day, article in rows:
        tokens = ("t:kept",) if article % 3 == 0 else ("t:dropped",)
        fill(shelf, "language", [to_sk(day, article)], shards, tokens=tokens)
    seen, _ = read_through(
        lambda position: lists(shelf, shards).page(
            "language", ("en",), filters=[("tag", ("Kept",))], limit=limit, position=position, most=most
        )
    )
    assert seen == sorted((to_sk(*row) for row in rows if row[1] % 3 == 0), reverse=True)


@given(
    st.lists(st.tuples(st.integers(1, 28), st.integers(1, 10**6), st.integers(1, 12)), max_size=50, unique=True),
    st.integers(1, 3),
    st.integers(1, 20),
    st.booleans(),
)
def test_the_list_without_a_facet_reads_month_by_month(
    rows: list[tuple[int, int, int]], shards: int, limit: int, newest_first: bool
) -> None:
    shelf, sks = Shelf(), [to_sk(*row) for row in rows]
    for sk in sks:
        fill(shelf, "month", [sk], shards, sk[:7])
    for month in {sk[:7] for sk in sks}:
        shelf.add("MONTHS", month)
    seen, pages = read_through(
        lambda position: lists(shelf, shards).month_page(limit=limit, newest_first=newest_first, position=position)
    )
    assert seen == sorted(sks, reverse=newest_first)
    assert all(len(page.items) <= limit for page in pages)


def test_the_days_limit_the_months_that_are_read() -> None:
    shelf = Shelf()
    for month in range(1, 13):
        shelf.add("MONTHS", f"2026-{month:02}")
        fill(shelf, "month", [to_sk(5, month, month), to_sk(25, month + 50, month)], value=f"2026-{month:02}")
    rows = lists(shelf).month_page(first_day="2026-03-10", last_day="2026-05-10")
    assert [item["url"][:10] for item in rows.items] == ["2026-05-05", "2026-04-25", "2026-04-05", "2026-03-25"]
    assert shelf.queries == 1 + 3


def test_a_list_reads_one_row_more_than_it_returns() -> None:
    shelf = Shelf()
    fill(shelf, "tag", [to_sk(1, n) for n in range(500)])
    rows = lists(shelf).page("tag", ("en",), limit=50)
    assert len(rows.items) == 50
    assert rows.rows_read == shelf.rows_read == 51


def test_each_shard_is_read_for_one_page_only() -> None:
    shelf = Shelf()
    fill(shelf, "language", [to_sk(1, n) for n in range(2_000)], 4)
    lists(shelf, 4).page("language", ("en",), limit=50)
    assert shelf.rows_read <= 4 * 51


def test_a_filter_that_keeps_everything_adds_no_reads() -> None:
    shelf = Shelf()
    fill(shelf, "tag", [to_sk(1, n) for n in range(500)], tokens=("s:port",))
    rows = lists(shelf).page("tag", ("en",), filters=[("section", ("Port",))], limit=50)
    assert len(rows.items) == 50
    assert shelf.rows_read == 51


@pytest.mark.parametrize("one_in", [2, 3, 5, 9])
def test_a_filter_reads_at_most_twice_the_dropped_rows_in_few_queries(one_in: int) -> None:
    shelf = Shelf()
    for number in range(1_000):
        fill(shelf, "tag", [to_sk(1, number)], tokens=("s:port",) if number % one_in == 0 else ())
    rows = lists(shelf).page("tag", ("en",), filters=[("section", ("Port",))], limit=20)
    assert len(rows.items) == 20
    assert shelf.rows_read <= 2 * 21 * one_in
    assert shelf.queries <= 6


@pytest.mark.parametrize("shards", [1, 4])
def test_a_filter_that_keeps_nothing_ends_after_a_thousand_rows_with_a_cursor(shards: int) -> None:
    shelf = Shelf()
    fill(shelf, "language", [to_sk(1 + n % 28, n) for n in range(5_000)], shards)
    rows = lists(shelf, shards).page("language", ("en",), filters=[("tag", ("nowhere",))])
    assert (rows.items, rows.position is not None) == ((), True)
    assert rows.rows_read == shelf.rows_read
    assert MAX_ROWS_READ <= shelf.rows_read < MAX_ROWS_READ + STEP
    assert shelf.queries <= 2 * shards * MAX_ROWS_READ / STEP


@pytest.mark.parametrize("newest_first", [True, False])
def test_every_call_advances_in_every_shard_although_all_rows_are_filtered(newest_first: bool) -> None:
    """A follower of cursors comes to the end in as many calls as there are thousands of rows, and one."""
    shelf = Shelf()
    fill(shelf, "language", [to_sk(1 + n % 28, n) for n in range(5_000)], 4)
    seen, pages = read_through(
        lambda position: lists(shelf, 4).page(
            "language", ("en",), filters=[("tag", ("nowhere",))], newest_first=newest_first, position=position
        )
    )
    assert seen == []
    assert len(pages) <= 6


def test_a_call_over_many_sparse_months_ends_after_a_thousand_rows() -> None:
    shelf = Shelf()
    for number in range(120):
        month = f"{2016 + number // 12}-{1 + number % 12:02}"
        shelf.add("MONTHS", month)
        for article in range(30):
            shelf.add(partition("month", month), f"{month}-05#00#{article:026}")
    shelf.rows_read = 0
    rows = lists(shelf).month_page(filters=[("tag", ("nowhere",))])
    assert (rows.items, rows.position is not None) == ((), True)
    assert rows.rows_read <= MAX_ROWS_READ


def test_a_call_over_many_shards_always_advances() -> None:
    """The rest of the thousand rows must not be less than the number of shards that have to be read."""
    shelf = Shelf()
    for number in range(60):
        month = f"{2020 + number // 12}-{1 + number % 12:02}"
        shelf.add("MONTHS", month)
        fill(shelf, "month", [f"{month}-05#00#{article:026}" for article in range(number, number + 70)], 32, month)
    seen, _ = read_through(
        lambda position: lists(shelf, 32).month_page(filters=[("tag", ("nowhere",))], position=position)
    )
    assert seen == []


def test_filter_values_and_listed_values_are_folded_alike() -> None:
    shelf = Shelf()
    shelf.add(partition("publisher", "le monde"), to_sk(1, 1), "t:ecole")
    rows = lists(shelf).page("publisher", (" LE  Monde ",), filters=[("tag", ("École",))])
    assert len(rows.items) == 1


def test_a_filter_that_is_empty_after_folding_matches_no_row() -> None:
    """It must not match all of them."""
    shelf = Shelf()
    shelf.add(partition("publisher", "gazette"), to_sk(1, 1), "t:port")
    assert lists(shelf).page("publisher", ("Gazette",), filters=[("tag", ("###",))]).items == ()


@given(ROWS, ROWS, st.integers(1, 6), st.booleans(), st.sampled_from([7, MAX_ROWS_READ]))
def test_an_article_with_two_matching_values_is_returned_once(
    one: list[tuple[int, int]], other: list[tuple[int, int]], limit: int, newest_first: bool, most: int
) -> None:
    shelf, groups = Shelf(), [[to_sk(*row) for row in rows] for rows in (one, other)]
    for value, sks in zip(("ports", "rivers"), groups, strict=True):
        for sk in sks:
            shelf.add(partition("tag", value), sk)
    seen, _ = read_through(
        lambda position: lists(shelf).page(
            "tag", ("Ports", "rivers"), limit=limit, newest_first=newest_first, position=position, most=most
        )
    )
    assert seen == sorted({sk for sks in groups for sk in sks}, reverse=newest_first)


def test_a_row_has_the_time_of_addition_unless_it_is_older() -> None:
    shelf = Shelf()
    shelf.add(partition("tag", "ports"), to_sk(2, 1))
    shelf.add(partition("tag", "ports"), to_sk(1, 2))
    shelf.rows[partition("tag", "ports")][0]["a"] = 1_772_366_400
    first, second = lists(shelf).page("tag", ("ports",)).items
    assert (first["added_at"], "added_at" in second) == ("2026-03-01T12:00:00Z", False)
    since = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert len(lists(shelf).page("tag", ("ports",), added_since=since).items) == 1
    assert lists(shelf).page("tag", ("ports",), added_since=since + timedelta(seconds=1)).items == ()
