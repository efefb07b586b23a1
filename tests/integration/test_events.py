"""Each event of ``events/``, which are for `sam local invoke`, handed to its function."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import ROOT, Bench

from clippings_local.project import sample_pages

EVENTS = ROOT / "events"
#: The keys that the parse events speak of, unquoted by hand.
KEY = "daily/2026-06-12/harbour bridge.html"
SECOND_KEY = "daily/2026-06-12/a+b 100% Ålesund.html"
#: The version that the events name; a bucket makes its own.
VERSION = "096fKKXTRTtl3on89fVO.nfljtsv6qko"
ADDRESS = "https://www.harbour-gazette.example/transport/2026/06/12/last-swing-bridge-reopens/"


def read_event(name: str, version: str = VERSION, parsed_key: str | None = None) -> dict[str, Any]:
    """An event with the version that the bucket really gave, and the parsed object that is really there."""
    text = (EVENTS / name).read_text("utf-8").replace(VERSION, version)
    event: dict[str, Any] = json.loads(text)
    if parsed_key:
        named = _parsed_key_in(event)
        event = json.loads(json.dumps(event).replace(named, parsed_key))
    return event


def _parsed_key_in(event: dict[str, Any]) -> str:
    record = event["Records"][0]
    told = json.loads(record["body"])["Records"][0] if "body" in record else record
    key: str = told["s3"]["object"]["key"]
    return key


def put_article(bench: Bench) -> str:
    return bench.put(KEY, sample_pages()[0].read_bytes())


def file_article(bench: Bench) -> None:
    """Take the sample page the whole way."""
    bench.functions["ParseFunction"].invoke(read_event("parse/s3.json", put_article(bench)))
    bench.functions["EnrichFunction"].invoke(_enrich_event(bench, "enrich/s3.json"))


def _enrich_event(bench: Bench, name: str) -> dict[str, Any]:
    (key,) = bench.parsed()
    version = bench.account.s3.head_object(Bucket=bench.resources.ref("ParsedBucket"), Key=key)["VersionId"]
    return read_event(name, version, key)


@pytest.mark.parametrize(
    "name", ["queue-sns.json", "queue-eventbridge.json", "queue-redriven.json", "s3.json", "eventbridge.json"]
)
def test_a_page_is_parsed_whichever_way_its_news_comes(bench: Bench, name: str) -> None:
    version = put_article(bench)
    answer = bench.functions["ParseFunction"].invoke(read_event(f"parse/{name}", version))
    assert answer == ({"batchItemFailures": []} if name.startswith("queue") else None)
    assert len(bench.parsed()) == 1
    (ingestion,) = bench.ingestions(KEY)
    assert (ingestion["status"], ingestion["version"]) == ("parsed", version)


def test_every_message_of_a_batch_is_parsed_under_its_unquoted_key(bench: Bench) -> None:
    page = sample_pages()[0].read_bytes()
    event = read_event("parse/queue.json", put_article(bench))
    second = json.loads(event["Records"][1]["body"])
    second["Records"][0]["s3"]["object"]["versionId"] = bench.put(SECOND_KEY, page)
    event["Records"][1]["body"] = json.dumps(second)
    assert bench.functions["ParseFunction"].invoke(event) == {"batchItemFailures": []}
    assert [bench.ingestions(key)[0]["status"] for key in (KEY, SECOND_KEY)] == ["parsed", "parsed"]


def test_the_test_event_of_s3_is_taken_and_does_nothing(bench: Bench) -> None:
    answer = bench.functions["ParseFunction"].invoke(read_event("parse/queue-test-event.json"))
    assert answer == {"batchItemFailures": []}
    assert bench.parsed() == []


@pytest.mark.parametrize("name", ["queue.json", "s3.json"])
def test_a_parsed_object_is_filed_whichever_way_its_news_comes(bench: Bench, name: str) -> None:
    bench.functions["ParseFunction"].invoke(read_event("parse/s3.json", put_article(bench)))
    answer = bench.functions["EnrichFunction"].invoke(_enrich_event(bench, f"enrich/{name}"))
    assert answer == ({"batchItemFailures": []} if name.startswith("queue") else None)
    assert bench.ingestions(KEY)[0]["status"] == "stored"


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


def test_the_request_for_the_admin_function_takes_the_article_down(bench: Bench) -> None:
    file_article(bench)
    event = read_event("admin/withdrawal.json")
    article_id = bench.ingestions(KEY)[0]["article_id"]
    named = event["pathParameters"]["article_id"]
    event = json.loads(json.dumps(event).replace(named, article_id))
    answer = bench.functions["AdminFunction"].invoke(event)
    assert answer["statusCode"] in (200, 202), answer
    assert bench.functions["LookupFunction"].invoke(read_event("lookup/by-url.json"))["statusCode"] == 410


def test_the_input_of_the_replay_function_extracts_the_upload_anew(bench: Bench) -> None:
    file_article(bench)
    (row,) = bench.functions["ReplayFunction"].invoke(read_event("replay/upload.json"))
    assert row["key"] == KEY
    assert bench.ingestions(KEY)[0]["status"] == "stored"


def test_every_event_is_used_here() -> None:
    source = Path(__file__).read_text("utf-8")
    for path in EVENTS.rglob("*.json"):
        folder, name = path.relative_to(EVENTS).as_posix().split("/")
        assert f"{folder}/{name}" in source or (f'"{name}"' in source and f"{folder}/{{name}}" in source), path


def test_the_bodies_of_the_messages_have_their_digests_and_the_requests_their_base64() -> None:
    import hashlib

    for path in EVENTS.rglob("*.json"):
        event = json.loads(path.read_text("utf-8"))
        for record in event.get("Records", []):
            if record["eventSource"] == "aws:sqs":
                assert record["md5OfBody"] == hashlib.md5(record["body"].encode(), usedforsecurity=False).hexdigest()
        if event.get("isBase64Encoded"):
            assert isinstance(json.loads(base64.b64decode(event["body"])), dict)
