"""The parse function with bad input: a rejection with a stable reason, or a message in the dead-letter queue."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.integration.conftest import Bench
from tests.support.queue_messages import ARTICLE, message, news, notification, queue_event

from clippings.errors import UnreadableEvent

#: Five sentences and no tag: what a browser's "save as text" leaves.
PLAIN = "\n".join(
    [
        "The ferry to Skarholm sails again",
        "By Ingrid Maurstad",
        *(
            f"Paragraph {n} says, at some length, what the harbour master told the council of quay {n}."
            for n in range(8)
        ),
    ]
).encode()


def parse(bench: Bench, *messages: dict[str, Any]) -> list[str]:
    """Return the ids that the function gives back to the queue."""
    answer = bench.functions["ParseFunction"].invoke(queue_event(*messages))
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


def outcome(bench: Bench, key: str) -> tuple[str, str | None]:
    (ingestion,) = bench.ingestions(key)
    return ingestion["status"], ingestion["reason"]


def by_name(value: str | bytes) -> str:
    """Return a test's name from its parameters: bytes make none, and those of gzip hold the time."""
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty", b"", "empty"),
        ("blank", b" \r\n\t \n", "empty"),
        ("nothing after decompression", gzip.compress(b"", mtime=0), "empty"),
        ("binary", bytes(range(256)) * 40, "not-html"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n", "not-html"),
        ("picture", b"\x89PNG\r\n\x1a\n" + bytes(200), "not-html"),
        ("json", b'{"title": "no page"}', "not-html"),
        ("feed", b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "not-html"),
        ("broken gzip", b"\x1f\x8b\x08\x00" + b"\xff" * 50, "not-html"),
        ("gzip that expands beyond the limit", gzip.compress(b"<p>" + b"word " * 3_600_000), "too-large"),
        ("gzip in gzip that expands beyond it", gzip.compress(gzip.compress(bytes(64 * 1024 * 1024))), "too-large"),
    ],
    ids=by_name,
)
def test_invalid_uploads_are_rejected_with_a_stable_reason(
    shared_bench: Bench, name: str, body: bytes, reason: str
) -> None:
    version = shared_bench.put(name, body)
    assert parse(shared_bench, message(news(shared_bench, name, version, len(body)))) == []
    assert outcome(shared_bench, name) == ("rejected", reason)


def test_a_page_over_the_limit_is_rejected_without_reading_it(shared_bench: Bench) -> None:
    # There is no object with this key, so the value is from the event.
    assert parse(shared_bench, message(news(shared_bench, "huge.html", "v1", 16 * 1024 * 1024 + 1))) == []
    assert outcome(shared_bench, "huge.html") == ("rejected", "too-large")


def test_a_page_over_the_limit_is_rejected_without_a_size_in_the_event(shared_bench: Bench) -> None:
    version = shared_bench.put("unsized.html", b"<p>" + b"word " * 3_600_000)
    told = notification(shared_bench, "unsized.html", version)
    del told["s3"]["object"]["size"]
    assert parse(shared_bench, message(json.dumps({"Records": [told]}))) == []
    assert outcome(shared_bench, "unsized.html") == ("rejected", "too-large")


def test_a_deleted_object_is_rejected_as_gone(shared_bench: Bench) -> None:
    version = shared_bench.put("deleted.html", ARTICLE)
    shared_bench.account.s3.delete_object(Bucket=shared_bench.inbox, Key="deleted.html", VersionId=version)
    assert parse(shared_bench, message(news(shared_bench, "deleted.html", version))) == []
    assert outcome(shared_bench, "deleted.html") == ("rejected", "gone")


def test_a_deleted_version_is_rejected_as_gone(shared_bench: Bench) -> None:
    first = shared_bench.put("twice.html", ARTICLE)
    shared_bench.put("twice.html", ARTICLE)
    shared_bench.account.s3.delete_object(Bucket=shared_bench.inbox, Key="twice.html", VersionId=first)
    assert parse(shared_bench, message(news(shared_bench, "twice.html", first))) == []
    assert outcome(shared_bench, "twice.html") == ("rejected", "gone")


def test_a_replaced_or_deleted_page_is_read_by_its_version(shared_bench: Bench) -> None:
    first = shared_bench.put("hidden.html", ARTICLE)
    shared_bench.account.s3.delete_object(Bucket=shared_bench.inbox, Key="hidden.html")
    assert parse(shared_bench, message(news(shared_bench, "hidden.html", first))) == []
    assert outcome(shared_bench, "hidden.html") == ("parsed", None)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("plain text.txt", PLAIN),
        ("cut in the middle of a tag", ARTICLE[: ARTICLE.rindex(b"</p>") - 40] + b'<a href="htt'),
        ("a charset that lies", ARTICLE.replace(b"utf-8", b"utf-16", 1)),
        ("gzip", gzip.compress(ARTICLE, mtime=0)),
        ("gzip cut short", gzip.compress(ARTICLE, mtime=0)[:-200]),
    ],
    ids=by_name,
)
def test_damaged_but_readable_pages_are_parsed(shared_bench: Bench, name: str, body: bytes) -> None:
    version = shared_bench.put(name, body)
    assert parse(shared_bench, message(news(shared_bench, name, version, len(body)))) == []
    assert outcome(shared_bench, name) == ("parsed", None)


@pytest.mark.parametrize("key", ["a b.html", "a+b.html", "100%.html", "%41.html", "日本語/ Ünï.html", "a%2Bb c+d.html"])
def test_keys_in_events_are_decoded(shared_bench: Bench, key: str) -> None:
    version = shared_bench.put(key, ARTICLE)
    assert parse(shared_bench, message(news(shared_bench, key, version))) == []
    assert outcome(shared_bench, key) == ("parsed", None)


UNREADABLE = ["", "no json", "[]", "7", "{}", '{"Records": [{"eventSource": "aws:sns"}]}', '{"Records": [{}]}']


@pytest.mark.parametrize("body", UNREADABLE)
def test_an_invalid_message_fails_without_its_batch(shared_bench: Bench, body: str) -> None:
    key = f"neighbour of {body}"
    good = message(news(shared_bench, key, shared_bench.put(key, ARTICLE)), "good")
    before = len(shared_bench.log.getvalue())
    assert parse(shared_bench, message(body, "bad"), good) == ["bad"]
    assert outcome(shared_bench, key) == ("parsed", None)
    assert '"message_id":"bad"' in shared_bench.log.getvalue()[before:]


@pytest.mark.parametrize("event", [{}, {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put"}]}])
def test_an_invalid_direct_event_raises_an_error(shared_bench: Bench, event: dict[str, Any]) -> None:
    with pytest.raises(UnreadableEvent):
        shared_bench.functions["ParseFunction"].invoke(event)


def test_a_failed_direct_event_raises_an_error(shared_bench: Bench) -> None:
    event = {"Records": [notification(shared_bench, "a.html", "v1")]}
    event["Records"][0]["s3"]["bucket"]["name"] = "no-bucket-of-this-name"
    # A bucket that is not there is a fault of the deployment, not of the page.
    with pytest.raises(Exception, match="NoSuchBucket"):
        shared_bench.functions["ParseFunction"].invoke(event)


def test_a_failure_is_recorded_at_the_last_receive(shared_bench: Bench) -> None:
    told = notification(shared_bench, "unlucky.html", "v1")
    told["s3"]["bucket"]["name"] = "no-bucket-of-this-name"
    body = json.dumps({"Records": [told]})
    assert parse(shared_bench, message(body, receives=4)) == ["m1"]
    assert ingestions_elsewhere(shared_bench, "no-bucket-of-this-name", "unlucky.html") == []
    assert parse(shared_bench, message(body, receives=5)) == ["m1"]
    (row,) = ingestions_elsewhere(shared_bench, "no-bucket-of-this-name", "unlucky.html")
    assert row["status"]["S"] == "failed"
    assert row["reason"]["S"] == "access-denied"
    assert "NoSuchBucket" not in str(row)


def test_every_upload_of_a_message_has_an_ingestion(shared_bench: Bench) -> None:
    lost = [notification(shared_bench, f"lost-{n}.html", "v1") for n in range(2)]
    for told in lost:
        told["s3"]["bucket"]["name"] = "no-bucket"
    good = notification(shared_bench, "behind lost ones.html", shared_bench.put("behind lost ones.html", ARTICLE))
    body = json.dumps({"Records": [*lost, good]})

    assert parse(shared_bench, message(body, receives=5)) == ["m1"]

    for n in range(2):
        (row,) = ingestions_elsewhere(shared_bench, "no-bucket", f"lost-{n}.html")
        assert row["status"]["S"] == "failed"
    assert outcome(shared_bench, "behind lost ones.html") == ("parsed", None)


def test_every_upload_of_a_direct_event_is_processed(shared_bench: Bench) -> None:
    lost = notification(shared_bench, "lost.html", "v1")
    lost["s3"]["bucket"]["name"] = "no-bucket"
    good = notification(shared_bench, "behind a lost one.html", shared_bench.put("behind a lost one.html", ARTICLE))
    with pytest.raises(Exception, match="NoSuchBucket"):
        shared_bench.functions["ParseFunction"].invoke({"Records": [lost, good]})
    assert outcome(shared_bench, "behind a lost one.html") == ("parsed", None)


def ingestions_elsewhere(bench: Bench, bucket: str, key: str) -> list[dict[str, Any]]:
    return bench.account.dynamodb.query(
        TableName=bench.resources.ref("ArticleTable"),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"OBJECT#{bucket}/{key}"}},
    )["Items"]


def test_a_second_delivery_changes_nothing(shared_bench: Bench) -> None:
    version = shared_bench.put("delivered twice.html", ARTICLE)
    told = message(news(shared_bench, "delivered twice.html", version))
    parse(shared_bench, told)
    before = len(shared_bench.parsed())
    assert parse(shared_bench, told) == []
    assert len(shared_bench.parsed()) == before
    assert outcome(shared_bench, "delivered twice.html") == ("parsed", None)


def test_address_and_time_are_read_from_the_metadata(shared_bench: Bench) -> None:
    metadata = {"url": "https://elsewhere.example/a", "captured-at": "2026-06-12T09:00:00+02:00"}
    version = shared_bench.put("with metadata.html", ARTICLE, Metadata=metadata)
    before = set(shared_bench.parsed())
    parse(shared_bench, message(news(shared_bench, "with metadata.html", version)))
    (key,) = set(shared_bench.parsed()) - before
    stored = shared_bench.account.s3.get_object(Bucket=shared_bench.resources.ref("ParsedBucket"), Key=key)
    capture = json.loads(stored["Body"].read())["capture"]
    assert capture["source_url"] == "https://elsewhere.example/a"
    assert datetime.fromisoformat(capture["captured_at"]) == datetime(2026, 6, 12, 7, tzinfo=UTC)
