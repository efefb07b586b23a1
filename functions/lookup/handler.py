"""Answers the HTTP API's reads: articles, lists, feeds, the contract and the reader page. It may write nothing."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.web.api import Api
from clippings.web.lookup import CALLS, ELSEWHERE

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage import Wiring

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def wiring() -> Wiring:
    """Build the outside world once per container, on first use: the reader page and the contract do without it."""
    from clippings.storage import Wiring

    return Wiring.from_environment(os.environ)


api = Api(CALLS, wiring, ELSEWHERE)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request that came through API Gateway."""
    answer = api.answer(event, context)
    metrics.add_metric(name=f"Answers{answer['statusCode'] // 100}xx", unit=MetricUnit.Count, value=1)
    return answer
