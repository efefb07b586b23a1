"""Makes answers: bodies with validators, caching and other headers, compression, and Lambda's size limit."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import Response

from clippings.web import cross_origin, problems
from clippings.web.api_request import ApiRequest
from clippings.web.escaping import to_json
from clippings.web.negotiation import accepts_gzip
from clippings.web.problems import Problem

if TYPE_CHECKING:
    from clippings.web.routing import Route

#: Lambda returns at most 6 MiB with the envelope; the difference is for headers.
MAX_ANSWER_BYTES = 6 * 1024 * 1024 - 64 * 1024

#: Least size in bytes for gzip. Smaller answers are hardly compressed.
MIN_COMPRESSED = 1024

#: Measured on the JSON of articles: with level 6 it is 4 % smaller than with level 4 and takes twice as long.
GZIP_LEVEL = 4

JSON = "application/json"

#: How long an answer may be cached, by kind. Answers to requests with a key are private.
ARTICLE_CACHING = "private, max-age=60"
#: A picture never changes, because its name contains a hash of its bytes.
PICTURE_CACHING = "private, max-age=86400, immutable"
LIST_CACHING = "private, max-age=15"
OPEN_CACHING = "public, max-age=300"
NO_CACHING = "no-store"

_NONE: Mapping[str, str] = {}
_COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
#: Browsers that receive this header use only TLS for the API's host. The service on one machine uses plain HTTP.
_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}


def json_response(value: Any, caching: str, status: int = 200, headers: Mapping[str, str] = _NONE) -> Response[Any]:
    """Return *value* as JSON."""
    return text_response(to_json(value), JSON, caching, status, headers)


def text_response(
    body: str, media_type: str, caching: str, status: int = 200, headers: Mapping[str, str] = _NONE
) -> Response[Any]:
    """Return *body* with the ``Cache-Control`` header *caching*."""
    return Response(status, media_type, body, {"Cache-Control": caching, **headers})


def bytes_response(data: bytes, media_type: str, caching: str) -> Response[Any]:
    """Return *data* as base64, because the resolver takes text. API Gateway decodes it."""
    answer = Response(200, media_type, base64.b64encode(data).decode(), {"Cache-Control": caching})
    answer.base64_encoded = True
    return answer


def problem_response(problem: Problem, request: ApiRequest | None) -> Response[Any]:
    """Return the document of *problem*."""
    request_id, base = (request.request_id, request.base) if request else ("", "")
    document = to_json(problems.to_document(problem, request_id, base))
    return Response(
        problem.kind.status, problems.MEDIA_TYPE, document, {"Cache-Control": NO_CACHING, **problem.headers}
    )


def redirect(address: str, status: int, caching: str) -> Response[Any]:
    return Response(status, None, "", {"Location": address, "Cache-Control": caching})


def http_date(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0), usegmt=True)


def is_fresh(request: ApiRequest, etag: str, modified: datetime | None = None) -> bool:
    """Return whether the client already has this answer (RFC 9110, 13.1).

    If ``If-None-Match`` is sent, ``If-Modified-Since`` is ignored.
    """
    asked = request.headers.get("if-none-match")
    if asked is not None:
        held = {tag.strip().removeprefix("W/").replace('-gzip"', '"') for tag in asked.split(",")}
        return "*" in held or etag in held
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def finish(answer: dict[str, Any], request: ApiRequest, call: Route | None = None) -> dict[str, Any]:
    """Return the resolver's *answer* completed: ETag and 304, gzip, no body for HEAD, a problem if it is too large.

    *call* is None if the request was rejected before its call was found.
    """
    headers = {name: values[0] if isinstance(values, list) else values for name, values in _header_items(answer)}
    headers = {**_common(request, call), **headers}
    body, status = answer.get("body") or "", answer["statusCode"]
    reading = request.method in {"GET", "HEAD"}
    if reading and status == 200:
        headers.setdefault("ETag", _etag(body))
        headers.setdefault("Vary", "Accept, Accept-Encoding, X-Api-Key, Origin")
        if is_fresh(request, headers["ETag"]):
            status, body = 304, ""
            headers.pop("Content-Type", None)
    if status == 304 and _packed(headers["ETag"]) in request.headers.get("if-none-match", ""):
        headers["ETag"] = _packed(headers["ETag"])
    encoded = bool(body and answer.get("isBase64Encoded"))
    if not encoded and len(body) >= MIN_COMPRESSED and accepts_gzip(request.headers.get("accept-encoding")):
        body = base64.b64encode(gzip.compress(body.encode(), GZIP_LEVEL, mtime=0)).decode()
        headers["Content-Encoding"], encoded = "gzip", True
        if "ETag" in headers:
            headers["ETag"] = _packed(headers["ETag"])
    if is_too_large(body, encoded=encoded):
        return _refuse_size(request, call)
    if request.method == "HEAD":
        body, encoded = "", False
    return _envelope(status, headers, body, encoded)


def _common(request: ApiRequest, call: Route | None) -> dict[str, str]:
    """Return the headers that every answer has."""
    headers = {**_COMMON, "X-Request-Id": request.request_id, **cross_origin.headers_for(request, call)}
    if call is not None and call.needs_key and request.rate_limit_policy:
        headers["RateLimit-Policy"] = request.rate_limit_policy
    return headers | (_OVER_TLS if request.origin.startswith("https:") else {})


def _header_items(answer: dict[str, Any]) -> list[tuple[str, Any]]:
    return [*(answer.get("headers") or {}).items(), *(answer.get("multiValueHeaders") or {}).items()]


def _etag(body: str) -> str:
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


def _packed(etag: str) -> str:
    """Return the ETag of the compressed answer, which has other bytes than the plain one with *etag*."""
    return etag[:-1] + '-gzip"'


def is_too_large(body: str, *, encoded: bool = False) -> bool:
    """Return whether *body* is too large for Lambda, which sends it as a JSON string with escaped characters."""
    if encoded or len(body) * 6 <= MAX_ANSWER_BYTES:
        return len(body) > MAX_ANSWER_BYTES
    return len(json.dumps(body, ensure_ascii=False).encode()) > MAX_ANSWER_BYTES


def _refuse_size(request: ApiRequest, call: Route | None) -> dict[str, Any]:
    """Return the problem for an answer that is over the limit, with advice how to get it."""
    parameters = call.parameters if call else frozenset()
    ways = [] if accepts_gzip(request.headers.get("accept-encoding")) else ["accept gzip"]
    extra = {}
    if "limit" in parameters:
        ways.append("use a smaller `limit`")
    if "format" in parameters and request.method in {"GET", "HEAD"}:
        ways.append("follow the alternative")
        extra["alternative"] = request.link_here(format="json")
    advice = f" To have it, {' or '.join(ways)}." if ways else ""
    problem = Problem("answer-too-large", f"The answer is larger than 6 MB, the limit of a function.{advice}", extra)
    answer = problem_response(problem, request)
    headers = {name: str(value) for name, value in answer.headers.items()}
    body = "" if request.method == "HEAD" else str(answer.body)
    return _envelope(answer.status_code, {**_common(request, call), **headers}, body, encoded=False)


def _envelope(status: int, headers: dict[str, str], body: str, encoded: bool) -> dict[str, Any]:
    several = {name: [value] for name, value in headers.items()}
    return {"statusCode": status, "multiValueHeaders": several, "body": body, "isBase64Encoded": encoded}
