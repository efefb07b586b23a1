"""A page of another origin reads the API in a browser; and the headers that every client is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.api_functions import load
from tests.support.gateway_client import Answer, Client

PAGE = "https://reader.example"
ASKS = {"Origin": PAGE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-api-key"}


@pytest.fixture
def client(store: Any, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: ARG001 - the environment and the account
    """The lookup function of a stack that names one origin and its limits."""
    monkeypatch.setenv("CLIPPINGS_ALLOWED_ORIGINS", PAGE)
    monkeypatch.setenv("CLIPPINGS_REQUESTS_A_SECOND", "50")
    monkeypatch.setenv("CLIPPINGS_REQUESTS_A_DAY", "1000")
    return Client(load("lookup").handler)


def origin(answer: Answer) -> str | None:
    return answer.headers.get("access-control-allow-origin")


def test_an_allowed_origin_may_call_and_read(client: Client) -> None:
    without_key = replace(client, key=None)
    for path in ("/v1/articles", f"/v1/articles/{'a' * 26}", "/v1/feed.json", "/v1/changes"):
        before = without_key.ask("OPTIONS", path, ASKS)
        assert (before.status, before.content, origin(before)) == (204, b"", PAGE)
        assert "GET" in before.headers["access-control-allow-methods"]
        assert "x-api-key" in before.headers["access-control-allow-headers"].lower()
        answer = client.get(path, {"Origin": PAGE})
        assert origin(answer) == PAGE
        assert "x-request-id" in answer.headers["access-control-expose-headers"].lower()


def test_answers_that_depend_on_the_origin_vary_by_it(client: Client) -> None:
    assert "origin" in client.get("/v1/articles").headers["vary"].lower()


def test_other_origins_may_read_only_open_answers(client: Client) -> None:
    other = {"Origin": "https://other.example"}
    assert origin(client.get("/openapi.json", other)) == "*"
    assert origin(client.get("/v1/articles", other)) is None
    assert origin(client.ask("OPTIONS", "/v1/articles", {**ASKS, **other})) is None
    assert origin(client.ask("OPTIONS", "/openapi.json", {**ASKS, **other})) == "*"


def test_every_origin_may_read_open_and_revoked_feeds(client: Client) -> None:
    answer = client.get("/v1/feeds/" + "a" * 40, {"Origin": "https://other.example"})
    assert (answer.status, origin(answer)) == (404, "*")


def test_an_allowed_origin_may_read_problems(client: Client) -> None:
    answer = replace(client, key=None).get("/v1/articles", {"Origin": PAGE})
    assert (answer.status, origin(answer)) == (403, PAGE)


def test_without_configured_origins_none_is_allowed(store: Any) -> None:  # noqa: ARG001 - the environment
    client = Client(load("lookup").handler)
    assert origin(client.get("/v1/articles", {"Origin": PAGE})) is None
    assert origin(client.ask("OPTIONS", "/v1/articles", ASKS)) is None


def test_options_of_an_unknown_path_is_not_found(client: Client) -> None:
    assert client.ask("OPTIONS", "/v1/nothing", ASKS).status == 404


def test_answers_have_a_request_id_and_rate_limits(client: Client) -> None:
    keyed, opened = client.get("/v1/articles"), client.get("/openapi.json")
    refused = client.get("/v1/articles", limit="0")
    assert {each.headers["x-request-id"] for each in (keyed, opened, refused)} == {"request-1"}
    assert keyed.headers["ratelimit-policy"] == '"second";q=50;w=1, "day";q=1000;w=86400'
    assert refused.headers["ratelimit-policy"] == keyed.headers["ratelimit-policy"]
    assert "ratelimit-policy" not in opened.headers
