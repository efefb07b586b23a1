"""The API of one function: an event in, an answer out, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from clippings.errors import InvalidRequest
from clippings.web import responses
from clippings.web.api_request import ApiRequest, enter, here, read_event
from clippings.web.bodies import reason
from clippings.web.key_check import KeyCheck
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Moved, Route, RouteTable, check_parameters

if TYPE_CHECKING:
    from clippings.storage import Wiring

logger = Logger(child=True)

#: What a caller is asked to wait where storage is out of reach: by then, the clients' own retries are over.
RETRY_SECONDS = 5

#: Powertools keeps the event of a request on a class. Lambda has one request at a time; a local server may not.
_ONE_AT_A_TIME = Lock()


class Api:
    """The *calls* of one function, on Powertools' resolver; *open_wiring* is connected on the first call that needs it.

    *elsewhere* are other functions' calls: their wrong methods come here, because this function has the greedy path.
    """

    def __init__(
        self, calls: list[Route], open_wiring: Callable[[], Wiring], elsewhere: tuple[Route, ...] = ()
    ) -> None:
        self.table = RouteTable(calls, list(elsewhere))
        self.open_wiring = open_wiring
        self.keys = KeyCheck()
        self.resolver = APIGatewayRestResolver(enable_validation=True)
        for call in calls:
            self.resolver.route(call.path, call.method, operation_id=call.function.__name__)(call.function)
        self.resolver.exception_handler(Exception)(_answer_trouble)

    def answer(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Return the proxy answer to a REST API's proxy *event*. Never raises."""
        now = datetime.now(UTC)
        try:
            request = read_event(event, self.open_wiring, now)
        except Problem as problem:
            bare = read_event({**event, "body": None}, self.open_wiring, now)
            return responses.finish(_envelope(responses.problem_response(problem, bare)), bare)
        with _ONE_AT_A_TIME:
            request = replace(request, seconds_left=lambda: context.get_remaining_time_in_millis() / 1000)
            enter(request)
            try:
                call = self.table.find(request)
                request = replace(request, key=self.keys.check(call, request))
                check_parameters(call, request)
            except Exception as trouble:  # noqa: BLE001 - whatever it is, the caller gets a problem
                return responses.finish(_envelope(_answer_trouble(trouble)), request)
            enter(request)
            asked = replace(request, method=call.method)
            answer = self.resolver.resolve(_plain_event(event, asked), context)
            return responses.finish(answer, request, call.parameters)


def _plain_event(event: dict[str, Any], request: ApiRequest) -> dict[str, Any]:
    """*event* as the resolver takes it: below the base path, HEAD as GET, each parameter once."""
    single = {name: values[0] for name, values in request.query.items()}
    several = {name: values[:1] for name, values in request.query.items()}
    return {
        **event,
        "httpMethod": request.method,
        "path": request.path,
        "queryStringParameters": single,
        "multiValueQueryStringParameters": several,
        "headers": request.headers,
        "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
    }


def _answer_trouble(trouble: Exception) -> Answer:
    """Turn what a call raised into its problem; what nobody foresaw is logged whole and shown as nothing but an id."""
    if isinstance(trouble, Moved):
        return responses.redirect(trouble.address, 307, responses.NO_CACHING)
    return responses.problem_response(_to_problem(trouble), here())


def _to_problem(trouble: Exception) -> Problem:
    if isinstance(trouble, Problem):
        return trouble
    if isinstance(trouble, InvalidRequest):
        code = "invalid-cursor" if trouble.parameter == "cursor" else "invalid-parameter"
        return Problem(code, trouble.detail, {"parameter": trouble.parameter} if trouble.parameter else {})
    if isinstance(trouble, RequestValidationError):
        return _invalid(trouble)
    # Imported here: storage is loaded already where storage raised.
    from clippings.storage.aws_errors import is_aws_error, is_outage

    explained = _explain_to_developer(trouble) if is_aws_error(trouble) else None
    if explained or is_outage(trouble):
        logger.warning(explained or "storage does not answer", exc_info=None if explained else trouble)
        again = {"Retry-After": str(RETRY_SECONDS)}
        detail = explained or "The archive does not answer at the moment. Retry in some seconds."
        return Problem("unavailable", detail, headers=again)
    logger.exception("unforeseen")
    return Problem("internal-error", "The request could not be answered. The request id finds the reason in our log.")


def _explain_to_developer(trouble: Exception) -> str | None:
    """Return why a function under `sam local` does not reach storage. A deployed one says nothing of its inside."""
    from clippings.storage.aws_errors import explain_unreached

    settings = here().wiring.settings
    return explain_unreached(trouble, settings.endpoint, sam_local=True) if settings.sam_local else None


def _invalid(trouble: RequestValidationError) -> Problem:
    """Name every parameter that is not valid, in pydantic's words; bodies are read by the calls themselves."""
    wrong = [
        {"where": str(error["loc"][0]), "name": ".".join(str(part) for part in error["loc"][1:]), "why": reason(error)}
        for error in trouble.errors()
    ]
    detail = "; ".join(f"{error['name']}: {error['why']}" for error in wrong)
    return Problem("invalid-parameter", detail, {"parameter": wrong[0]["name"], "errors": wrong})


def _envelope(answer: Answer) -> dict[str, Any]:
    headers = {name: [str(value)] for name, value in answer.headers.items()}
    return {"statusCode": answer.status_code, "multiValueHeaders": headers, "body": answer.body}
