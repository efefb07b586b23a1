"""Reading articles: the record of a withdrawn one, what is read again, and which copies are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.support.stored_records import revisions_of
from tests.unit.storage.conftest import FIRST, MORNING, NOW, URL, file, prose, to_article, to_capture

from clippings import enrich
from clippings.errors import Conflict, InvalidRequest
from clippings.storage import Wiring, articles
from clippings.storage.article_record import ArticleRecord, record_key

NOBODY = "a" * 26


def amend(store: Wiring, article_id: str, **fields: Any) -> None:
    """Write *fields* into the record of an article."""
    record = store.table.get(*record_key(article_id))
    assert record is not None
    store.table.put(record | fields)


def file_at(store: Wiring, url: str, *paragraphs: str, hours: float = 0, **fields: Any) -> str:
    """File an article of another address under a key of its own, and return its id."""
    capture = replace(to_capture(hours, key=url), source_url=url)
    article = enrich(to_article(*paragraphs, url=url, canonical_url=url, **fields), capture, NOW)
    return store.articles.file(article, capture, FIRST, NOW).article_id


def test_an_unknown_id_has_no_article(store: Wiring) -> None:
    assert store.articles.get(NOBODY) is None
    assert store.articles.get_record(NOBODY) is None
    assert store.articles.get_revision(NOBODY, "any") is None
    assert store.articles.duplicates(NOBODY) == ()


def test_the_json_of_an_article_includes_revision_and_times(store: Wiring) -> None:
    filed = file(store)
    stored = store.articles.get(filed.article_id)
    assert stored is not None
    assert stored.article is not None
    added = {
        "revision": filed.revision,
        "captured_at": "2026-03-02T06:00:00.000000Z",
        "stored_at": "2026-03-09T12:00:00.000000Z",
    }
    assert stored.to_dict() == stored.article.to_dict() | added


def test_a_withdrawn_article_shows_its_record_and_no_content(store: Wiring) -> None:
    filed = file(store)
    amend(store, filed.article_id, withdrawn_at="2026-03-09T12:00:00.000000Z")
    for stored in (store.articles.get(filed.article_id), store.articles.get_revision(filed.article_id, filed.revision)):
        assert stored is not None
        assert stored.article is None
        assert stored.record.withdrawn_at == NOW
        with pytest.raises(ValueError, match="no content"):
            stored.to_dict()


@pytest.mark.parametrize("read", ["get", "get_revision"])
def test_an_article_withdrawn_during_a_read_is_shown_as_withdrawn(
    store: Wiring, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    monkeypatch.setattr("clippings.storage.contents.MAX_INLINE", 0)
    filed = file(store)
    get, taken = store.parsed.get, []

    def late(key: str) -> bytes | None:
        if not taken:
            taken.append(key)
            store.withdrawals.withdraw(filed.article_id, "by request", NOW)
        return get(key)

    monkeypatch.setattr(store.parsed, "get", late)
    named = (filed.article_id,) if read == "get" else (filed.article_id, filed.revision)
    stored = getattr(store.articles, read)(*named)
    assert (stored.article, stored.record.withdrawn_at is not None) == (None, True)


def test_an_article_shows_the_day_under_which_it_is_listed(store: Wiring) -> None:
    """It has no date of its own, and its content was stored before an earlier capture came."""
    filed = file(store, published=None)
    file(store, hours=-48, published=None)
    stored = store.articles.get(filed.article_id)
    assert stored is not None
    assert stored.article is not None
    assert stored.article.day == date(2026, 2, 28)


def test_an_undated_former_revision_shows_the_day_of_its_first_capture(
    store: Wiring,
) -> None:
    """Captures of one text share its content, which was stored by the capture that was filed first."""
    file(store, "Before.", hours=0, published=None)
    for hours in (72, 24, 96):
        filed = file(store, "The bridge opens.", hours=hours, published=None)
    file(store, "It is open.", hours=120, published=None)
    record = store.articles.get_record(filed.article_id)
    assert record is not None
    latest, former, _ = store.articles.revisions(record)
    for revision, day in ((former, "2026-03-03"), (latest, "2026-03-02")):
        article = store.articles.get_content(record, revision).article
        assert article is not None
        assert article.day == date.fromisoformat(day)


def test_a_revision_is_found_by_any_of_its_captures(store: Wiring) -> None:
    first = file(store)
    file(store, hours=1)
    (revision,) = revisions_of(store, first.article_id)
    assert len(revision.members) == 2
    for name in revision.members:
        stored = store.articles.get_revision(first.article_id, name)
        assert stored is not None
        assert stored.revision == first.revision


def test_the_current_revision_is_read_without_reading_captures(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    file(store, "The bridge opens.")
    current = file(store, "The bridge is open.", hours=1)
    file(store, "The bridge is open.", hours=2)
    by_any_capture = store.articles.get_revision(
        current.article_id, revisions_of(store, current.article_id)[0].members[1]
    )
    monkeypatch.setattr(store.table, "query", lambda *_, **__: pytest.fail("captures were read"))
    assert store.articles.get_revision(current.article_id, current.revision) == by_any_capture


def test_a_revision_of_another_article_is_not_found(store: Wiring) -> None:
    filed = file(store)
    assert store.articles.get_revision(filed.article_id, "another") is None


def test_a_content_replaced_during_a_read_is_read_again_under_its_new_name(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = file(store)
    load, calls = store.archive.load_with_key, []

    def replaced_once(article_id: str, name: str) -> Any:
        calls.append(name)
        if len(calls) == 1:
            raise Conflict
        return load(article_id, name)

    monkeypatch.setattr(store.archive, "load_with_key", replaced_once)
    stored = store.articles.get(filed.article_id)
    assert stored is not None
    assert stored.article is not None
    assert len(calls) == 2


def test_the_second_read_of_a_record_is_consistent(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = file(store)
    get, seen = store.table.get, []

    def watch(pk: str, sk: str, *, consistent: bool = False) -> Any:
        if sk == "RECORD":
            seen.append(consistent)
        return get(pk, sk, consistent=consistent)

    def always_replaced(*_: str) -> Any:
        raise Conflict

    monkeypatch.setattr(store.table, "get", watch)
    monkeypatch.setattr(store.archive, "load_with_key", always_replaced)
    with pytest.raises(Conflict, match="faster than it is read"):
        store.articles.get(filed.article_id)
    assert seen == [False, True, True]


def test_the_validator_changes_with_every_write_of_the_record_and_with_the_content(store: Wiring) -> None:
    filed = file(store)
    tags = []
    for hours in (0, 1):
        file(store, hours=hours)
        record = store.articles.get_record(filed.article_id)
        assert record is not None
        tags.append(record.etag)
    item = store.table.get(*record_key(filed.article_id))
    assert item is not None
    tags.append(ArticleRecord.from_item(item | {"content": "other"}).etag)
    assert len(set(tags)) == 3


def test_an_address_leads_to_its_article_in_any_spelling(store: Wiring) -> None:
    filed = file(store, addresses=(f"{URL}/amp",))
    for url in (URL, f"{URL}/?utm_source=x#top", URL.replace("https://", "HTTP://www."), f"{URL}/amp"):
        assert store.articles.find_by_address(url) == filed.article_id
    assert store.articles.find_by_address("https://news.example/another") is None


@pytest.mark.parametrize("url", ["", "ftp://news.example/a", "javascript:alert(1)", "https://", "/2026/03/02/a"])
def test_an_invalid_address_is_an_invalid_request(store: Wiring, url: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        store.articles.find_by_address(url)
    assert refused.value.parameter == "url"


TEXT = prose("first")


def test_copies_are_sorted_by_similarity_to_the_article(store: Wiring) -> None:
    mine = file_at(store, "https://news.example/mine", *TEXT)
    part = file_at(store, "https://other.example/part", *TEXT[:9], hours=1, publisher="Other")
    same = file_at(store, "https://third.example/same", *TEXT, hours=2, publisher="Third")
    file_at(store, "https://news.example/unlike", *prose("second"))
    found = store.articles.duplicates(mine)
    assert [each.id for each in found] == [same, part]
    assert [each.likeness.relation for each in found] == ["same", "contains"]
    assert found[0].short["publisher"] == "Third"
    assert [each.original for each in found] == [mine, mine]


def test_a_withdrawn_copy_is_not_shown(store: Wiring) -> None:
    mine = file_at(store, "https://news.example/mine", *TEXT)
    copy = file_at(store, "https://other.example/copy", *TEXT)
    amend(store, copy, withdrawn_at="2026-03-09T12:00:00.000000Z")
    assert store.articles.duplicates(mine) == ()


def test_a_text_too_short_for_a_sketch_has_no_copies(store: Wiring) -> None:
    mine = file_at(store, "https://news.example/mine", "Short.")
    file_at(store, "https://other.example/copy", "Short.")
    assert store.articles.duplicates(mine) == ()


def test_a_text_that_only_shares_a_band_is_not_a_copy(store: Wiring) -> None:
    mine = file_at(store, "https://news.example/mine", *TEXT)
    other = file_at(store, "https://other.example/unlike", *prose("second"))
    record, unlike = store.articles.get_record(mine), store.articles.get_record(other)
    assert record is not None
    assert unlike is not None
    row = store.table.get(f"BAND#{unlike.bands[0]}", other)
    assert row is not None
    store.table.put(row | {"pk": f"BAND#{record.bands[0]}"})
    assert store.articles.duplicates(mine) == ()


def test_an_article_without_rows_has_no_copies(store: Wiring) -> None:
    """Listings follow the record; a reader may come in between."""
    mine = file_at(store, "https://news.example/mine", *TEXT)
    file_at(store, "https://other.example/copy", *TEXT)
    record = store.articles.get_record(mine)
    assert record is not None
    for band in record.bands:
        store.table.delete((f"BAND#{band}", mine))
    assert store.articles.duplicates(mine) == ()


def test_copies_are_found_although_the_article_is_not_among_the_first_rows_of_a_band(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agency's text in hundreds of papers: no more rows of a band are read than MAX_IN_BAND."""
    monkeypatch.setattr(articles, "MAX_IN_BAND", 3)
    ids = sorted(file_at(store, f"https://paper-{n}.example/copy", *TEXT) for n in range(6))
    assert [each.id for each in store.articles.duplicates(ids[-1])] == ids[:3]


def test_the_number_of_copies_is_limited(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MAX_DUPLICATES", 2)
    ids = [file_at(store, f"https://paper-{n}.example/copy", *TEXT) for n in range(4)]
    assert len(store.articles.duplicates(ids[0])) == 2


def test_an_article_is_first_seen_at_its_earliest_capture_and_captured_at_its_latest(store: Wiring) -> None:
    filed = file(store, hours=5)
    file(store, hours=1)
    record = store.articles.get_record(filed.article_id)
    assert record is not None
    assert record.first_seen == MORNING + timedelta(hours=1)
    assert record.captured_at == MORNING + timedelta(hours=5)
