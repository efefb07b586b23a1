"""Calls without a key: the contract and its page need no stores, and describe themselves."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from tests.support.served_calls import serve

from clippings.web import responses
from clippings.web.list_calls import CALLS as LISTS
from clippings.web.page_calls import make_calls

OPEN = make_calls(tuple(LISTS))


def test_the_contract_describes_the_given_calls_and_itself() -> None:
    contract = serve(OPEN).get("/openapi.json")
    assert contract.headers["content-type"] == "application/json"
    assert set(contract.json["paths"]) == {"/", "/docs", "/openapi.json", *(call.path for call in LISTS)}


def test_the_contract_names_the_base_of_the_request() -> None:
    client = serve(OPEN)
    client.mapped = "/archive"
    assert client.get("/openapi.json").json["servers"] == [{"url": "/archive"}]


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_open_pages_are_publicly_cacheable_for_minutes_and_revalidated(path: str) -> None:
    client = serve(OPEN)
    first = client.get(path)
    assert first.headers["cache-control"] == responses.OPEN_CACHING
    assert client.get(path, {"If-None-Match": first.headers["etag"]}).status == 304


def test_the_policy_of_the_page_allows_only_its_style_sheet() -> None:
    answer = serve(OPEN).get("/docs")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    (style,) = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src 'none'" in policy
    assert "connect-src 'none'" in policy


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/"])
def test_an_open_page_has_no_parameters(path: str) -> None:
    assert serve(OPEN).get(path, lang="en").json["type"] == "urn:clippings:problem:unknown-parameter"
