"""Each event of ``events/``, which are for `sam local invoke`, passed to its function."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import ROOT, Bench
from tests.support.bundle_files import http, members, record

from clippings.storage.s3_events import Upload, uploads_in
from clippings.storage.usage_plans import UsagePlans
from clippings_local.event_command import s3_event
from clippings_local.project import sample_pages

EVENTS = ROOT / "events"
PAGE, SECOND_PAGE = sample_pages()[:2]
#: The keys that the parse events name, unquoted by hand.
KEY, SECOND_KEY = PAGE.name, f"a+b 100% Ålesund/{SECOND_PAGE.name}"
TITLE = "Last of Port Amery's swing bridges to reopen after eleven months"
ADDRESS = "https://www.harbour-gazette.example/transport/2026/06/12/last-swing-bridge-reopens/"


def read_event(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / name).read_text("utf-8"))
    return event


def put_article(bench: Bench) -> str:
    return bench.put(KEY, PAGE.read_bytes())


def file_article(bench: Bench) -> None:
    """Take the sample page the whole way."""
    put_article(bench)
    bench.functions["ParseFunction"].invoke(read_event("parse/s3.json"))
    bench.functions["EnrichFunction"].invoke(_enrich_event(bench))


def _enrich_event(bench: Bench) -> dict[str, Any]:
    """What `clippings event enrich` prints for the article that was parsed."""
    (key,) = bench.parsed()
    return s3_event(bench.resources.ref("ParsedBucket"), key, datetime.now(UTC))


@pytest.mark.parametrize(
    "name",
    ["queue-sns.json", "queue-eventbridge.json", "queue-redriven.json", "s3.json", "sns.json", "eventbridge.json"],
)
def test_every_trigger_leads_to_a_parsed_page(bench: Bench, name: str) -> None:
    version = put_article(bench)
    answer = bench.functions["ParseFunction"].invoke(read_event(f"parse/{name}"))
    (parsed_key,) = bench.parsed()
    if name.startswith("queue"):
        assert answer == {"batchItemFailures": []}
    else:
        named = {"key": KEY, "version": version, "status": "parsed", "title": TITLE, "parsed_key": parsed_key}
        assert answer == {"uploads": [named]}
    (ingestion,) = bench.ingestions(KEY)
    assert (ingestion["status"], ingestion["version"]) == ("parsed", version)


def test_a_page_that_is_rejected_is_answered_with_its_reason(bench: Bench) -> None:
    version = bench.put(KEY, b"")
    event = s3_event(bench.inbox, KEY, datetime.now(UTC))  # the committed one has the digest of the sample page
    (outcome,) = bench.functions["ParseFunction"].invoke(event)["uploads"]
    assert (outcome["key"], outcome["version"], outcome["status"]) == (KEY, version, "rejected")
    assert (outcome["reason"], outcome["detail"]) == ("empty", bench.ingestions(KEY)[0]["detail"])
    assert "parsed_key" not in outcome


def test_every_message_of_a_batch_is_parsed_under_its_unquoted_key(bench: Bench) -> None:
    put_article(bench)
    bench.put(SECOND_KEY, SECOND_PAGE.read_bytes())
    assert bench.functions["ParseFunction"].invoke(read_event("parse/queue.json")) == {"batchItemFailures": []}
    assert [bench.ingestions(key)[0]["status"] for key in (KEY, SECOND_KEY)] == ["parsed", "parsed"]


def test_the_test_event_of_s3_is_accepted_without_effect(bench: Bench) -> None:
    answer = bench.functions["ParseFunction"].invoke(read_event("parse/queue-test-event.json"))
    assert answer == {"batchItemFailures": []}
    assert bench.parsed() == []


@pytest.mark.parametrize("queued", [True, False])
def test_every_trigger_leads_to_a_filed_object(bench: Bench, queued: bool) -> None:
    put_article(bench)
    bench.functions["ParseFunction"].invoke(read_event("parse/s3.json"))
    event = _enrich_event(bench)
    if queued:
        (message,) = read_event("parse/queue-sns.json")["Records"]
        event = {"Records": [{**message, "body": json.dumps(event)}]}
    answer = bench.functions["EnrichFunction"].invoke(event)
    ingestion = bench.ingestions(KEY)[0]
    assert ingestion["status"] == "stored"
    if queued:
        assert answer == {"batchItemFailures": []}
    else:
        named = {name: ingestion[name] for name in ("key", "version", "status", "article_id")}
        assert answer == {"uploads": [{**named, "title": TITLE}]}


def test_an_article_that_was_taken_down_is_answered_as_rejected(bench: Bench) -> None:
    file_article(bench)
    assert bench.functions["AdminFunction"].invoke(read_event("admin/withdrawal.json"))["statusCode"] in (200, 202)
    put_article(bench)
    (parsed,) = bench.functions["ParseFunction"].invoke(read_event("parse/s3.json"))["uploads"]
    event = s3_event(bench.resources.ref("ParsedBucket"), parsed["parsed_key"], datetime.now(UTC))
    (outcome,) = bench.functions["EnrichFunction"].invoke(event)["uploads"]
    assert (outcome["key"], outcome["status"], outcome["reason"]) == (KEY, "rejected", "withdrawn")


def test_one_page_is_parsed_by_the_lookup_function_without_any_storage(bench: Bench) -> None:
    bench.account.s3.delete_bucket(Bucket=bench.inbox)
    answer = bench.functions["LookupFunction"].invoke(read_event("lookup/parse.json"))
    assert answer["statusCode"] == 200
    assert answer["multiValueHeaders"]["Content-Type"] == ["text/markdown; charset=utf-8"]
    assert "# Last of Port Amery" in answer["body"]


def test_the_requests_for_the_lookup_function_are_answered(bench: Bench) -> None:
    file_article(bench)
    lookup = bench.functions["LookupFunction"]
    article = lookup.invoke(read_event("lookup/by-url.json"))
    assert article["statusCode"] == 200
    assert article["multiValueHeaders"]["Content-Type"] == ["text/markdown; charset=utf-8"]
    assert "# Last of Port Amery" in article["body"]
    (item,) = json.loads(lookup.invoke(read_event("lookup/list.json"))["body"])["items"]
    assert item["url"] == ADDRESS.rstrip("/")
    (ingestion,) = json.loads(lookup.invoke(read_event("lookup/ingestion.json"))["body"])["items"]
    assert (ingestion["key"], ingestion["status"]) == (KEY, "stored")
    missing = lookup.invoke(read_event("lookup/no-such-article.json"))
    assert (missing["statusCode"], json.loads(missing["body"])["type"]) == (
        404,
        "urn:clippings:problem:no-such-article",
    )
    reader = lookup.invoke(read_event("lookup/reader.json"))
    assert (reader["statusCode"], reader["multiValueHeaders"]["Content-Type"]) == (200, ["text/html; charset=utf-8"])


def test_the_request_for_the_upload_function_is_answered_with_an_address(bench: Bench) -> None:
    answer = bench.functions["UploadFunction"].invoke(read_event("upload/upload.json"))
    told = json.loads(answer["body"])
    assert answer["statusCode"] == 201
    assert told["key"].startswith("uploads/")
    assert told["headers"]["x-amz-meta-url"] == ADDRESS


def feed_event() -> dict[str, Any]:
    """Return the request for an open feed: that of an upload, with another path and body."""
    event = json.loads(json.dumps(read_event("upload/upload.json")).replace("/v1/uploads", "/v1/feeds"))
    body = json.dumps({"format": "atom", "tag": "bridges"})
    return event | {"body": body, "isBase64Encoded": False}


def test_the_request_for_the_feeds_function_is_answered_with_the_address_of_a_feed(bench: Bench) -> None:
    answer = bench.functions["FeedsFunction"].invoke(feed_event())
    assert answer["statusCode"] == 201
    assert json.loads(answer["body"])["filters"] == {"tag": "bridges"}


def test_the_scheduled_event_ends_keys_without_a_plan(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local account has no API Gateway: the plans are said to have no keys."""
    monkeypatch.setattr(UsagePlans, "keys", lambda _: iter(()))
    bench.functions["KeysFunction"].invoke({"source": "aws.events"})
    refused = bench.functions["LookupFunction"].invoke(read_event("lookup/list.json"))
    assert refused["statusCode"] == 403
    assert "right-missing" in refused["body"]


def test_the_request_for_the_admin_function_takes_the_article_down(bench: Bench) -> None:
    file_article(bench)
    event = read_event("admin/withdrawal.json")
    assert event["pathParameters"]["article_id"] == bench.ingestions(KEY)[0]["article_id"]
    answer = bench.functions["AdminFunction"].invoke(event)
    assert answer["statusCode"] in (200, 202), answer
    assert bench.functions["LookupFunction"].invoke(read_event("lookup/by-url.json"))["statusCode"] == 410


def test_the_replay_event_extracts_the_upload_again(bench: Bench) -> None:
    file_article(bench)
    (row,) = bench.functions["ReplayFunction"].invoke(read_event("replay/upload.json"))
    assert row["key"] == KEY
    assert bench.ingestions(KEY)[0]["status"] == "stored"


@pytest.mark.parametrize("name", ["queue.json", "task.json"])
def test_a_bundle_is_unpacked_by_the_queues_message_and_by_the_state_machines_task(bench: Bench, name: str) -> None:
    version = bench.put("crawl.warc.gz", members([record(http(PAGE.read_bytes()), url=ADDRESS)]))
    answer = bench.functions["UnpackFunction"].invoke(read_event(f"unpack/{name}"))
    (ingestion,) = bench.ingestions("crawl.warc.gz")
    assert (ingestion["status"], ingestion["counts"]["pages"]) == ("unpacked", 1)
    if name == "queue.json":
        assert answer == {"batchItemFailures": []}
    else:
        assert answer == {
            "bucket": bench.inbox, "key": "crawl.warc.gz", "version": version, "outcome": "unpacked", "pages": 1,
            "skipped": {},
        }  # fmt: skip


def test_every_event_file_is_tested() -> None:
    source = Path(__file__).read_text("utf-8")
    for path in EVENTS.rglob("*.json"):
        folder, name = path.relative_to(EVENTS).as_posix().split("/")
        assert f"{folder}/{name}" in source or (f'"{name}"' in source and f"{folder}/{{name}}" in source), path


def test_the_objects_of_the_events_are_the_sample_pages_and_no_version_is_named() -> None:
    """A version cannot be known before the page is put; the digest and the size are those of the page."""
    pages = {KEY: PAGE.read_bytes(), SECOND_KEY: SECOND_PAGE.read_bytes()}
    seen = set()
    for path in EVENTS.rglob("*.json"):
        if "versionId" in path.read_text("utf-8") or "version-id" in path.read_text("utf-8"):
            pytest.fail(f"{path} names a version")
        # A task and a message of the unpack function name a bundle, without its digest.
        for upload in [] if path.parent.name == "unpack" else _uploads(json.loads(path.read_text("utf-8"))):
            page = pages[upload.key]
            digest = hashlib.md5(page, usedforsecurity=False).hexdigest()
            assert (upload.size, upload.etag) == (len(page), digest), path
            seen.add(upload.key)
    assert seen == set(pages)


def _uploads(event: dict[str, Any]) -> list[Upload]:
    records = event.get("Records") or []
    if records and records[0].get("eventSource") == "aws:sqs":
        return [upload for record in records for upload in uploads_in(record["body"])]
    return list(uploads_in(event)) if records or "detail" in event else []


def test_the_bodies_of_the_messages_have_their_digests_and_the_requests_their_base64() -> None:
    for path in EVENTS.rglob("*.json"):
        event = json.loads(path.read_text("utf-8"))
        for message in event.get("Records", []):
            if message.get("eventSource") == "aws:sqs":
                assert message["md5OfBody"] == hashlib.md5(message["body"].encode(), usedforsecurity=False).hexdigest()
        if event.get("isBase64Encoded"):
            body = base64.b64decode(event["body"], validate=True)
            assert body == PAGE.read_bytes() or isinstance(json.loads(body), dict), path
