"""Generates the schemas of the records that the API returns."""

from __future__ import annotations

from typing import Any

import msgspec

from clippings.article import EnrichedArticle
from clippings.enrichment.difference import Edit
from clippings.enrichment.similarity import Likeness
from clippings.web.schema_descriptions import ADDED

_REFERENCE = "#/components/schemas/{name}"
#: Records with another name in the contract.
_NAMES = {"EnrichedArticle": "Article", "Finding_Any_": "Finding"}


def make_record_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each record by its name in the contract.

    An answer has every member of a record, so all are required and none has a default. The members that the API adds
    (:data:`ADDED`) are optional except ``schema`` and ``text``, since a page that is parsed without storing it has no
    revision.
    """
    _, made = msgspec.json.schema_components([EnrichedArticle, Edit, Likeness], ref_template=_REFERENCE)
    records = {_NAMES.get(name, name): _answered(schema) for name, schema in _renamed(made).items()}
    for name, members in ADDED.items():
        records[name]["properties"] |= members
        records[name]["required"] += ["schema", "text"]
    return records


def _answered(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a record's *schema* in the form of answers."""
    properties = {
        name: {key: value for key, value in each.items() if key != "default"}
        for name, each in schema["properties"].items()
    }
    return {
        "type": "object",
        "description": _plain(schema.get("description", "")),
        "properties": {name: _typed(each) for name, each in properties.items()},
        "required": list(properties),
    }


def _typed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return *schema* with a type beside its values, which some generators require."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_typed(each) for each in schema["anyOf"]]}
    if "items" in schema:
        return {**schema, "items": _typed(schema["items"])}
    texts = all(isinstance(value, str) for value in schema.get("enum", [None]))
    return {"type": "string", **schema} if texts else schema


def _plain(docstring: str) -> str:
    """Return the first paragraph of a record's docstring, without its markup."""
    first = " ".join(docstring.split("\n\n")[0].split())
    return first.replace("``", "`").replace("*", "`")


def _renamed(value: Any) -> Any:
    """Return *value* with references to records by their names in the contract."""
    if isinstance(value, dict):
        return {name: _renamed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    if isinstance(value, str) and value.startswith("#/components/schemas/"):
        name = value.rpartition("/")[2]
        return _REFERENCE.format(name=_NAMES.get(name, name))
    return value
