"""API Gateway's own error answers have the form of the API's problems, for every kind of gateway response."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.template_names import Names

from clippings.web.problems import MEDIA_TYPE, PROBLEM_TYPES, TYPE_PREFIX
from clippings.web.routing import ALWAYS
from clippings_local.refusals import GatewayResponse, read_refusals
from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]


class Resources(Names):
    """The template's resources, with references answered by their names."""

    template = read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)

    def properties(self, logical: str) -> dict[str, object]:
        return self.template.properties(logical, self)


REFUSALS = read_refusals(Resources(), "Api")  # type: ignore[arg-type]

#: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html, with what each
#: of them means to a caller of this API.
KINDS = {
    "ACCESS_DENIED": ("not-permitted", 403),
    "API_CONFIGURATION_ERROR": ("internal-error", 500),
    "AUTHORIZER_CONFIGURATION_ERROR": ("internal-error", 500),
    "AUTHORIZER_FAILURE": ("internal-error", 500),
    "BAD_REQUEST_BODY": ("invalid-body", 400),
    "BAD_REQUEST_PARAMETERS": ("invalid-parameter", 400),
    "DEFAULT_4XX": ("refused", 400),
    "DEFAULT_5XX": ("internal-error", 500),
    "EXPIRED_TOKEN": ("invalid-signature", 403),
    "INTEGRATION_FAILURE": ("no-answer", 504),
    "INTEGRATION_TIMEOUT": ("no-answer", 504),
    "INVALID_API_KEY": ("forbidden", 403),
    "INVALID_SIGNATURE": ("invalid-signature", 403),
    "MISSING_AUTHENTICATION_TOKEN": ("not-signed", 403),
    "QUOTA_EXCEEDED": ("quota-exceeded", 429),
    "REQUEST_TOO_LARGE": ("too-large", 413),
    "RESOURCE_NOT_FOUND": ("no-such-path", 404),
    "THROTTLED": ("throttled", 429),
    "UNAUTHORIZED": ("unauthorized", 401),
    "UNSUPPORTED_MEDIA_TYPE": ("unsupported-media-type", 415),
    "WAF_FILTERED": ("not-permitted", 403),
}


def refuse(kind: str) -> GatewayResponse:
    return REFUSALS.answer(kind, {"requestId": "request-1", "path": "/v1/articles"})


@pytest.mark.parametrize("kind", KINDS)
def test_each_gateway_response_has_its_problem_type_and_status(kind: str) -> None:
    answer = refuse(kind)
    code, status = KINDS[kind]
    document = json.loads(answer.body)
    assert (answer.status, document["status"]) == (status, status)
    assert document["type"] == TYPE_PREFIX + code
    assert dict(answer.headers)["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize("kind", KINDS)
def test_gateway_responses_have_the_same_text_as_problems_of_functions(kind: str) -> None:
    document = json.loads(refuse(kind).body)
    known = PROBLEM_TYPES[KINDS[kind][0]]
    assert (document["title"], document["retryable"]) == (known.title, known.retryable)
    assert document["status"] == known.status
    assert document["detail"].endswith(".")
    assert document["request_id"] == "request-1"


@pytest.mark.parametrize("kind", KINDS)
def test_gateway_responses_are_not_cached(kind: str) -> None:
    assert dict(refuse(kind).headers)["cache-control"] == "no-store"


@pytest.mark.parametrize(("kind", "seconds"), [("THROTTLED", "1"), ("QUOTA_EXCEEDED", "3600")])
def test_throttled_requests_get_rate_limits_and_retry_after(kind: str, seconds: str) -> None:
    headers = dict(refuse(kind).headers)
    assert headers["retry-after"] == seconds
    assert headers["ratelimit-policy"] == '"second";q=50;w=1, "day";q=1000000;w=86400'


def test_only_an_invalid_key_is_reported_as_invalid() -> None:
    told = {kind for kind in KINDS if "key is missing or wrong" in json.loads(refuse(kind).body)["title"]}
    assert told == {"INVALID_API_KEY"}


def test_default_gateway_responses_contain_the_reason_of_api_gateway() -> None:
    assert "API_CONFIGURATION_ERROR" in json.loads(refuse("API_CONFIGURATION_ERROR").body)["detail"]


def test_the_contract_documents_all_gateway_responses() -> None:
    anywhere = {KINDS[kind][0] for kind in ("INVALID_API_KEY", "THROTTLED", "QUOTA_EXCEEDED", "INTEGRATION_TIMEOUT")}
    assert anywhere <= set(ALWAYS)
