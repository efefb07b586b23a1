"""The parts of the contract's schemas are themselves JSON Schema, and refer to schemas by their names."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from clippings.web.negotiation import ARTICLE_FORMATS
from clippings.web.schema_parts import (
    MOMENT,
    TEXT,
    TEXT_OR_NULL,
    WHOLE_NUMBER,
    article_content,
    described,
    json_of,
    make_list,
    make_record,
)


def test_a_record_requires_exactly_its_members() -> None:
    check = Draft202012Validator(make_record({"id": TEXT}, {"count": WHOLE_NUMBER}))
    assert check.is_valid({"id": "a"})
    assert check.is_valid({"id": "a", "count": 1})
    assert not check.is_valid({"count": 1})
    assert not check.is_valid({"id": "a", "other": 1})
    assert Draft202012Validator(make_record({"id": TEXT}, closed=False)).is_valid({"id": "a", "other": 1})


def test_a_list_has_items_and_the_cursor_of_the_next_page() -> None:
    schema = make_list("Article", caught_up={"type": "boolean"})
    assert schema["required"] == ["items", "next_cursor", "caught_up"]
    assert schema["properties"]["items"]["items"] == {"$ref": "#/components/schemas/Article"}


def test_null_is_allowed_only_if_declared() -> None:
    assert Draft202012Validator(TEXT_OR_NULL).is_valid(None)
    assert not Draft202012Validator(TEXT).is_valid(None)
    assert MOMENT["format"] == "date-time"


def test_an_answer_names_its_status_its_description_and_its_schema() -> None:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Upload"}}}
    assert json_of("Upload") == content
    assert described("Upload", "An upload.", 201) == {201: {"description": "An upload.", "content": content}}


def test_an_article_is_described_in_each_of_its_formats() -> None:
    media_types = {media_type.split(";")[0] for media_type in ARTICLE_FORMATS.values()}
    assert set(article_content()) == media_types | {"application/json", "application/ld+json"}
