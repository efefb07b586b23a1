"""What needs no key: the reader page and the contract; and which scripts may run in them."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_the_content_security_policy_allows_only_own_parts(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src ")
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+\son\w+=|<[^>]+\sstyle=|<script[^>]+src=", answer.text)


def test_the_reader_can_only_connect_to_the_api_and_s3(client: Any) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "connect-src 'self' https://*.s3.eu-west-1.amazonaws.com;" in policy


def test_the_contract_names_every_call_of_the_api(client: Any) -> None:
    contract = client.get("/openapi.json").json
    assert contract["openapi"] == "3.1.0"
    assert contract["servers"] == [{"url": "/live"}]
    assert set(contract["paths"]) == {
        "/",
        "/docs",
        "/openapi.json",
        "/v1/admin/articles/{article_id}/replay",
        "/v1/admin/articles/{article_id}/withdrawal",
        "/v1/admin/feeds/{feed_id}/revocation",
        "/v1/admin/keys/{key_id}/revocation",
        "/v1/admin/reindex",
        "/v1/articles",
        "/v1/articles/by-url",
        "/v1/articles/by-urls",
        "/v1/articles/{article_id}",
        "/v1/articles/{article_id}/diff",
        "/v1/articles/{article_id}/duplicates",
        "/v1/articles/{article_id}/pictures/{picture}",
        "/v1/articles/{article_id}/provenance",
        "/v1/articles/{article_id}/revisions",
        "/v1/articles/{article_id}/revisions/{revision_id}",
        "/v1/changes",
        "/v1/facets/{kind}",
        "/v1/feed.atom",
        "/v1/feed.json",
        "/v1/feed.rss",
        "/v1/feeds",
        "/v1/feeds/{feed}",
        "/v1/ingestions",
        "/v1/parse",
        "/v1/uploads",
        "/v1/watches",
        "/v1/watches/{watch}",
    }


def test_every_reference_in_the_contract_resolves(client: Any) -> None:
    answer = client.get("/openapi.json")
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', answer.text))
    assert named <= answer.json["components"]["schemas"].keys()


def test_problems_link_to_their_documentation(client: Any) -> None:
    problem = client.get("/v1/nothing").json
    assert problem["documentation"] == "/live/docs#problem-no-such-path"
    assert 'id="problem-no-such-path"' in client.get("/docs").text
