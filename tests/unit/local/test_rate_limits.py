"""The limits of a key: those of the template's usage plan, enforced as documented."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clippings_local.functions import Function
from clippings_local.gateway import Gateway, GatewayRequest
from clippings_local.rate_limits import DAY_SECONDS, RateLimiter, UsagePlan, read_usage_plan
from clippings_local.refusals import read_refusals
from clippings_local.resources import PSEUDO_PARAMETERS, Account, MadeResources
from clippings_local.routes import GatewayRoute
from clippings_local.template import read_template

TEMPLATE = Path(__file__).parents[3] / "template.yaml"


def resources(**values: str) -> MadeResources:
    return MadeResources(read_template(TEMPLATE, values, PSEUDO_PARAMETERS), Account(""))


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    limiter = RateLimiter(UsagePlan(rate=2, burst=3, quota=1000))
    assert [limiter.refusal(10.0) for _ in range(4)] == [None, None, None, "THROTTLED"]
    assert [limiter.refusal(11.0) for _ in range(3)] == [None, None, "THROTTLED"]
    # A quiet minute saves up one burst, not more.
    assert [limiter.refusal(71.0) for _ in range(4)] == [None, None, None, "THROTTLED"]


def test_a_client_below_the_rate_is_never_limited() -> None:
    limiter = RateLimiter(UsagePlan(rate=50, burst=100, quota=1000))
    assert {limiter.refusal(number / 50) for number in range(1000)} == {None}


def test_a_quota_is_renewed_at_midnight_utc() -> None:
    limiter = RateLimiter(UsagePlan(rate=100, burst=100, quota=2))
    evening = DAY_SECONDS - 2.0
    assert [limiter.refusal(evening) for _ in range(3)] == [None, None, "QUOTA_EXCEEDED"]
    assert limiter.refusal(evening + 1) == "QUOTA_EXCEEDED"
    assert limiter.refusal(evening + 2) is None


def test_rejected_requests_do_not_count() -> None:
    limiter = RateLimiter(UsagePlan(rate=1, burst=1, quota=2))
    assert [limiter.refusal(moment) for moment in (5.0, 5.1, 5.2, 6.2)] == [None, "THROTTLED", "THROTTLED", None]


def test_a_clock_set_back_adds_no_requests() -> None:
    limiter = RateLimiter(UsagePlan(rate=1, burst=1, quota=10))
    assert [limiter.refusal(moment) for moment in (50.0, 20.0, 20.5, 21.0)] == [None, "THROTTLED", "THROTTLED", None]


def test_concurrent_requests_are_all_counted() -> None:
    limiter = RateLimiter(UsagePlan(rate=1, burst=20, quota=1000))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: limiter.refusal(1.0), range(100)))
    assert answers.count(None) == 20


@pytest.mark.parametrize(
    ("values", "plan"),
    [
        ({}, UsagePlan(50, 100, 1_000_000)),
        ({"ThrottleRate": "7", "ThrottleBurst": "14", "DailyQuota": "30"}, UsagePlan(7, 14, 30)),
    ],
)
def test_the_limits_are_the_parameters_of_the_stack(values: dict[str, str], plan: UsagePlan) -> None:
    assert read_usage_plan(resources(**values)) == plan


def test_a_request_over_the_limit_is_answered_with_limits_and_retry_after() -> None:
    function = Function("Answerer", Path(), "handler.handler", {})
    function._handler = lambda _event, _context: {"statusCode": 200}
    keyed, opened = (
        GatewayRoute(path, "GET", function, needs_key=key, needs_signature=False)
        for path, key in (("/keyed", True), ("/open", False))
    )
    limiter = RateLimiter(UsagePlan(rate=0.001, burst=1, quota=100))
    made = resources(ThrottleRate="1", DailyQuota="100")
    gateway = Gateway((keyed, opened), read_refusals(made, "Api"), "k", limiter)

    def ask(path: str, key: str = "k") -> int:
        return gateway.answer(GatewayRequest("GET", path, "", (("x-api-key", key),), b"")).status

    # Neither what needs no key nor a wrong key uses up anything of this one.
    assert [ask("/keyed", "other"), ask("/open"), ask("/keyed"), ask("/keyed"), ask("/open")] == [
        403, 200, 200, 429, 200,
    ]  # fmt: skip
    refused = gateway.answer(GatewayRequest("GET", "/keyed", "", (("x-api-key", "k"),), b""))
    headers, document = dict(refused.headers), json.loads(refused.body)
    assert headers["content-type"] == "application/problem+json"
    assert headers["retry-after"] == "1"
    assert headers["ratelimit-policy"] == '"second";q=1;w=1, "day";q=100;w=86400'
    assert (document["type"], document["retryable"]) == ("urn:clippings:problem:throttled", True)
