"""Rows of the table for Athena: the same types for every article, small enough for Firehose, the newest read first."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.json  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from tests.support.exported_articles import make_article, make_exported_row
from tests.support.template_names import Names
from tests.support.template_resources import TEMPLATE

from clippings.article_columns import COLUMNS
from clippings.streamed_rows import (
    KEPT,
    MAX_RECORD_BYTES,
    STREAMED_COLUMNS,
    UNIQUE_KEYS,
    encode_row,
    make_streamed_row,
)

PYTHON = {"string": str, "long": int, "double": float, "boolean": bool}
ROOT = Path(__file__).parents[2]
DAY = date(2026, 6, 12)


def test_a_row_has_every_column_in_its_type() -> None:
    for row in (make_exported_row(), make_exported_row(bare=True), make_exported_row(withdrawn=True)):
        assert list(row) == list(STREAMED_COLUMNS)
        for name, value in row.items():
            wanted = PYTHON[STREAMED_COLUMNS[name].type]
            assert value is None or type(value) is wanted or (wanted is float and type(value) is int), name


def test_lists_and_structs_are_json_texts_and_dates_are_iso_8601() -> None:
    row = make_exported_row()
    (author,) = json.loads(row["authors"])
    assert author["name"] == "Ada Example"
    assert json.loads(row["published"])["day"] == row["day"] == "2026-06-12"
    assert "The bridge opens" in row["text"]
    assert row["markdown"].startswith("The bridge opens")
    assert (row["added_day"], row["version"], row["withdrawn"]) == ("2026-06-12", 1, False)


def test_the_row_of_a_withdrawn_article_has_only_keys() -> None:
    row = make_exported_row(withdrawn=True, version=4)
    told = {name: value for name, value in row.items() if value is not None}
    assert told.keys() <= KEPT
    assert (told["withdrawn"], told["version"]) == (True, 4)
    assert {*UNIQUE_KEYS} <= told.keys()


def test_the_columns_are_those_of_an_export_without_bundle_columns() -> None:
    assert set(COLUMNS) - set(STREAMED_COLUMNS) == {"bundle", "name", "offset"}
    assert set(STREAMED_COLUMNS) - set(COLUMNS) == {"added_day", "version", "stored_at", "omitted"}


def test_the_table_of_the_template_has_these_columns_and_an_immutable_partition() -> None:
    template = TEMPLATE
    iceberg = template.properties("ExportTable", Names())["OpenTableFormatInput"]["IcebergInput"]["IcebergTableInput"]
    fields = iceberg["Schema"]["Fields"]
    columns = [(each["Name"], each["Type"]) for each in fields]
    assert sorted(columns) == sorted((name, column.type) for name, column in STREAMED_COLUMNS.items())
    # in the order in which they were added: a column keeps its number
    assert [each["Id"] for each in fields] == list(range(1, len(fields) + 1))
    (partition,) = iceberg["PartitionSpec"]["Fields"]
    assert (fields[partition["SourceId"] - 1]["Name"], partition["Transform"]) == ("added_day", "identity")
    stream = template.properties("ExportStream", Names())["IcebergDestinationConfiguration"]
    (table,) = stream["DestinationTableConfigurationList"]
    assert tuple(table["UniqueKeys"]) == UNIQUE_KEYS


def test_a_record_is_a_line_of_json() -> None:
    row = make_exported_row()
    line = encode_row(row)
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == row


@pytest.mark.parametrize("words", [90_000, 300_000])
def test_a_record_that_is_too_large_leaves_out_its_longest_columns_and_names_them(words: int) -> None:
    row = make_exported_row(text="Brücke " * words)
    told = json.loads(encode_row(row))
    omitted = json.loads(told["omitted"])
    assert len(encode_row(row)) <= MAX_RECORD_BYTES
    assert omitted[0] in ("text", "markdown")
    assert all(told[name] is None for name in omitted)
    assert {name: told[name] for name in told if name not in (*omitted, "omitted")} == {
        name: row[name] for name in row if name not in (*omitted, "omitted")
    }


def test_as_little_as_possible_is_left_out_and_never_a_key() -> None:
    row = make_exported_row(text="a" * 600_000)
    assert len(json.loads(json.loads(encode_row(row))["omitted"])) == 1
    smallest = json.loads(encode_row(row, most=1_500))
    assert {name: smallest[name] for name in (*UNIQUE_KEYS, "version")} == {
        name: row[name] for name in (*UNIQUE_KEYS, "version")
    }


def test_pyarrow_reads_the_lines_as_a_table_and_writes_it_as_parquet(tmp_path: Any) -> None:
    lines = b"".join(encode_row(make_exported_row(version=version)) for version in (1, 2))
    (tmp_path / "rows.json").write_bytes(lines + encode_row(make_exported_row(withdrawn=True, version=3)))
    arrow = {
        "string": pyarrow.string(),
        "long": pyarrow.int64(),
        "double": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(name, arrow[column.type]) for name, column in STREAMED_COLUMNS.items()])
    options = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    table = pyarrow.json.read_json(tmp_path / "rows.json", parse_options=options)
    pyarrow.parquet.write_table(table, tmp_path / "rows.parquet", compression="zstd")
    assert pyarrow.parquet.read_table(tmp_path / "rows.parquet").to_pylist() == [
        *(make_exported_row(version=version) for version in (1, 2)),
        make_exported_row(withdrawn=True, version=3),
    ]


def fill(database: sqlite3.Connection, rows: list[dict[str, Any]]) -> None:
    """Put *rows* into a table of their columns."""
    database.execute(f"CREATE TABLE articles ({', '.join(STREAMED_COLUMNS)})")
    places = ", ".join("?" * len(STREAMED_COLUMNS))
    database.executemany(f"INSERT INTO articles VALUES ({places})", [tuple(row.values()) for row in rows])  # noqa: S608


def newest(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return (id, version) of what the template's view shows of *rows*; its SQL is also SQLite's."""
    query = TEMPLATE.properties("ExportViewQuery", Names())["QueryString"]
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, rows)
        database.execute(query.replace("CREATE OR REPLACE VIEW", "CREATE VIEW"))
        return database.execute("SELECT id, version FROM newest_articles ORDER BY id").fetchall()


def test_the_view_shows_only_the_newest_version_of_each_article() -> None:
    one = [make_exported_row(article_id="a", version=version) for version in (1, 2, 5)]
    other = make_exported_row(article_id="b", version=1)
    for rows in ([*one, other], [*reversed(one), other, *one], [one[1], one[2], one[2], one[0], other, other]):
        assert newest(rows) == [("a", 5), ("b", 1)]


def test_the_view_hides_a_withdrawn_article_although_an_older_row_follows() -> None:
    """Firehose keeps no order: a version that was put before the takedown may be written after it."""
    tombstone = make_exported_row(article_id="a", version=3, withdrawn=True)
    late = make_exported_row(article_id="a", version=2)
    assert newest([tombstone, late, make_exported_row(article_id="b")]) == [("b", 1)]


def test_the_query_of_the_documentation_counts_each_article_once() -> None:
    (query,) = re.findall(
        r"^```sql\n(.*?)```", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    view = TEMPLATE.properties("ExportViewQuery", Names())["QueryString"]
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, [make_exported_row("a", 1), make_exported_row("a", 2), make_exported_row("b", 1)])
        database.execute(view.replace("CREATE OR REPLACE VIEW", "CREATE VIEW"))
        words = make_exported_row()["word_count"]
        assert database.execute(query).fetchall() == [("The Press", 2, 2 * words)]


def test_a_row_is_made_from_the_json_of_a_stored_article() -> None:
    article = make_article()
    stored_at = datetime(2026, 6, 12, 8, tzinfo=UTC).isoformat()
    row = make_streamed_row("a" * 26, DAY, 7, stored_at, article.to_dict() | {"markdown": article.markdown})
    assert (row["title"], row["word_count"], row["stored_at"]) == (article.title, article.word_count, stored_at)
