"""What every function of the API has in common: stores on first use, and a metric for each answer."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from clippings.web import responses
from clippings.web.api_request import here
from clippings.web.function import make_api, make_handler
from clippings.web.routing import Route

#: IAM let the caller in, so that no key is looked up.
EVENT: dict[str, Any] = {
    "httpMethod": "GET",
    "path": "/v1/thing",
    "requestContext": {"requestId": "1", "identity": {"userArn": "arn:aws:iam::123456789012:user/anna"}},
}
CONTEXT = SimpleNamespace(
    function_name="lookup",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:eu-west-1:123456789012:function:lookup",
    aws_request_id="lambda-1",
    get_remaining_time_in_millis=lambda: 28_000,
)


def to_call(function: Any) -> Route:
    return Route("GET", "/v1/thing", function, "…", {200: {"description": "…"}})


def tell_table() -> Any:
    return responses.json_response(here().wiring.settings.table, responses.NO_CACHING)


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "POWERTOOLS_TRACE_DISABLED": "true",
        "POWERTOOLS_SERVICE_NAME": "lookup",
        "POWERTOOLS_METRICS_NAMESPACE": "Clippings",
    }.items():
        monkeypatch.setenv(name, value)


def test_the_archive_of_the_environment_is_connected_once() -> None:
    api = make_api([to_call(tell_table)], {"CLIPPINGS_TABLE": "articles"})
    assert json.loads(api.answer(EVENT, CONTEXT)["body"]) == "articles"
    assert api.open_wiring() is api.open_wiring()


def test_an_invalid_environment_fails_only_when_the_archive_is_needed() -> None:
    """The contract is answered all the same; what needs the archive says that the fault is ours, and not which."""
    bad = {"CLIPPINGS_SHARDS": "none"}
    open_call = replace(to_call(lambda: responses.json_response("open", responses.NO_CACHING)), open=True)
    assert json.loads(make_api([open_call], bad).answer(EVENT, CONTEXT)["body"]) == "open"
    answer = make_api([to_call(tell_table)], bad).answer(EVENT, CONTEXT)
    assert answer["statusCode"] == 500
    assert "SHARDS" not in answer["body"]


@pytest.mark.parametrize(("path", "metric"), [("/v1/thing", "Answers2xx"), ("/v1/nothing", "Answers4xx")])
def test_every_answer_is_counted_by_its_kind(capsys: pytest.CaptureFixture[str], path: str, metric: str) -> None:
    api = make_api([to_call(lambda: responses.json_response(1, responses.NO_CACHING))], {})
    make_handler(api)(EVENT | {"path": path}, CONTEXT)
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [line[metric] for line in printed if metric in line] == [[1.0]]
