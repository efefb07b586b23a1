"""The headers of answers, for the contract."""

from __future__ import annotations

from typing import Any

from clippings.web.routing import Route


def _header(description: str, example: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", **schema}, "example": example}


HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-Id": _header("Names the request in the service's log.", "0c9e8f7a-5d2b-4c1e-9b8a-7f6e5d4c3b2a"),
    "Cache-Control": _header("How long the answer may be cached, and where.", "private, max-age=60"),
    "RateLimit-Policy": _header(
        "How many requests (`q`) the key may make in how many seconds (`w`).",
        '"second";q=50;w=1, "day";q=1000000;w=86400',
    ),
    "ETag": _header("The validator of the answer: send it in `If-None-Match`.", '"d0c4e1"'),
    "Last-Modified": _header("When the article was stored.", "Sun, 01 Mar 2026 12:00:00 GMT"),
    "Link": _header('The next page, as `rel="next"`.', '</v1/articles?cursor=k0Xs>; rel="next"'),
    "Location": _header("The address of what was requested or made.", "/v1/ingestions?key=uploads%2Fa.html"),
    "Content-Location": _header("The address of the article by its id.", "/v1/articles/rfxpsqslv66f2mi5vyy4hmyjxi"),
    "Retry-After": _header("Seconds after which the request may work.", "5"),
    "Allow": _header("The methods that may be used.", "GET, HEAD"),
}
#: Calls with cursors have a link to the next page.
_PAGED = "cursor"


def headers_of(call: Route, status: int) -> dict[str, Any]:
    """Return the headers of an answer of *call* with this *status*, as references."""
    names = ["X-Request-Id", "Cache-Control"]
    if call.needs_key:
        names.append("RateLimit-Policy")
    if call.method == "GET" and status in {200, 304}:
        names.append("ETag")
    if status == 200:
        names += ["Link"] if _PAGED in call.parameters else []
        names += ["Last-Modified"] if "{article_id}" in call.path or "<article_id>" in call.path else []
        names += ["Content-Location"] if call.path.endswith("by-url") else []
    names += ["Location"] if status in {201, 307} else []
    names += ["Retry-After"] if status in {429, 503} else []
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
