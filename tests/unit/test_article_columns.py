"""The columns of tables of articles."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Literal

import pytest
from tests.support.bundle_files import article_page

import clippings
from clippings.article_columns import BODY_COLUMNS, COLUMNS, ORIGIN_COLUMNS, TABLE_SCHEMA, column_type, make_row
from clippings.web.schema_descriptions import describe

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("hint", "column"),
    [
        (str | None, "string"),
        (Literal["a", "b"], "string"),
        (tuple[str, ...], "list<string>"),
        (bool, "bool"),
    ],
)
def test_the_type_of_a_column_follows_from_the_field(hint: object, column: str) -> None:
    assert str(column_type(hint)) == column


def test_a_field_without_a_column_is_an_error() -> None:
    with pytest.raises(TypeError):
        column_type(dict[str, str])


def test_fields_of_records_are_nested_columns() -> None:
    assert str(COLUMNS["rights"]) == "struct<licence: string, copyright: string, reservations: list<string>>"
    assert str(COLUMNS["published"]).startswith("struct<day: date, instant: timestamp, ")
    assert str(COLUMNS["article_score"]) == "double"


def test_a_row_has_exactly_the_columns() -> None:
    article = clippings.parse(article_page(), url="https://press.example/1")
    row = make_row(article.to_dict(), bundle="a.warc.gz", offset=7)
    assert list(row) == list(COLUMNS)
    assert (row["table_schema"], row["bundle"], row["offset"]) == (TABLE_SCHEMA, "a.warc.gz", 7)
    assert (row["title"], row["text"], row["id"]) == (article.title, article.text, None)


def rows() -> list[str]:
    """Return each column as a row of the table in the documentation."""
    meanings = {name: meaning for name, (_, meaning) in {**ORIGIN_COLUMNS, **BODY_COLUMNS}.items()}
    members = describe("Article", {"properties": {name: {} for name in COLUMNS.keys() - meanings.keys()}})["properties"]
    for name in members:
        stored = "" if name in {each.name for each in fields(clippings.ParsedArticle)} else " Of stored articles only."
        meanings[name] = members[name]["description"] + stored
    return [f"| `{name}` | `{kind}` | {meanings[name]} |" for name, kind in COLUMNS.items()]


def test_the_documentation_lists_the_columns() -> None:
    table = (ROOT / "docs" / "bundles.md").read_text("utf-8").partition("| column | type | meaning |")[2]
    assert table.splitlines()[2:][: len(COLUMNS)] == rows()
