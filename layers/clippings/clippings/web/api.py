"""The API of one function: turns an event into an answer, and every error into a problem document."""

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
from clippings.search.engine import EngineUnavailable
from clippings.search.query import NotSearchable
from clippings.settings import ApiSettings
from clippings.web import cross_origin, responses
from clippings.web.api_request import ApiRequest, enter, here, read_event
from clippings.web.bodies import reason
from clippings.web.key_check import KeyCheck
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Moved, Preflight, Route, RouteTable, check_parameters

if TYPE_CHECKING:
    from clippings.storage import Wiring

logger = Logger(child=True)

#: Value of ``Retry-After`` in seconds if storage is unreachable. The retries of the AWS clients take less time.
RETRY_SECONDS = 5

_NO_SETTINGS = ApiSettings()

#: Powertools keeps the event of a request on a class. Lambda handles one request at a time; a local server may not.
_ONE_AT_A_TIME = Lock()


class Api:
    """The API of one function, on Powertools' resolver.

    Args:
        calls: The calls that the function answers.
        open_wiring: Returns the stores. It is called by the first call that needs them.
        elsewhere: Calls of other functions. Requests for them with a wrong method arrive here, at the greedy path.
        settings: Which origins may read, and the limits of keys.
    """

    def __init__(
        self,
        calls: list[Route],
        open_wiring: Callable[[], Wiring],
        elsewhere: tuple[Route, ...] = (),
        settings: ApiSettings = _NO_SETTINGS,
    ) -> None:
        self.table = RouteTable(calls, list(elsewhere))
        self.open_wiring = open_wiring
        self.settings = settings
        self.keys = KeyCheck()
        self.resolver = APIGatewayRestResolver(enable_validation=True)
        for call in calls:
            self.resolver.route(call.path, call.method, operation_id=call.function.__name__)(call.function)
        self.resolver.exception_handler(Exception)(_answer_trouble)

    def answer(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Return the proxy answer to a REST API's proxy *event*. Never raises."""
        now = datetime.now(UTC)
        try:
            request = self._read(event, now)
        except Problem as problem:
            bare = self._read({**event, "body": None}, now)
            return responses.finish(_envelope(responses.problem_response(problem, bare)), bare)
        with _ONE_AT_A_TIME:
            request = replace(request, seconds_left=lambda: context.get_remaining_time_in_millis() / 1000)
            enter(request)
            call: Route | None = None
            try:
                call = self.table.find(request)
                request = replace(request, key=self.keys.check(call, request))
                check_parameters(call, request)
            except Exception as trouble:  # noqa: BLE001 - every error is answered with a problem
                return responses.finish(_envelope(_answer_trouble(trouble)), request, call)
            enter(request)
            asked = replace(request, method=call.method)
            answer = self.resolver.resolve(_plain_event(event, asked), context)
            return responses.finish(answer, request, call)

    def _read(self, event: dict[str, Any], now: datetime) -> ApiRequest:
        return replace(
            read_event(event, self.open_wiring, now),
            allowed_origins=self.settings.allowed_origins,
            rate_limit_policy=self.settings.rate_limit_policy,
        )


def _plain_event(event: dict[str, Any], request: ApiRequest) -> dict[str, Any]:
    """Return *event* in the form that the resolver expects: below the base path, HEAD as GET."""
    return {
        **event,
        "httpMethod": request.method,
        "path": request.path,
        "queryStringParameters": {name: values[0] for name, values in request.query.items()},
        "multiValueQueryStringParameters": request.query,
        "headers": request.headers,
        "multiValueHeaders": {name: [value] for name, value in request.headers.items()},
    }


def _answer_trouble(trouble: Exception) -> Answer:
    """Return the problem for the error of a call.

    An unexpected error is logged, and the answer has only the request id.
    """
    if isinstance(trouble, Preflight):
        return cross_origin.answer_preflight(here(), trouble)
    if isinstance(trouble, Moved):
        return responses.redirect(trouble.address, 307, responses.NO_CACHING)
    return responses.problem_response(_to_problem(trouble), here())


def _to_problem(trouble: Exception) -> Problem:
    if isinstance(trouble, Problem):
        return trouble
    if isinstance(trouble, NotSearchable):
        return Problem("not-searchable", trouble.detail, {"parameter": trouble.parameter})
    if isinstance(trouble, EngineUnavailable):
        logger.warning("the search engine does not answer", exc_info=trouble)
        again = {"Retry-After": str(RETRY_SECONDS)}
        return Problem("unavailable", "The search engine does not answer. Retry after some seconds.", headers=again)
    if isinstance(trouble, InvalidRequest):
        code = "invalid-cursor" if trouble.parameter == "cursor" else "invalid-parameter"
        return Problem(code, trouble.detail, {"parameter": trouble.parameter} if trouble.parameter else {})
    if isinstance(trouble, RequestValidationError):
        return _invalid(trouble)
    # Imported here: if storage raised the error, the module is already loaded.
    from clippings.storage.aws_errors import is_aws_error, is_outage

    explained = _explain_to_developer(trouble) if is_aws_error(trouble) else None
    if explained or is_outage(trouble):
        logger.warning(explained or "storage does not answer", exc_info=None if explained else trouble)
        again = {"Retry-After": str(RETRY_SECONDS)}
        detail = explained or "Storage does not answer. Retry after some seconds."
        return Problem("unavailable", detail, headers=again)
    logger.exception("unforeseen")
    return Problem("internal-error", "The request could not be answered. The log has the reason under the request id.")


def _explain_to_developer(trouble: Exception) -> str | None:
    """Return why a function under `sam local` does not reach storage; None for a deployed function."""
    from clippings.storage.aws_errors import explain_unreached

    settings = here().wiring.settings
    return explain_unreached(trouble, settings.endpoint, sam_local=True) if settings.sam_local else None


#: Path parameters, with the problem for a value that does not match their pattern: the same as for an unknown value.
_ABSENT = {
    "article_id": ("no-such-article", "No article has this id."),
    "revision_id": ("no-such-revision", "The article has no revision of this id."),
    "feed": ("no-such-feed", "The feed's address was altered or cut off."),
    "feed_id": ("no-such-feed", "No feed has this id."),
    "key_id": ("no-such-key", "No usage plan of this service has a key of this id."),
    "kind": ("no-such-facet", "There is no list of the values of this facet."),
}


def _invalid(trouble: RequestValidationError) -> Problem:
    """Return the problem that names every invalid parameter, with pydantic's messages.

    Request bodies are not validated here: the calls read them themselves.
    """
    wrong = [
        {"where": str(error["loc"][0]), "name": str(error["loc"][1]), "why": reason(error)}
        for error in trouble.errors()
    ]
    absent = next((each["name"] for each in wrong if each["where"] == "path" and each["name"] in _ABSENT), None)
    if absent:
        return Problem(*_ABSENT[absent])
    detail = "; ".join(f"{error['name']}: {error['why']}" for error in wrong)
    return Problem("invalid-parameter", detail, {"parameter": wrong[0]["name"], "errors": wrong})


def _envelope(answer: Answer) -> dict[str, Any]:
    headers = {name: [str(value)] for name, value in answer.headers.items()}
    return {"statusCode": answer.status_code, "multiValueHeaders": headers, "body": answer.body}
