"""A small service on the local floor: events, failures, dead letters and HTTP as AWS would have them."""

from __future__ import annotations

import base64
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from clippings_local.delivery import _failures
from clippings_local.floor import Floor, Options, running_floor
from clippings_local.mistakes import CommandError

Seen = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def floor(small_service: Path) -> Iterator[Floor]:
    with running_floor(small_service, Options(retry_after=0)) as running:
        yield running


def ask(floor: Floor, path: str, method: str = "GET", key: str | None = "right", **rest: Any) -> Any:
    headers = {**rest.pop("headers", {})}
    if key:
        headers["x-api-key"] = floor.api_key if key == "right" else key
    return urllib3.request(method, floor.api + path, headers=headers, retries=False, **rest)


def put(floor: Floor, key: str, body: bytes) -> str:
    return floor.account.s3.put_object(Bucket=floor.inbox_bucket, Key=key, Body=body)["VersionId"]


def test_an_object_is_announced_with_its_version_and_a_growing_sequencer(floor: Floor, seen: Seen) -> None:
    versions = [put(floor, "pages/a b+ü.html", body) for body in (b"one", b"two", b"one")]
    assert floor.settle()
    objects = [json.loads(line["record"]["body"])["Records"][0]["s3"]["object"] for line in seen()]
    assert [thing["versionId"] for thing in objects] == versions
    assert [thing["sequencer"] for thing in objects] == sorted({thing["sequencer"] for thing in objects})
    assert {thing["key"] for thing in objects} == {"pages/a+b%2B%C3%BC.html"}


def test_an_object_outside_the_filter_is_announced_to_nobody(floor: Floor, seen: Seen) -> None:
    put(floor, "elsewhere/a.html", b"one")
    assert floor.settle()
    assert seen() == []


def test_only_the_failed_message_comes_again_with_the_same_version_and_ends_in_the_dead_letters(
    floor: Floor, seen: Seen
) -> None:
    put(floor, "pages/good.html", b"x")
    put(floor, "pages/bad.html", b"x")
    dead = floor.resources.ref("Dead")
    received = floor.account.sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=10)["Messages"]
    bodies = [line["record"]["body"] for line in seen()]
    assert len(received) == 1
    assert "bad.html" in received[0]["Body"]
    assert len([body for body in bodies if "good.html" in body]) == 1
    bad = [body for body in bodies if "bad.html" in body]
    assert len(bad) == 2  # MaxReceives of the template
    assert bad[0] == bad[1]
    counts = [
        line["record"]["attributes"]["ApproximateReceiveCount"] for line in seen() if "bad" in line["record"]["body"]
    ]
    assert counts == ["1", "2"]


def test_a_function_has_the_environment_of_the_template_and_none_of_the_users_aws(floor: Floor, seen: Seen) -> None:
    put(floor, "pages/a.html", b"x")
    assert floor.settle()
    environment = seen()[0]["environment"]
    assert (environment["SHARED"], environment["OWN"]) == ("small", "reader")
    assert environment["QUEUE"] == "arn:aws:sqs:us-east-1:123456789012:clippings-local-News"
    assert environment["AWS_ENDPOINT_URL"] == floor.s3
    assert "AWS_PROFILE" not in environment
    assert 0 < seen()[0]["left"] <= 10_000


def test_a_request_becomes_a_proxy_event(floor: Floor) -> None:
    answer = ask(floor, "/things/a%20b?x=1&x=%C3%BC", headers={"X-Mine": "y"})
    event = answer.json()["event"]
    assert answer.status == 200
    assert answer.headers.getlist("set-cookie") == ["a=1", "b=2"]
    assert (event["path"], event["resource"]) == ("/things/a%20b", "/things/{name}")
    assert event["pathParameters"] == {"name": "a%20b"}
    assert event["queryStringParameters"] == {"x": "ü"}
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "ü"]}
    assert event["headers"]["x-mine"] == "y"
    assert event["requestContext"]["path"] == event["path"]
    assert (event["body"], event["isBase64Encoded"]) == (None, False)


def test_a_body_arrives_in_base64_and_a_binary_answer_leaves_as_bytes(floor: Floor) -> None:
    event = ask(floor, "/echo", "POST", body=b"\xff\x00").json()["event"]
    assert event["isBase64Encoded"]
    assert base64.b64decode(event["body"]) == b"\xff\x00"
    assert ask(floor, "/binary").data == b"\x00\x01\x02"


def test_a_head_request_has_an_answer_without_a_body(floor: Floor) -> None:
    answer = ask(floor, "/things/a", "HEAD")
    assert (answer.status, answer.data) == (200, b"")


@pytest.mark.parametrize("key", [None, "wrong"])
def test_without_the_right_key_the_templates_own_refusal_answers(floor: Floor, key: str | None) -> None:
    answer = ask(floor, "/things/a", key=key)
    assert answer.status == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["title"] == "Forbidden"


def test_an_open_route_asks_for_no_key(floor: Floor) -> None:
    assert ask(floor, "/open", key=None).json()["own"] == "answerer"


def test_a_signed_route_refuses_what_is_unsigned(floor: Floor) -> None:
    assert ask(floor, "/signed").status == 403
    assert ask(floor, "/signed", headers={"authorization": "AWS4-HMAC-SHA256 Credential=x"}).status == 200


def test_a_path_that_no_route_takes_is_answered_as_api_gateway_does(floor: Floor) -> None:
    answer = ask(floor, "/")
    assert (answer.status, answer.json()["title"]) == (403, "Missing Authentication Token")


@pytest.mark.parametrize("path", ["/broken", "/huge"])
def test_a_function_that_fails_or_answers_too_much_is_a_502(floor: Floor, path: str) -> None:
    assert ask(floor, path).status == 502


def test_a_body_over_the_limit_of_an_event_is_a_413(floor: Floor) -> None:
    assert ask(floor, "/echo", "POST", body=b"x" * (5 * 1024 * 1024)).status == 413


def test_what_a_function_prints_is_not_on_our_standard_output(floor: Floor, capsys: pytest.CaptureFixture[str]) -> None:
    ask(floor, "/open")
    assert capsys.readouterr().out == ""
    assert sys.stdout is not None


def test_nothing_outlives_a_floor(small_service: Path, seen: Seen) -> None:
    before = dict(os.environ)
    with running_floor(small_service) as first:
        put(first, "pages/a.html", b"x")
        assert first.settle()
    with running_floor(small_service) as second:
        assert "Versions" not in second.account.s3.list_object_versions(Bucket=second.inbox_bucket)
    assert len(seen()) == 1
    assert dict(os.environ) == before


@pytest.mark.parametrize("option", ["api_port", "s3_port"])
def test_a_port_in_use_is_said_in_a_sentence(small_service: Path, option: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=str(port)), running_floor(small_service, Options(**{option: port})):
            pass


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "a"}]}, {"a"}),
        ({"batchItemFailures": [{"itemIdentifier": "unheard-of"}]}, {"a", "b"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"a", "b"}),
        ({"batchItemFailures": ["a"]}, {"a", "b"}),
        ("nonsense", {"a", "b"}),
    ],
)
def test_a_malformed_batch_answer_fails_the_whole_batch(answer: Any, failed: set[str]) -> None:
    assert _failures(answer, {"a", "b"}) == failed
