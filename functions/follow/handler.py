"""Follows the table's stream: updates the search index, and reports articles that match a watch."""

from __future__ import annotations

import os
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
def handler(event: dict[str, Any], _context: LambdaContext) -> None:
    """Follow a batch of records of the stream.

    What fails is raised: Lambda halves the batch until the article that fails is alone. Whatever was done for the
    others is done again, which changes nothing.
    """
    ids = [record["dynamodb"]["NewImage"]["id"]["S"] for record in event["Records"]]
    followed = wiring().follower.follow(ids)
    metrics.add_metric(name="Indexed", unit=MetricUnit.Count, value=followed.indexed + followed.removed)
    metrics.add_metric(name="Matches", unit=MetricUnit.Count, value=followed.matches)
    logger.info("followed", indexed=followed.indexed, removed=followed.removed, matches=followed.matches)
