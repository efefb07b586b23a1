"""Requests become proxy events and answers become HTTP, with API Gateway's keys, limits and refusals."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from tests.unit.local.conftest import ask

from clippings_local.functions import Function
from clippings_local.gateway import MAX_BODY, Gateway, GatewayRequest, to_event
from clippings_local.refusals import GatewayResponse, Refusals
from clippings_local.routes import GatewayRoute
from clippings_local.stack import LocalStack


def route(returned: Any = None, path: str = "/things/{name}") -> GatewayRoute:
    """A route whose function returns *returned*."""
    function = Function("Answerer", Path(), "handler.handler", {})
    function._handler = lambda _event, _context: returned
    return GatewayRoute(path, "GET", function, needs_key=True, needs_signature=False)


def request(path: str = "/things/a", query: str = "", body: bytes = b"", key: str | None = "k") -> GatewayRequest:
    return GatewayRequest("GET", path, query, (("x-api-key", key),) if key else (), body)


def answer(returned: Any, **asked: Any) -> GatewayResponse:
    return Gateway((route(returned),), Refusals(), "k").answer(request(**asked))


def test_repeated_headers_are_all_passed() -> None:
    asked = GatewayRequest("GET", "/things/a", "", (("x-mine", "1"), ("x-mine", "2"), ("host", "h")), b"")
    event = to_event(asked, route(), "r1")
    assert event["multiValueHeaders"] == {"x-mine": ["1", "2"], "host": ["h"]}
    assert event["headers"] == {"x-mine": "2", "host": "h"}
    # On the loopback interface a forged host is no domain of the API.
    assert event["requestContext"]["domainName"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", None),
        ("q=", {"q": [""]}),
        ("q=a+b&q=%2B", {"q": ["a b", "+"]}),
        ("q=%C3%BC&x", {"q": ["ü"], "x": [""]}),
    ],
)
def test_a_query_arrives_decoded(query: str, values: dict[str, list[str]] | None) -> None:
    event = to_event(request(query=query), route(), "r1")
    assert event["multiValueQueryStringParameters"] == values
    assert event["queryStringParameters"] == (values and {name: many[-1] for name, many in values.items()})


def test_a_route_without_parameters_has_none_in_its_event() -> None:
    assert to_event(request("/open"), route(path="/open"), "r1")["pathParameters"] is None


def test_an_answer_is_json_unless_it_says_otherwise() -> None:
    assert dict(answer({"statusCode": 200, "body": "{}"}).headers)["content-type"] == "application/json"
    page = answer({"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": "<p>ü"})
    assert (dict(page.headers)["content-type"], page.body) == ("text/html", "<p>ü".encode())


def test_the_list_of_a_header_has_priority_over_the_single_value() -> None:
    told = answer({"statusCode": 204, "headers": {"X-A": "0"}, "multiValueHeaders": {"x-a": ["1", "2"]}})
    assert [pair for pair in told.headers if pair[0] == "x-a"] == [("x-a", "1"), ("x-a", "2")]
    assert told.body == b""


@pytest.mark.parametrize("returned", [None, "text", {}, {"statusCode": "no number"}, {"statusCode": 200, "body": 7}])
def test_an_invalid_proxy_answer_is_a_502(returned: Any) -> None:
    assert answer(returned).status == 502


def test_a_body_over_ten_mebibytes_is_rejected_without_invoking() -> None:
    assert answer({"statusCode": 200}, body=b"x" * (MAX_BODY + 1)).status == 413


def test_every_answer_has_a_unique_id() -> None:
    ids = {dict(answer({"statusCode": 200}).headers)["x-amzn-requestid"] for _ in range(2)}
    assert len(ids) == 2


def test_keys_are_compared_completely() -> None:
    assert [answer({"statusCode": 200}, key=key).status for key in ("k", "kk", "K", None)] == [200, 403, 403, 403]


def test_a_request_becomes_a_proxy_event(stack: LocalStack) -> None:
    answer = ask(stack, "/things/a%20b?x=1&x=%C3%BC", headers={"X-Mine": "y"})
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


def test_bodies_are_base64_in_events_and_bytes_in_answers(stack: LocalStack) -> None:
    event = ask(stack, "/echo", "POST", body=b"\xff\x00").json()["event"]
    assert event["isBase64Encoded"]
    assert base64.b64decode(event["body"]) == b"\xff\x00"
    assert ask(stack, "/binary").data == b"\x00\x01\x02"


def test_the_answer_to_head_has_no_body(stack: LocalStack) -> None:
    answer = ask(stack, "/things/a", "HEAD")
    assert (answer.status, answer.data) == (200, b"")


@pytest.mark.parametrize("key", [None, "wrong"])
def test_without_a_valid_key_the_gateway_response_is_sent(stack: LocalStack, key: str | None) -> None:
    answer = ask(stack, "/things/a", key=key)
    assert answer.status == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["title"] == "Forbidden"


def test_an_open_route_needs_no_key(stack: LocalStack) -> None:
    assert ask(stack, "/open", key=None).json()["own"] == "answerer"


def test_a_signed_route_rejects_unsigned_requests(stack: LocalStack) -> None:
    assert ask(stack, "/signed").status == 403
    assert ask(stack, "/signed", headers={"authorization": "AWS4-HMAC-SHA256 Credential=x"}).status == 200


def test_an_unknown_path_is_answered_like_in_api_gateway(stack: LocalStack) -> None:
    answer = ask(stack, "/")
    assert (answer.status, answer.json()["title"]) == (403, "Missing Authentication Token")


@pytest.mark.parametrize("path", ["/broken", "/huge"])
def test_a_failing_function_or_a_too_large_answer_is_a_502(stack: LocalStack, path: str) -> None:
    assert ask(stack, path).status == 502


def test_a_body_over_the_limit_of_an_event_is_a_413(stack: LocalStack) -> None:
    assert ask(stack, "/echo", "POST", body=b"x" * (5 * 1024 * 1024)).status == 413


@pytest.mark.parametrize(
    ("host", "address", "domain"),
    [
        ("evil.example", "127.0.0.1:8080", "127.0.0.1:8080"),
        ("localhost:8080", "127.0.0.1:8080", "localhost:8080"),
        ("[::1]:8080", "[::1]:8080", "[::1]:8080"),
        ("clips.example", "0.0.0.0:8080", "clips.example"),
    ],
)
def test_other_host_headers_are_ignored_on_loopback(host: str, address: str, domain: str) -> None:
    asked = GatewayRequest("GET", "/things/a", "", (("host", host),), b"", address)
    assert to_event(asked, route(), "1")["requestContext"]["domainName"] == domain
