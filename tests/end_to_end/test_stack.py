"""The unmodified template, built and deployed by SAM: pages are put, articles are read, and every right is needed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote

import pytest
from tests.end_to_end.stack import Reply, Stack, until

from clippings_local.project import sample_pages

PAGE = sample_pages()[0].read_bytes()
ADDRESS = "https://www.harbour-gazette.example/transport/2026/06/12/last-swing-bridge-reopens/"


@pytest.fixture(scope="module")
def article(stack: Stack) -> dict[str, Any]:
    """The first sample page's article, as the API answers it."""
    stack.put("bridge.html", PAGE, ContentType="text/html")
    ingestion = stack.ended("bridge.html")
    assert ingestion["status"] in {"stored", "unchanged"}, ingestion
    found: dict[str, Any] = stack.ask(f"/v1/articles/{ingestion['article_id']}").plain
    return found


@pytest.mark.parametrize("page", sample_pages(), ids=lambda page: page.name)
def test_uploaded_pages_become_articles_or_rejections(stack: Stack, page: Any) -> None:
    key = f"samples/ü {page.name}"
    stack.put(key, page.read_bytes(), ContentType="text/html")
    ingestion = stack.ended(key)
    if page.name.startswith("07"):
        assert ingestion["status"] == "rejected"
        assert ingestion["reason"]
        return
    assert ingestion["status"] in {"stored", "unchanged"}, ingestion
    article = stack.ask(f"/v1/articles/{ingestion['article_id']}").plain
    assert article["id"] == ingestion["article_id"]
    if article["canonical_url"]:
        by_url = stack.ask(f"/v1/articles/by-url?url={quote(article['canonical_url'], safe='')}")
        assert by_url.plain["id"] == article["id"]


@pytest.mark.parametrize("key", [None, "wrong"])
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/articles/by-url?url=x", "/v1/ingestions?key=x", "/nothing"])
def test_requests_without_a_valid_key_are_rejected(stack: Stack, path: str, key: str | None) -> None:
    assert stack.ask(path, key=key).status == 403


def test_the_contract_and_the_reader_page_need_no_key(stack: Stack) -> None:
    assert stack.ask("/openapi.json", key=None).plain["openapi"].startswith("3.")
    assert b"<html" in stack.ask("/", key=None).body


@pytest.mark.usefixtures("article")
def test_a_list_continues_from_its_cursor(stack: Stack) -> None:
    stack.put("again.html", sample_pages()[5].read_bytes())
    stack.ended("again.html")
    first = stack.ask("/v1/articles?limit=1").plain
    second = stack.ask(f"/v1/articles?limit=1&cursor={quote(first['next_cursor'])}").plain
    assert first["items"][0]["id"] != second["items"][0]["id"]


def upload(stack: Stack) -> tuple[Reply, str]:
    """Ask for an address and put the page there; the reply to the PUT, and the key."""
    body = json.dumps({"size": len(PAGE), "url": ADDRESS}).encode()
    told = stack.ask("/v1/uploads", method="POST", body=body, content_type="application/json").plain
    return stack.send("PUT", told["url"], told["headers"], PAGE), told["key"]


def test_a_page_is_uploaded_to_the_address_that_the_api_signed(stack: Stack, article: dict[str, Any]) -> None:
    reply, key = upload(stack)
    assert reply.status == 200, reply.body
    ended = stack.ended(key)
    assert ended["status"] == "stored"
    uploaded = stack.ask(f"/v1/articles/{ended['article_id']}").plain
    assert uploaded["title"] == article["title"]


def test_invalid_messages_end_in_the_dead_letter_queue(stack: Stack) -> None:
    sqs, queue = stack.client("sqs"), stack.resources["ParseQueue"]
    whole = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])["Attributes"]
    sqs.set_queue_attributes(
        QueueUrl=queue, Attributes={"VisibilityTimeout": "0"}
    )  # five tries in seconds, not in an hour
    try:
        sqs.send_message(QueueUrl=queue, MessageBody="no event")
        dead = stack.resources["ParseDeadLetters"]
        received = until(lambda: sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=1).get("Messages"), "a dead letter")
    finally:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes=whole)
    assert [message["Body"] for message in received] == ["no event"]


def notification(bucket: str, key: str, version: str, size: int = 1) -> dict[str, Any]:
    thing = {"key": quote(key, safe="/"), "size": size, "eTag": "e", "versionId": version, "sequencer": "01"}
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-06-12T07:31:04Z"}
    return {"Records": [{**record, "s3": {"bucket": {"name": bucket}, "object": thing}}]}


@pytest.fixture
def parse_event(stack: Stack) -> dict[str, Any]:
    return notification(stack.outputs["InboxBucket"], "rights.html", stack.put("rights.html", PAGE))


@pytest.fixture
def enrich_event(stack: Stack, article: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - what it speaks of
    bucket = stack.outputs["ParsedBucket"]
    found = stack.client("s3").list_object_versions(Bucket=bucket, Prefix="parsed/")["Versions"][0]
    return notification(bucket, found["Key"], found["VersionId"])


@pytest.mark.parametrize("sid", ["ReadPages", "PutParsed", "RecordIngestions"])
def test_parse_needs_each_of_its_permissions(stack: Stack, parse_event: dict[str, Any], sid: str) -> None:
    with stack.without("ParseRole", sid):
        assert "AccessDenied" in stack.invoke("ParseFunction", parse_event)["errorMessage"]
    assert stack.invoke("ParseFunction", parse_event)["uploads"][0]["status"] == "parsed"


def test_a_page_deleted_before_reading_is_rejected_as_gone(stack: Stack) -> None:
    # The right to list makes S3 answer 404 and not 403; the emulator answers 404 anyway, so it is not taken away here.
    event = notification(stack.outputs["InboxBucket"], "lost.html", stack.put("there.html", PAGE))
    assert stack.invoke("ParseFunction", event)["uploads"][0]["reason"] == "gone"
    assert stack.ended("lost.html")["reason"] == "gone"


@pytest.mark.parametrize("sid", ["ReadParsed", "FileArticles"])
def test_enrich_needs_each_of_its_permissions(stack: Stack, enrich_event: dict[str, Any], sid: str) -> None:
    with stack.without("EnrichRole", sid):
        assert "AccessDenied" in stack.invoke("EnrichFunction", enrich_event)["errorMessage"]
    assert stack.invoke("EnrichFunction", enrich_event)["uploads"][0]["status"] in {"stored", "unchanged"}


@pytest.mark.parametrize(
    ("sid", "path"), [("ReadArticles", "/v1/articles/{id}"), ("SignCursors", "/v1/articles?limit=1")]
)
def test_lookup_needs_each_of_its_permissions(stack: Stack, article: dict[str, Any], sid: str, path: str) -> None:
    restart(stack, "LookupFunction")  # a warm one has its secret already
    with stack.without("LookupRole", sid):
        assert stack.ask(path.format(id=article["id"])).status >= 500
    assert stack.ask(path.format(id=article["id"])).status == 200


def restart(stack: Stack, function: str) -> None:
    """Have the next invocation begin in a new container."""
    configuration = stack.client("lambda").get_function_configuration(FunctionName=stack.resources[function])
    variables = configuration["Environment"]["Variables"] | {"RESTARTED": str(random.random())}
    stack.client("lambda").update_function_configuration(
        FunctionName=stack.resources[function], Environment={"Variables": variables}
    )


def test_presigned_addresses_need_the_put_permission(stack: Stack) -> None:
    with stack.without("UploadRole", "SignUploads"):
        reply, _ = upload(stack)
    assert reply.status == 403


def long_page() -> bytes:
    """An article of 600 kB of words that do not compress, so that its content is too big for an item of the table."""
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(chance.choices(letters, k=chance.randint(5, 12))) for _ in range(80_000))
    paragraphs = [" ".join(next(words) for _ in range(80)).capitalize() + "." for _ in range(1000)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = "<title>A long report</title><meta property='og:type' content='article'>"
    return f"<html><head>{head}</head><body><article><h1>A long report</h1>{body}</article></body></html>".encode()


def test_large_contents_are_stored_in_and_read_from_the_bucket(stack: Stack) -> None:
    stack.put("long.html", long_page())
    ingestion = stack.ended("long.html")
    assert ingestion["status"] == "stored", ingestion
    contents = stack.client("s3").list_objects_v2(Bucket=stack.outputs["ParsedBucket"], Prefix="content/")
    assert contents["KeyCount"] == 1
    path = f"/v1/articles/{ingestion['article_id']}?format=text"
    with stack.without("LookupRole", "ReadBigContents"):
        assert stack.ask(path).status >= 500
    assert len(stack.ask(path).body) > 500_000


def test_administration_needs_iam_and_rejects_api_keys(stack: Stack) -> None:
    path = "/v1/admin/articles/aaaaaaaaaaaaaaaaaaaaaaaaaa/withdrawal"
    body = json.dumps({"reason": "a test"}).encode()
    assert stack.ask(path, method="POST", body=body, content_type="application/json").status == 403
    assert stack.ask(path, method="POST", body=body, content_type="application/json", key=None).status == 403
    signed = stack.ask_signed("POST", path, body)
    assert (signed.status, signed.plain["type"]) == (404, "urn:clippings:problem:no-such-article")


def test_a_replay_extracts_an_upload_without_an_ingestion(stack: Stack, article: dict[str, Any]) -> None:
    stack.put("replayed.html", PAGE)
    table, pk = stack.client("dynamodb"), f"OBJECT#{stack.outputs['InboxBucket']}/replayed.html"
    stack.ended("replayed.html")
    found = {"TableName": stack.outputs["TableName"], "KeyConditionExpression": "pk = :pk"}
    for row in table.query(**found, ExpressionAttributeValues={":pk": {"S": pk}})["Items"]:
        table.delete_item(TableName=stack.outputs["TableName"], Key={"pk": row["pk"], "sk": row["sk"]})
    (row,) = stack.invoke("ReplayFunction", {"key": "replayed.html", "versions": "latest"})
    assert (row["outcome"], row["article_id"]) == ("unchanged", article["id"])
    assert stack.ended("replayed.html")["status"] == "unchanged"


def test_a_takedown_deletes_the_article_and_its_uploads_permanently(stack: Stack) -> None:
    page = sample_pages()[3].read_bytes()
    stack.put("unwanted.html", page)
    article_id = stack.ended("unwanted.html")["article_id"]
    body = json.dumps({"reason": "a test"}).encode()
    path = f"/v1/admin/articles/{article_id}/withdrawal"
    until(lambda: stack.ask_signed("POST", path, body).status == 200, "the end of the withdrawal")
    assert stack.ask(f"/v1/articles/{article_id}").status == 410
    versions = stack.client("s3").list_object_versions(Bucket=stack.outputs["InboxBucket"], Prefix="unwanted.html")
    assert "Versions" not in versions
    stack.put("unwanted again.html", page)
    assert stack.ended("unwanted again.html")["reason"] == "withdrawn"


@contextmanager
def made_key(stack: Stack, plan: str) -> Iterator[tuple[str, str]]:
    """A new key of a usage plan, as an output names it: its id and its value. It is deleted in the end."""
    gateway = stack.client("apigateway")
    key = gateway.create_api_key(name=f"of {plan}", enabled=True)
    gateway.create_usage_plan_key(usagePlanId=stack.outputs[plan], keyId=key["id"], keyType="API_KEY")
    try:
        yield key["id"], key["value"]
    finally:
        with suppress(gateway.exceptions.NotFoundException):
            gateway.delete_api_key(apiKey=key["id"])


def post(stack: Stack, path: str, key: str, **body: Any) -> Reply:
    sent = json.dumps(body).encode()
    return stack.ask(path, key=key, method="POST", body=sent, content_type="application/json")


def test_a_reader_key_can_read_but_not_upload_or_make_feeds(stack: Stack, article: dict[str, Any]) -> None:
    with made_key(stack, "ReaderPlanId") as (_, key):
        assert stack.ask(f"/v1/articles/{article['id']}", key=key).status == 200
        for path, body in (("/v1/uploads", {"size": 9}), ("/v1/feeds", {})):
            refused = post(stack, path, key, **body)
            assert (refused.status, refused.plain["type"]) == (403, "urn:clippings:problem:right-missing"), path
        assert stack.ask("/v1/feeds", key=key).status == 403


def open_feed(stack: Stack, key: str) -> tuple[str, str]:
    """Make an open feed; its id, and its path below the stage."""
    made = post(stack, "/v1/feeds", key, format="json").plain
    return made["id"], made["address"].partition("/live")[2]


def test_a_writer_key_can_upload_and_make_and_list_feeds(stack: Stack) -> None:
    with made_key(stack, "WriterPlanId") as (_, key):
        assert post(stack, "/v1/uploads", key, size=9).status == 201
        feed_id, path = open_feed(stack, key)
        assert [item["id"] for item in stack.ask("/v1/feeds", key=key).plain["items"]] == [feed_id]
        assert stack.ask(path, key=None).status == 200


@pytest.mark.parametrize("way", ["delete", "disable", "take out of the plan"])
def test_feeds_of_a_disabled_key_end_at_the_next_scheduled_run(stack: Stack, way: str) -> None:
    gateway = stack.client("apigateway")
    with made_key(stack, "WriterPlanId") as (key_id, key):
        _, path = open_feed(stack, key)
        if way == "delete":
            gateway.delete_api_key(apiKey=key_id)
        elif way == "disable":
            change = {"op": "replace", "path": "/enabled", "value": "false"}
            gateway.update_api_key(apiKey=key_id, patchOperations=[change])
        else:
            gateway.delete_usage_plan_key(usagePlanId=stack.outputs["WriterPlanId"], keyId=key_id)
        assert stack.invoke("KeysFunction", {}) is None
        # Not before: the emulator still accepts a disabled key.
        assert stack.ask("/v1/articles", key=key).status == 403
        assert stack.ask(path, key=None).status == 410


def test_the_keys_function_runs_every_five_minutes(stack: Stack) -> None:
    events = stack.client("events")
    (rule,) = [rule for rule in events.list_rules()["Rules"] if rule.get("ScheduleExpression")]
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(5 minutes)", "ENABLED")
    (target,) = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    assert target["Arn"].endswith(f":function:{stack.resources['KeysFunction']}")


def test_a_revoked_key_and_its_feeds_are_rejected(stack: Stack) -> None:
    with made_key(stack, "WriterPlanId") as (key_id, key):
        _, path = open_feed(stack, key)
        answer = stack.ask_signed("POST", f"/v1/admin/keys/{key_id}/revocation", b"{}")
        assert (answer.status, answer.plain) == (200, {"id": key_id, "revoked": True})
        assert stack.client("apigateway").get_api_key(apiKey=key_id)["enabled"] is False
        assert stack.ask("/v1/articles", key=key).status == 403
        assert stack.ask(path, key=None).status == 410


@pytest.mark.parametrize(("role", "sid"), [("FeedsRole", "KeepFeeds"), ("KeysRole", "ReadUsagePlans")])
def test_making_a_feed_needs_each_permission(stack: Stack, role: str, sid: str) -> None:
    with made_key(stack, "WriterPlanId") as (_, key):
        with stack.without(role, sid):
            assert post(stack, "/v1/feeds", key).status >= 500
        until(lambda: post(stack, "/v1/feeds", key).status == 201, "the right")


@pytest.mark.parametrize("queue", ["ParseDeadLetters", "EnrichDeadLetters", "ChangeDeadLetters"])
def test_dead_letter_queues_reject_plain_http(stack: Stack, queue: str) -> None:
    url = stack.resources[queue]
    found = stack.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]
    (denied,) = json.loads(found)["Statement"]
    assert (denied["Effect"], denied["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/v1/articles", "/nothing"])
def test_without_a_key_no_answer_names_the_inbox_or_the_account(stack: Stack, path: str) -> None:
    answer = stack.ask(path, key=None)
    told = f"{answer.headers} {answer.body.decode()}"
    for secret in (stack.outputs["InboxBucket"], stack.outputs["TableName"], "000000000000"):
        assert secret not in told
