"""Responses of API Gateway itself: missing key, unknown route, too large, a function that failed.

The template's gateway responses define them, as in AWS; without one, API Gateway's default message is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clippings_local.resources import Resources

#: API Gateway's default status and message of each kind of gateway response. A template may define all of them;
#: this gateway returns some.
DEFAULTS: dict[str, tuple[int, str]] = {
    "INVALID_API_KEY": (403, "Forbidden"),
    "MISSING_AUTHENTICATION_TOKEN": (403, "Missing Authentication Token"),
    "REQUEST_TOO_LARGE": (413, "Request Too Long"),
    "INTEGRATION_FAILURE": (502, "Internal server error"),
    "ACCESS_DENIED": (403, "Access Denied"),
    "BAD_REQUEST_BODY": (400, "Invalid request body"),
    "BAD_REQUEST_PARAMETERS": (400, "Missing required request parameters"),
    "EXPIRED_TOKEN": (403, "The security token included in the request is expired"),
    "INTEGRATION_TIMEOUT": (504, "Endpoint request timed out"),
    "INVALID_SIGNATURE": (403, "The request signature we calculated does not match"),
    "QUOTA_EXCEEDED": (429, "Limit Exceeded"),
    "RESOURCE_NOT_FOUND": (404, "Not Found"),
    "THROTTLED": (429, "Too Many Requests"),
    "UNAUTHORIZED": (401, "Unauthorized"),
    "UNSUPPORTED_MEDIA_TYPE": (415, "Unsupported Media Type"),
    "WAF_FILTERED": (403, "Forbidden"),
    "API_CONFIGURATION_ERROR": (500, "Internal server error"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "Internal server error"),
    "AUTHORIZER_FAILURE": (500, "Internal server error"),
    "DEFAULT_4XX": (400, "Bad Request"),
    "DEFAULT_5XX": (502, "Internal server error"),
}

_VARIABLE = re.compile(r"\$context\.([A-Za-z.]+)")


@dataclass(frozen=True)
class GatewayResponse:
    """An HTTP answer before it is sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Refusals:
    """The gateway responses of one API by kind."""

    shaped: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, kind: str, context: Mapping[str, str]) -> GatewayResponse:
        """Return the response of one *kind*; *context* fills ``$context`` variables (``requestId``, ``path`` …)."""
        status, message = DEFAULTS[kind]
        shape = self.shaped.get(kind) or self.shaped.get(f"DEFAULT_{status // 100}XX") or {}
        status = int(shape.get("StatusCode", status))
        variables = {
            **context,
            "error.message": message,
            "error.messageString": json.dumps(message),
            "error.responseType": kind,
        }
        templates = shape.get("ResponseTemplates") or {"application/json": '{"message":$context.error.messageString}'}
        content_type, template = next(iter(templates.items()))
        headers = {"content-type": content_type}
        for name, value in _header_values(shape):
            if value.startswith("'"):
                headers[name.lower()] = value.strip("'")
            elif value.startswith("context."):
                headers[name.lower()] = variables.get(value.removeprefix("context."), "")
        text = _VARIABLE.sub(lambda match: str(variables.get(match.group(1).rstrip("."), "-")), template)
        return GatewayResponse(status, tuple(headers.items()), text.encode())


def _header_values(shape: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return names and values of headers, from SAM's ``Headers`` or API Gateway's ``gatewayresponse.header.X``."""
    parameters = shape.get("ResponseParameters") or {}
    sam = list((parameters.get("Headers") or {}).items())
    prefix = "gatewayresponse.header."
    plain = [(name.removeprefix(prefix), value) for name, value in parameters.items() if name.startswith(prefix)]
    return [*sam, *plain]


def read_refusals(resources: Resources, api: str) -> Refusals:
    """Return an API's gateway responses, from the API itself or from resources of their own."""
    shaped = dict(resources.properties(api).get("GatewayResponses") or {})
    for logical in resources.template.of_type("AWS::ApiGateway::GatewayResponse"):
        properties = resources.properties(logical)
        shaped[properties["ResponseType"]] = properties
    return Refusals(shaped)
