"""Taking an article down: the tombstone first; the next call repairs a crash, and no race undoes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.storage.conftest import FIRST, NOW, URL, Clients, file, prose, to_article, to_capture

from clippings import enrich
from clippings.errors import Conflict
from clippings.storage import Wiring
from clippings.storage.article_record import record_key
from clippings.storage.filing import MAX_ATTEMPTS
from clippings.storage.table import Write

WRITES = ("put_item", "delete_item", "batch_write_item", "transact_write_items", "delete_object", "put_object")
TEXT = prose("text")
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


class CrashError(Exception):
    """The function dies."""


class Dying:
    """A client that dies at its write number *at*, after it was done."""

    def __init__(self, client: Any, at: int) -> None:
        self.client, self.left = client, at

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        return (lambda **request: self._write(call, request)) if name in WRITES else call

    def _write(self, call: Any, request: Any) -> Any:
        answer = call(**request)
        self.left -= 1
        if self.left == 0:
            raise CrashError
        return answer


def items(store: Wiring) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store._dynamodb.scan(TableName="articles")["Items"]
    return found


def record_of(store: Wiring, article_id: str) -> dict[str, Any]:
    record = store.table.get(*record_key(article_id), consistent=True)
    assert record is not None
    return record


def upload_and_file(store: Wiring, clients: Clients, hours: float, *paragraphs: str) -> str:
    version = clients["s3"].put_object(Bucket="inbox", Key="pages/one.html", Body=b"<p>")["VersionId"]
    capture = replace(to_capture(hours), version=version)
    article = to_article(*paragraphs)
    store.objects.put_parsed(capture, article)
    return store.articles.file(enrich(article, capture, NOW), capture, FIRST, NOW).article_id


@pytest.mark.parametrize("at", range(1, 11))
def test_a_withdrawal_interrupted_after_any_write_is_finished_by_the_next(
    store: Wiring, clients: Clients, at: int
) -> None:
    article_id = upload_and_file(store, clients, 0, *TEXT)
    upload_and_file(store, clients, 1, *TEXT, "It ends.")
    dying = Wiring(store.settings, lambda service, _: Dying(clients[service], at))
    with pytest.raises(CrashError):
        dying.withdrawals.withdraw(article_id, "by request", LATER)
    assert ("withdrawn_at" in record_of(store, article_id)) is (at > 1)  # the first write announces the tombstone
    done = store.withdrawals.withdraw(article_id, "by request", LATER)
    assert done is not None
    assert done.done
    said = str(items(store))
    assert "The bridge opens" not in said
    assert TEXT[0] not in said
    assert URL not in said
    assert list(store.inbox.versions("")) == list(store.parsed.versions("")) == []
    assert [item["change"] for item in store.changes.page(now=LATER + HOUR).items] == ["withdrawn"]


def test_the_tombstone_is_written_before_anything_is_deleted(
    store: Wiring, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = upload_and_file(store, clients, 0, *TEXT)
    standing = len(items(store))
    monkeypatch.setattr(store.lister, "update_rows", lambda *_: pytest.fail("deleting", pytrace=False))
    with pytest.raises(pytest.fail.Exception):
        store.withdrawals.withdraw(article_id, "by request", LATER)
    assert len(items(store)) == standing + 1  # its change
    assert store.articles.get(article_id).article is None  # type: ignore[union-attr]


def test_a_tombstone_has_time_id_and_reason_and_no_text(store: Wiring) -> None:
    filed = file(store)
    store.withdrawals.withdraw(filed.article_id, "a court's order", LATER)
    record = record_of(store, filed.article_id)
    assert set(record) == {
        *("pk", "sk", "id", "version", "captures", "fullest", "first_seen", "captured_at", "stored_at", "added_at"),
        *("withdrawn_at", "removed_at", "reason", "change", "revision", "revisions", "content_hash", "content"),
        "short",
    }
    assert (record["reason"], record["withdrawn_at"]) == ("a court's order", "2026-03-09T13:00:00.000000Z")
    assert not any(record[name] for name in ("revision", "revisions", "content_hash", "content", "short"))


def test_a_capture_filed_at_the_same_moment_is_withdrawn_too(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes between the reading of the record and the tombstone."""
    filed = file(store)
    transact, raced = store.table.transact, []

    def race(writes: Iterable[Write]) -> None:
        if not raced:
            raced.append(True)
            file(store, "Another text.", hours=1)
        transact(writes)

    monkeypatch.setattr(store.table, "transact", race)
    monkeypatch.setattr(store.table, "pause", lambda _: None)
    done = store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    assert done is not None
    assert done.done
    assert [item["sk"] for item in store.table.query_all(f"ARTICLE#{filed.article_id}")] == ["RECORD"]
    assert file(store, "A third text.", hours=2).outcome == "withdrawn"


def test_an_always_changing_article_is_a_conflict(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = file(store)
    attempts: list[object] = []

    def lose(writes: object) -> None:
        attempts.append(writes)
        raise Conflict

    monkeypatch.setattr(store.table, "transact", lose)
    monkeypatch.setattr(store.table, "pause", lambda _: None)
    with pytest.raises(Conflict, match="faster than it is withdrawn"):
        store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    assert len(attempts) == MAX_ATTEMPTS


def test_an_address_of_another_article_is_kept(store: Wiring) -> None:
    """The page declared it, but another article had it first."""
    amp = f"{URL}/amp-of-both"
    other = file(store, url=f"{URL}-two", canonical_url=f"{URL}-two", addresses=(amp,), key="two.html")
    filed = file(store, hours=1, addresses=(amp,))
    store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    assert store.articles.find_by_address(amp) == other.article_id
    assert file(store, hours=2, url=amp, canonical_url=amp, key="amp.html").outcome == "stored"
    assert store.articles.find_by_address(URL) == filed.article_id


def test_an_upload_whose_key_only_has_the_same_prefix_is_kept(store: Wiring, clients: Clients) -> None:
    article_id = upload_and_file(store, clients, 0, *TEXT)
    clients["s3"].put_object(Bucket="inbox", Key="pages/one.html.bak", Body=b"<p>Another.</p>")
    store.withdrawals.withdraw(article_id, "by request", LATER)
    assert [key for key, _ in store.inbox.versions("")] == ["pages/one.html.bak"]


def test_a_later_version_that_belongs_to_another_article_is_kept(store: Wiring, clients: Clients) -> None:
    """A crawler writes every page of one address over the last."""
    article_id = upload_and_file(store, clients, 0, *TEXT)
    version = clients["s3"].put_object(Bucket="inbox", Key="pages/one.html", Body=b"<p>Another.</p>")["VersionId"]
    store.withdrawals.withdraw(article_id, "by request", LATER)
    assert list(store.inbox.versions("")) == [("pages/one.html", version)]


def test_a_large_content_is_deleted_from_the_bucket(
    store: Wiring, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clippings.storage.contents.MAX_INLINE", 0)
    article_id = upload_and_file(store, clients, 0, *TEXT)
    assert len(list(store.parsed.versions("content/"))) == 1
    store.withdrawals.withdraw(article_id, "by request", LATER)
    assert list(store.parsed.versions("")) == []


def test_without_time_the_tombstone_is_written_and_the_withdrawal_is_unfinished(store: Wiring) -> None:
    filed = file(store)
    told = store.withdrawals.withdraw(filed.article_id, "by request", LATER, is_late=lambda: True)
    assert told is not None
    assert (told.done, told.withdrawn_at) == (False, LATER)
    assert "removed_at" not in record_of(store, filed.article_id)


def test_overlapping_texts_are_not_withdrawn_as_copies(store: Wiring) -> None:
    """An article that shares two thirds of the text is not a copy of it."""
    filed = file(store, *TEXT)
    overlap = file(store, *TEXT[:8], *prose("own", 4), url=f"{URL}-two", canonical_url=f"{URL}-two", key="two.html")
    assert [each.id for each in store.articles.duplicates(filed.article_id)] == [overlap.article_id]
    told = store.withdrawals.withdraw(filed.article_id, "by request", LATER, copies=True)
    assert told is not None
    assert told.copies == ()
    assert store.articles.get_record(overlap.article_id).withdrawn_at is None  # type: ignore[union-attr]


def test_withdrawing_copies_later_keeps_the_time_and_reports_nothing_twice(store: Wiring) -> None:
    """The first call had no time left, so the text is still there to know its copies by."""
    filed = file(store, *TEXT)
    store.withdrawals.withdraw(filed.article_id, "by request", LATER, is_late=lambda: True)
    told = store.withdrawals.withdraw(filed.article_id, "by request", LATER + HOUR, copies=True)
    assert told is not None
    assert (told.done, told.withdrawn_at) == (True, LATER)
    assert [item["at"] for item in store.changes.page(now=LATER + 2 * HOUR).items] == ["2026-03-09T13:00:00.000000Z"]
    assert file(store, *TEXT, url=f"{URL}-two", canonical_url=f"{URL}-two", key="two.html").outcome == "withdrawn"


def test_copies_are_found_by_text_after_the_rows_were_deleted(store: Wiring) -> None:
    """The first call removed the listings and the rows for near-duplicates, and then had no time left."""
    filed = file(store, *TEXT)
    copied = file(store, *TEXT, url=f"{URL}-two", canonical_url=f"{URL}-two", key="two.html")
    store.withdrawals.withdraw(filed.article_id, "by request", LATER, is_late=lambda: True)
    band = record_of(store, copied.article_id)["listed_as"]["bands"][0]
    assert [row["sk"] for row in store.table.query(f"BAND#{band}").items] == [copied.article_id]
    told = store.withdrawals.withdraw(filed.article_id, "by request", LATER + HOUR, copies=True)
    assert told is not None
    assert told.copies == (copied.article_id,)
    assert "removed_at" in record_of(store, copied.article_id)


def test_a_withdrawn_copy_can_be_withdrawn_again_with_its_own_copies(store: Wiring) -> None:
    """The case of a list of articles that are withdrawn one by one."""
    filed = file(store, *TEXT)
    copied = file(store, *TEXT, url=f"{URL}-two", canonical_url=f"{URL}-two", key="two.html")
    for article_id in (filed.article_id, copied.article_id):
        told = store.withdrawals.withdraw(article_id, "by request", LATER, copies=True)
        assert told is not None
        assert told.done


def test_an_unfinished_upload_ends_with_its_article(store: Wiring, clients: Clients) -> None:
    """Its function was killed between filing it and saying so; what it would try again with goes with the article."""
    article_id = upload_and_file(store, clients, 0)
    (capture,) = store.archive.capture_records(article_id)
    store.ingestions.put_parsed(capture.to_capture())
    store.withdrawals.withdraw(article_id, "by request", LATER)
    (item,) = store.ingestions.for_key("inbox", "pages/one.html").items
    assert (item["status"], item["reason"]) == ("rejected", "withdrawn")


def test_a_second_withdrawal_keeps_time_and_reason(store: Wiring) -> None:
    filed = file(store)
    store.withdrawals.withdraw(filed.article_id, "the first reason", LATER)
    later = store.withdrawals.withdraw(filed.article_id, "another reason", LATER + HOUR)
    assert later is not None
    assert later.withdrawn_at == LATER
    assert record_of(store, filed.article_id)["reason"] == "the first reason"


VARIANTS = {
    "a print form": f"{URL}/print",
    "another case of the path": URL.replace("/the-bridge", "/The-BRIDGE"),
    "a parameter of the path": f"{URL};v=1",
    "another port": URL.replace("news.example", "news.example:8443"),
    "a file's extension": f"{URL}.html",
    "a mobile form": f"{URL}?mobile=yes",
    "the stored address": URL,
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_withdrawn_page_is_rejected_under_every_variant_of_its_address(store: Wiring, variant: str) -> None:
    filed = file(store, *TEXT)
    store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    url = VARIANTS[variant]
    capture = replace(to_capture(1, key="again.html"), source_url=url)
    article = enrich(to_article(*TEXT, url=url, canonical_url=url), capture, NOW)
    assert store.articles.file(article, capture, FIRST, NOW).outcome == "withdrawn"


def test_a_withdrawn_page_is_rejected_when_uploaded_without_an_address(store: Wiring) -> None:
    filed = file(store, *TEXT)
    store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    capture = replace(to_capture(1, key="again.html"), source_url=None)
    article = enrich(to_article(*TEXT, url=None), capture, NOW)
    assert store.articles.file(article, capture, FIRST, NOW).outcome == "withdrawn"


def test_uploads_that_claim_a_page_are_withdrawn_with_it_but_not_the_reverse(store: Wiring) -> None:
    capture = replace(to_capture(1, key="claims.html"), source_url=None)
    claiming = store.articles.file(enrich(to_article(*TEXT, url=None), capture, NOW), capture, FIRST, NOW)
    established = file(store, *TEXT)

    store.withdrawals.withdraw(claiming.article_id, "by request", LATER)
    assert record_of(store, established.article_id).get("withdrawn_at") is None
    assert file(store, "Another text.", hours=2).outcome == "stored"

    store.withdrawals.withdraw(established.article_id, "by request", LATER)
    assert record_of(store, claiming.article_id)["removed_at"]
    assert record_of(store, established.article_id)["removed_at"]


def test_a_repeatedly_interrupted_withdrawal_ends(store: Wiring) -> None:
    """Each call has time for a dozen captures; those that it dealt with are gone for the next one."""
    for hours in range(40):
        filed = file(store, *TEXT, hours=hours)
    calls, told = 0, None
    while told is None or not told.done:
        left = iter(range(14))
        told = store.withdrawals.withdraw(
            filed.article_id, "by request", LATER, is_late=lambda left=left: next(left, None) is None
        )
        calls += 1
        assert calls < 6
    assert [item["sk"] for item in store.table.query_all(f"ARTICLE#{filed.article_id}")] == ["RECORD"]
    assert store.changes.page(now=LATER + HOUR).items[0]["title"] is None


def test_the_changes_after_a_withdrawal_contain_nothing_of_the_article(store: Wiring) -> None:
    """A filing whose clock was ahead told of the article at a later time than the takedown has."""
    filed = file(store, *TEXT, now=LATER + HOUR)
    store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    assert [(each["change"], each["title"]) for each in store.changes.page(now=LATER + 3 * HOUR).items] == [
        ("withdrawn", None)
    ]


def test_an_overwritten_upload_without_versions_is_kept(store: Wiring, clients: Clients) -> None:
    clients["s3"].put_bucket_versioning(Bucket="inbox", VersioningConfiguration={"Status": "Suspended"})
    etag = clients["s3"].put_object(Bucket="inbox", Key="pages/one.html", Body=b"<p>")["ETag"].strip('"')
    capture = replace(to_capture(), version="", etag=etag)
    filed = store.articles.file(enrich(to_article(*TEXT), capture, NOW), capture, FIRST, NOW)
    clients["s3"].put_object(Bucket="inbox", Key="pages/one.html", Body=b"<p>Another page.")
    store.withdrawals.withdraw(filed.article_id, "by request", LATER)
    assert [key for key, _ in store.inbox.versions("")] == ["pages/one.html"]
