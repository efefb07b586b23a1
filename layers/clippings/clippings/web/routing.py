"""The table of calls: the function for each method and path, and its parameters."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from clippings.errors import ClippingsError
from clippings.web.api_request import ApiRequest
from clippings.web.problems import PROBLEM_TYPES, TYPE_PREFIX, Problem, nearest, to_document

if TYPE_CHECKING:
    from clippings.storage.keys import Right

Answer = Response[Any]

#: Problems that every call may return.
ALWAYS = (
    *("invalid-parameter", "unknown-parameter", "refused", "forbidden", "right-missing"),
    *("throttled", "quota-exceeded", "internal-error", "unavailable", "no-answer"),
)
#: A request id for the examples in the contract.
EXAMPLE_REQUEST_ID = "0c9e8f7a-5d2b-4c1e-9b8a-7f6e5d4c3b2a"
#: Problems of calls with a key, and those of calls that IAM protects.
_UNKEYED = ("forbidden", "right-missing")
_UNSIGNED = ("not-signed", "invalid-signature", "not-permitted")


class Moved(ClippingsError):
    """The requested resource is temporarily at another *address*. It is answered with 307."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Preflight(ClippingsError):
    """A CORS preflight, which browsers send before a call from another origin. It is answered with 204.

    Attributes:
        allowed: The methods that may be used.
        is_open: Whether no call at the path needs a key.
    """

    def __init__(self, allowed: str, *, is_open: bool) -> None:
        super().__init__(allowed)
        self.allowed = allowed
        self.is_open = is_open


@dataclass(frozen=True, eq=False)
class Route:
    """One call of the API.

    *answers* are the successful answers in the form of OpenAPI; *fails* are codes of problems.
    """

    method: str
    path: str
    function: Callable[..., Response[Any]]
    summary: str
    answers: dict[int, dict[str, Any]]
    fails: tuple[str, ...] = ()
    #: No key is needed: the reader page, the contract, signed feeds.
    open: bool = False
    #: IAM requires a signature instead of a key.
    signed: bool = False
    #: A key needs one of these rights.
    rights: tuple[Right, ...] = ("read",)
    #: The name of a JSON body's schema, or the media types of a page's bytes.
    request_body: str | tuple[str, ...] | None = None
    tag: str = "articles"
    #: Parameters in headers, in the form of OpenAPI.
    headers: tuple[dict[str, Any], ...] = ()

    @property
    def needs_key(self) -> bool:
        return not (self.open or self.signed)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\?<\w+\\?>", "[^/]+", re.escape(self.path).replace(r"\<", "<").replace(r"\>", ">")))

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The names of the query parameters that the function takes."""
        return frozenset(self._annotations)

    @cached_property
    def repeatable(self) -> frozenset[str]:
        """The names of the query parameters that may be repeated."""
        return frozenset(name for name, kind in self._annotations.items() if "list[" in str(kind))

    @cached_property
    def _annotations(self) -> dict[str, Any]:
        """Return the types of the function's query parameters, by name."""
        found = {}
        for name, parameter in inspect.signature(self.function, eval_str=True).parameters.items():
            for mark in getattr(parameter.annotation, "__metadata__", ()):
                if isinstance(mark, Query):
                    found[mark.alias or name] = get_args(parameter.annotation)[0]
        return found

    def responses(self) -> dict[int, Any]:
        """Return every answer of the call for the contract, with problems."""
        documented: dict[int, Any] = dict(self.answers)
        if self.method == "GET":
            documented[304] = {"description": "The client has this answer already."}
        always = [code for code in ALWAYS if code not in _UNKEYED or self.needs_key]
        by_status: dict[int, list[str]] = {}
        for code in (*self.fails, *always, *(_UNSIGNED if self.signed else ())):
            by_status.setdefault(PROBLEM_TYPES[code].status, []).append(code)
        for status, codes in sorted(by_status.items()):
            example = to_document(Problem(codes[0], PROBLEM_TYPES[codes[0]].advice), EXAMPLE_REQUEST_ID, "")
            content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
            documented[status] = {
                "description": "; ".join(f"{PROBLEM_TYPES[code].title} (`{TYPE_PREFIX}{code}`)" for code in codes),
                "content": {"application/problem+json": content},
            }
        return documented


@dataclass
class RouteTable:
    """The calls of one function. *elsewhere* are those of other functions, for error messages."""

    calls: list[Route] = field(default_factory=list)
    elsewhere: list[Route] = field(default_factory=list)

    def find(self, request: ApiRequest) -> Route:
        """Return the call for *request*; HEAD counts as GET.

        Raises:
            Problem: There is no such call.
        """
        path = request.path.rstrip("/") or "/"
        at_path = [call for call in self.calls if call.pattern.fullmatch(path)]
        others = [call for call in self.elsewhere if call.pattern.fullmatch(path)]
        if not at_path and not others:
            raise Problem("no-such-path", "There is nothing at this path.")
        if request.method == "OPTIONS":
            allowed = _allowed(call.method for call in [*at_path, *others])
            raise Preflight(allowed, is_open=all(call.open for call in [*at_path, *others]))
        method = "GET" if request.method == "HEAD" else request.method
        #: The most literal path comes first, so that ``by-url`` is not read as an article's id.
        for call in sorted(at_path, key=lambda call: call.path.count("<")):
            if call.method == method:
                return call
        allowed = _allowed(call.method for call in [*at_path, *others])
        raise Problem("method-not-allowed", f"Only {allowed} may be used here.", headers={"Allow": allowed})


def check_parameters(call: Route, request: ApiRequest) -> None:
    """Check the query parameters of *request*.

    Raises:
        Problem: *call* does not have the parameter, or it is repeated and must have one value.
    """
    for name, values in request.query.items():
        if name not in call.parameters:
            raise _unknown(name, call.parameters)
        if len(values) > 1 and name not in call.repeatable:
            raise Problem("invalid-parameter", f"{name} may be given once.", {"parameter": name})


def _unknown(name: str, known: frozenset[str]) -> Problem:
    shown = name[:60]
    near = nearest(name, known)
    hint = f" Did you mean {near!r}?" if near else ""
    extra: dict[str, Any] = {"parameter": shown, "known": sorted(known)}
    if near:
        extra["nearest"] = near
    return Problem("unknown-parameter", f"There is no parameter {shown!r} here.{hint}", extra)


def _allowed(methods: Iterable[str]) -> str:
    names = set(methods)
    return ", ".join(sorted(names | ({"HEAD"} if "GET" in names else set())))
