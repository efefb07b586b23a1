"""Filing one capture: the transaction, its conditions, and what is done after another writer was first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.support.stored_records import to_record
from tests.unit.storage.conftest import FIRST, NOW, URL, file, prose, to_article, to_capture, to_enriched

from clippings import enrich
from clippings.enrichment.identity import short_hash
from clippings.errors import Conflict
from clippings.storage import Wiring
from clippings.storage.article_record import ArticleRecord, conditional_write, record_key
from clippings.storage.filing import CHANGE_DAYS, MAX_ATTEMPTS, Filing, change_item
from clippings.storage.placement import page_key
from clippings.storage.table import Write

DAY = timedelta(days=1)


def record_of(store: Wiring, article_id: str) -> ArticleRecord:
    item = store.table.get(*record_key(article_id), consistent=True)
    assert item is not None
    return ArticleRecord.from_item(item)


def watch_transactions(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> list[list[Write]]:
    """Return what every transaction of *store* writes from now on."""
    transact, seen = store.table.transact, list[list[Write]]()

    def watched(writes: Iterable[Write]) -> None:
        seen.append(list(writes))
        transact(seen[-1])

    monkeypatch.setattr(store.table, "transact", watched)
    return seen


def test_forty_addresses_are_written_in_one_transaction_of_at_most_twenty_actions(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch_transactions(store, monkeypatch)
    addresses = tuple(f"{URL}-in-form-{n}" for n in range(40))
    filed = file(store, addresses=addresses)
    assert len(seen) == 1
    assert len(seen[0]) <= 20
    assert store.articles.find_by_address(addresses[0]) == filed.article_id


def test_a_write_requires_the_record_that_was_read(store: Wiring) -> None:
    filed = file(store)
    read = record_of(store, filed.article_id)
    store.table.transact([conditional_write(replace(read, version=read.version + 1), read)])
    with pytest.raises(Conflict):
        store.table.transact([conditional_write(replace(read, version=read.version + 1), read)])


def test_a_first_write_requires_that_there_is_no_record(store: Wiring) -> None:
    filed = file(store)
    with pytest.raises(Conflict):
        store.table.transact([conditional_write(record_of(store, filed.article_id), None)])


class Losing:
    """A table whose first *times* transactions another writer wins."""

    def __init__(self, store: Wiring, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.pauses: list[float] = []
        self.consistent: list[bool] = []
        self.left = times
        self.transact, self.get_many = store.table.transact, store.table.get_many
        monkeypatch.setattr(store.table, "pause", self.pauses.append)
        monkeypatch.setattr(store.table, "transact", self._transact)
        monkeypatch.setattr(store.table, "get_many", self._get_many)

    def _transact(self, writes: Iterable[Write]) -> None:
        if self.left:
            self.left -= 1
            raise Conflict
        self.transact(writes)

    def _get_many(self, keys: Any, *, consistent: bool = False) -> Any:
        self.consistent.append(consistent)
        return self.get_many(keys, consistent=consistent)


def test_a_writer_that_loses_pauses_rereads_and_retries(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    losing = Losing(store, monkeypatch, 2)
    assert file(store).outcome == "stored"
    assert len(losing.pauses) == 2
    assert losing.consistent == [True, True, True]


def test_a_writer_that_always_loses_leaves_the_retry_to_the_queue(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    losing = Losing(store, monkeypatch, 1_000)
    with pytest.raises(Conflict):
        file(store)
    assert 1_000 - losing.left == MAX_ATTEMPTS
    assert len(losing.pauses) == MAX_ATTEMPTS - 1


@pytest.mark.parametrize("canonical_first", [True, False])
def test_uploads_with_and_without_canonical_address_have_one_result_in_every_order(
    store: Wiring, *, canonical_first: bool
) -> None:
    """Each capture names its article by itself; none of them moves when another arrives."""
    plain: dict[str, Any] = {"url": URL, "canonical_url": URL, "hours": 0}
    named: dict[str, Any] = {"url": URL, "canonical_url": f"{URL}-whole", "hours": 1}
    ids = {}
    for each in (named, plain, named) if canonical_first else (plain, named, plain):
        ids[each["canonical_url"]] = file(store, **each).article_id
    assert ids == {URL: short_hash(URL), f"{URL}-whole": short_hash(f"{URL}-whole")}
    assert {row["id"] for row in store.lists.page("publisher", ("Gazette",)).items} == set(ids.values())
    assert store.articles.find_by_address(URL) == short_hash(URL)
    assert store.articles.find_by_address(f"{URL}-whole") == short_hash(f"{URL}-whole")


def test_an_upload_without_address_does_not_change_the_article_at_the_claimed_address(
    store: Wiring,
) -> None:
    established = file(store, "The victim's text.")
    before = record_of(store, established.article_id)
    foreign = replace(to_capture(1, key="foreign.html"), source_url=None)
    article = enrich(to_article("Another text.", url=None), foreign, NOW)
    filed = store.articles.file(article, foreign, FIRST, NOW)
    assert filed.article_id != established.article_id
    assert record_of(store, established.article_id) == before
    assert store.articles.find_by_address(URL) == established.article_id


def test_a_capture_without_changes_names_the_current_revision(store: Wiring) -> None:
    first = file(store)
    assert file(store) == Filing(first.article_id, "stored", first.revision)
    assert file(store, hours=1) == Filing(first.article_id, "unchanged", first.revision)


def test_a_withdrawn_article_rejects_captures_with_its_id(store: Wiring) -> None:
    filed = file(store)
    store.table.put(replace(record_of(store, filed.article_id), withdrawn_at=NOW).to_item())
    assert file(store, "Another text.", hours=1) == Filing(filed.article_id, "withdrawn")


def test_a_change_item_names_the_article_and_expires() -> None:
    item = change_item(to_record(short={"title": "The bridge opens"}), "revised", NOW, 1)
    assert (item["pk"], item["sk"]) == ("CHANGES#2026-03-09", "2026-03-09T12:00:00.000000Z#a")
    assert (item["change"], item["revision"], item["title"], item["url"]) == (
        "revised",
        "r",
        "The bridge opens",
        None,
    )
    assert item["expires_at"] == int((NOW + CHANGE_DAYS * DAY).timestamp())


def test_changes_of_a_day_are_distributed_over_shards() -> None:
    places = {change_item(to_record(f"article-{n}"), "stored", NOW, 4)["pk"] for n in range(200)}
    assert places == {"CHANGES#2026-03-09", *(f"CHANGES#2026-03-09#{n}" for n in (1, 2, 3))}


def told(store: Wiring, article_id: str) -> list[str]:
    """Return the stamps of the changes with which the captures of an article were reported."""
    return sorted(sk.partition("#")[0] for each in store.archive.capture_records(article_id) for _, sk in each.told)


def test_a_capture_has_the_keys_of_its_change_rows(store: Wiring) -> None:
    """By these a withdrawal finds what followers can still read of it."""
    for days, text in ((0, "One."), (1, "Two.")):
        filed = file(store, text, hours=24 * days, now=NOW + days * DAY)
    assert told(store, filed.article_id) == ["2026-03-09T12:00:00.000000Z", "2026-03-10T12:00:00.000000Z"]


def test_changes_of_one_article_are_read_in_the_order_of_writing_despite_clock_skew(store: Wiring) -> None:
    file(store, "One.", now=NOW)
    filed = file(store, "Two.", hours=1, now=NOW - DAY)
    assert told(store, filed.article_id) == ["2026-03-09T12:00:00.000000Z", "2026-03-09T12:00:00.000001Z"]


def test_an_unreported_capture_has_no_change_row(store: Wiring) -> None:
    filed = file(store)
    file(store, hours=30, now=NOW + DAY)
    assert len(told(store, filed.article_id)) == 1
    assert len(store.changes.page(now=NOW + 2 * DAY).items) == 1


def test_an_address_taken_meanwhile_by_another_article_is_a_conflict(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages declare the same AMP address at once: the loser reads again, and leaves it to its owner."""
    amp = "https://news.example/short/77"
    get_many, raced = store.table.get_many, []

    def race(keys: Any, *, consistent: bool = False) -> Any:
        found = get_many(keys, consistent=consistent)
        if not raced:
            raced.append(True)
            two = f"{URL}-two"
            file(store, hours=-1, url=two, canonical_url=two, addresses=(amp,), key="two.html")
        return found

    monkeypatch.setattr(store.table, "get_many", race)
    monkeypatch.setattr(store.table, "pause", lambda _: None)
    filed = file(store, addresses=(amp,))
    other = store.articles.find_by_address(f"{URL}-two")
    assert other not in (None, filed.article_id)
    assert store.articles.find_by_address(amp) == other
    assert store.articles.find_by_address(URL) == filed.article_id


def test_record_and_content_are_written_in_one_transaction(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash before it leaves nothing behind, neither a content that nobody names nor a record without one."""

    def crash(_writes: object) -> None:
        raise MemoryError

    monkeypatch.setattr(store.table, "transact", crash)
    with pytest.raises(MemoryError):
        file(store)
    assert list(store.table.query_all(f"ARTICLE#{to_enriched().id}")) == []


def test_a_late_capture_keeps_the_current_sketch_and_dates_it_earlier(store: Wiring) -> None:
    """The sketch for near-duplicates, and which of two is the original, follow from all captures."""
    filed = file(store, *prose("current"), hours=5)
    bands = record_of(store, filed.article_id).bands
    before = [store.table.get(f"BAND#{band}", filed.article_id) or {} for band in bands]
    file(store, *prose("late"), hours=1)
    after = [store.table.get(f"BAND#{band}", filed.article_id) or {} for band in bands]
    assert len(bands) == 12
    assert [row["sketch"] for row in after] == [row["sketch"] for row in before]
    assert {row["seen"] for row in after} == {"2026-03-02T07:00:00.000000Z"}


def test_a_capture_filed_before_a_withdrawal_elsewhere_is_still_repaired(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its delivery ended after the transaction; then a variant of its page was taken down."""
    monkeypatch.setattr(store.lister, "update_rows", lambda *_: pytest.fail("crash", pytrace=False))
    with pytest.raises(pytest.fail.Exception):
        file(store)
    monkeypatch.undo()
    pk, sk = page_key(URL)
    store.table.put({"pk": pk, "sk": sk, "id": "withdrawn"})
    assert file(store).outcome == "stored"
    assert len(store.lists.page("publisher", ("Gazette",)).items) == 1
    assert file(store, hours=1) == Filing("withdrawn", "withdrawn")


def test_a_rejected_capture_deletes_the_object_of_its_interrupted_delivery(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its big content was put; before the transaction the function ended, and then the page was withdrawn."""
    monkeypatch.setattr("clippings.storage.contents.MAX_INLINE", 0)
    with monkeypatch.context() as crash:
        crash.setattr(store.table, "transact", lambda _: pytest.fail("crash", pytrace=False))
        with pytest.raises(pytest.fail.Exception):
            file(store)
    assert len(list(store.parsed.versions("content/"))) == 1
    pk, sk = page_key(URL)
    store.table.put({"pk": pk, "sk": sk, "id": "withdrawn"})
    assert file(store) == Filing("withdrawn", "withdrawn")
    assert list(store.parsed.versions("content/")) == []
