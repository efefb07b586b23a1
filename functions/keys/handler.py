"""Copies the keys of the usage plans and their rights into the table, by schedule and when a new key is used."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.storage import Wiring

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def wiring() -> Wiring:
    """Return the stores, which are made once per container, on first use."""
    return Wiring.from_environment(os.environ)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(_event: dict[str, Any], _context: LambdaContext) -> None:
    """Read every key of the usage plans, and record the changes since the last time."""
    store = wiring()
    changed = store.keys.synchronize(store.usage_plans.keys(), datetime.now(UTC))
    metrics.add_metric(name="ChangedKeys", unit=MetricUnit.Count, value=changed)
    if changed:
        logger.info("keys changed", changed=changed)
