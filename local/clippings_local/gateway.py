"""A local HTTP server that works like API Gateway's REST APIs: keys, routes, proxy events, limits, error responses."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from clippings_local.account import ACCOUNT_ID, LOOPBACK, host_in_url
from clippings_local.rate_limits import RateLimiter
from clippings_local.refusals import GatewayResponse, Refusals
from clippings_local.routes import GatewayRoute, find_route

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from werkzeug.serving import BaseWSGIServer

#: API Gateway's and Lambda's limits in bytes: of a request's body, and of an event or an answer as JSON.
MAX_BODY = 10 * 1024 * 1024
MAX_PAYLOAD = 6 * 1024 * 1024

#: Names of the loopback interface.
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class GatewayRequest:
    """An HTTP request as it was sent: *path* and *query* are still encoded."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    #: Host and port of the server.
    address: str = "127.0.0.1"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True)
class Gateway:
    """The API: answers requests as API Gateway would.

    Attributes:
        limiter: Limits the requests with the key; None for no limit.
    """

    routes: tuple[GatewayRoute, ...]
    refusals: Refusals
    api_key: str
    limiter: RateLimiter | None = None

    def answer(self, request: GatewayRequest) -> GatewayResponse:
        """Find the route, check the key and its limits, invoke the function, and return its result as an answer."""
        context = {"requestId": str(uuid.uuid4()), "path": request.path, "httpMethod": request.method}
        route = find_route(self.routes, request.method, request.path)
        if route is None or (route.needs_signature and not _is_signed(request)):
            return self.refusals.answer("MISSING_AUTHENTICATION_TOKEN", context)
        if route.needs_key and request.header("x-api-key") != self.api_key:
            return self.refusals.answer("INVALID_API_KEY", context)
        if route.needs_key and self.limiter and (refusal := self.limiter.refusal(time.time())):
            return self.refusals.answer(refusal, context)
        event = to_event(request, route, context["requestId"])
        if len(request.body) > MAX_BODY or len(json.dumps(event)) > MAX_PAYLOAD:
            return self.refusals.answer("REQUEST_TOO_LARGE", context)
        try:
            returned = route.function.invoke(event)
            if len(json.dumps(returned)) <= MAX_PAYLOAD:
                return _from_returned(returned, context["requestId"])
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is a 502, in API Gateway too
            print(f"{request.method} {request.path}: {error!r}", file=route.function.log)
        return self.refusals.answer("INTEGRATION_FAILURE", context)

    def serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer a request as a WSGI application (PEP 3333)."""
        began = time.monotonic()
        answer = self.answer(_request(environ))
        spent = f"{(time.monotonic() - began) * 1000:.1f}"
        headers = [(name, value) for name, value in answer.headers if name != "content-length"]
        headers += [("content-length", str(len(answer.body))), ("server-timing", f"total;dur={spent}")]
        start_response(f"{answer.status} {responses.get(answer.status, 'Unknown')}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]


def _is_signed(request: GatewayRequest) -> bool:
    """Return whether the request is signed. The signature is not checked, since the local account has no users."""
    return (request.header("authorization") or "").startswith("AWS4-HMAC-SHA256 ")


def to_event(request: GatewayRequest, route: GatewayRoute, request_id: str) -> dict[str, Any]:
    """Return the event of a Lambda proxy integration: the path as sent, the query decoded."""
    pairs = parse_qsl(request.query, keep_blank_values=True)
    now = datetime.now(UTC)
    return {
        "resource": route.path,
        "path": request.path,
        "httpMethod": request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": _grouped(request.headers),
        "queryStringParameters": dict(pairs) or None,
        "multiValueQueryStringParameters": _grouped(pairs) or None,
        "pathParameters": route.parameters(request.path) or None,
        "stageVariables": None,
        "requestContext": {
            "accountId": ACCOUNT_ID,
            "apiId": "local",
            "domainName": _domain(request),
            "domainPrefix": "local",
            "extendedRequestId": request_id,
            "httpMethod": request.method,
            "identity": {
                "sourceIp": "127.0.0.1",
                "userAgent": request.header("user-agent"),
                "apiKey": request.header("x-api-key"),
            },
            # The path has no stage, as behind a custom domain.
            "path": request.path,
            "protocol": "HTTP/1.1",
            "requestId": request_id,
            "requestTime": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": int(now.timestamp() * 1000),
            "resourceId": "local",
            "resourcePath": route.path,
            "stage": "live",
        },
        # BinaryMediaTypes */*: every body is encoded in base64.
        "body": base64.b64encode(request.body).decode() if request.body else None,
        "isBase64Encoded": bool(request.body),
    }


def _domain(request: GatewayRequest) -> str:
    """Return the API's domain: on the loopback interface the server's own address, whatever the ``Host`` header says.

    A server on another interface cannot know all of its names.
    """
    host = request.header("host") or request.address
    if _name(request.address) in LOOPBACK_NAMES and _name(host) not in LOOPBACK_NAMES:
        return request.address
    return host


def _name(host: str) -> str:
    """Return *host* without its port."""
    return host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _from_returned(returned: dict[str, Any], request_id: str) -> GatewayResponse:
    """Return the HTTP answer for the return value of a proxy integration. Raises an error if the value is invalid."""
    headers = {name.lower(): [str(value)] for name, value in (returned.get("headers") or {}).items()}
    for name, values in (returned.get("multiValueHeaders") or {}).items():
        headers[name.lower()] = [str(value) for value in values]
    headers.setdefault("content-type", ["application/json"])
    headers["x-amzn-requestid"] = [request_id]
    body = returned.get("body") or ""
    content = base64.b64decode(body) if returned.get("isBase64Encoded") else body.encode()
    pairs = tuple((name, value) for name, values in headers.items() for value in values)
    return GatewayResponse(int(returned["statusCode"]), pairs, content)


class Server:
    """The gateway on *port* of the IP address *host*, in threads of its own."""

    def __init__(self, gateway: Gateway, port: int = 0, host: str = LOOPBACK) -> None:
        from werkzeug.serving import WSGIRequestHandler, make_server

        class GatewayRequestHandler(WSGIRequestHandler):
            protocol_version = "HTTP/1.1"

            def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
                """Log nothing: the functions log their requests."""

        self._host = host
        self._server: BaseWSGIServer = make_server(
            host, port, gateway.serve, threaded=True, request_handler=GatewayRequestHandler
        )
        self._thread = threading.Thread(target=self._server.serve_forever, name="gateway", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{host_in_url(self._host)}:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _request(environ: WSGIEnvironment) -> GatewayRequest:
    """Return the request as it was sent: the server decodes paths, but API Gateway passes them on encoded."""
    path = str(environ.get("RAW_URI", environ["PATH_INFO"])).partition("?")[0]
    query = environ.get("QUERY_STRING", "")
    headers = [
        (name.removeprefix("HTTP_").replace("_", "-").lower(), str(value))
        for name, value in environ.items()
        if name.startswith("HTTP_") or (name in ("CONTENT_TYPE", "CONTENT_LENGTH") and value)
    ]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read() if environ.get("wsgi.input_terminated") else environ["wsgi.input"].read(length)
    address = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return GatewayRequest(environ["REQUEST_METHOD"], path, query, tuple(headers), body, address)
