"""The HTTP endpoint of the account on one machine: S3's REST API, and the JSON protocols of the other services."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from clippings_local.store import s3_xml
from clippings_local.store.client_errors import client_error
from clippings_local.store.http_messages import AwsRequest, AwsResponse, read_request
from clippings_local.store.s3_http import S3Api
from clippings_local.store.stores import Stores

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

#: Prefixes of the header ``X-Amz-Target`` with their services.
TARGETS = {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs", "secretsmanager": "secretsmanager"}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


class Endpoint:
    """A WSGI application. Its *stores* are set before the first request, since they need its address."""

    stores: Stores

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        shown = AwsRequest(environ["REQUEST_METHOD"], "", {}, {}, b"")
        origin = _allowed_origin(environ)
        try:
            request = read_request(environ)
            answer = preflight(request) if request.method == "OPTIONS" else self.answer(request)
        except ClientError as refused:
            answer = _refused(refused, environ.get("HTTP_X_AMZ_TARGET"))
        except sqlite3.Error as failed:
            # The disk is full or cannot be written, so the call was not executed.
            answer = AwsResponse(500, {"content-type": "application/xml"}, s3_xml.error("InternalError", str(failed)))
        if origin:
            answer = AwsResponse(answer.status, {**answer.headers, **origin}, answer.body)
        return answer.send(shown, start_response)

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Return the answer to a request.

        Raises:
            ClientError: The request is rejected.
        """
        target = request.headers.get("x-amz-target")
        if target is None:
            return S3Api(self.stores.objects).answer(request)
        prefix, _, operation = target.partition(".")
        service = TARGETS.get(prefix, "")
        call: Callable[..., Any] | None = getattr(
            self.stores.client(service) if service else None, to_method_name(operation), None
        )
        if call is None or operation.startswith("_"):
            raise client_error("UnknownOperationException", f"the service on one machine has no {target}")
        try:
            given = json.loads(request.body or b"{}")
            told = call(**(_with_bytes(given) if service == "dynamodb" else given))
        except (ValueError, TypeError, KeyError) as wrong:
            raise client_error("ValidationException", f"{target}: {wrong}") from wrong
        return _json(200, told)


def to_method_name(operation: str) -> str:
    """Return boto3's name of an operation: ``get_item`` for ``GetItem``."""
    return _WORD.sub("_", operation).lower()


def preflight(request: AwsRequest) -> AwsResponse:
    """Return the answer to a browser's preflight."""
    wanted = request.headers.get("access-control-request-headers", "")
    return AwsResponse(200, {"access-control-allow-headers": wanted, "access-control-allow-methods": "GET, HEAD, PUT"})


def _allowed_origin(environ: WSGIEnvironment) -> Mapping[str, str]:
    """Return the origin of the request if this machine serves it, such as that of the reader page."""
    origin = str(environ.get("HTTP_ORIGIN", ""))
    try:
        page = urlsplit(origin).hostname
        own = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname
    except ValueError:
        return {}
    if not page or not (page == own or {page, own} <= _LOOPBACK):
        return {}
    return {
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "etag, x-amz-version-id",
        "vary": "origin",
    }


def _refused(refused: ClientError, target: str | None) -> AwsResponse:
    response: Any = refused.response
    code, message = response["Error"]["Code"], response["Error"]["Message"]
    status = response["ResponseMetadata"]["HTTPStatusCode"]
    if target is None:
        return AwsResponse(status, {"content-type": "application/xml"}, s3_xml.error(code, message))
    more = {name: value for name, value in response.items() if name not in ("Error", "ResponseMetadata")}
    return _json(status, {"__type": code, "message": message, **more})


def _json(status: int, told: Any) -> AwsResponse:
    return AwsResponse(
        status, {"content-type": "application/x-amz-json-1.0"}, json.dumps(told, default=_plain).encode()
    )


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"no answer holds a {type(value).__name__}")


def _with_bytes(given: Any) -> Any:
    """Return a request of DynamoDB with its binary values as bytes, which JSON contains in base64."""
    if isinstance(given, list):
        return [_with_bytes(each) for each in given]
    if not isinstance(given, dict):
        return given
    if len(given) == 1:
        ((kind, value),) = given.items()
        if kind == "B" and isinstance(value, str):
            return {"B": base64.b64decode(value)}
        if kind == "BS" and isinstance(value, list):
            return {"BS": [base64.b64decode(each) for each in value]}
    return {name: _with_bytes(value) for name, value in given.items()}
