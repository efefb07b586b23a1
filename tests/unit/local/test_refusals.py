"""API Gateway's own error answers, in the template's words where it has some."""

from __future__ import annotations

import json

from clippings_local.refusals import Refusals

CONTEXT = {"requestId": "r1", "path": "/x"}


def test_without_a_template_definition_the_default_message_is_used() -> None:
    answer = Refusals().answer("INVALID_API_KEY", CONTEXT)
    assert (answer.status, json.loads(answer.body)) == (403, {"message": "Forbidden"})
    assert dict(answer.headers)["content-type"] == "application/json"


def test_a_template_definition_sets_status_headers_and_body() -> None:
    shape = {
        "StatusCode": 401,
        "ResponseParameters": {"Headers": {"WWW-Authenticate": "'key'", "x-request": "context.requestId"}},
        "ResponseTemplates": {"application/problem+json": '{"id": "$context.requestId", "of": "$context.nothing"}'},
    }
    answer = Refusals({"INVALID_API_KEY": shape}).answer("INVALID_API_KEY", CONTEXT)
    assert (answer.status, json.loads(answer.body)) == (401, {"id": "r1", "of": "-"})
    assert dict(answer.headers) == {
        "content-type": "application/problem+json",
        "www-authenticate": "key",
        "x-request": "r1",
    }


def test_default_4xx_and_5xx_definitions_are_used() -> None:
    refusals = Refusals({"DEFAULT_4XX": {"ResponseTemplates": {"text/plain": "no"}}})
    assert refusals.answer("REQUEST_TOO_LARGE", CONTEXT).status == 413
    assert refusals.answer("REQUEST_TOO_LARGE", CONTEXT).body == b"no"
    assert refusals.answer("DEFAULT_5XX", CONTEXT).status == 502
