"""The headers that the contract declares are those of the answers."""

from __future__ import annotations

import pytest

from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.response_headers import HEADERS, headers_of
from clippings.web.routing import Route

EVERY = (*CALLS, *ELSEWHERE)


@pytest.mark.parametrize("call", EVERY, ids=[f"{call.method} {call.path}" for call in EVERY])
def test_every_answer_names_its_request_and_refers_to_headers_that_are_described(call: Route) -> None:
    for status in call.responses():
        named = headers_of(call, status)
        assert "X-Request-Id" in named
        assert set(named) <= set(HEADERS)


def test_an_answer_that_may_work_later_says_when() -> None:
    (articles,) = (call for call in EVERY if call.path == "/v1/articles")
    assert "Retry-After" in headers_of(articles, 429)
    assert "Retry-After" in headers_of(articles, 503)
    assert "Retry-After" not in headers_of(articles, 500)


def test_a_call_without_a_key_has_no_limits_of_one() -> None:
    (contract,) = (call for call in EVERY if call.path == "/openapi.json")
    assert "RateLimit-Policy" not in headers_of(contract, 200)
