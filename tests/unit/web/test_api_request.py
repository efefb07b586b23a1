"""A proxy event as a request: its own path under stages and domains, its headers, its body, and links that hold."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from tests.support.served_calls import NOW, no_store, to_exchange

from clippings.web.api_request import ApiRequest, enter, here, read_event
from clippings.web.problems import Problem


def read(path: str = "/v1/articles", shown: str | None = None, **event: Any) -> ApiRequest:
    """Read the event of a request to *path* through the greedy route; *shown* is the path that the client used."""
    plain: dict[str, Any] = {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": "GET",
        "pathParameters": {"proxy": path.strip("/")},
        "requestContext": {"stage": "live", "path": shown or f"/live{path}", "domainName": "api.example"},
    }
    return read_event(plain | event, no_store, NOW)


def test_the_path_excludes_the_stage() -> None:
    request = read()
    assert (request.path, request.base, request.stage) == ("/v1/articles", "/live", "live")


@pytest.mark.parametrize("base", ["", "/archive", "/press/archive"])
@pytest.mark.parametrize(
    ("path", "resource", "parameters"),
    [
        ("/v1/articles", "/{proxy+}", {"proxy": "v1/articles"}),
        ("/v1/uploads", "/v1/uploads", None),
        ("/v1/feeds/token", "/v1/feeds/{feed}", {"feed": "token"}),
        ("/docs", "/docs", None),
        ("/", "/", None),
    ],
)
def test_the_path_excludes_the_base_path_of_a_domain(
    base: str, path: str, resource: str, parameters: dict[str, str] | None
) -> None:
    request = read(base + path, base + path, resource=resource, pathParameters=parameters)
    assert (request.path, request.base) == (path, base)


@pytest.mark.parametrize(("path", "shown"), [("/", "/live"), ("/", "/live/"), ("/archive", "/archive")])
def test_the_root_may_end_with_a_slash(path: str, shown: str) -> None:
    request = read(path, shown, resource="/", pathParameters=None)
    assert (request.path, request.link("/docs")) == ("/", f"{shown.rstrip('/')}/docs")


@pytest.mark.parametrize("resource", [None, ""])
def test_without_a_matched_route_the_whole_path_is_used(resource: str | None) -> None:
    request = read("/v1/articles/x", resource=resource, pathParameters=None)
    assert (request.path, request.base) == ("/v1/articles/x", "/live")


def test_links_can_be_requested_by_the_client() -> None:
    request = to_exchange(base="/archive")
    assert request.link("/v1/articles") == "/archive/v1/articles"
    assert request.link("/v1/articles", tag="a&b c", q="é") == "/archive/v1/articles?tag=a%26b+c&q=%C3%A9"


def test_a_link_to_the_same_request_changes_only_named_parameters() -> None:
    request = to_exchange(query={"tag": ["floods"], "limit": ["2"], "cursor": ["old"]})
    assert request.link_here(cursor="new") == "/live/v1/articles?tag=floods&limit=2&cursor=new"


@pytest.mark.parametrize("host", ["evil.example", "api.example:8443", "localhost", ""])
def test_the_origin_is_from_the_gateway_and_not_from_the_host_header(host: str) -> None:
    event = {"headers": {"Host": host, "X-Forwarded-Proto": "https"}, "requestContext": {"domainName": "api.example"}}
    assert read_event(event, no_store, NOW).origin == "https://api.example"


@pytest.mark.parametrize("domain", ["127.0.0.1:8000", "localhost:8000"])
def test_on_a_local_machine_the_origin_uses_http(domain: str) -> None:
    assert to_exchange(domain=domain).origin == f"http://{domain}"


@pytest.mark.parametrize("host", ["clips.example:8443", "[::1]:8000"])
def test_without_a_domain_from_the_gateway_the_origin_is_the_host(host: str) -> None:
    assert read_event({"headers": {"Host": host}}, no_store, NOW).origin == f"https://{host}"


@pytest.mark.parametrize(
    "host", ["evil.example/path", "a b", 'x"><script>', "user@evil.example", "", "a" * 300, "host:123456"]
)
def test_an_invalid_host_is_in_no_link(host: str) -> None:
    assert read_event({"headers": {"Host": host}}, no_store, NOW).origin == "http://localhost"


def test_an_invalid_scheme_is_in_no_link() -> None:
    assert to_exchange(headers={"x-forwarded-proto": "javascript"}).origin == "https://api.example"


def test_header_names_are_lower_case_and_repeated_headers_are_joined() -> None:
    request = read(headers={"Accept": "b", "X-One": "1"}, multiValueHeaders={"Accept": ["a", "b"]})
    assert request.headers == {"accept": "a, b", "x-one": "1"}


def test_every_value_of_a_repeated_parameter_is_kept() -> None:
    request = read(queryStringParameters={"tag": "b", "q": "x"}, multiValueQueryStringParameters={"tag": ["a", "b"]})
    assert request.query == {"tag": ["a", "b"], "q": ["x"]}


def test_a_request_has_the_id_from_api_gateway() -> None:
    assert read(requestContext={"requestId": "request-7", "path": "/live/v1/articles"}).request_id == "request-7"
    assert read(requestContext={"path": "/live/v1/articles"}).request_id == ""


def test_a_body_is_passed_as_bytes_in_every_charset() -> None:
    raw = bytes(range(256))
    assert read(body=base64.b64encode(raw).decode(), isBase64Encoded=True).body == raw
    assert read(body="é").body == "é".encode()
    assert read(body=None).body == b""


@pytest.mark.parametrize("body", ["a", "====", "é", "YWJj!"])
def test_a_body_with_invalid_base64_is_rejected(body: str) -> None:
    with pytest.raises(Problem) as refused:
        read(body=body, isBase64Encoded=True)
    assert refused.value.code == "invalid-body"


@pytest.mark.parametrize(
    "event", [{}, {"requestContext": None, "headers": None, "pathParameters": None, "resource": None}]
)
def test_an_empty_event_is_a_request_for_the_root(event: dict[str, Any]) -> None:
    request = read_event(event, no_store, NOW)
    assert (request.method, request.path, request.query, request.headers) == ("GET", "/", {}, {})
    assert request.origin == "https://localhost" or request.origin == "http://localhost"


def test_the_current_request_is_the_one_entered() -> None:
    request = to_exchange()
    enter(request)
    assert here() is request


def test_the_archive_is_connected_when_first_needed() -> None:
    asked: list[int] = []
    request = to_exchange(open_wiring=lambda: asked.append(1) or "archive")
    assert asked == []
    assert request.wiring == "archive"
