"""One HTTP request, as the routes see it: method, path, query, headers, body, and the wiring that answers it."""

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

    *path* is the path below the stage and below any base path of a custom domain; *base* is what stands in front of it
    in the client's address, so that ``base + path`` is what the client asked for. *query* keeps every value of a
    repeated name. Header names are lower case.
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
    #: How long the function may still work, in seconds.
    seconds_left: Callable[[], float] = lambda: 60.0
    #: Whether IAM or an authorizer in front of the API has let the caller in.
    admitted: bool = False
    #: Origins of pages that may read answers in a browser, or ``*``.
    allowed_origins: frozenset[str] = frozenset()
    #: The limits of a key's requests, as ``RateLimit-Policy`` has them; empty where there are none.
    rate_limit_policy: str = ""
    #: The API key that the request came with, once it has been checked; None for open and signed calls.
    key: ApiKey | None = None

    @property
    def wiring(self) -> Wiring:
        return self.open_wiring()

    @property
    def origin(self) -> str:
        """Scheme and host of the API, for links that must be absolute (feeds).

        The host is the domain that API Gateway reports. The ``Host`` header is the caller's to choose, and an open feed
        is kept by shared caches.
        """
        local = self.domain.partition(":")[0] in {"127.0.0.1", "localhost"}
        scheme = self.headers.get("x-forwarded-proto", "http" if local else "https")
        if scheme not in {"http", "https"}:
            scheme = "https"
        return f"{scheme}://{self.domain}"

    def link(self, path: str, **query: str) -> str:
        """Return *path* of this API as the client can ask for it."""
        return f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    def link_here(self, **changed: str) -> str:
        """Return this very request's address with some of its parameters *changed*."""
        query = urlencode({**self.query, **changed}, doseq=True)
        return f"{self.base}{self.path}" + (f"?{query}" if query else "")


_CURRENT: ContextVar[ApiRequest] = ContextVar("request")


def here() -> ApiRequest:
    """Return the request that is being answered."""
    return _CURRENT.get()


def enter(request: ApiRequest) -> None:
    """Make *request* the request that is being answered."""
    _CURRENT.set(request)


def read_event(event: dict[str, Any], open_wiring: Callable[[], Wiring], now: datetime) -> ApiRequest:
    """Return what a REST API's proxy event asks. Raises Problem ``invalid-body`` for false base64."""
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
    """The domain that the gateway reports; of a gateway that reports none (an emulator), the ``Host`` header."""
    named = context.get("domainName") or headers.get("host") or ""
    return named if _HOST.fullmatch(named) else "localhost"


def _base(shown: str, tail: str) -> str:
    """What stands in front of *tail* in the path that the client used; at the root its last slash may be missing."""
    if tail == "/":
        return shown.rstrip("/")
    return shown[: -len(tail)] if shown.endswith(tail) else ""


def _own_path(path: str, resource: str, parameters: dict[str, str]) -> str:
    """*path* without the base path that a custom domain maps this API under.

    The resource that API Gateway matched tells how much of the path is ours.
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
