"""Building blocks of the JSON Schemas in the contract, and references to the schemas."""

from __future__ import annotations

from typing import Any

from clippings.web.negotiation import ARTICLE_FORMATS

TEXT = {"type": "string"}
WHOLE_NUMBER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
TEXT_OR_NULL = {"type": ["string", "null"]}
TEXTS = {"type": "array", "items": TEXT}
MOMENT = {"type": "string", "format": "date-time"}


def json_of(name: str) -> dict[str, Any]:
    """Return the OpenAPI ``content`` of a JSON answer with the schema *name*."""
    return {"application/json": {"schema": reference(name)}}


def article_content() -> dict[str, Any]:
    """Return the OpenAPI ``content`` of an article in all its formats."""
    forms = {media_type.split(";")[0]: {"schema": TEXT} for media_type in ARTICLE_FORMATS.values()}
    news = {
        "type": "object",
        "properties": {"@type": {"type": "string", "const": "NewsArticle"}},
        "required": ["@context", "@type"],
    }
    return {**forms, "application/ld+json": {"schema": news}, **json_of("Article")}


def reference(name: str) -> dict[str, str]:
    """Return a reference to the schema *name*."""
    return {"$ref": f"#/components/schemas/{name}"}


def described(name: str, description: str, status: int = 200) -> dict[int, Any]:
    """Return the OpenAPI description of a successful JSON answer with the schema *name*."""
    return {status: {"description": description, "content": json_of(name)}}


def make_record(
    required: dict[str, Any], optional: dict[str, Any] | None = None, *, closed: bool = True
) -> dict[str, Any]:
    """Return an object schema with these members; a *closed* one has no others."""
    schema: dict[str, Any] = {"type": "object", "properties": {**required, **(optional or {})}, "required": [*required]}
    return {**schema, "additionalProperties": False} if closed else schema


def make_list(item: str, **more: Any) -> dict[str, Any]:
    return make_record({"items": {"type": "array", "items": reference(item)}, "next_cursor": TEXT_OR_NULL, **more})
