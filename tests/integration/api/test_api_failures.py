"""Answers where the service itself fails: a problem that says whether to try again, and never a traceback."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.config import Config
from tests.support.api_functions import load
from tests.support.gateway_client import Client

ARTICLE = f"/v1/articles/{'a' * 26}"


def broken(**table: Any) -> Client:
    """Return the lookup function over a table that cannot be reached."""
    module = load("lookup")
    config = Config(connect_timeout=1, retries={"total_max_attempts": 1})
    module.api.open_wiring().__dict__["_dynamodb"] = boto3.client("dynamodb", config=config, **table)
    return Client(module.handler)


@pytest.mark.parametrize("path", [ARTICLE, "/v1/articles", "/v1/feed.atom", "/v1/changes", "/v1/ingestions?key=a"])
def test_an_unreachable_table_is_a_retryable_problem(store: Any, path: str) -> None:  # noqa: ARG001
    name, _, query = path.partition("?")
    answer = broken(endpoint_url="http://127.0.0.1:1").get(name, **dict([query.split("=")] if query else ()))
    assert (answer.status, answer.json["type"]) == (503, "urn:clippings:problem:unavailable")
    assert answer.json["retryable"] is True
    assert int(answer.headers["retry-after"]) > 0
    assert "127.0.0.1" not in answer.text


def test_an_unexpected_failure_shows_only_the_request_id(
    store: Any,  # noqa: ARG001 - the environment and the account
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLIPPINGS_TABLE", "another-table")
    answer = Client(load("lookup").handler).get(ARTICLE)
    assert (answer.status, answer.json["type"]) == (500, "urn:clippings:problem:internal-error")
    assert answer.json["request_id"] == "request-1"
    assert "another-table" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
