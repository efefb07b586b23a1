"""Which pages of other origins may read answers in a browser (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).

What needs no key (open feeds, the contract) may be read from anywhere. The calls of readers may be read from origins
that the stack names, none by default; uploading, making feeds and administration never. No answer depends on cookies.
"""

from __future__ import annotations

from aws_lambda_powertools.event_handler import Response

from clippings.web.api_request import ApiRequest
from clippings.web.routing import Answer, Preflight, Route

#: Headers that a page may send, and headers of answers that it may read.
SENT = "Accept, Content-Encoding, Content-Type, If-Modified-Since, If-None-Match, X-Api-Key"
READ = "Allow, Content-Location, ETag, Last-Modified, Link, Location, RateLimit-Policy, Retry-After, X-Request-Id"
#: Seconds for which a browser remembers a preflight. Chromium keeps none for longer.
PREFLIGHT_SECONDS = 7200
ANYWHERE = "*"


def headers_for(request: ApiRequest, call: Route | None) -> dict[str, str]:
    """Return the headers that let the page which asks read the answer of *call*; without a call, that of a problem."""
    if call is not None and (call.signed or (call.needs_key and "read" not in call.rights)):
        return {}
    allowed = ANYWHERE if call is not None and call.open else _allowed_origin(request)
    return {"Access-Control-Allow-Origin": allowed, "Access-Control-Expose-Headers": READ} if allowed else {}


def answer_preflight(request: ApiRequest, asked: Preflight) -> Answer:
    """Return the answer to a preflight: which methods and headers the page may use, where it may call at all."""
    headers = {"Allow": f"{asked.allowed}, OPTIONS", "Cache-Control": "no-store"}
    allowed = ANYWHERE if asked.is_open else _allowed_origin(request)
    if allowed:
        headers |= {
            "Access-Control-Allow-Origin": allowed,
            "Access-Control-Allow-Methods": asked.allowed,
            "Access-Control-Allow-Headers": SENT,
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }
    return Response(204, None, "", headers)


def _allowed_origin(request: ApiRequest) -> str | None:
    """Return the origin of the page where the stack names it, ``*`` where the stack names all, else None."""
    origin = request.headers.get("origin")
    named = request.allowed_origins
    if origin is None or not named:
        return None
    return ANYWHERE if ANYWHERE in named else origin if origin in named else None
