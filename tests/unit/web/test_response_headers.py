"""The headers that the contract declares are those of the answers."""

from __future__ import annotations

import pytest

from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.response_headers import HEADERS, headers_of
from clippings.web.routing import Route

EVERY = (*CALLS, *ELSEWHERE)


@pytest.mark.parametrize("call", EVERY, ids=[f"{call.method} {call.path}" for call in EVERY])
def test_every_answer_has_a_request_id_and_described_headers(call: Route) -> None:
    for status in call.responses():
        named = headers_of(call, status)
        assert "X-Request-Id" in named
        assert set(named) <= set(HEADERS)


def test_retryable_answers_have_retry_after() -> None:
    (articles,) = (call for call in EVERY if call.path == "/v1/articles")
    assert "Retry-After" in headers_of(articles, 429)
    assert "Retry-After" in headers_of(articles, 503)
    assert "Retry-After" not in headers_of(articles, 500)


def test_calls_without_a_key_have_no_rate_limit_headers() -> None:
    (contract,) = (call for call in EVERY if call.path == "/openapi.json")
    assert "RateLimit-Policy" not in headers_of(contract, 200)
