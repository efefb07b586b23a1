"""Ingestions: what filing makes of them, what they are known by, and how long they are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.storage.conftest import MORNING, NOW, to_capture

from clippings.errors import RejectedPage
from clippings.storage import Wiring
from clippings.storage.filing import Filing
from clippings.storage.ingestions import Ingestion, Ingestions
from clippings.storage.s3_events import Upload

KEY = "pages/one.html"
EMPTY = RejectedPage("empty", "There are no bytes.")
SHOWN = {"bucket", "key", "version", "status", "article_id", "reason", "detail", "at"}


@pytest.fixture
def ingestions(store: Wiring) -> Ingestions:
    return Ingestions(store.table, 7, lambda: NOW)


def upload(version: str = "v0", etag: str = "e", moment: datetime = MORNING) -> Upload:
    return Upload("inbox", KEY, moment, version, etag=etag)


@pytest.mark.parametrize(
    ("filing", "status", "reason"),
    [
        (Filing("an-id", "stored", "r"), "stored", None),
        (Filing("an-id", "unchanged", "r"), "unchanged", None),
        (Filing("an-id", "withdrawn"), "rejected", "withdrawn"),
    ],
)
def test_what_filing_made_of_a_capture_is_told_with_the_article(
    ingestions: Ingestions, filing: Filing, status: str, reason: str | None
) -> None:
    ingestions.put_filed(to_capture(), filing)
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["status"], item["article_id"], item["reason"]) == (status, "an-id", reason)


def test_an_item_shows_what_the_api_promises_whatever_became_of_the_upload(ingestions: Ingestions) -> None:
    ingestions.put_parsed(to_capture())
    ingestions.put_rejected(upload("v1"), EMPTY)
    ingestions.put_failed(upload("v2"), "TimeoutError: …")
    items = ingestions.for_key("inbox", KEY).items
    assert [set(item) for item in items] == [SHOWN] * 3
    assert {item["at"] for item in items} == {"2026-03-09T12:00:00.000000Z"}


def test_an_ingestion_is_forgotten_after_the_days_that_it_is_kept(store: Wiring, ingestions: Ingestions) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    items = [*store.table.query_all(f"OBJECT#inbox/{KEY}"), *store.table.query_all("INGESTION#rejected#2026-03-09")]
    assert len(items) == 2
    assert {item["expires_at"] for item in items} == {int((NOW + timedelta(days=7)).timestamp())}


def test_a_rejection_is_listed_under_the_day_on_which_it_happened_and_not_that_of_its_capture(
    ingestions: Ingestions,
) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    assert ingestions.on_day("rejected", "2026-03-02").items == ()
    assert len(ingestions.on_day("rejected", "2026-03-09").items) == 1
    assert ingestions.on_day("failed", "2026-03-09").items == ()


def test_uploads_of_one_second_are_each_listed_under_their_day(ingestions: Ingestions) -> None:
    for version in ("v1", "v2", "v3"):
        ingestions.put_failed(upload(version), "TimeoutError: …")
    assert {item["version"] for item in ingestions.on_day("failed", "2026-03-09").items} == {"v1", "v2", "v3"}


def test_a_day_is_read_page_by_page(ingestions: Ingestions) -> None:
    for number in range(5):
        ingestions.put_failed(upload(f"v{number}"), "TimeoutError: …")
    found, position = [], None
    while True:
        page = ingestions.on_day("failed", "2026-03-09", limit=2, position=position)
        assert len(page.items) <= 2
        found += [item["version"] for item in page.items]
        if page.position is None:
            break
        position = page.position
    assert sorted(found) == [f"v{number}" for number in range(5)]


def test_in_a_bucket_without_versions_an_upload_is_known_by_its_etag(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("", "one"), EMPTY)
    ingestions.put_failed(upload("", "two"), "TimeoutError: …")
    assert len(ingestions.for_key("inbox", KEY).items) == 2
    found = ingestions.find(upload("", "one"))
    assert found is not None
    assert found.is_settled_by(1)


def test_a_version_whose_name_ends_as_another_s_is_not_taken_for_it(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("v11"), EMPTY)
    assert ingestions.find(upload("1")) is None
    assert ingestions.find(upload("v1")) is None


def test_of_two_accounts_of_one_upload_the_one_that_came_further_is_believed(ingestions: Ingestions) -> None:
    """Once refused unread under the event's time, then read and filed under the time of capture that the page gives."""
    ingestions.put_failed(upload(moment=MORNING + timedelta(hours=9)), "TimeoutError: …")
    ingestions.put_stored(to_capture(), "an-id")
    found = ingestions.find(upload())
    assert found is not None
    assert (found.article_id, found.captured_at) == ("an-id", MORNING)


def test_a_detail_without_end_is_cut(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("v1"), RejectedPage("not-html", "x" * 100_000))
    ingestions.put_failed(upload("v2"), "y" * 100_000)
    assert {len(item["detail"]) for item in ingestions.for_key("inbox", KEY).items} == {500}


@pytest.mark.parametrize(
    ("rank", "extractor", "settled"), [(12, 1, False), (13, 1, True), (11, 1, False), (13, 2, False), (23, 1, True)]
)
def test_an_ingestion_is_settled_by_rules_that_came_to_an_end_with_it_or_newer_ones(
    rank: int, extractor: int, settled: bool
) -> None:
    """Ranks are ten an extractor, and one to three for parsed, failed and ended."""
    assert Ingestion(NOW, rank, None).is_settled_by(extractor) is settled


def test_what_failed_for_older_rules_and_is_redriven_under_newer_ones_is_listed_once(ingestions: Ingestions) -> None:
    ingestions.put_failed(to_capture(), "TimeoutError: …", extractor=1)
    ingestions.put_failed(to_capture(), "MemoryError: …", extractor=2)
    (item,) = ingestions.on_day("failed", "2026-03-09").items
    assert item["detail"] == "MemoryError: …"


def test_a_day_row_that_a_crash_left_out_is_written_by_the_second_delivery(
    store: Wiring, ingestions: Ingestions
) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    for item in list(store.table.query_all("INGESTION#rejected#2026-03-09")):
        store.table.delete((item["pk"], item["sk"]))
    later = Ingestions(store.table, 7, lambda: NOW + timedelta(days=1))
    later.put_rejected(to_capture(), EMPTY)
    assert len(later.on_day("rejected", "2026-03-09").items) == 1
    assert later.on_day("rejected", "2026-03-10").items == ()


def test_by_default_the_clock_is_that_of_the_machine(store: Wiring) -> None:
    before = datetime.now(UTC)
    store.ingestions.put_parsed(to_capture())
    (item,) = store.ingestions.for_key("inbox", KEY).items
    assert before <= datetime.fromisoformat(item["at"]) <= datetime.now(UTC)
