"""The limits of a key's requests, counted as a usage plan of API Gateway counts them."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from clippings_local.resources import Resources

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class UsagePlan:
    """The limits of a key.

    Attributes:
        rate: Requests per second, on average.
        burst: Requests at once.
        quota: Requests per day in UTC.
    """

    rate: float
    burst: int
    quota: int


class RateLimiter:
    """Counts the requests of one key: a token bucket, and a count for each day in UTC."""

    def __init__(self, plan: UsagePlan) -> None:
        self._plan = plan
        self._tokens = float(plan.burst)
        self._filled: float | None = None
        self._day, self._today = 0, 0
        self._lock = threading.Lock()

    def refusal(self, now: float) -> str | None:
        """Count a request, and return the kind of gateway response that refuses it; None if it may be answered.

        A refused request uses up neither the rate nor the quota.

        Args:
            now: Seconds since the epoch.
        """
        plan = self._plan
        with self._lock:
            passed = max(0.0, now - self._filled) if self._filled is not None else 0.0
            self._filled = now
            self._tokens = min(plan.burst, self._tokens + passed * plan.rate)
            day = int(now // DAY_SECONDS)
            if day != self._day:
                self._day, self._today = day, 0
            if self._today >= plan.quota:
                return "QUOTA_EXCEEDED"
            if self._tokens < 1:
                return "THROTTLED"
            self._tokens -= 1
            self._today += 1
            return None


def read_usage_plan(resources: Resources) -> UsagePlan | None:
    """Return the plan of the template's own API key; None if the template limits no key."""
    template = resources.template
    named = [resources.properties(name)["UsagePlanId"] for name in template.of_type("AWS::ApiGateway::UsagePlanKey")]
    if not named:
        return None
    # Of the plan only these, since its stages are not resources of one machine.
    declared = template.resources[named[0]]["Properties"]
    throttle, quota = (template.resolve(declared[part], resources) for part in ("Throttle", "Quota"))
    return UsagePlan(float(throttle["RateLimit"]), int(throttle["BurstLimit"]), int(quota["Limit"]))
