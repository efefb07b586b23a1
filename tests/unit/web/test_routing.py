"""The table of routes: which one answers, the parameters that it takes, and the problems that it declares."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from tests.support.served_calls import to_exchange

from clippings.web.problems import PROBLEM_TYPES, Problem
from clippings.web.routing import ALWAYS, Preflight, Route, RouteTable, check_parameters


def nothing(
    _article_id: Annotated[str, Path()] = "",
    tag: Annotated[str | None, Query()] = None,
    first: Annotated[str | None, Query(alias="from")] = None,
) -> Any:
    """Answer nothing."""
    return tag, first


def to_call(method: str, path: str, **more: Any) -> Route:
    return Route(method, path, nothing, "…", {200: {"description": "…"}}, **more)


ONE = to_call("GET", "/v1/articles/<article_id>")
BY_URL = to_call("GET", "/v1/articles/by-url")
FEED = to_call("GET", "/v1/feed.json")
MAKE = to_call("POST", "/v1/feeds")
UPLOAD = to_call("POST", "/v1/uploads")
TABLE = RouteTable([ONE, BY_URL, FEED, MAKE], [UPLOAD, to_call("PUT", "/v1/feeds")])


def find(path: str, method: str = "GET") -> Route:
    return TABLE.find(to_exchange(path, method=method))


def refused(path: str, method: str = "GET") -> Problem:
    with pytest.raises(Problem) as caught:
        find(path, method)
    return caught.value


@pytest.mark.parametrize(
    ("path", "method", "call"),
    [
        ("/v1/articles/abc", "GET", ONE),
        ("/v1/articles/abc", "HEAD", ONE),
        ("/v1/articles/by-url", "GET", BY_URL),
        ("/v1/articles/by-url/", "GET", BY_URL),
        ("/v1/feed.json", "GET", FEED),
        ("/v1/feeds", "POST", MAKE),
    ],
)
def test_a_call_is_found_by_method_and_most_literal_path(path: str, method: str, call: Route) -> None:
    assert find(path, method) is call


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/articles", "/v1/articles/a/b", "/v1/articles//", "/v1/feedxjson", "/V1/feed.json", "/v1/feeds/x"],
)
def test_unknown_paths_have_no_call_and_dots_are_literal(path: str) -> None:
    assert refused(path).code == "no-such-path"


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/v1/articles/abc", "POST", "GET, HEAD"),
        ("/v1/feeds", "GET", "POST, PUT"),
        ("/v1/uploads", "GET", "POST"),
        ("/v1/uploads", "POST", "POST"),
    ],
)
def test_a_wrong_method_gets_the_allowed_methods_of_all_functions(path: str, method: str, allowed: str) -> None:
    """A POST that came here though another function has it went past its route: it cannot be answered."""
    problem = refused(path, method)
    assert (problem.code, problem.headers["Allow"]) == ("method-not-allowed", allowed)
    assert allowed in problem.detail


def test_parameters_have_their_names_in_requests() -> None:
    assert ONE.parameters == {"tag", "from"}


def check(**query: list[str]) -> None:
    check_parameters(ONE, to_exchange(query={name.rstrip("_"): values for name, values in query.items()}))


def unknown(**query: list[str]) -> Problem:
    with pytest.raises(Problem) as caught:
        check(**query)
    return caught.value


def test_options_returns_the_methods_of_a_path() -> None:
    with pytest.raises(Preflight) as asked:
        find("/v1/feeds", "OPTIONS")
    assert (asked.value.allowed, asked.value.is_open) == ("POST, PUT", False)
    assert refused("/v1/nothing", "OPTIONS").code == "no-such-path"


def test_a_parameter_that_takes_a_list_may_be_repeated() -> None:
    def listing(tag: Annotated[list[str] | None, Query()] = None, q: Annotated[str | None, Query()] = None) -> Any:
        return tag, q

    assert Route("GET", "/", listing, "…", {}).repeatable == {"tag"}


def test_known_parameters_given_once_are_accepted() -> None:
    check(tag=["a"], from_=["2026-01-01"])


def test_an_unknown_parameter_is_rejected_with_known_and_similar_names() -> None:
    problem = unknown(tga=["a"])
    assert problem.code == "unknown-parameter"
    assert (problem.extra["parameter"], problem.extra["nearest"]) == ("tga", "tag")
    assert problem.extra["known"] == ["from", "tag"]
    assert "Did you mean 'tag'?" in problem.detail


def test_without_a_similar_name_nothing_is_suggested() -> None:
    problem = unknown(zzzzzzzz=["a"])
    assert "nearest" not in problem.extra
    assert "Did you mean" not in problem.detail


def test_a_very_long_name_is_shortened() -> None:
    assert len(unknown(**{"x" * 9_000: ["a"]}).detail) < 200


def test_a_repeated_parameter_is_named() -> None:
    problem = unknown(tag=["a", "a"])
    assert (problem.code, problem.extra["parameter"]) == ("invalid-parameter", "tag")


def codes(call: Route) -> set[str]:
    """The problems that a call's promised answers name."""
    return {
        code
        for status, answer in call.responses().items()
        if status >= 400
        for code in PROBLEM_TYPES
        if f"`urn:clippings:problem:{code}`" in answer["description"]
    }


def test_a_call_declares_its_own_and_the_common_problems() -> None:
    assert codes(to_call("GET", "/", fails=("no-such-article",))) == {"no-such-article", *ALWAYS}


def test_a_problem_is_declared_under_its_status() -> None:
    call = to_call("GET", "/", fails=("no-such-article", "no-such-revision"))
    for status, answer in call.responses().items():
        if status >= 400:
            assert list(answer["content"]) == ["application/problem+json"]
            named = [code for code in PROBLEM_TYPES if f"problem:{code}`" in answer["description"]]
            assert {PROBLEM_TYPES[code].status for code in named} == {status}


def test_open_calls_do_not_declare_key_problems() -> None:
    assert "forbidden" not in codes(to_call("GET", "/", open=True))
    assert "forbidden" not in codes(to_call("POST", "/", signed=True))


def test_signed_calls_declare_signature_problems() -> None:
    assert {"not-signed", "invalid-signature", "not-permitted"} <= codes(to_call("POST", "/", signed=True))


def test_only_reads_declare_304() -> None:
    assert 304 in to_call("GET", "/").responses()
    assert 304 not in to_call("POST", "/").responses()
