"""Cross-origin access: which pages may read answers in a browser.

Follows https://fetch.spec.whatwg.org/#http-cors-protocol. Open feeds and the contract, which need no key, may be read
from every origin. Calls that read may be made from the origins that the stack names, by default none. Calls that
upload, make feeds or administer may never be made from another origin. Answers do not depend on cookies.
"""

from __future__ import annotations

from aws_lambda_powertools.event_handler import Response

from clippings.web.api_request import ApiRequest
from clippings.web.routing import Answer, Preflight, Route

#: Headers that a page may send, and headers of answers that it may read.
SENT = "Accept, Content-Encoding, Content-Type, If-Modified-Since, If-None-Match, X-Api-Key"
READ = "Allow, Content-Location, ETag, Last-Modified, Link, Location, RateLimit-Policy, Retry-After, X-Request-Id"
#: Seconds for which a browser caches a preflight. Chromium caches none for longer.
PREFLIGHT_SECONDS = 7200
ANYWHERE = "*"


def headers_for(request: ApiRequest, call: Route | None) -> dict[str, str]:
    """Return the headers that allow the calling page to read the answer of *call*, or of a problem (*call* is None)."""
    if call is not None and (call.signed or (call.needs_key and "read" not in call.rights)):
        return {}
    allowed = ANYWHERE if call is not None and call.open else _allowed_origin(request)
    return {"Access-Control-Allow-Origin": allowed, "Access-Control-Expose-Headers": READ} if allowed else {}


def answer_preflight(request: ApiRequest, asked: Preflight) -> Answer:
    """Return the answer to a preflight: the methods and headers that the page may use, if its origin is allowed."""
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
    """Return the origin of the page if the stack allows it, ``*`` if the stack allows all, else None."""
    origin = request.headers.get("origin")
    named = request.allowed_origins
    if origin is None or not named:
        return None
    return ANYWHERE if ANYWHERE in named else origin if origin in named else None
