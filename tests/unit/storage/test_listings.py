"""The rows that follow a record: which are written, which are deleted, and what happens when two write at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.stored_records import to_record as record_of
from tests.unit.storage.conftest import NOW, prose, to_enriched

from clippings.article import EnrichedArticle
from clippings.errors import Conflict
from clippings.settings import ListingCaps
from clippings.short_form import to_short
from clippings.storage import Wiring
from clippings.storage.article_record import ArticleRecord, record_key
from clippings.storage.attributes import Item
from clippings.storage.listings import MAX_PASSES, Lister
from clippings.storage.rows import to_listed, to_sketch

DAY = "2026-03-02"
CAPS = ListingCaps()


def to_record(article: EnrichedArticle, version: int = 1, **more: Any) -> ArticleRecord:
    listed, short = to_listed(article, DAY, CAPS, 1), to_short(article, DAY)
    return record_of("a", **({"version": version, "listed": listed, "short": short} | more))


def put(store: Wiring, record: ArticleRecord) -> None:
    store.table.put(record.to_item())


def places(record: ArticleRecord) -> set[Any]:
    return record.listed.keys("a") if record.listed else set()


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


def sketch(_record: ArticleRecord) -> Item:
    return to_sketch(ONE, "2026-03-02T06:00:00.000000Z")


def test_a_new_record_has_a_row_under_each_of_its_facets_and_bands(store: Wiring) -> None:
    record = to_record(ONE)
    put(store, record)
    lister(store).update_rows(record, None, sketch)
    assert rows(store) == places(record)


def test_rows_of_former_facets_are_deleted(store: Wiring) -> None:
    before = to_record(ONE)
    after = to_record(TWO, 2, stale=(before.listed,))
    lister_ = lister(store)
    put(store, before)
    lister_.update_rows(before, None, sketch)
    put(store, after)
    lister_.update_rows(after, before, sketch)
    assert rows(store) == places(after)
    assert "stale" not in (store.table.get(*record_key("a")) or {})


def test_only_changed_rows_are_written(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_record(ONE)
    after = to_record(TWO, 2, stale=(before.listed,), short=before.short)
    lister_ = lister(store)
    put(store, before)
    lister_.update_rows(before, None, sketch)
    put(store, after)
    written: list[Any] = []
    monkeypatch.setattr(store.table, "write_many", lambda puts, _deletes: written.extend(puts))
    lister_.update_rows(after, after, sketch)
    assert [row for row in written if row["pk"].startswith("FACET#")] == []


def test_a_withdrawn_article_has_no_rows(store: Wiring) -> None:
    record = to_record(ONE)
    put(store, record)
    lister(store).update_rows(record, None, sketch)
    ended = replace(record, withdrawn_at=NOW, version=2)
    put(store, ended)
    lister(store).update_rows(ended, None, sketch)
    assert rows(store) == set()


def test_rows_of_a_crashed_delivery_are_deleted(store: Wiring) -> None:
    record, crashed = to_record(ONE), to_record(TWO)
    lister(store).update_rows(crashed, None, sketch)
    put(store, record)
    lister(store).update_rows(
        record,
        None,
        sketch,
        frozenset({crashed.listed}),  # type: ignore[arg-type]
    )
    assert rows(store) == places(record)


class Overtaken:
    """A table in which another writer stores a newer record at each of the first *times* reads."""

    def __init__(self, store: Wiring, newer: list[ArticleRecord], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.newer, self.get = store, newer, store.table.get
        monkeypatch.setattr(store.table, "get", self._get)

    def _get(self, pk: str, sk: str, *, consistent: bool = False) -> Item | None:
        if self.newer:
            put(self.store, self.newer.pop(0))
        return self.get(pk, sk, consistent=consistent)


def test_an_overtaken_writer_writes_the_rows_of_the_newer_record(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, newer = to_record(ONE), to_record(TWO, 2)
    put(store, mine)
    Overtaken(store, [newer], monkeypatch)
    lister(store).update_rows(mine, None, sketch)
    assert rows(store) == places(newer)


def test_an_always_overtaken_writer_leaves_the_retry_to_the_queue(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [to_record(ONE, version) for version in range(2, 99)]
    overtaken = Overtaken(store, newer, monkeypatch)
    with pytest.raises(Conflict, match="other writers"):
        lister(store).update_rows(to_record(ONE), None, sketch)
    assert 97 - len(overtaken.newer) == MAX_PASSES


def test_stale_rows_are_left_to_the_writer_that_came_in_between(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """It read the record before the places were settled, and counts on finding them in it."""
    stale = (to_record(TWO).listed,)
    mine, theirs = to_record(ONE, 1, stale=stale), to_record(ONE, 2, stale=stale)
    put(store, mine)
    write_one = store.table.write_one

    def late(write: Any) -> None:
        put(store, theirs)
        write_one(write)

    monkeypatch.setattr(store.table, "write_one", late)
    lister(store).update_rows(mine, None, sketch)
    assert (store.table.get(*record_key("a")) or {})["stale"] == [each.to_item() for each in stale if each]


def test_a_month_is_registered_once_per_container(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    write_many, months = store.table.write_many, list[str]()

    def watch(puts: Any = (), deletes: Any = ()) -> None:
        puts = list(puts)
        months.extend(row["sk"] for row in puts if row["pk"] == "MONTHS")
        write_many(puts, deletes)

    monkeypatch.setattr(store.table, "write_many", watch)
    record, lister_ = to_record(ONE), lister(store)
    put(store, record)
    for _ in range(2):
        lister_.update_rows(record, None, sketch)
    assert months == ["2026-03"]
    lister(store).update_rows(record, None, sketch)
    assert months == ["2026-03", "2026-03"]


def test_a_text_too_short_for_a_sketch_has_no_bands(store: Wiring) -> None:
    record = to_record(to_enriched("Short."))
    put(store, record)

    def never(_record: ArticleRecord) -> Item:
        pytest.fail("a sketch was asked for")

    lister(store).update_rows(record, None, never)
    assert not any(key[0].startswith("BAND#") for key in rows(store))
