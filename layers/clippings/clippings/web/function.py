"""The Lambda handler that all functions of the API share: stores, logs, metrics and traces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.settings import ApiSettings
from clippings.web.api import Api
from clippings.web.routing import Route

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage import Wiring

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


def make_api(calls: list[Route], environment: Mapping[str, str], elsewhere: tuple[Route, ...] = ()) -> Api:
    """Return the API of *calls* with the stores that *environment* names. For *elsewhere* see :class:`Api`.

    The stores are connected on first use, once per container. The contract and its page need no stores.
    """

    @cache
    def open_wiring() -> Wiring:
        from clippings.storage import Wiring

        return Wiring.from_environment(environment)

    return Api(calls, open_wiring, elsewhere, ApiSettings.from_environment(environment))


def make_handler(api: Api) -> Handler:
    """Return the Lambda handler of *api*. The function's environment has the names of logs, metrics and traces."""
    logger, metrics, tracer = Logger(), Metrics(), Tracer()

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler(capture_response=False)
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Return the answer to one request of API Gateway."""
        answer = api.answer(event, context)
        metrics.add_metric(name=f"Answers{answer['statusCode'] // 100}xx", unit=MetricUnit.Count, value=1)
        return answer

    made: Handler = handler
    return made
