"""Enumerations of members."""

from __future__ import annotations

from clippings.web.schema_values import with_values


def test_a_member_with_values_is_an_enumeration() -> None:
    assert with_values(("a", "b"), {"type": "string"}) == {"type": "string", "enum": ["a", "b"]}
    assert with_values(None, {"type": "string"}) == {"type": "string"}


def test_enumerated_values_of_a_nullable_member_include_null() -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert with_values(("a",), schema)["anyOf"] == [{"type": "string", "enum": ["a"]}, {"type": "null"}]
