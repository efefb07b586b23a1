"""The record of an article and its item in the table."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from tests.support.stored_records import to_record
from tests.unit.storage.conftest import NOW

from clippings.storage import Wiring
from clippings.storage.article_record import ArticleRecord, conditional_write
from clippings.storage.rows import Listed

LISTED = Listed("2026-03-02#00#a", ("p:gazette",), ("0#band",))
FULL = to_record(
    short={"id": "a", "title": "The bridge opens"},
    listed=LISTED,
    stale=(replace(LISTED, at="2026-03-01#00#a"),),
    big=True,
    withdrawn_at=NOW,
    removed_at=NOW + timedelta(microseconds=1),
    reason="by request",
    copies=("b",),
)


@pytest.mark.parametrize("record", [to_record(), FULL, replace(FULL, copies=())], ids=["plain", "full", "no copies"])
def test_a_record_survives_writing_and_reading(store: Wiring, record: ArticleRecord) -> None:
    store.table.put(record.to_item())
    item = store.table.get(*record.key)
    assert item is not None
    assert ArticleRecord.from_item(item) == record


def test_the_full_record_sets_every_field() -> None:
    plain = to_record()
    changed = {each.name for each in fields(FULL) if getattr(FULL, each.name) != getattr(plain, each.name)}
    assert changed == {"short", "listed", "stale", "big", "withdrawn_at", "removed_at", "reason", "copies"}


def test_empty_values_are_not_stored() -> None:
    assert {"stale", "big", "withdrawn_at", "reason", "copies", "listed_as"} & to_record().to_item().keys() == set()


def test_a_withdrawn_article_is_in_no_list() -> None:
    assert to_record(listed=LISTED).is_listed
    assert not replace(FULL, removed_at=None).is_listed


def test_a_write_is_conditional_on_the_version_that_was_read() -> None:
    assert conditional_write(to_record(), None).condition == "attribute_not_exists(pk)"
    assert conditional_write(to_record(version=8), to_record(version=7)).values == {":version": 7}
