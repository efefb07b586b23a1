"""An S3 event says which version it speaks of, as S3's do; a message that comes again says the same again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.unit.local.conftest import Seen, put

from clippings_local.account import Account, local_account
from clippings_local.s3_event_completion import EventCompletion
from clippings_local.stack import LocalStack

QUEUE = "arn:aws:sqs:us-east-1:123456789012:news"


@pytest.fixture
def account() -> Iterator[Account]:
    with local_account() as account:
        account.s3.create_bucket(Bucket="inbox")
        account.s3.put_bucket_versioning(Bucket="inbox", VersioningConfiguration={"Status": "Enabled"})
        yield account


def written(account: Account, key: str, body: bytes) -> tuple[str, str]:
    """The version and the ETag of a new object."""
    answer = account.s3.put_object(Bucket="inbox", Key=key, Body=body)
    return answer["VersionId"], answer["ETag"].strip('"')


def event(key: str, etag: str, bucket: str = "inbox", **more: str) -> str:
    """An event as moto sends it."""
    told = {"bucket": {"name": bucket}, "object": {"key": key, "eTag": etag, **more}}
    return json.dumps({"Records": [{"eventSource": "aws:s3", "s3": told}]})


def told(body: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["Records"][0]["s3"]["object"]
    return found


def test_two_versions_of_one_content_are_told_apart_in_their_order(account: Account) -> None:
    (first, etag), (second, _) = written(account, "a.html", b"x"), written(account, "a.html", b"x")
    announcements = EventCompletion()
    one = told(announcements.completed(QUEUE, "m1", event("a.html", etag)))
    two = told(announcements.completed(QUEUE, "m2", event("a.html", etag)))
    assert (one["versionId"], two["versionId"]) == (first, second)
    assert one["sequencer"] < two["sequencer"]


def test_a_message_that_comes_again_says_the_same_again(account: Account) -> None:
    _, etag = written(account, "a.html", b"x")
    written(account, "a.html", b"x")
    announcements = EventCompletion()
    body = announcements.completed(QUEUE, "m1", event("a.html", etag))
    assert announcements.completed(QUEUE, "m1", event("a.html", etag)) == body


def test_two_queues_hear_of_the_same_version(account: Account) -> None:
    version, etag = written(account, "a.html", b"x")
    announcements = EventCompletion()
    for queue in (QUEUE, QUEUE + "-two"):
        assert told(announcements.completed(queue, queue, event("a.html", etag)))["versionId"] == version


def test_a_key_is_encoded_as_s3_encodes_it(account: Account) -> None:
    _, etag = written(account, "a b/c+ü.html", b"x")
    body = EventCompletion().completed(QUEUE, "m1", event("a+b%2Fc%2B%C3%BC.html", etag))
    assert told(body)["key"] == "a+b/c%2B%C3%BC.html"


@pytest.mark.parametrize(("bucket", "key"), [("inbox", "gone.html"), ("nowhere", "a.html")])
@pytest.mark.usefixtures("account")
def test_of_what_is_gone_no_version_is_told(bucket: str, key: str) -> None:
    assert "versionId" not in told(EventCompletion().completed(QUEUE, "m1", event(key, "etag", bucket)))


@pytest.mark.usefixtures("account")
def test_a_version_that_is_told_already_stands() -> None:
    body = EventCompletion().completed(QUEUE, "m1", event("a.html", "etag", versionId="v7"))
    assert told(body)["versionId"] == "v7"


@pytest.mark.parametrize(
    "body",
    [
        "no JSON", "", "[]", "7", '{"Event": "s3:TestEvent"}', '{"Records": "none"}', '{"Records": [7]}',
        '{"Records": [{"eventSource": "aws:sns"}]}',
    ],
)  # fmt: skip
def test_what_is_no_event_of_s3_is_handed_on(body: str) -> None:
    handed = EventCompletion().completed(QUEUE, "m1", body)
    assert handed == body or json.loads(handed) == json.loads(body)


def test_an_object_is_announced_with_its_version_and_a_growing_sequencer(stack: LocalStack, seen: Seen) -> None:
    versions = [put(stack, "pages/a b+ü.html", body) for body in (b"one", b"two", b"one")]
    assert stack.settle()
    objects = [json.loads(line["record"]["body"])["Records"][0]["s3"]["object"] for line in seen()]
    assert [thing["versionId"] for thing in objects] == versions
    assert [thing["sequencer"] for thing in objects] == sorted({thing["sequencer"] for thing in objects})
    assert {thing["key"] for thing in objects} == {"pages/a+b%2B%C3%BC.html"}


def test_an_object_outside_the_filter_is_announced_to_nobody(stack: LocalStack, seen: Seen) -> None:
    put(stack, "elsewhere/a.html", b"one")
    assert stack.settle()
    assert seen() == []
