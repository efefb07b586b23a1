"""A bundle in the inbox of the deployed service: unpacked, filed, admitted, replayed from an offset and taken down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.end_to_end.stack import Stack, until
from tests.support.bundle_files import article_page, http, members, record

KEY = "crawls/news.warc.gz"
ADDRESSES = [f"https://wire.example/2024/bridge-{number}" for number in range(3)]
RECORDS = [
    *(record(http(article_page(number)), url=address) for number, address in enumerate(ADDRESSES)),
    record(http(b"<!doctype html><p>short"), url="https://wire.example/short"),
    record(http(b"\x89PNG", media_type="image/png"), url="https://wire.example/picture.png"),
]
#: Where each record begins in the bundle.
OFFSETS = [len(members(RECORDS[:count])) for count in range(len(RECORDS))]


def ingestion(stack: Stack, key: str) -> dict[str, Any]:
    """Return the newest ingestion of *key*; an empty one before there is any."""
    answer = stack.ask(f"/v1/ingestions?key={quote(key, safe='')}")
    items = answer.plain["items"] if answer.status == 200 else []
    return dict(items[0]) if items else {}


@pytest.fixture(scope="module")
def batches(stack: Stack) -> Iterator[None]:
    """The right that the emulated account asks for where IAM asks for ``sqs:SendMessage``."""
    iam, role = stack.client("iam"), stack.resources["UnpackRole"]
    statement = {"Effect": "Allow", "Action": "sqs:SendMessageBatch", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName=role, PolicyName="batches", PolicyDocument=document)
    yield
    iam.delete_role_policy(RoleName=role, PolicyName="batches")


@pytest.fixture(scope="module")
def unpacked(stack: Stack, batches: None) -> dict[str, Any]:  # noqa: ARG001 - the right
    """The ingestion of the bundle, once all its pages have ended."""
    stack.put(KEY, members(RECORDS), ContentType="application/warc")

    def whole() -> dict[str, Any] | None:
        found = ingestion(stack, KEY)
        outcomes = (found.get("counts") or {}).get("outcomes") or {}
        ended = found.get("status") == "unpacked" and sum(outcomes.values()) == found["counts"]["pages"]
        return found if ended else None

    found: dict[str, Any] = until(whole, "the end of the bundle")
    return found


def test_every_record_of_a_bundle_is_counted_by_its_outcome(unpacked: dict[str, Any]) -> None:
    assert unpacked["counts"]["pages"] == 4
    assert unpacked["counts"]["skipped"] == {"not-html": 1}
    assert unpacked["counts"]["outcomes"] == {"rejected": 1, "stored": 3}


def test_the_pages_of_a_bundle_are_articles_in_the_lists(stack: Stack, unpacked: dict[str, Any]) -> None:
    assert unpacked["status"] == "unpacked"
    listed = stack.ask("/v1/articles?publisher=wire.example").plain["items"]
    assert sorted(row["url"] for row in listed) == ADDRESSES
    page = ingestion(stack, f"{KEY}#{OFFSETS[1]}")
    assert (page["status"], page["bundle"], page["offset"]) == ("stored", KEY, OFFSETS[1])
    assert stack.ask(f"/v1/articles/{page['article_id']}").plain["title"] == "Council votes for bridge 1"


def test_a_refused_page_is_admitted_and_read_again_from_its_offset(stack: Stack, unpacked: dict[str, Any]) -> None:
    assert unpacked["status"] == "unpacked"
    key = f"{KEY}#{OFFSETS[3]}"
    assert ingestion(stack, key)["status"] == "rejected"
    (row,) = stack.invoke("ReplayFunction", {"key": key, "versions": "latest", "admit": True})
    assert (row["key"], row["outcome"]) == (key, "stored")
    assert ingestion(stack, KEY)["counts"]["outcomes"] == {"stored": 4}


def test_a_takedown_removes_a_page_and_names_the_bundle_that_holds_it(stack: Stack, unpacked: dict[str, Any]) -> None:
    assert unpacked["status"] == "unpacked"
    key = f"{KEY}#{OFFSETS[0]}"
    article_id = ingestion(stack, key)["article_id"]
    path = f"/v1/admin/articles/{article_id}/withdrawal"

    def withdrawn() -> dict[str, Any] | None:
        answer = stack.ask_signed("POST", path, json.dumps({"reason": "a test"}).encode())
        return dict(answer.plain) if answer.status == 200 else None

    assert until(withdrawn, "the end of the withdrawal")["bundles"] == [key]
    assert stack.ask(f"/v1/articles/{article_id}").status == 410
    left = stack.ask("/v1/articles?publisher=wire.example").plain["items"]
    assert not {row["url"] for row in left} & {ADDRESSES[0]}
    assert {row["url"] for row in left} >= set(ADDRESSES[1:])
    assert stack.client("s3").head_object(Bucket=stack.outputs["InboxBucket"], Key=KEY)["ContentLength"] > 0
