"""The rows that follow a record: what is written, what is deleted, and who sees to it when two write at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.storage.conftest import prose, to_enriched

from clippings.article import EnrichedArticle
from clippings.errors import Conflict
from clippings.settings import ListingCaps
from clippings.short_form import to_short
from clippings.storage import Wiring
from clippings.storage.attributes import Item
from clippings.storage.listings import MAX_PASSES, Lister
from clippings.storage.placement import record_key
from clippings.storage.rows import Listed, to_listed, to_sketch

DAY = "2026-03-02"
CAPS = ListingCaps()


def to_record(article: EnrichedArticle, version: int = 1, **more: Any) -> Item:
    pk, sk = record_key("a")
    listed, short = to_listed(article, DAY, CAPS, 1), to_short(article, DAY)
    return {"pk": pk, "sk": sk, "id": "a", "version": version, "listed_as": listed.to_item(), "short": short} | more


def places(record: Item) -> set[Any]:
    return Listed.from_item(record["listed_as"]).keys("a")


def rows(store: Wiring) -> set[Any]:
    """The keys of every listing and band of the table."""
    found = store._dynamodb.scan(TableName="articles")["Items"]
    keys = {(item["pk"]["S"], item["sk"]["S"]) for item in found}
    return {key for key in keys if key[0].startswith(("FACET#", "BAND#"))}


def lister(store: Wiring) -> Lister:
    return Lister(store.table, 1, CAPS)


ONE = to_enriched(*prose("text"), tags=("Bridges", "Traffic"))
TWO = to_enriched(*prose("text"), tags=("Bridges", "Ferries"))
WITHOUT: dict[str, Item] = {"v": {}}


def sketch(_record: Item) -> Item:
    return to_sketch(ONE, "2026-03-02T06:00:00.000000Z")


def test_a_new_record_has_a_row_under_each_of_its_facets_and_bands(store: Wiring) -> None:
    record = to_record(ONE)
    store.table.put(record)
    lister(store).follow("a", record, None, sketch)
    assert rows(store) == places(record)


def test_what_an_article_is_no_longer_listed_under_goes_and_is_forgotten(store: Wiring) -> None:
    before = to_record(ONE)
    after = to_record(TWO, 2, stale=[before["listed_as"]])
    lister_ = lister(store)
    store.table.put(before)
    lister_.follow("a", before, None, sketch)
    store.table.put(after)
    lister_.follow("a", after, before, sketch)
    assert rows(store) == places(after)
    assert "stale" not in (store.table.get(*record_key("a")) or {})


def test_only_rows_that_say_something_new_are_written(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_record(ONE)
    after = to_record(TWO, 2, stale=[before["listed_as"]]) | {"short": before["short"]}
    lister_ = lister(store)
    store.table.put(before)
    lister_.follow("a", before, None, sketch)
    store.table.put(after)
    written: list[Any] = []
    monkeypatch.setattr(store.table, "write_many", lambda puts, _deletes: written.extend(puts))
    lister_.follow("a", after, after, sketch)
    assert [row for row in written if row["pk"].startswith("FACET#")] == []


@pytest.mark.parametrize("end", [{"withdrawn_at": "2026-03-09T12:00:00.000000Z"}, {"moved_to": "b"}])
def test_an_article_that_went_or_moved_has_no_row_left(store: Wiring, end: dict[str, str]) -> None:
    record = to_record(ONE)
    store.table.put(record)
    lister(store).follow("a", record, None, sketch)
    ended = record | end | {"version": 2}
    store.table.put(ended)
    lister(store).follow("a", ended, None, sketch)
    assert rows(store) == set()


def test_places_that_a_crashed_delivery_may_have_written_are_cleared(store: Wiring) -> None:
    record, crashed = to_record(ONE), to_record(TWO)
    store.table.put(record)
    lister(store).follow("a", crashed | {"pk": "ARTICLE#other"}, None, sketch)
    lister(store).follow("a", record, None, sketch, frozenset({Listed.from_item(crashed["listed_as"])}))
    assert rows(store) == places(record)


class Overtaken:
    """Stands before a table in which somebody writes a newer record each time that it is read, *times* over."""

    def __init__(self, store: Wiring, newer: list[Item], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.newer, self.get = store, newer, store.table.get
        monkeypatch.setattr(store.table, "get", self._get)

    def _get(self, pk: str, sk: str, *, consistent: bool = False) -> Item | None:
        if self.newer:
            self.store.table.put(self.newer.pop(0))
        return self.get(pk, sk, consistent=consistent)


def test_a_writer_that_is_overtaken_sees_to_the_rows_of_the_newer_record(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, newer = to_record(ONE), to_record(TWO, 2)
    store.table.put(mine)
    Overtaken(store, [newer], monkeypatch)
    lister(store).follow("a", mine, None, sketch)
    assert rows(store) == places(newer)


def test_a_writer_that_is_always_overtaken_leaves_it_to_the_queue(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [to_record(ONE, version) for version in range(2, 99)]
    overtaken = Overtaken(store, newer, monkeypatch)
    with pytest.raises(Conflict, match="overtaken"):
        lister(store).follow("a", to_record(ONE), None, sketch)
    assert 97 - len(overtaken.newer) == MAX_PASSES


def test_stale_places_are_left_to_a_writer_who_came_in_between(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """It read the record before the places were settled, and counts on finding them in it."""
    stale = [to_record(TWO)["listed_as"]]
    mine, theirs = to_record(ONE, 1, stale=stale), to_record(ONE, 2, stale=stale)
    store.table.put(mine)
    write_one = store.table.write_one

    def late(write: Any) -> None:
        store.table.put(theirs)
        write_one(write)

    monkeypatch.setattr(store.table, "write_one", late)
    lister(store).follow("a", mine, None, sketch)
    assert (store.table.get(*record_key("a")) or {})["stale"] == stale


def test_a_month_is_named_once_a_container(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    write_many, months = store.table.write_many, list[str]()

    def watch(puts: Any = (), deletes: Any = ()) -> None:
        puts = list(puts)
        months.extend(row["sk"] for row in puts if row["pk"] == "MONTHS")
        write_many(puts, deletes)

    monkeypatch.setattr(store.table, "write_many", watch)
    record, lister_ = to_record(ONE), lister(store)
    store.table.put(record)
    for _ in range(2):
        lister_.follow("a", record, None, sketch)
    assert months == ["2026-03"]
    lister(store).follow("a", record, None, sketch)
    assert months == ["2026-03", "2026-03"]


def test_a_text_too_short_to_be_known_again_has_no_band(store: Wiring) -> None:
    record = to_record(to_enriched("Short."))
    store.table.put(record)

    def never(_record: Item) -> Item:
        pytest.fail("a sketch was asked for")

    lister(store).follow("a", record, None, never)
    assert not any(key[0].startswith("BAND#") for key in rows(store))
