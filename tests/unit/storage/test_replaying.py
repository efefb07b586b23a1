"""What a replay selects, what it skips, and the row of the report that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.support.stored_records import revisions_of
from tests.unit.storage.conftest import MORNING, NOW, Clients, file, to_article

from clippings.storage import Wiring
from clippings.storage.captures import Extraction
from clippings.storage.lists import Rows
from clippings.storage.replaying import REPLAYS, Replayed, Replayer
from clippings.storage.s3_events import Upload

KEY = "pages/one.html"
PAGE = b"<html><body><p>Not found.</p></body></html>"


def put(clients: Clients, body: bytes = PAGE) -> str:
    return str(clients["s3"].put_object(Bucket="inbox", Key=KEY, Body=body)["VersionId"])


def test_a_report_row_has_no_empty_members() -> None:
    assert Replayed(KEY, "", "current").to_dict() == {"key": KEY, "outcome": "current"}
    whole = Replayed(KEY, "v1", "stored", "an-id", ("title", "blocks"), "older", None)
    row = whole.to_dict()
    assert row == {
        "key": KEY,
        "version": "v1",
        "outcome": "stored",
        "article_id": "an-id",
        "changed": ["title", "blocks"],
        "former_id": "older",
    }
    assert json.loads(json.dumps(row)) == row


def test_the_newest_upload_of_a_key_is_found_with_its_version_and_size(store: Wiring, clients: Clients) -> None:
    put(clients)
    newest = put(clients, b"<p>Longer than the other was.</p>")
    (upload,) = Replayer(store).uploads_of(KEY, older=False)
    assert (upload.bucket, upload.key, upload.version, upload.size) == ("inbox", KEY, newest, 33)


def test_every_upload_of_a_key_is_found_on_request(store: Wiring, clients: Clients) -> None:
    versions = [put(clients), put(clients)]
    found = [upload.version for upload in Replayer(store).uploads_of(KEY, older=True)]
    assert found == versions[::-1]


@pytest.mark.parametrize("older", [False, True])
def test_a_key_that_was_never_put_has_no_upload(store: Wiring, older: bool) -> None:
    assert list(Replayer(store).uploads_of(KEY, older=older)) == []


def test_an_upload_older_than_versioning_has_no_version(store: Wiring, clients: Clients) -> None:
    suspended = {"Status": "Suspended"}
    clients["s3"].put_bucket_versioning(Bucket="inbox", VersioningConfiguration=suspended)
    clients["s3"].put_object(Bucket="inbox", Key=KEY, Body=PAGE)
    for older in (False, True):
        (upload,) = Replayer(store).uploads_of(KEY, older=older)
        assert upload.version == ""
        assert upload.etag


def test_the_uploads_of_an_article_are_its_captures_oldest_first(store: Wiring) -> None:
    filed = file(store, hours=3)
    file(store, hours=1)
    found = list(Replayer(store).uploads_in(filed.article_id))
    assert [upload.event_time for upload in found] == [MORNING + timedelta(hours=hours) for hours in (1, 3)]
    assert [upload.version for upload in found] == ["v1", "v3"]


class Pages:
    """A list of articles, two on each page; the one in the middle is empty."""

    pages = (["a", "b"], [], ["c"])

    def page(self, kind: str, value: str, *, limit: int, position: dict[str, Any] | None) -> Rows:
        assert (kind, value) == ("publisher", ("Gazette",))
        assert limit > 0
        number = position["sk"] if position else 0
        following = {"sk": number + 1} if number + 1 < len(self.pages) else None
        return Rows(tuple({"id": each} for each in self.pages[number]), following, 0)


def test_a_selection_continues_after_an_empty_page(
    store: Wiring, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(store.__dict__, "lists", Pages())
    selected = Replayer(store).select("Gazette", "run-7")
    assert selected == {"bucket": "parsed", "key": f"{REPLAYS}run-7/articles.json", "articles": 3}
    body = clients["s3"].get_object(Bucket="parsed", Key=selected["key"])["Body"].read()
    assert json.loads(body) == [{"article": each} for each in "abc"]


def test_a_selection_of_a_publisher_without_an_article_is_an_empty_list(store: Wiring, clients: Clients) -> None:
    selected = Replayer(store).select("Nobody", "run-8")
    assert selected["articles"] == 0
    assert clients["s3"].get_object(Bucket="parsed", Key=selected["key"])["Body"].read() == b"[]"


def test_selections_invoke_no_function() -> None:
    """The notification of the parsed bucket filters on ``parsed/``."""
    assert not REPLAYS.startswith("parsed/")


def no_parse(*_: Any, **__: Any) -> Any:
    pytest.fail("parsed")


@pytest.mark.parametrize("settle", ["put_stored", "put_unchanged"])
def test_uploads_filed_by_these_rules_are_skipped_unread(
    store: Wiring, clients: Clients, monkeypatch: pytest.MonkeyPatch, settle: str
) -> None:
    (upload,) = uploads(store, clients)
    getattr(store.ingestions, settle)(capture_of(upload), "an-id", extractor=4)
    monkeypatch.setattr("clippings.parsing.parse", no_parse)
    for extractor in (3, 4):
        row = Replayer(store, Extraction(1, extractor)).replay(upload, NOW)
        assert (row.outcome, row.article_id) == ("current", "an-id")


def uploads(store: Wiring, clients: Clients) -> Iterator[Upload]:
    put(clients)
    return Replayer(store).uploads_of(KEY, older=False)


def capture_of(upload: Upload) -> Any:
    from clippings.records import Capture

    return Capture(upload.bucket, upload.key, upload.event_time, upload.version)


def test_an_upload_keeps_its_filed_capture_time(
    store: Wiring, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The object was written now; the event, or the page's own metadata, had named the morning."""
    (upload,) = uploads(store, clients)
    monkeypatch.setattr("clippings.parsing.parse", lambda *_, **__: to_article())
    store.ingestions.put_stored(replace(capture_of(upload), captured_at=MORNING), "an-id", extractor=1)
    row = Replayer(store, Extraction(1, 2)).replay(upload, NOW)
    (revision,) = revisions_of(store, str(row.article_id))
    assert (row.outcome, revision.first_seen) == ("stored", MORNING)


def test_uploads_that_failed_under_these_rules_are_retried(store: Wiring, clients: Clients) -> None:
    (upload,) = uploads(store, clients)
    store.ingestions.put_failed(capture_of(upload), "internal-error", extractor=4)
    assert Replayer(store, Extraction(1, 4)).replay(upload, NOW).outcome == "rejected"


def test_a_rejection_keeps_the_article_of_the_upload(store: Wiring, clients: Clients) -> None:
    (upload,) = uploads(store, clients)
    store.ingestions.put_stored(capture_of(upload), "an-id", extractor=1)
    row = Replayer(store, Extraction(1, 2)).replay(upload, NOW)
    assert (row.outcome, row.article_id) == ("rejected", "an-id")
    newest = store.ingestions.for_key("inbox", KEY).items[0]
    assert (newest["status"], newest["article_id"]) == ("rejected", "an-id")


def test_a_missing_upload_keeps_its_record(store: Wiring, clients: Clients) -> None:
    (upload,) = uploads(store, clients)
    store.ingestions.put_stored(capture_of(upload), "an-id", extractor=1)
    store.inbox.delete(KEY, upload.version)
    row = Replayer(store, Extraction(1, 2)).replay(replace(upload, size=None), NOW)
    assert (row.outcome, row.article_id) == ("gone", "an-id")
    assert [item["status"] for item in store.ingestions.for_key("inbox", KEY).items] == ["stored"]


def test_an_answer_too_long_for_the_state_machine_is_stored_in_the_report(store: Wiring, clients: Clients) -> None:
    replayer = Replayer(store)
    few = [{"key": f"{number}.html", "outcome": "current"} for number in range(10)]
    assert replayer.limit_rows(few, "run-9") is few
    many = [{"key": f"{'é' * 400}{number}", "version": "v" * 32, "outcome": "stored"} for number in range(1_200)]
    (row,) = replayer.limit_rows(many, "run-9")
    assert row["rows"] == 1_200
    assert row["part"].startswith(f"{REPLAYS}run-9/parts/")
    body = clients["s3"].get_object(Bucket="parsed", Key=row["part"])["Body"].read()
    assert [json.loads(line) for line in body.splitlines()] == many
    assert len(json.dumps([row])) < 262_144
