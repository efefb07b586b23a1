"""The contract: OpenAPI 3.1, made of the very calls that answer."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from clippings.article import SCHEMA, EnrichedArticle
from clippings.web.admin_calls import WithdrawalRequest
from clippings.web.bodies import Body
from clippings.web.open_feed_calls import FeedRequest
from clippings.web.routing import Route
from clippings.web.schemas import SCHEMAS, json_of
from clippings.web.upload_calls import UploadRequest

_REFERENCE = "#/components/schemas/{name}"
_KEY = {"type": "apiKey", "in": "header", "name": "x-api-key"}
#: How API Gateway's own exports say that a call is signed with AWS credentials.
_SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "AWS Signature Version 4 for the service `execute-api`.",
    "x-amazon-apigateway-authtype": "awsSigv4",
}
_BODIES: dict[str, type[Body]] = {
    "FeedRequest": FeedRequest,
    "UploadRequest": UploadRequest,
    "WithdrawalRequest": WithdrawalRequest,
}
DESCRIPTION = (
    "Articles that were cut out of the pages put into the inbox. Lists are eventually consistent; a page of a list "
    "may be empty and have a next one. Every failure is a problem document (RFC 9457)."
)


def to_openapi(calls: tuple[Route, ...], base: str) -> dict[str, Any]:
    """Return the OpenAPI document of *calls* as it is true under *base*."""
    return {**_document(calls), "servers": [{"url": base or "/"}]}


@cache
def _document(calls: tuple[Route, ...]) -> dict[str, Any]:
    """Parameters come from the functions' own signatures, shapes from the records; the rest from the table of calls."""
    resolver = APIGatewayRestResolver(enable_validation=True)
    for call in calls:
        resolver.route(call.path, call.method, operation_id=call.function.__name__)(call.function)
    made = resolver.get_openapi_schema(title="Clippings", version="1", openapi_version="3.1.0")
    plain: dict[str, Any] = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    for call in calls:
        operation = plain["paths"][_path(call)][call.method.lower()]
        operation |= _operation(call)
        if call.method == "GET":
            plain["paths"][_path(call)]["head"] = _head(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Clippings", "version": "1", "description": DESCRIPTION, "license": {"name": "Apache-2.0"}},
        "security": [{"key": []}],
        "paths": dict(sorted(plain["paths"].items())),
        "components": {"schemas": _schemas(), "securitySchemes": {"key": _KEY, "signature": _SIGNATURE}},
    }


def _path(call: Route) -> str:
    return call.path.replace("<", "{").replace(">", "}")


def _head(operation: dict[str, Any]) -> dict[str, Any]:
    """Return *operation* as HEAD has it: the same answers, without their content."""
    bare = {status: {"description": answer["description"]} for status, answer in operation["responses"].items()}
    return {**operation, "operationId": f"head_{operation['operationId']}", "responses": bare}


def _operation(call: Route) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": call.summary,
        "tags": [call.tag],
        "responses": {str(status): answer for status, answer in call.responses().items()},
    }
    if call.open:
        described["security"] = []
    if call.signed:
        described["security"] = [{"signature": []}]
    if isinstance(call.request_body, str):
        described["requestBody"] = {"required": True, "content": json_of(call.request_body)}
    elif call.request_body:
        page = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {"required": True, "content": dict.fromkeys(call.request_body, page)}
    return described


def _schemas() -> dict[str, Any]:
    """The hand-made shapes, the bodies that are taken, and the article's record with what HTTP adds to it."""
    _, components = msgspec.json.schema_components([EnrichedArticle], ref_template=_REFERENCE)
    added = {
        "schema": {"const": SCHEMA},
        "text": {"type": "string"},
        "revision": {"type": "string"},
        "captured_at": {"type": "string"},
        "stored_at": {"type": "string"},
    }
    record = components.pop("EnrichedArticle")
    article = {**record, "properties": {**record["properties"], **added}, "required": [*record["required"], "schema"]}
    finding = next(schema for name, schema in components.items() if name.startswith("Finding"))
    bodies = {
        name: model.model_json_schema(ref_template="#/components/schemas/{model}") for name, model in _BODIES.items()
    }
    return {**components, **SCHEMAS, **bodies, "Article": article, "Finding": finding}
