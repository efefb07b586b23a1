"""Reading revisions from the newest on: pages of any size give the whole history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.storage.conftest import MORNING, MakeSighting

from clippings.storage import Wiring, captures, revisions
from clippings.storage.captures import CaptureRecord, to_stamp
from clippings.storage.history import runs
from clippings.storage.revisions import RevisionPage, read_page, walk_revisions

#: Twelve captures of five texts: one came back, one was cut by a paywall, two more were seen again and again.
TEXTS = ("abcd", "abcd", "abce", "abcd", "a", "abcde", "abcde", "abcde", "abcde", "xbcde", "xbcde", "ybcde")


@pytest.fixture
def history(store: Wiring, make_sighting: MakeSighting) -> list[CaptureRecord]:
    """Captures of one article in the table, an hour apart."""
    return put(store, [make_sighting(hours, text, limited=text == "a") for hours, text in enumerate(TEXTS)])


def put(store: Wiring, capture_records: list[CaptureRecord]) -> list[CaptureRecord]:
    named = [
        replace(each, id=f"{to_stamp(each.captured_at).translate({45: None, 58: None})}-{each.version}")
        for each in capture_records
    ]
    store.table.write_many(captures.to_item("ARTICLE#a", each) for each in named)
    return named


def walk(store: Wiring, capture_records: list[CaptureRecord], position: dict[str, Any] | None = None) -> Any:
    count, fullest = len(runs(capture_records)), max(each.words for each in capture_records)
    return walk_revisions(store.table, "a", count=count, fullest=fullest, position=position)


def pages(store: Wiring, capture_records: list[CaptureRecord], limit: int) -> list[RevisionPage]:
    found = [read_page(walk(store, capture_records), limit)]
    while found[-1].position:
        found.append(read_page(walk(store, capture_records, found[-1].position), limit))
    return found


def test_revisions_are_the_runs_of_captures_newest_first_with_their_numbers(
    store: Wiring, history: list[CaptureRecord]
) -> None:
    found = list(walk(store, history))
    assert [each.number for each in found] == [6, 5, 4, 3, 2, 1]
    assert [each.captures for each in found] == [1, 2, 4, 1, 1, 2]
    assert [each.id for each in found] == [history[n].id for n in (11, 9, 5, 3, 2, 0)]
    assert [each.changed is None for each in found] == [False] * 5 + [True]


@pytest.mark.parametrize("step", [1, 2, 3, 5, 12])
def test_revisions_do_not_depend_on_the_size_of_queries(
    store: Wiring, history: list[CaptureRecord], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(walk(store, history))
    monkeypatch.setattr(revisions, "STEP", step)
    assert list(walk(store, history)) == whole


@pytest.mark.parametrize("step", [1, 3, 12])
@pytest.mark.parametrize("limit", [1, 2, 4, 6, 7])
def test_all_pages_together_are_the_complete_list(
    store: Wiring, history: list[CaptureRecord], step: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(walk(store, history))
    monkeypatch.setattr(revisions, "STEP", step)
    found = pages(store, history, limit)
    assert [each for page in found for each in page.items] == whole
    assert len(found) == -(-len(whole) // limit)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_each_capture_of_one_moment_is_on_one_page(store: Wiring, make_sighting: MakeSighting, limit: int) -> None:
    """Their keys order them in the history, and a hash in the table."""
    moment = [
        make_sighting(1, text, key=key, version=version, captured_at=MORNING)
        for text, key, version in (("b", "3", "x"), ("a", "1", "z"), ("a", "2", "y"), ("c", "4", "w"))
    ]
    history = put(store, [make_sighting(-1, "z"), *moment, make_sighting(2, "d")])
    found = [each for page in pages(store, history, limit) for each in page.items]
    assert [(each.number, each.captures) for each in found] == [(5, 1), (4, 1), (3, 1), (2, 2), (1, 1)]


class Counted:
    """A table that counts the rows that its queries read."""

    def __init__(self, store: Wiring) -> None:
        self.table = store.table
        self.rows_read = 0

    def query(self, *given: Any, **named: Any) -> Any:
        page = self.table.query(*given, **named)
        self.rows_read += page.rows_read
        return page


def test_at_most_one_query_beyond_the_requested_revisions_is_made(store: Wiring, make_sighting: MakeSighting) -> None:
    history = put(store, [make_sighting(hours, f"{hours % 2}bc") for hours in range(500)])
    table: Any = Counted(store)
    newest = walk_revisions(table, "a", count=500, fullest=300)
    assert [next(newest).number, next(newest).number] == [500, 499]
    assert table.rows_read == revisions.STEP
    assert len(read_page(walk(store, history), 50).items) == 50


def test_a_page_ends_where_it_has_read_many_captures(store: Wiring, make_sighting: MakeSighting) -> None:
    """A page that is asked for a hundred revisions of a hundred captures each would read ten thousand."""
    made = [make_sighting(0, f"{hours // 300}bc", captured_at=MORNING + timedelta(hours=hours), version=f"v{hours}")
            for hours in range(1_500)]  # fmt: skip
    history = put(store, made)
    assert [len(page.items) for page in pages(store, history, 100)] == [4, 1]


def test_without_captures_there_are_no_revisions(store: Wiring) -> None:
    assert list(walk_revisions(store.table, "a", count=0, fullest=0)) == []
    assert read_page(iter(()), 5) == RevisionPage((), None)
