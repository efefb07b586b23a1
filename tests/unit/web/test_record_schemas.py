"""Schemas that are generated from records: required members, members that may be null, and names."""

from __future__ import annotations

from dataclasses import fields

from clippings.article import EnrichedArticle
from clippings.records import Block
from clippings.web.record_schemas import make_record_schemas

SCHEMAS = make_record_schemas()


def test_an_article_has_the_fields_of_its_record_and_of_http() -> None:
    added = {"schema", "text", "revision", "captured_at", "stored_at"}
    assert set(SCHEMAS["Article"]["properties"]) == {field.name for field in fields(EnrichedArticle)} | added


def test_every_member_of_a_record_is_required_and_has_no_default() -> None:
    assert set(SCHEMAS["Block"]["required"]) == {field.name for field in fields(Block)}
    assert not any("default" in each for schema in SCHEMAS.values() for each in schema["properties"].values())


def test_an_unstored_article_has_no_revision() -> None:
    missing = set(SCHEMAS["Article"]["properties"]) - set(SCHEMAS["Article"]["required"])
    assert missing == {"revision", "captured_at", "stored_at"}


def test_schemas_have_no_generic_class_names_or_titles() -> None:
    assert {"Article", "Finding"} <= set(SCHEMAS)
    assert not any("_" in name or "title" in schema for name, schema in SCHEMAS.items())
    assert "Finding_Any_" not in repr(SCHEMAS)
