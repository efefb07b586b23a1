"""Ingestions: their status after filing, their keys, and how long they are kept."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.storage.conftest import MORNING, NOW, Clients, to_capture

from clippings.errors import RejectedPage
from clippings.storage import Wiring
from clippings.storage.aws_errors import FAILURES
from clippings.storage.filing import Filing
from clippings.storage.ingestions import Ingestion, Ingestions
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table

HOUR = timedelta(hours=1)
KEY = "pages/one.html"
EMPTY = RejectedPage("empty", "There are no bytes.")
SHOWN = {"bucket", "key", "version", "status", "article_id", "reason", "detail", "bundle", "offset", "counts", "at"}


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
def test_the_outcome_of_filing_is_recorded_with_the_article(
    ingestions: Ingestions, filing: Filing, status: str, reason: str | None
) -> None:
    ingestions.put_filed(to_capture(), filing)
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["status"], item["article_id"], item["reason"]) == (status, "an-id", reason)


def test_an_item_has_the_documented_form_for_every_outcome(ingestions: Ingestions) -> None:
    ingestions.put_parsed(to_capture())
    ingestions.put_rejected(upload("v1"), EMPTY)
    ingestions.put_failed(upload("v2"), "internal-error")
    items = ingestions.for_key("inbox", KEY).items
    assert [set(item) for item in items] == [SHOWN] * 3
    assert {item["at"] for item in items} == {"2026-03-09T12:00:00.000000Z"}


def test_an_ingestion_expires(store: Wiring, ingestions: Ingestions) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    items = [*store.table.query_all(f"OBJECT#inbox/{KEY}"), *store.table.query_all("INGESTION#rejected#2026-03-09")]
    assert len(items) == 2
    assert {item["expires_at"] for item in items} == {int((NOW + timedelta(days=7)).timestamp())}


def test_a_rejection_is_listed_under_its_own_day_and_not_under_that_of_its_capture(
    ingestions: Ingestions,
) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    assert ingestions.on_day("rejected", "2026-03-02").items == ()
    assert len(ingestions.on_day("rejected", "2026-03-09").items) == 1
    assert ingestions.on_day("failed", "2026-03-09").items == ()


def test_uploads_of_the_same_second_are_all_listed(ingestions: Ingestions) -> None:
    for version in ("v1", "v2", "v3"):
        ingestions.put_failed(upload(version), "internal-error")
    assert {item["version"] for item in ingestions.on_day("failed", "2026-03-09").items} == {"v1", "v2", "v3"}


def test_a_day_is_read_page_by_page(ingestions: Ingestions) -> None:
    for number in range(5):
        ingestions.put_failed(upload(f"v{number}"), "internal-error")
    found, position = [], None
    while True:
        page = ingestions.on_day("failed", "2026-03-09", limit=2, position=position)
        assert len(page.items) <= 2
        found += [item["version"] for item in page.items]
        if page.position is None:
            break
        position = page.position
    assert sorted(found) == [f"v{number}" for number in range(5)]


def test_without_versions_an_upload_is_identified_by_its_etag(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("", "one"), EMPTY)
    ingestions.put_failed(upload("", "two"), "internal-error")
    assert len(ingestions.for_key("inbox", KEY).items) == 2
    found = ingestions.find(upload("", "one"))
    assert found is not None
    assert found.is_finished_by(1)


def test_versions_with_a_common_suffix_are_distinguished(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("v11"), EMPTY)
    assert ingestions.find(upload("1")) is None
    assert ingestions.find(upload("v1")) is None


def test_the_more_advanced_status_of_an_upload_wins(ingestions: Ingestions) -> None:
    """Once refused unread under the event's time, then read and filed under the time of capture that the page gives."""
    ingestions.put_failed(upload(moment=MORNING + timedelta(hours=9)), "internal-error")
    ingestions.put_stored(to_capture(), "an-id")
    found = ingestions.find(upload())
    assert found is not None
    assert (found.article_id, found.captured_at) == ("an-id", MORNING)


def test_long_details_are_shortened(ingestions: Ingestions) -> None:
    ingestions.put_rejected(upload("v1"), RejectedPage("not-html", "x" * 100_000))
    assert {len(item["detail"]) for item in ingestions.for_key("inbox", KEY).items} == {500}


@pytest.mark.parametrize(
    ("rank", "extractor", "settled"), [(12, 1, False), (13, 1, True), (11, 1, False), (13, 2, False), (23, 1, True)]
)
def test_an_ingestion_is_finished_by_the_same_or_newer_rules(rank: int, extractor: int, settled: bool) -> None:
    """An extractor counts ten; parsed and failed count one, an upload that is gone two, a final status three."""
    assert Ingestion(NOW, rank, None).is_finished_by(extractor) is settled


def test_an_upload_retried_under_newer_rules_is_listed_once(ingestions: Ingestions) -> None:
    ingestions.put_failed(to_capture(), "internal-error", extractor=1)
    ingestions.put_failed(to_capture(), "internal-error", extractor=2)
    (item,) = ingestions.on_day("failed", "2026-03-09").items
    assert item["status"] == "failed"


CAPTURE = to_capture()
GONE = RejectedPage("gone", "It was deleted.")
#: Possible records of one upload: from the event alone (before the object was read), or from the object.
REPORTS: dict[str, Callable[[Ingestions], None]] = {
    "parsed": lambda ingestions: ingestions.put_parsed(CAPTURE),
    "failed unread": lambda ingestions: ingestions.put_failed(upload(moment=MORNING + 9 * HOUR), "internal-error"),
    "failed": lambda ingestions: ingestions.put_failed(CAPTURE, "internal-error"),
    "stored": lambda ingestions: ingestions.put_stored(CAPTURE, "an-id"),
    "rejected": lambda ingestions: ingestions.put_rejected(CAPTURE, EMPTY),
    "gone": lambda ingestions: ingestions.put_rejected(upload(moment=MORNING + 9 * HOUR), GONE),
}


def rows_by_day(store: Wiring) -> list[str]:
    found = [store.table.query_all(f"INGESTION#{status}#2026-03-09") for status in ("rejected", "failed")]
    return [f"{row['status']} {row['reason']}" for rows in found for row in rows]


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        (["failed unread", "parsed"], "parsed"),
        (["parsed", "failed unread"], "failed"),
        (["failed unread", "parsed", "stored"], "stored"),
        (["parsed", "failed", "stored", "failed"], "stored"),
        (["parsed", "stored", "gone"], "stored"),
        (["rejected", "gone"], "rejected"),
        (["failed unread", "gone"], "rejected"),
        (["parsed", "gone", "stored"], "stored"),
        (["parsed", "gone", "parsed"], "rejected"),
        (["stored", "parsed", "rejected"], "stored"),
    ],
)
def test_an_upload_has_one_row_with_its_final_status_and_day(
    store: Wiring, ingestions: Ingestions, reports: list[str], end: str
) -> None:
    for report in reports:
        REPORTS[report](ingestions)
    (item,) = ingestions.for_key("inbox", KEY).items
    assert item["status"] == end
    assert rows_by_day(store) == ([f"{end} {item['reason']}"] if end in ("rejected", "failed") else [])


@pytest.mark.parametrize("reports", list(itertools.permutations(["failed unread", "parsed", "stored"])))
@pytest.mark.parametrize("at", range(1, 4))
@pytest.mark.parametrize("done", [True, False])
def test_a_redelivered_event_cleans_up_after_a_killed_writer(
    store: Wiring, clients: Clients, reports: tuple[str, ...], at: int, done: bool
) -> None:
    for report in reports:
        dying = Table(lambda: DyingClient(clients["dynamodb"], at, done=done), store.table.name)
        with contextlib.suppress(Killed):
            REPORTS[report](Ingestions(dying, 7, lambda: NOW))
        REPORTS[report](Ingestions(store.table, 7, lambda: NOW))
    (item,) = store.ingestions.for_key("inbox", KEY).items
    assert item["status"] == "stored"
    assert rows_by_day(store) == []


class Killed(BaseException):
    """The function is killed."""


class DyingClient:
    """A client whose call number *at* ends the function, after it was *done* or before."""

    def __init__(self, client: Any, at: int, *, done: bool) -> None:
        self._client, self._left, self._done = client, at, done

    def __getattr__(self, name: str) -> Any:
        def call(**request: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._done:
                raise Killed
            answer = getattr(self._client, name)(**request)
            if self._left == 0:
                raise Killed
            return answer

        return call


def test_a_deleted_upload_keeps_its_record_under_a_newer_extractor(ingestions: Ingestions) -> None:
    ingestions.put_stored(CAPTURE, "an-id", extractor=1)
    ingestions.put_rejected(upload(), GONE, extractor=2)
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["status"], item["article_id"]) == ("stored", "an-id")


def test_an_event_adds_time_and_sequencer_to_an_upload_stored_by_a_replay(
    ingestions: Ingestions,
) -> None:
    ingestions.put_stored(replace(CAPTURE, captured_at=MORNING + HOUR, sequencer=""), "an-id")
    ingestions.put_stored(replace(CAPTURE, sequencer="0A"), "an-id")
    ingestions.put_stored(replace(CAPTURE, captured_at=MORNING + HOUR, sequencer=""), "an-id")
    found = ingestions.find(upload())
    assert found is not None
    assert (found.captured_at, found.sequencer) == (MORNING, "0A")
    assert len(ingestions.for_key("inbox", KEY).items) == 1


def test_uploads_of_equal_bytes_without_versions_are_distinguished_by_their_events(ingestions: Ingestions) -> None:
    for sequencer in ("0A", "0B"):
        ingestions.put_rejected(replace(upload("", "same"), sequencer=sequencer), EMPTY)
    assert len(ingestions.for_key("inbox", KEY).items) == 2


def unversioned(sequencer: str = "", hours: float = 0) -> Upload:
    return Upload("inbox", KEY, MORNING + hours * HOUR, "", sequencer, "bytes")


def test_a_replay_without_a_version_belongs_to_the_latest_upload_of_the_same_bytes(ingestions: Ingestions) -> None:
    for sequencer, hours in (("0C", 2), ("0A", 0), ("0B", 1)):
        ingestions.put_rejected(unversioned(sequencer, hours), EMPTY)
    ingestions.put_rejected(replace(unversioned("0D", 3), etag="other bytes"), EMPTY)
    found = ingestions.find(unversioned())
    assert found is not None
    assert (found.sequencer, found.captured_at) == ("0C", MORNING + 2 * HOUR)


def test_the_row_of_an_event_replaces_that_of_a_replay(ingestions: Ingestions) -> None:
    ingestions.put_rejected(unversioned(), EMPTY)
    ingestions.put_stored(replace(to_capture(), version="", sequencer="0A", etag="bytes"), "an-id")
    assert [item["status"] for item in ingestions.for_key("inbox", KEY).items] == ["stored"]
    assert ingestions.on_day("rejected", "2026-03-09").items == ()


def test_an_event_of_an_overwritten_object_keeps_the_result_of_a_replay(ingestions: Ingestions) -> None:
    ingestions.put_stored(replace(to_capture(), version="", sequencer="", etag="bytes"), "an-id")
    ingestions.put_rejected(unversioned("0A"), RejectedPage("gone", "It was overwritten."))
    assert [item["status"] for item in ingestions.for_key("inbox", KEY).items] == ["stored"]


@pytest.mark.parametrize("admitted", [False, True])
def test_a_withdrawal_ends_unfinished_ingestions_only(ingestions: Ingestions, *, admitted: bool) -> None:
    capture = to_capture()
    ingestions.put_withdrawn(capture, "an-id")
    assert ingestions.for_key("inbox", KEY).items == ()
    ingestions.put_parsed(capture, admitted=admitted)
    ingestions.put_withdrawn(capture, "an-id")
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["status"], item["reason"], item["article_id"]) == ("rejected", "withdrawn", "an-id")
    filed = to_capture(1)
    ingestions.put_stored(filed, "an-id")
    ingestions.put_withdrawn(filed, "an-id")
    assert ingestions.for_key("inbox", KEY).items[0]["status"] == "stored"


def test_the_default_clock_is_the_system_clock(store: Wiring) -> None:
    before = datetime.now(UTC)
    store.ingestions.put_parsed(to_capture())
    (item,) = store.ingestions.for_key("inbox", KEY).items
    assert before <= datetime.fromisoformat(item["at"]) <= datetime.now(UTC)


def test_a_rejected_upload_can_be_stored_after_admission(ingestions: Ingestions) -> None:
    ingestions.put_rejected(to_capture(), EMPTY)
    ingestions.put_stored(to_capture(), "an-id")
    assert [item["status"] for item in ingestions.for_key("inbox", KEY).items] == ["rejected"]
    ingestions.put_parsed(to_capture(), admitted=True)
    ingestions.put_filed(to_capture(), Filing("an-id", "stored", "r"), admitted=True)
    assert [item["status"] for item in ingestions.for_key("inbox", KEY).items] == ["stored"]
    ingestions.put_rejected(to_capture(), EMPTY)
    assert [item["status"] for item in ingestions.for_key("inbox", KEY).items] == ["stored"]


@pytest.mark.parametrize("reason", FAILURES)
def test_a_failure_is_shown_as_a_code_and_a_sentence(ingestions: Ingestions, reason: str) -> None:
    ingestions.put_failed(upload("v1"), reason)
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["reason"], item["detail"]) == (reason, FAILURES[reason])


def test_stored_exception_texts_of_earlier_versions_are_not_shown(store: Wiring, ingestions: Ingestions) -> None:
    ingestions.put_failed(upload("v1"), "internal-error")
    (row,) = store.table.query_all(f"OBJECT#inbox/{KEY}")
    store.table.put(row | {"reason": "failed", "detail": "ClientError: arn:aws:iam::123456789012:role/secret"})
    (item,) = ingestions.for_key("inbox", KEY).items
    assert (item["reason"], item["detail"]) == ("internal-error", FAILURES["internal-error"])
