"""Which pages of other origins may read answers, and what a preflight request is answered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.served_calls import to_exchange

from clippings.web.cross_origin import ANYWHERE, answer_preflight, headers_for
from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.routing import Preflight

PAGE = "https://reader.example"
NAMED = frozenset({PAGE, "http://localhost:3000"})


def call(method: str, path: str) -> Any:
    return next(each for each in (*CALLS, *ELSEWHERE) if (each.method, each.path) == (method, path))


def allowed(request: Any, called: Any) -> str | None:
    return headers_for(request, called).get("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    ("named", "origin", "expected"),
    [
        (frozenset(), PAGE, None),
        (NAMED, PAGE, PAGE),
        (NAMED, "https://reader.example.evil", None),
        (NAMED, "https://reader.example:8443", None),
        (NAMED, "null", None),
        (NAMED, None, None),
        (frozenset({ANYWHERE}), "https://any.example", ANYWHERE),
    ],
)
def test_calls_with_a_key_are_readable_from_configured_origins_only(
    named: frozenset[str], origin: str | None, expected: str | None
) -> None:
    request = to_exchange(headers={"origin": origin} if origin else {}, allowed_origins=named)
    assert allowed(request, call("GET", "/v1/articles")) == expected
    assert allowed(request, call("POST", "/v1/parse")) == expected
    assert allowed(request, None) == expected


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/v1/feeds/<feed>"])
def test_calls_without_a_key_are_readable_from_every_origin(path: str) -> None:
    assert allowed(to_exchange(headers={"origin": "https://any.example"}), call("GET", path)) == ANYWHERE


@pytest.mark.parametrize(
    "called",
    [("POST", "/v1/uploads"), ("POST", "/v1/feeds"), ("POST", "/v1/admin/articles/<article_id>/withdrawal")],
)
def test_writing_calls_are_readable_from_no_other_origin(called: tuple[str, str]) -> None:
    request = to_exchange(headers={"origin": PAGE}, allowed_origins=NAMED)
    assert headers_for(request, call(*called)) == {}


def test_the_needed_headers_are_exposed() -> None:
    request = to_exchange(headers={"origin": PAGE}, allowed_origins=NAMED)
    exposed = headers_for(request, call("GET", "/v1/articles"))["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "Retry-After", "X-Request-Id", "RateLimit-Policy"} <= set(exposed)


def test_a_preflight_from_a_configured_origin_gets_methods_and_key_header() -> None:
    request = to_exchange(method="OPTIONS", headers={"origin": PAGE}, allowed_origins=NAMED)
    answer = answer_preflight(request, Preflight("GET, HEAD", is_open=False))
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, PAGE)
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "X-Api-Key" in answer.headers["Access-Control-Allow-Headers"]


def test_a_preflight_from_another_origin_is_not_allowed() -> None:
    request = to_exchange(method="OPTIONS", headers={"origin": "https://evil.example"}, allowed_origins=NAMED)
    answer = answer_preflight(request, Preflight("GET, HEAD", is_open=False))
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_a_preflight_of_an_open_call_is_allowed_from_every_origin() -> None:
    answer = answer_preflight(to_exchange(method="OPTIONS"), Preflight("GET, HEAD", is_open=True))
    assert answer.headers["Access-Control-Allow-Origin"] == ANYWHERE


def test_calls_beyond_reading_are_not_allowed_cross_origin() -> None:
    own = SimpleNamespace(signed=False, needs_key=True, open=False, rights=("upload",))
    assert headers_for(to_exchange(headers={"origin": PAGE}, allowed_origins=NAMED), own) == {}  # type: ignore[arg-type]
