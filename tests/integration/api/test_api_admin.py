"""Administration over HTTP, by IAM only: articles are withdrawn or replayed, feeds are revoked."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from tests.support.api_functions import load
from tests.support.gateway_client import Client


@pytest.fixture
def admin(store: Any, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: ARG001 - the environment and account
    queue = boto3.client("sqs").create_queue(QueueName="parse")["QueueUrl"]
    monkeypatch.setenv("CLIPPINGS_PARSE_QUEUE_URL", queue)
    return Client(load("admin").handler)


def test_a_withdrawn_article_is_removed_from_all_reads(client: Any, admin: Any, desk: Any) -> None:
    filed = desk.file()
    answer = admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "a court's order"})
    assert (answer.status, answer.json["done"], answer.json["article_id"]) == (200, True, filed.id)
    for path in ("", "/revisions", "/provenance", "/duplicates", "/diff", "/revisions/any"):
        gone = client.get(f"/v1/articles/{filed.id}{path}")
        assert (gone.status, gone.json["type"]) == (410, "urn:clippings:problem:withdrawn"), path
        assert "court" not in gone.text
    assert client.get("/v1/articles/by-url", url=filed.canonical_url).status == 410
    assert client.get("/v1/articles").json["items"] == []
    assert client.get("/v1/articles", tag="floods").json["items"] == []
    assert client.get(f"/v1/articles/{filed.id}", {"If-None-Match": "*"}).status == 410


def test_a_replay_sends_an_event_for_every_capture(admin: Any, desk: Any) -> None:
    filed = desk.file()
    desk.file(later=90)
    answer = admin.post(f"/v1/admin/articles/{filed.id}/replay", {})
    assert (answer.status, answer.json) == (202, {"article_id": filed.id, "captures": 2})
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="parse")["QueueUrl"]
    sent = [json.loads(each["Body"]) for each in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]]
    told = {(each["Records"][0]["s3"]["object"]["versionId"], each["Records"][0]["eventTime"]) for each in sent}
    assert told == {("v1", "2026-03-01T12:00:00.000000Z"), ("v2", "2026-03-01T13:30:00.000000Z")}


def test_withdrawn_articles_are_not_replayed(admin: Any, desk: Any) -> None:
    filed = desk.file()
    admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "wrong"})
    assert admin.post(f"/v1/admin/articles/{filed.id}/replay", {}).status == 410


def test_a_revoked_feed_answers_410(client: Any, feeds: Any, admin: Any, desk: Any) -> None:
    desk.file()
    made = feeds.post("/v1/feeds", {"format": "atom", "tag": "floods"}).json
    path = made["address"].removeprefix("https://api.example/live")
    assert client.get(path).status == 200
    assert admin.post(f"/v1/admin/feeds/{made['id']}/revocation", {}).status == 200
    assert client.get(path).status == 410


@pytest.mark.parametrize(
    ("body", "name"),
    [({}, "reason"), ({"reason": ""}, "reason"), ({"reason": "x", "copys": True}, "copys"), ([], "")],
)
def test_a_withdrawal_requires_a_reason(admin: Any, desk: Any, body: Any, name: str) -> None:
    filed = desk.file()
    answer = admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", body)
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")
    assert answer.json["errors"][0]["name"] == name


@pytest.mark.parametrize("call", ["withdrawal", "replay"])
def test_unknown_articles_cannot_be_taken_down(admin: Any, call: str) -> None:
    assert admin.post(f"/v1/admin/articles/{'a' * 26}/{call}", {"reason": "wrong"}).status == 404


def test_the_lookup_function_documents_admin_calls_but_does_not_perform_them(client: Any, desk: Any) -> None:
    filed = desk.file()
    answer = client.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "wrong"})
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert client.get(f"/v1/articles/{filed.id}").status == 200


def test_copies_of_a_deleted_text_cannot_be_requested(admin: Any, desk: Any) -> None:
    filed = desk.file()
    admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "wrong"})
    answer = admin.post(f"/v1/admin/articles/{filed.id}/withdrawal", {"reason": "wrong", "copies": True})
    assert (answer.status, answer.json["parameter"]) == (400, "copies")
