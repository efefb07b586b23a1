"""Which route a request takes, as API Gateway chooses."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings_local.functions import Function
from clippings_local.routes import GatewayRoute, find_route


def route(path: str, method: str = "GET") -> GatewayRoute:
    return GatewayRoute(
        path, method, Function("F", Path(), "handler.handler", {}), needs_key=True, needs_signature=False
    )


ROUTES = [
    route("/{proxy+}"),
    route("/{proxy+}", "ANY"),
    route("/v1/articles/{id}"),
    route("/v1/articles/by-url"),
    route("/v1/{kind}/by-url"),
    route("/"),
]


@pytest.mark.parametrize(
    ("method", "path", "taken"),
    [
        ("GET", "/", "/"),
        ("GET", "/v1/articles/by-url", "/v1/articles/by-url"),
        ("GET", "/v1/articles/abc", "/v1/articles/{id}"),
        ("GET", "/v1/things/by-url", "/v1/{kind}/by-url"),
        ("GET", "/v1/articles/abc/revisions", "/{proxy+}"),
        ("PUT", "/v1/articles/abc", "/{proxy+}"),
    ],
)
def test_the_most_specific_route_is_used(method: str, path: str, taken: str) -> None:
    found = find_route(ROUTES, method, path)
    assert found is not None
    assert found.path == taken


def test_a_named_method_has_priority_over_any() -> None:
    found = find_route(ROUTES, "GET", "/elsewhere")
    assert found is not None
    assert found.method == "GET"


def test_greedy_parameters_are_not_empty_and_plain_ones_have_no_slash() -> None:
    assert find_route(ROUTES[:2], "GET", "/") is None
    assert route("/v1/{id}").parameters("/v1/a/b") is None
    assert route("/{proxy+}").parameters("/a%20b/c") == {"proxy": "a%20b/c"}
