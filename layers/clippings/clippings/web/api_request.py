"""One HTTP request as the routes see it: method, path, query, headers, body, and the wiring."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from clippings.web.problems import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from clippings.storage import Wiring
    from clippings.storage.keys import ApiKey

_HOST = re.compile(r"[A-Za-z0-9.-]{1,255}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


@dataclass(frozen=True)
class ApiRequest:
    """A request that came through API Gateway.

    Attributes:
        path: The path below the stage and below any base path of a custom domain.
        base: The part before *path* in the client's address: the client requested ``base + path``.
        query: Every value of each name.
        headers: Names are in lower case.
    """

    method: str
    path: str
    base: str
    stage: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    request_id: str
    domain: str
    open_wiring: Callable[[], Wiring]
    now: datetime
    #: The remaining time of the function, in seconds.
    seconds_left: Callable[[], float] = lambda: 60.0
    #: Whether IAM or an authorizer of the API has authenticated the caller.
    admitted: bool = False
    #: Origins of pages that may read answers in a browser, or ``*``.
    allowed_origins: frozenset[str] = frozenset()
    #: The limits of a key's requests in the form of ``RateLimit-Policy``; empty if there are none.
    rate_limit_policy: str = ""
    #: The API key of the request, once it has been checked; None for open and signed calls.
    key: ApiKey | None = None

    @property
    def wiring(self) -> Wiring:
        return self.open_wiring()

    @property
    def origin(self) -> str:
        """Scheme and host of the API, for links that must be absolute (feeds).

        The host is the domain that API Gateway reports. The caller chooses the ``Host`` header, and shared caches store
        open feeds.
        """
        local = self.domain.partition(":")[0] in {"127.0.0.1", "localhost"}
        scheme = self.headers.get("x-forwarded-proto", "http" if local else "https")
        if scheme not in {"http", "https"}:
            scheme = "https"
        return f"{scheme}://{self.domain}"

    def link(self, path: str, **query: str) -> str:
        """Return the URL of *path* of this API for the client."""
        return f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    def link_here(self, **changed: str) -> str:
        """Return the URL of this request with some of its parameters *changed*."""
        query = urlencode({**self.query, **changed}, doseq=True)
        return f"{self.base}{self.path}" + (f"?{query}" if query else "")


_CURRENT: ContextVar[ApiRequest] = ContextVar("request")


def here() -> ApiRequest:
    """Return the current request."""
    return _CURRENT.get()


def enter(request: ApiRequest) -> None:
    """Make *request* the current request."""
    _CURRENT.set(request)


def read_event(event: dict[str, Any], open_wiring: Callable[[], Wiring], now: datetime) -> ApiRequest:
    """Return the request in a REST API's proxy event.

    Raises:
        Problem: ``invalid-body``: the body is not valid base64.
    """
    context = event.get("requestContext") or {}
    path = event.get("path") or "/"
    tail = _own_path(path, event.get("resource") or "", event.get("pathParameters") or {})
    shown = context.get("path") or path
    headers = _headers(event)
    return ApiRequest(
        method=(event.get("httpMethod") or "GET").upper(),
        path=tail,
        base=_base(shown, tail),
        stage=context.get("stage") or "",
        query=_query(event),
        headers=headers,
        body=_body(event),
        request_id=context.get("requestId") or "",
        domain=_domain(context, headers),
        open_wiring=open_wiring,
        now=now,
        admitted=bool(context.get("authorizer") or (context.get("identity") or {}).get("userArn")),
    )


def _domain(context: dict[str, Any], headers: dict[str, str]) -> str:
    """Return the domain that the gateway reports, or the ``Host`` header if it reports none (an emulator)."""
    named = context.get("domainName") or headers.get("host") or ""
    return named if _HOST.fullmatch(named) else "localhost"


def _base(shown: str, tail: str) -> str:
    """Return the part before *tail* in the client's path. At the root, the last slash of the path may be missing."""
    if tail == "/":
        return shown.rstrip("/")
    return shown[: -len(tail)] if shown.endswith(tail) else ""


def _own_path(path: str, resource: str, parameters: dict[str, str]) -> str:
    """Return *path* without the base path of a custom domain.

    The resource that API Gateway matched shows which part of the path belongs to the API.
    """
    if resource.endswith("+}"):
        rest = parameters.get(resource[resource.rindex("{") + 1 : -2])
        return f"/{rest}" if rest and path.endswith(f"/{rest}") else path
    if resource == "/":
        return "/"
    depth = resource.count("/")
    if not depth:
        return path
    segments = path.rstrip("/").split("/")
    return "/" + "/".join(segments[-depth:]) if len(segments) > depth else path


def _query(event: dict[str, Any]) -> dict[str, list[str]]:
    single = event.get("queryStringParameters") or {}
    return {**{name: [value] for name, value in single.items()}, **(event.get("multiValueQueryStringParameters") or {})}


def _headers(event: dict[str, Any]) -> dict[str, str]:
    several = event.get("multiValueHeaders") or {}
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return {**headers, **{name.lower(): ", ".join(values) for name, values in several.items()}}


def _body(event: dict[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Problem("invalid-body", "The body is not what its transfer encoding says.") from wrong
