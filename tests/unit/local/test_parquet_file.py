"""Rows as Parquet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import article_page

import clippings
from clippings.article_columns import COLUMNS, make_row
from clippings_local.cli_errors import CommandError
from clippings_local.parquet_file import check_pyarrow, from_json, write_parquet


def rows(count: int) -> list[dict[str, Any]]:
    plain = clippings.parse(article_page(), url="https://press.example/1").to_dict()
    published = {"day": "2024-05-01", "instant": "2024-05-01T10:00:00+02:00", "raw": "May 1"}
    plain["markdown"] = plain["text"]
    return [make_row({**plain, "published": published}, bundle="a.warc", offset=number) for number in range(count)]


def test_a_table_has_every_column_with_its_type_and_the_version(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    assert write_parquet(path, rows(3)) == 3
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == list(COLUMNS)
    assert table.schema.metadata[b"clippings.table_schema"] == b"1"
    first = table.slice(0, 1).to_pylist()[0]
    assert first["published"]["day"] == date(2024, 5, 1)
    assert first["published"]["instant"] == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert first["title"] == "Council votes for bridge 0"
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    one = rows(1)[0]
    assert write_parquet(path, (one for _ in range(2500))) == 2500
    assert pyarrow.parquet.ParquetFile(path).num_row_groups == 3


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    assert write_parquet(tmp_path / "a.parquet", []) == 0
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").column_names == list(COLUMNS)


def test_a_time_without_a_zone_is_utc() -> None:
    assert from_json("2024-05-01T10:00:00", COLUMNS["captured_at"]) == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_without_pyarrow_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings_local.parquet_file.find_spec", lambda _: None)
    with pytest.raises(CommandError, match=r"clippings\[parquet\]"):
        check_pyarrow()


def test_a_group_of_long_bodies_ends_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rows(1)[0]
    monkeypatch.setattr("clippings_local.parquet_file.ROW_GROUP_CHARACTERS", 2 * len(one["text"] + one["markdown"]))
    assert write_parquet(tmp_path / "a.parquet", (one for _ in range(5))) == 5
    assert pyarrow.parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups == 3
