"""The shapes of answers, as JSON Schema for the contract; the calls refer to them by name."""

from __future__ import annotations

from typing import Any


def json_of(name: str) -> dict[str, Any]:
    """Return an OpenAPI content of JSON after the schema called *name*."""
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def described(name: str, description: str, status: int = 200) -> dict[int, Any]:
    """Return a successful answer of JSON after the schema called *name*; a GET may answer 304 instead."""
    answer: dict[int, Any] = {status: {"description": description, "content": json_of(name)}}
    return {**answer, 304: {"description": "The client holds this very answer."}} if status == 200 else answer
