"""Problem details (RFC 9457): the error answers of the API, with one stable type for each kind.

PROBLEM_TYPES is the single source: the contract lists the types, ``/docs`` shows them, and ``docs/problems`` has a page
for each. A code never changes its meaning. A new kind of problem gets a new code.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from clippings.errors import ClippingsError

#: Types are URNs and not URLs, which would change with the domain of the API.
TYPE_PREFIX = "urn:clippings:problem:"

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: its HTTP *status*, a *title*, and whether the same request may work later."""

    code: str
    status: int
    title: str
    advice: str
    retryable: bool = False


PROBLEM_TYPES = {
    kind.code: kind
    for kind in (
        ProblemType("invalid-parameter", 400, "A parameter is not valid", "Correct the parameter that is named."),
        ProblemType("unknown-parameter", 400, "There is no such parameter", "Use the name that is suggested."),
        ProblemType("invalid-cursor", 400, "The cursor is not valid here", "Start the list again without a cursor."),
        ProblemType("not-searchable", 400, "No word of the query can be looked up", "Add a longer word."),
        ProblemType("invalid-body", 400, "The body cannot be read", "Send what the contract describes."),
        ProblemType("refused", 400, "The request was refused before it was read", "Correct what the detail names."),
        ProblemType("unauthorized", 401, "The caller is not known", "Send what the API's authorizer asks for."),
        ProblemType("forbidden", 403, "The key is missing or wrong", "Send a valid key in the x-api-key header."),
        ProblemType("right-missing", 403, "The key has no right to this call", "Use a key of a plan that has it."),
        ProblemType("not-signed", 403, "The call is not signed, or does not exist", "Sign it, or see /openapi.json."),
        ProblemType("invalid-signature", 403, "The signature is not valid", "Sign again, with credentials of now."),
        ProblemType("not-permitted", 403, "The caller may not make this call", "Ask those who run it for the right."),
        ProblemType("no-such-path", 404, "There is nothing at this path", "See /openapi.json for what there is."),
        ProblemType("no-such-article", 404, "There is no such article", "It may not be stored yet."),
        ProblemType("no-such-revision", 404, "The article has no such revision", "List the revisions of the article."),
        ProblemType("no-such-picture", 404, "There is no such picture", "It may be one that was not kept."),
        ProblemType("no-such-feed", 404, "There is no such feed", "Make a new feed address with POST /v1/feeds."),
        ProblemType("no-such-facet", 404, "There is no such list of values", "Use a facet that the contract names."),
        ProblemType(
            "no-such-watch", 404, "There is no such watch", "List the watches of the key with GET /v1/watches."
        ),
        ProblemType("no-such-key", 404, "There is no such key", "Give the key's id, not its value."),
        ProblemType("method-not-allowed", 405, "The method is not allowed here", "Use a method that Allow names."),
        ProblemType("not-acceptable", 406, "None of the accepted formats is on offer", "Ask for one that is named."),
        ProblemType("answer-too-large", 406, "The answer is too large", "Accept gzip, or do as the detail says."),
        ProblemType("too-many-watches", 409, "There are too many watches", "Delete a watch that is not needed."),
        ProblemType("withdrawn", 410, "The article was withdrawn or the feed revoked", "It does not come back."),
        ProblemType("too-large", 413, "The body is too large", "Use POST /v1/uploads."),
        ProblemType("unsupported-media-type", 415, "The body's media type is not supported", "Send a supported type."),
        ProblemType("rejected-page", 422, "The page contains no article", "The same page fails again."),
        ProblemType(
            "throttled", 429, "Too many requests", "Wait, then retry, and send requests more slowly.", retryable=True
        ),
        ProblemType(
            "quota-exceeded", 429, "The day's requests are used up", "Wait for midnight in UTC.", retryable=True
        ),
        ProblemType("internal-error", 500, "Something went wrong on our side", "Retry; report the request id.", True),
        ProblemType("unavailable", 503, "A part of the service cannot be reached", "Retry after some seconds.", True),
        ProblemType("no-answer", 504, "The call got no answer", "Retry; report the request id.", True),
    )
}


@dataclass(eq=False)
class Problem(ClippingsError):
    """A request that is answered with a problem; *extra* are further members, *headers* are added to the answer."""

    code: str
    detail: str
    extra: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(f"{self.code}: {self.detail}")

    @property
    def kind(self) -> ProblemType:
        return PROBLEM_TYPES[self.code]


def to_document(problem: Problem, request_id: str, base: str) -> dict[str, Any]:
    """Return the members of the problem's document; *base* is the part before the API's paths."""
    kind = problem.kind
    return {
        "type": TYPE_PREFIX + kind.code,
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "retryable": kind.retryable,
        "request_id": request_id,
        "documentation": f"{base}/docs#problem-{kind.code}",
        **problem.extra,
    }


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that is most similar to *name*, or None if none is similar enough."""
    return next(iter(difflib.get_close_matches(name[:60].lower(), sorted(known), n=1)), None)
