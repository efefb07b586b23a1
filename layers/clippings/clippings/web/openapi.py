"""Generates the contract, an OpenAPI 3.1 document, from the calls."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from clippings.web.admin_calls import ReindexRequest, WithdrawalRequest
from clippings.web.batch_calls import UrlsRequest
from clippings.web.bodies import Body
from clippings.web.examples import PARAMETERS, make_examples
from clippings.web.negotiation import ARTICLE_FORMATS
from clippings.web.open_feed_calls import FeedRequest
from clippings.web.record_schemas import make_record_schemas
from clippings.web.representations import WRITERS
from clippings.web.response_headers import HEADERS, headers_of
from clippings.web.routing import Route
from clippings.web.schema_descriptions import describe
from clippings.web.schema_parts import json_of
from clippings.web.schemas import SCHEMAS
from clippings.web.upload_calls import UploadRequest
from clippings.web.watch_calls import WatchRequest

_MODEL_REFERENCE = "#/components/schemas/{model}"
_KEY = {"type": "apiKey", "in": "header", "name": "x-api-key"}
#: The security scheme for AWS signatures, as API Gateway's own exports write it.
_SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "AWS Signature Version 4 for the service `execute-api`.",
    "x-amazon-apigateway-authtype": "awsSigv4",
}
_BODIES: dict[str, type[Body]] = {
    "FeedRequest": FeedRequest,
    "ReindexRequest": ReindexRequest,
    "UploadRequest": UploadRequest,
    "WatchRequest": WatchRequest,
    "UrlsRequest": UrlsRequest,
    "WithdrawalRequest": WithdrawalRequest,
}
DESCRIPTION = (
    "Articles extracted from the pages in the inbox. Lists are eventually consistent; a page of a list "
    "may be empty and have a next page. Every failure is a problem document (RFC 9457). The header RateLimit-Policy "
    "says how many requests a key may make, and Retry-After when a refused one may be sent again."
)


def to_openapi(calls: tuple[Route, ...], base: str) -> dict[str, Any]:
    """Return the OpenAPI document of *calls* for the address *base*."""
    return {**_document(calls), "servers": [{"url": base or "/"}]}


@cache
def _document(calls: tuple[Route, ...]) -> dict[str, Any]:
    """Return the document without its servers.

    Parameters come from the functions' signatures, schemas from the records, the rest from the table of calls.
    """
    resolver = APIGatewayRestResolver(enable_validation=True)
    for call in calls:
        resolver.route(call.path, call.method, operation_id=call.function.__name__)(call.function)
    made = resolver.get_openapi_schema(title="Clippings", version="1", openapi_version="3.1.0")
    plain: dict[str, Any] = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    examples = make_examples()
    for call in calls:
        operation = plain["paths"][_path(call)][call.method.lower()]
        operation |= _operation(call, examples)
        operation["parameters"] = [_parameter(each) for each in (*operation.get("parameters", ()), *call.headers)]
        if not operation["parameters"]:
            del operation["parameters"]
        if call.method == "GET":
            plain["paths"][_path(call)]["head"] = _head(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Clippings", "version": "1", "description": DESCRIPTION, "license": {"name": "Apache-2.0"}},
        "security": [{"key": []}],
        "paths": _without_titles(dict(sorted(plain["paths"].items()))),
        "components": {
            "schemas": make_schemas(),
            "headers": HEADERS,
            "securitySchemes": {"key": _KEY, "signature": _SIGNATURE},
        },
    }


def _path(call: Route) -> str:
    return call.path.replace("<", "{").replace(">", "}")


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """Return *parameter* with an example, and without null, which a query parameter cannot be."""
    schema = dict(parameter["schema"])
    choices = [each for each in schema.pop("anyOf", []) if each.get("type") != "null"]
    if len(choices) == 1:
        schema |= choices[0]
    elif choices:
        schema["anyOf"] = choices
    if schema.get("default", "") is None:
        del schema["default"]
    described = {**parameter, "schema": schema}
    example = PARAMETERS.get(parameter["name"])
    if parameter["in"] == "path" and isinstance(example, list):
        example = schema["enum"][0]  # a path has one value, a query parameter of the same name may have several
    return described if example is None else {**described, "example": example}


def _head(operation: dict[str, Any]) -> dict[str, Any]:
    """Return *operation* for HEAD, which has the same answers without content."""
    bare = {
        status: {name: value for name, value in answer.items() if name != "content"}
        for status, answer in operation["responses"].items()
    }
    return {**operation, "operationId": f"head_{operation['operationId']}", "responses": bare}


def _operation(call: Route, examples: dict[str, Any]) -> dict[str, Any]:
    responses = {str(status): _answer(call, status, answer, examples) for status, answer in call.responses().items()}
    described: dict[str, Any] = {"summary": call.summary, "tags": [call.tag], "responses": responses}
    if call.open:
        described["security"] = []
    if call.signed:
        described["security"] = [{"signature": []}]
    if isinstance(call.request_body, str):
        content = {"application/json": {**json_of(call.request_body)["application/json"]}}
        content["application/json"]["example"] = examples[call.request_body]
        described["requestBody"] = {"required": True, "content": content}
    elif call.request_body:
        page = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {"required": True, "content": dict.fromkeys(call.request_body, page)}
    return described


def _answer(call: Route, status: int, answer: dict[str, Any], examples: dict[str, Any]) -> dict[str, Any]:
    """Return one *answer* of a call with its headers and an example."""
    described = {**answer, "headers": headers_of(call, status)}
    if "content" in answer:
        # Only articles are answered as JSON-LD. Other answers may be HTML or text, too.
        texts = _texts(examples["Article"]) if "application/ld+json" in answer["content"] else {}
        described["content"] = {
            media_type: _with_example(content, examples, texts.get(media_type))
            for media_type, content in answer["content"].items()
        }
    return described


def _texts(article: dict[str, Any]) -> dict[str, Any]:
    """Return the example of an article in its formats other than JSON, by media type."""
    written = {ARTICLE_FORMATS[name].partition(";")[0]: write(article) for name, write in WRITERS.items()}
    return {name: json.loads(text) if name.endswith("json") else text for name, text in written.items()}


def _with_example(content: dict[str, Any], examples: dict[str, Any], text: Any) -> dict[str, Any]:
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    example = examples.get(name, text)
    return content if example is None else {**content, "example": example}


def make_schemas() -> dict[str, Any]:
    """Return every schema by its name: those of the records, those of answers, and those of request bodies."""
    bodies = {name: _body(model) for name, model in _BODIES.items()}
    described = {name: describe(name, each) for name, each in {**make_record_schemas(), **SCHEMAS, **bodies}.items()}
    schemas: dict[str, Any] = _without_titles(described)
    return schemas


def _body(model: type[Body]) -> dict[str, Any]:
    """Return the schema of a body. Members with a default would be required in generated clients, so none has one."""
    schema = model.model_json_schema(ref_template=_MODEL_REFERENCE)
    properties = {
        name: {key: value for key, value in each.items() if key != "default"}
        for name, each in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _without_titles(value: Any, *, names: bool = False) -> Any:
    """Return *value* without the titles of schemas. Generators name classes after titles, and two may be equal.

    Under ``properties`` the keys are *names* of members, one of which may be ``title``. Examples are not changed.
    """
    if isinstance(value, dict):
        return {
            name: item
            if name == "example" and not names
            else _without_titles(item, names=name == "properties" and not names)
            for name, item in value.items()
            if names or name != "title"
        }
    return [_without_titles(item) for item in value] if isinstance(value, list) else value
