"""The API of one function: every request and every failure gets an answer, which reveals no internals."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any

import pytest
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from botocore.exceptions import ClientError, EndpointConnectionError
from tests.support.gateway_client import Answer, Client
from tests.support.served_calls import only_keys

from clippings.errors import Conflict, InvalidRequest
from clippings.settings import Settings
from clippings.storage import Wiring
from clippings.web import responses
from clippings.web.api import Api
from clippings.web.api_request import here
from clippings.web.problems import Problem
from clippings.web.routing import Moved, Route

SECRET = "arn:aws:secret"


def client(function: Any, path: str = "/v1/thing", method: str = "GET", **more: Any) -> Client:
    """Return a client of an API of one call, which *function* answers."""
    return _client(Route(method, path, function, "…", {200: {"description": "…"}}, **more), only_keys)


def _client(call: Route, open_wiring: Any) -> Client:
    return Client(Api([call], open_wiring).answer)  # type: ignore[arg-type]


def raising(trouble: Exception, **settings: Any) -> Client:
    def fail() -> Any:
        raise trouble

    call = Route("GET", "/v1/thing", fail, "…", {200: {"description": "…"}}, open=True)
    return _client(call, lambda: Wiring(Settings("inbox", "parsed", "articles", **settings)))


def refused_by_aws(code: str, status: int = 400) -> ClientError:
    told: Any = {"Error": {"Code": code, "Message": SECRET}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "GetItem")


def told(answer: Answer) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == answer.status
    return str(answer.json["type"]).removeprefix("urn:clippings:problem:")


def test_the_result_of_a_call_is_its_answer() -> None:
    def tell() -> Any:
        return responses.json_response({"path": here().path}, responses.NO_CACHING)

    answer = client(tell).get("/v1/thing")
    assert (answer.status, answer.json, answer.headers["cache-control"]) == (200, {"path": "/v1/thing"}, "no-store")


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [
        (Problem("no-such-article", "None."), 404, "no-such-article"),
        (InvalidRequest("Not a cursor.", "cursor"), 400, "invalid-cursor"),
        (InvalidRequest("Not an address.", "url"), 400, "invalid-parameter"),
        (InvalidRequest("Not good."), 400, "invalid-parameter"),
        (Conflict("changes faster than it is read"), 503, "unavailable"),
        (EndpointConnectionError(endpoint_url=SECRET), 503, "unavailable"),
        (refused_by_aws("ThrottlingException"), 503, "unavailable"),
        (refused_by_aws("Whatever", 502), 503, "unavailable"),
        (refused_by_aws("AccessDeniedException"), 500, "internal-error"),
        (KeyError(SECRET), 500, "internal-error"),
        (RecursionError(SECRET), 500, "internal-error"),
        (AssertionError(SECRET), 500, "internal-error"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_exceptions_become_problems_without_internal_details(trouble: Exception, status: int, code: str) -> None:
    answer = raising(trouble).get("/v1/thing")
    assert (answer.status, told(answer)) == (status, code)
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


def test_under_sam_local_the_problem_names_endpoint_and_variable() -> None:
    trouble = EndpointConnectionError(endpoint_url="http://host.docker.internal:5577/")
    answer = raising(trouble, sam_local=True, endpoint="http://host.docker.internal:5577").get("/v1/thing")
    assert (answer.status, told(answer)) == (503, "unavailable")
    assert "http://host.docker.internal:5577/" in answer.json["detail"]
    assert "AWS_ENDPOINT_URL" in answer.json["detail"]


def test_an_invalid_request_names_the_parameter() -> None:
    answer = raising(InvalidRequest("Not an address.", "url")).get("/v1/thing")
    assert (answer.json["parameter"], answer.json["detail"]) == ("url", "Not an address.")
    assert "parameter" not in raising(InvalidRequest("Not good.")).get("/v1/thing").json


def test_temporary_redirects_are_not_cached() -> None:
    """The address of a content is signed for some minutes: nobody may keep it."""
    answer = raising(Moved("/live/there")).get("/v1/thing")
    assert (answer.status, answer.headers["location"]) == (307, "/live/there")
    assert answer.headers["cache-control"] == responses.NO_CACHING


def test_a_trailing_slash_leads_to_the_same_call() -> None:
    assert client(lambda: responses.json_response(1, responses.NO_CACHING)).get("/v1/thing/").json == 1


def test_a_call_with_an_unknown_parameter_is_not_run() -> None:
    answer = client(lambda: pytest.fail("asked")).get("/v1/thing", tag="a")
    assert (answer.status, told(answer)) == (400, "unknown-parameter")


def test_an_invalid_parameter_has_its_name_from_the_request() -> None:
    def list_them(first: Annotated[int, Query(alias="from", ge=1)] = 1) -> Any:
        return responses.json_response(first, responses.NO_CACHING)

    asked = client(list_them)
    assert asked.get("/v1/thing", from_="7").json == 7
    answer = asked.get("/v1/thing", from_="0")
    assert (answer.status, told(answer), answer.json["parameter"]) == (400, "invalid-parameter", "from")
    assert answer.json["errors"][0]["where"] == "query"


def test_every_invalid_parameter_is_named() -> None:
    def list_them(limit: Annotated[int, Query(ge=1)] = 1, tag: Annotated[str, Query(min_length=1)] = "x") -> Any:
        return responses.json_response([limit, tag], responses.NO_CACHING)

    answer = client(list_them).get("/v1/thing", limit="many", tag="")
    assert {error["name"] for error in answer.json["errors"]} == {"limit", "tag"}
    assert "limit: " in answer.json["detail"]
    assert "tag: " in answer.json["detail"]


def test_an_impossible_id_is_not_found() -> None:
    def get(article_id: Annotated[str, Path(pattern="^[a-z]{3}$")]) -> Any:
        return responses.json_response(article_id, responses.NO_CACHING)

    asked = client(get, "/v1/articles/<article_id>")
    assert asked.get("/v1/articles/abc").json == "abc"
    answer = asked.get("/v1/articles/ABC")
    assert (answer.status, told(answer)) == (404, "no-such-article")


def test_other_invalid_path_parameters_are_named() -> None:
    def get(number: Annotated[int, Path()]) -> Any:
        return responses.json_response(number, responses.NO_CACHING)

    answer = client(get, "/v1/things/<number>").get("/v1/things/x")
    assert (answer.status, answer.json["parameter"]) == (400, "number")


def test_all_values_of_a_repeated_parameter_are_passed() -> None:
    def list_them(tag: Annotated[list[str] | None, Query()] = None, q: Annotated[str, Query()] = "") -> Any:
        return responses.json_response([tag, q], responses.NO_CACHING)

    asked = client(list_them)
    assert asked.ask("GET", "/v1/thing", query={"tag": ["a", "b"]}).json == [["a", "b"], ""]
    assert asked.ask("GET", "/v1/thing", query={"tag": ["a"]}).json == [["a"], ""]
    assert asked.ask("GET", "/v1/thing", query={"q": ["a", "b"]}).json["parameter"] == "q"


def test_head_is_answered_by_the_get_call() -> None:
    answer = client(lambda: responses.json_response([1], responses.NO_CACHING)).ask("HEAD", "/v1/thing")
    assert (answer.status, answer.content, answer.headers["content-type"]) == (200, b"", "application/json")


def test_a_body_with_invalid_base64_is_a_problem() -> None:
    api = Api([], lambda: pytest.fail("asked"))  # type: ignore[arg-type,return-value]
    event = {"path": "/v1/parse", "httpMethod": "POST", "body": "é", "isBase64Encoded": True}
    answer = api.answer(event, None)
    assert answer["statusCode"] == 400
    assert "invalid-body" in answer["body"]


@pytest.mark.parametrize("event", [{}, {"httpMethod": "BREW", "path": "/coffee"}, {"path": None, "headers": None}])
def test_an_unknown_event_is_answered(event: dict[str, Any]) -> None:
    class Context:
        def get_remaining_time_in_millis(self) -> int:
            return 1_000

    answer = Api([], lambda: pytest.fail("asked")).answer(event, Context())  # type: ignore[arg-type,return-value]
    assert answer["statusCode"] == 404
    assert "no-such-path" in answer["body"]


def test_a_call_knows_the_remaining_time() -> None:
    def tell() -> Any:
        return responses.json_response(here().seconds_left(), responses.NO_CACHING)

    assert client(tell).get("/v1/thing").json == 28


def test_concurrent_requests_are_isolated() -> None:
    def tell(tag: Annotated[str, Query()] = "") -> Any:
        return responses.json_response([tag, here().query["tag"][0]], responses.NO_CACHING)

    asked = client(tell)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            seen = list(pool.map(lambda n: asked.get("/v1/thing", tag=str(n)).json, range(200)))
    finally:
        sys.setswitchinterval(interval)
    assert seen == [[str(n), str(n)] for n in range(200)]


def test_a_too_large_answer_is_a_problem() -> None:
    def tell() -> Any:
        return Response(200, "text/plain", '"' * 4_000_000)

    answer = client(tell).get("/v1/thing")
    assert told(answer) == "answer-too-large"
    assert "alternative" not in answer.json


def test_a_too_large_answer_links_to_another_format_if_there_is_one() -> None:
    def tell(form: Annotated[str | None, Query(alias="format")] = None) -> Any:
        return Response(200, "text/plain", '"' * 4_000_000 if form == "text" else "{}")

    asked = client(tell)
    alternative = asked.get("/v1/thing", format="text").json["alternative"]
    assert alternative == "/live/v1/thing?format=json"
    assert asked.get("/v1/thing", format="json").status == 200
