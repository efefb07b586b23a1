"""Saved searches in the table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.support.memory_dynamodb import MemoryTable

from clippings.storage import watches as module
from clippings.storage.keys import Keys, PlanKey
from clippings.storage.table import Table
from clippings.storage.watches import Match, TooManyWatches, Watches, new_watch_id

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def table() -> Table:
    memory = MemoryTable()
    return Table(memory.client, "articles")  # type: ignore[arg-type]


def test_a_stored_watch_is_found(table: Table) -> None:
    watches = Watches(table)
    made = watches.make(new_watch_id("k1"), "Bridges", {"q": "bridge", "filters": {"tag": ["a"]}}, NOW, "k1.feed")
    assert watches.get(made.id) == made
    assert (made.key_id, made.feed) == ("k1", "k1.feed")
    assert watches.get("k1.0000000000000000") is None


def test_watches_are_listed_by_key_newest_first(table: Table) -> None:
    watches = Watches(table)
    first, second = (
        watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW + timedelta(hours=n), "f") for n in range(2)
    )
    watches.make(new_watch_id("k2"), None, {"q": "ferry"}, NOW, "f")
    assert watches.of_key("k1") == [second, first]


def test_the_number_of_watches_is_limited(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WATCHES", 2)
    watches = Watches(table)
    for _ in range(2):
        made = watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW, "f")
    with pytest.raises(TooManyWatches):
        watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW, "f")
    watches.delete(made.id)
    watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW, "f")


def test_a_watch_is_active_while_its_key_is(table: Table) -> None:
    watches, keys = Watches(table), Keys(table, lambda: None)
    made = watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW, "f")
    assert watches.active() == []
    keys.synchronize([PlanKey("k1", "f1", frozenset({"feeds"}))], NOW)
    assert watches.active() == [made]
    keys.synchronize([], NOW)
    assert watches.active() == []


def test_matches_are_read_newest_first_in_pages(table: Table) -> None:
    watches = Watches(table)
    watch = watches.make(new_watch_id("k1"), None, {"q": "bridge"}, NOW, "f")
    for n in range(3):
        match = Match(watch, f"a{n}", "r", "stored", NOW + timedelta(hours=n), {"id": f"a{n}", "title": f"T{n}"})
        assert not watches.is_recorded(match)
        watches.record(match)
        assert watches.is_recorded(match)
    page = watches.matches(watch.id, limit=2)
    assert [item["id"] for item in page.items] == ["a2", "a1"]
    rest = watches.matches(watch.id, limit=2, position=page.position)
    assert ([item["title"] for item in rest.items], rest.position) == (["T0"], None)
