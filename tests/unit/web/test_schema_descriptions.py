"""Descriptions of the contract's members: every member has one, and each is of a member that exists."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.web.openapi import make_schemas
from clippings.web.schema_descriptions import DESCRIPTIONS, SHARED, describe
from clippings.web.schema_values import VALUES

SCHEMAS: dict[str, Any] = make_schemas()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_member_is_described(name: str) -> None:
    members = SCHEMAS[name].get("properties", {})
    assert [member for member, schema in members.items() if not schema.get("description")] == []


def test_every_description_belongs_to_a_member() -> None:
    for name, members in {**DESCRIPTIONS, **VALUES}.items():
        assert set(members) <= set(SCHEMAS[name]["properties"]), name
    assert set(SHARED) <= {member for schema in SCHEMAS.values() for member in schema.get("properties", ())}


def test_enumerated_values_of_a_nullable_member_include_null() -> None:
    schema = {"properties": {"access": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}
    described = describe("Article", schema)["properties"]["access"]
    assert described["anyOf"] == [{"type": "string", "enum": ["free", "metered", "paywalled"]}, {"type": "null"}]
