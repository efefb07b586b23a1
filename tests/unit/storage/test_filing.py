"""Filing one capture: the transaction, who may write it, and what is done where somebody else was first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.storage.conftest import FIRST, NOW, URL, file, revisions_of, to_article, to_capture, to_enriched

from clippings import enrich
from clippings.enrichment.identity import short_hash
from clippings.errors import Conflict
from clippings.storage import Wiring
from clippings.storage.filing import CHANGE_DAYS, MAX_ATTEMPTS, Filing, change_item, guarded
from clippings.storage.placement import record_key
from clippings.storage.table import Write

RECORD = {"id": "a", "revision": "r", "short": {"title": "The bridge opens"}}
DAY = timedelta(days=1)


def record_of(store: Wiring, article_id: str) -> dict[str, Any]:
    record = store.table.get(*record_key(article_id), consistent=True)
    assert record is not None
    return record


def watch_transactions(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> list[list[Write]]:
    """Return what every transaction of *store* writes from now on."""
    transact, seen = store.table.transact, list[list[Write]]()

    def watched(writes: Iterable[Write]) -> None:
        seen.append(list(writes))
        transact(seen[-1])

    monkeypatch.setattr(store.table, "transact", watched)
    return seen


def test_a_page_with_forty_addresses_into_which_two_articles_move_is_one_transaction_of_twenty_actions(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was filed by its key and by its address before it declared the canonical address, which is another's."""
    nameless = replace(to_capture(key="saved.html"), source_url=None)
    article = enrich(to_article("By its key.", url=None, canonical_url=None), nameless, NOW)
    by_key = store.articles.file(article, nameless, FIRST, NOW)
    by_address = file(store, "By its address.", canonical_url=None)
    owner = file(store, url=f"{URL}-whole", canonical_url=f"{URL}-whole", key="whole.html")
    seen = watch_transactions(store, monkeypatch)
    addresses = tuple(f"{URL}-in-form-{n}" for n in range(40))
    filed = file(store, hours=1, key="saved.html", canonical_url=f"{URL}-whole", addresses=addresses)
    assert filed.article_id == owner.article_id
    assert {record_of(store, each.article_id)["moved_to"] for each in (by_key, by_address)} == {owner.article_id}
    assert len(seen) == 1
    assert len(seen[0]) <= 20
    assert store.articles.find_by_address(addresses[0]) == owner.article_id


def test_a_write_holds_only_where_the_record_is_the_one_that_was_read(store: Wiring) -> None:
    filed = file(store)
    read = record_of(store, filed.article_id)
    store.table.transact([guarded(read | {"version": read["version"] + 1}, read)])
    with pytest.raises(Conflict):
        store.table.transact([guarded(read | {"version": read["version"] + 1}, read)])


def test_a_first_write_holds_only_where_there_is_no_record_yet(store: Wiring) -> None:
    filed = file(store)
    with pytest.raises(Conflict):
        store.table.transact([guarded(record_of(store, filed.article_id), None)])


class Losing:
    """Stands before a table whose first *times* transactions somebody else wins."""

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


def test_a_writer_who_loses_pauses_reads_what_was_written_and_tries_again(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    losing = Losing(store, monkeypatch, 2)
    assert file(store).outcome == "stored"
    assert len(losing.pauses) == 2
    assert losing.consistent == [False, True, True]


def test_a_writer_who_always_loses_leaves_it_to_the_queue(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    losing = Losing(store, monkeypatch, 1_000)
    with pytest.raises(Conflict):
        file(store)
    assert 1_000 - losing.left == MAX_ATTEMPTS
    assert len(losing.pauses) == MAX_ATTEMPTS - 1


def test_articles_that_move_in_a_circle_are_a_conflict_and_no_endless_loop(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.table, "pause", lambda _: None)
    filed = file(store)
    record = record_of(store, filed.article_id)
    store.table.put(record | {"moved_to": "b" * 26})
    store.table.put(record | {"pk": f"ARTICLE#{'b' * 26}", "id": "b" * 26, "moved_to": filed.article_id})
    with pytest.raises(Conflict, match="moves on and on"):
        file(store, hours=1)


def test_a_capture_files_where_its_article_has_moved_to(store: Wiring) -> None:
    """The record that owned the address moved; the address still leads to it."""
    old, new = file(store), "b" * 26
    record = record_of(store, old.article_id)
    store.archive.copy_contents(old.article_id, new)
    for item in store.table.query_all(f"ARTICLE#{old.article_id}", ("CAPTURE#", "CAPTURE#~")):
        store.table.put(item | {"pk": f"ARTICLE#{new}"})
    store.table.put(record | {"pk": f"ARTICLE#{new}", "id": new})
    store.table.put(record | {"moved_to": new})
    assert file(store, "Another text.", hours=1).article_id == new


def test_an_article_that_moves_takes_its_history_along_and_leaves_where_it_went(store: Wiring) -> None:
    """A page was saved by hand without an address; a crawl brought the canonical; then the saved page shows it too."""
    nameless = replace(to_capture(key="saved.html"), source_url=None)
    article = enrich(to_article("As it was saved.", url=None, canonical_url=None), nameless, NOW)
    saved = store.articles.file(article, nameless, FIRST, NOW)
    crawled = file(store, "As it was crawled.", hours=1)
    file(store, "As it was crawled.", hours=2, key="saved.html")
    record = record_of(store, saved.article_id)
    assert record["moved_to"] == crawled.article_id
    texts = [
        found.article.text
        for each in revisions_of(store, crawled.article_id)
        if (found := store.articles.get_revision(crawled.article_id, each.id)) and found.article
    ]
    assert texts == ["As it was crawled.", "As it was saved."]
    rows = store.lists.page("publisher", "Gazette").items
    assert [row["id"] for row in rows] == [crawled.article_id]


def test_an_address_that_only_the_older_article_declared_leads_through_its_record_to_where_it_moved(
    store: Wiring,
) -> None:
    amp = f"{URL}/amp-of-it"
    owner = file(store, url=f"{URL}-whole", canonical_url=f"{URL}-whole", key="whole.html")
    older = file(store, canonical_url=None, addresses=(amp,))
    file(store, hours=1, canonical_url=f"{URL}-whole")
    assert store.articles.find_by_address(URL) == owner.article_id
    assert store.articles.find_by_address(amp) == older.article_id
    assert record_of(store, older.article_id)["moved_to"] == owner.article_id


def test_an_article_that_gains_a_canonical_address_keeps_its_id(store: Wiring) -> None:
    before = file(store, canonical_url=None)
    after = file(store, hours=1, canonical_url=f"{URL}-at-last")
    assert after.article_id == before.article_id == short_hash(URL)
    assert store.articles.find_by_address(f"{URL}-at-last") == before.article_id
    assert not record_of(store, before.article_id)["provisional"]


def test_a_capture_that_changes_nothing_names_the_revision_that_stands(store: Wiring) -> None:
    first = file(store)
    assert file(store) == Filing(first.article_id, "stored", first.revision)
    assert file(store, hours=1) == Filing(first.article_id, "unchanged", first.revision)


def test_a_withdrawn_article_takes_no_capture_and_names_itself(store: Wiring) -> None:
    filed = file(store)
    store.table.put(record_of(store, filed.article_id) | {"withdrawn_at": "2026-03-09T12:00:00.000000Z"})
    assert file(store, "Another text.", hours=1) == Filing(filed.article_id, "withdrawn")


def test_the_news_of_a_change_name_the_article_and_last_for_ninety_days() -> None:
    item = change_item(RECORD, "revised", NOW, 1)
    assert (item["pk"], item["sk"]) == ("CHANGES#2026-03-09", "2026-03-09T12:00:00.000000Z#a")
    assert (item["change"], item["revision"], item["title"], item["url"]) == (
        "revised",
        "r",
        "The bridge opens",
        None,
    )
    assert item["expires_at"] == int((NOW + CHANGE_DAYS * DAY).timestamp())


def test_the_news_of_a_day_are_shared_out_among_its_shards() -> None:
    places = {change_item(RECORD | {"id": f"article-{n}"}, "stored", NOW, 4)["pk"] for n in range(200)}
    assert places == {"CHANGES#2026-03-09", *(f"CHANGES#2026-03-09#{n}" for n in (1, 2, 3))}


def test_a_record_knows_the_days_of_its_news_as_long_as_these_can_be_read(store: Wiring) -> None:
    """By these a withdrawal finds what followers can still read of it."""
    for days, text in ((0, "One."), (1, "Two."), (91, "Three.")):
        filed = file(store, text, hours=24 * days, now=NOW + days * DAY)
    assert record_of(store, filed.article_id)["told"] == ["2026-03-10", "2026-06-08"]


def test_a_capture_that_is_no_news_tells_nothing(store: Wiring) -> None:
    filed = file(store)
    file(store, hours=30, now=NOW + DAY)
    assert record_of(store, filed.article_id)["told"] == ["2026-03-09"]
    assert len(store.changes.page(now=NOW + 2 * DAY).items) == 1


def test_an_address_that_another_article_took_meanwhile_is_a_conflict_and_writes_nothing(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages declare the same AMP address at once: the loser reads again, and leaves it to its owner."""
    amp = "https://news.example/short/77"
    get_many, raced = store.table.get_many, []

    def race(keys: Any, *, consistent: bool = False) -> Any:
        found = get_many(keys, consistent=consistent)
        if not raced:
            raced.append(True)
            file(store, url=f"{URL}-two", canonical_url=f"{URL}-two", addresses=(amp,), key="two.html")
        return found

    monkeypatch.setattr(store.table, "get_many", race)
    monkeypatch.setattr(store.table, "pause", lambda _: None)
    filed = file(store, addresses=(amp,))
    other = store.articles.find_by_address(f"{URL}-two")
    assert other not in (None, filed.article_id)
    assert store.articles.find_by_address(amp) == other
    assert store.articles.find_by_address(URL) == filed.article_id


def test_the_content_is_stored_before_the_record_that_names_it(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the two leaves a content that nobody names, never a record without one."""

    def crash(_writes: object) -> None:
        raise MemoryError

    monkeypatch.setattr(store.table, "transact", crash)
    with pytest.raises(MemoryError):
        file(store)
    article_id = to_enriched().id
    assert [item["sk"].split("#")[0] for item in store.table.query_all(f"ARTICLE#{article_id}")] == ["CONTENT"]
