"""The contract: OpenAPI 3.1 made of the very calls that answer, and a page of it for people."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from clippings.article import SCHEMA, EnrichedArticle
from clippings.web.admin_calls import WithdrawalRequest
from clippings.web.bodies import Body
from clippings.web.calls import Call
from clippings.web.escaping import to_xml_text
from clippings.web.feed_calls import FeedRequest
from clippings.web.problems import PROBLEM_TYPES
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
_DESCRIPTION = (
    "Articles that were cut out of the pages put into the inbox. Lists are eventually consistent; a page of a list "
    "may be empty and have a next one. Every failure is a problem document (RFC 9457)."
)


def to_contract(calls: tuple[Call, ...], base: str) -> dict[str, Any]:
    """Return the OpenAPI document of *calls* as it is true under *base*."""
    return {**_document(calls), "servers": [{"url": base or "/"}]}


@cache
def _document(calls: tuple[Call, ...]) -> dict[str, Any]:
    """Parameters come from the functions' own signatures, shapes from the records; the rest from the table of calls."""
    resolver = APIGatewayRestResolver(enable_validation=True)
    for call in calls:
        resolver.route(call.path, call.method, operation_id=call.function.__name__)(call.function)
    made = resolver.get_openapi_schema(title="Clippings", version="1", openapi_version="3.1.0")
    plain: dict[str, Any] = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    for call in calls:
        operation = plain["paths"][call.path.replace("<", "{").replace(">", "}")][call.method.lower()]
        operation |= _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Clippings", "version": "1", "description": _DESCRIPTION, "license": {"name": "Apache-2.0"}},
        "security": [{"key": []}],
        "paths": dict(sorted(plain["paths"].items())),
        "components": {"schemas": _schemas(), "securitySchemes": {"key": _KEY, "signature": _SIGNATURE}},
    }


def _operation(call: Call) -> dict[str, Any]:
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


def to_page(calls: tuple[Call, ...], base: str) -> str:
    """Return the contract as a page for people, with every kind of problem at its end."""
    contract = to_contract(calls, base)
    sections = [
        _section(method, path, operation)
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
    ]
    problems = "".join(
        f'<dt id="problem-{kind.code}"><code>{kind.code}</code> · {kind.status}</dt>'
        f"<dd>{to_xml_text(kind.title)}. {to_xml_text(kind.advice)}</dd>"
        for kind in PROBLEM_TYPES.values()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>The API of Clippings</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>The API</h1><p>{to_xml_text(_DESCRIPTION)} "
        'Send your key in the header <code>x-api-key</code>. The same, for machines: <a href="openapi.json">'
        f"openapi.json</a>.</p>{''.join(sections)}<h2>Problems</h2><dl>{problems}</dl></main></body></html>\n"
    )


def _section(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{to_xml_text(each['name'])}</code></td><td>{to_xml_text(each['in'])}</td>"
        f"<td>{to_xml_text(each.get('description', ''))}</td></tr>"
        for each in operation.get("parameters", ())
    )
    table = f"<table><tr><th>Parameter</th><th>In</th><th>What it is</th></tr>{rows}</table>" if rows else ""
    answers = "".join(
        f"<li>{status}: {to_xml_text(answer['description'])}</li>" for status, answer in operation["responses"].items()
    )
    heading = f"<h2><code>{method.upper()} {to_xml_text(path)}</code></h2>"
    return f"{heading}<p>{to_xml_text(operation['summary'])}.</p>{table}<ul>{answers}</ul>"


STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0}main{max-width:52rem;margin:auto;"
    "padding:1rem}code{overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{text-align:start;"
    "border-bottom:1px solid #8888;padding:.25rem .5rem;vertical-align:top}dt{margin-top:.75rem}"
    "dt:target{outline:2px solid}"
)
