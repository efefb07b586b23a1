"""The columns of tables of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from tests.support.bundle_files import article_page

import clippings
from clippings.article_columns import COLUMNS, TABLE_SCHEMA, column_type, describe_columns, make_row

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


def test_the_documentation_lists_the_columns() -> None:
    assert describe_columns() in (ROOT / "docs" / "bundles.md").read_text("utf-8")
