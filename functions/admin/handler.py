"""Takes articles down, replays them, revokes feeds: for those who run the service, by IAM."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.web.admin_calls import CALLS
from clippings.web.api import Api

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage import Wiring

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def wiring() -> Wiring:
    """Build the outside world once per container, on first use."""
    from clippings.storage import Wiring

    return Wiring.from_environment(os.environ)


api = Api(CALLS, wiring)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request that came through API Gateway."""
    answer = api.answer(event, context)
    metrics.add_metric(name=f"Answers{answer['statusCode'] // 100}xx", unit=MetricUnit.Count, value=1)
    return answer
