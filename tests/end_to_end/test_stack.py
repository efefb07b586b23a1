"""The unmodified template, built and deployed by SAM: pages are put, articles are read, and every right is needed."""

from __future__ import annotations

import json
import random
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
def test_a_page_put_into_the_inbox_is_an_article_answered_by_id_and_by_url_or_a_rejection(
    stack: Stack, page: Any
) -> None:
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
def test_a_request_without_the_right_key_is_refused(stack: Stack, path: str, key: str | None) -> None:
    assert stack.ask(path, key=key).status == 403


def test_the_contract_and_the_reader_page_ask_for_no_key(stack: Stack) -> None:
    assert stack.ask("/openapi.json", key=None).plain["openapi"].startswith("3.")
    assert b"<html" in stack.ask("/", key=None).body


@pytest.mark.usefixtures("article")
def test_a_list_goes_on_from_its_signed_cursor(stack: Stack) -> None:
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
    assert stack.ended(key)["article_id"] == article["id"]


def test_a_message_that_is_no_event_ends_in_the_dead_letters(stack: Stack) -> None:
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
def test_parse_needs_each_of_its_rights(stack: Stack, parse_event: dict[str, Any], sid: str) -> None:
    with stack.without("ParseRole", sid):
        assert "AccessDenied" in stack.invoke("ParseFunction", parse_event)["errorMessage"]
    assert stack.invoke("ParseFunction", parse_event)["uploads"][0]["status"] == "parsed"


def test_a_page_that_was_deleted_before_it_is_read_is_gone_and_no_outage(stack: Stack) -> None:
    # The right to list makes S3 answer 404 and not 403; the emulator answers 404 anyway, so it is not taken away here.
    event = notification(stack.outputs["InboxBucket"], "lost.html", stack.put("there.html", PAGE))
    assert stack.invoke("ParseFunction", event)["uploads"][0]["reason"] == "gone"
    assert stack.ended("lost.html")["reason"] == "gone"


@pytest.mark.parametrize("sid", ["ReadParsed", "FileArticles"])
def test_enrich_needs_each_of_its_rights(stack: Stack, enrich_event: dict[str, Any], sid: str) -> None:
    with stack.without("EnrichRole", sid):
        assert "AccessDenied" in stack.invoke("EnrichFunction", enrich_event)["errorMessage"]
    assert stack.invoke("EnrichFunction", enrich_event)["uploads"][0]["status"] in {"stored", "unchanged"}


@pytest.mark.parametrize(
    ("sid", "path"), [("ReadArticles", "/v1/articles/{id}"), ("SignCursors", "/v1/articles?limit=1")]
)
def test_lookup_needs_each_of_its_rights(stack: Stack, article: dict[str, Any], sid: str, path: str) -> None:
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


def test_an_address_is_good_for_nothing_without_the_right_to_put(stack: Stack) -> None:
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


def test_a_content_too_big_for_the_table_lies_in_the_bucket_and_is_read_from_there(stack: Stack) -> None:
    stack.put("long.html", long_page())
    ingestion = stack.ended("long.html")
    assert ingestion["status"] == "stored", ingestion
    contents = stack.client("s3").list_objects_v2(Bucket=stack.outputs["ParsedBucket"], Prefix="content/")
    assert contents["KeyCount"] == 1
    path = f"/v1/articles/{ingestion['article_id']}?format=text"
    with stack.without("LookupRole", "ReadBigContents"):
        assert stack.ask(path).status >= 500
    assert len(stack.ask(path).body) > 500_000


def test_administration_is_by_iam_and_a_key_opens_nothing(stack: Stack) -> None:
    path = "/v1/admin/articles/aaaaaaaaaaaaaaaaaaaaaaaaaa/withdrawal"
    body = json.dumps({"reason": "a test"}).encode()
    assert stack.ask(path, method="POST", body=body, content_type="application/json").status == 403
    assert stack.ask(path, method="POST", body=body, content_type="application/json", key=None).status == 403
    signed = stack.ask_signed("POST", path, body)
    assert (signed.status, signed.plain["type"]) == (404, "urn:clippings:problem:no-such-article")


def test_an_upload_that_nobody_remembers_is_extracted_anew_by_a_replay(stack: Stack, article: dict[str, Any]) -> None:
    stack.put("replayed.html", PAGE)
    table, pk = stack.client("dynamodb"), f"OBJECT#{stack.outputs['InboxBucket']}/replayed.html"
    stack.ended("replayed.html")
    found = {"TableName": stack.outputs["TableName"], "KeyConditionExpression": "pk = :pk"}
    for row in table.query(**found, ExpressionAttributeValues={":pk": {"S": pk}})["Items"]:
        table.delete_item(TableName=stack.outputs["TableName"], Key={"pk": row["pk"], "sk": row["sk"]})
    (row,) = stack.invoke("ReplayFunction", {"key": "replayed.html", "versions": "latest"})
    assert (row["outcome"], row["article_id"]) == ("unchanged", article["id"])
    assert stack.ended("replayed.html")["status"] == "unchanged"


def test_an_article_that_is_taken_down_is_gone_with_its_uploads_and_stays_down(stack: Stack) -> None:
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
