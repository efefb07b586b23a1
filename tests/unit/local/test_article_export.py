"""``clippings export`` as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import article_page

import clippings
from clippings.article_columns import COLUMNS
from clippings_local import options
from clippings_local.api_client import ApiReply
from clippings_local.cli_errors import CommandError
from clippings_local.command import main

STORED = clippings.parse(article_page(), url="https://press.example/1").to_dict()
ID = "0123456789abcdef"


class ChangedArticles:
    """Stands for an API with one stored and one withdrawn article."""

    def __call__(self, *_: str) -> ChangedArticles:
        return self

    def article(self, name: str) -> ApiReply:
        if name != ID:
            raise CommandError("the API answered 410: withdrawn", status=1)
        return ApiReply("application/json", json.dumps({**STORED, "id": ID, "word_count": 100}))

    def get(self, _path: str, parameters: dict[str, Any]) -> ApiReply:
        items = [] if parameters["cursor"] else [{"id": ID}, {"id": "gone"}]
        return ApiReply("application/json", json.dumps({"items": items, "next_cursor": "c1"}))


@pytest.fixture(autouse=True)
def _api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "ApiClient", ChangedArticles())


def export(*arguments: object) -> int:
    return main(["export", "--api", "https://api.example", "--api-key", "k", *map(str, arguments)])


def test_stored_articles_have_the_columns_of_parsed_ones(tmp_path: Path) -> None:
    output, state = tmp_path / "a.parquet", tmp_path / "state"
    assert export("--output", output, "--state", state) == 0
    table = pyarrow.parquet.read_table(output)
    assert table.column_names == list(COLUMNS)
    stored, gone = table.to_pylist()
    assert (stored["id"], stored["title"], stored["word_count"]) == (ID, STORED["title"], 100)
    assert stored["markdown"].startswith("The council met on Tuesday")
    assert (stored["withdrawn"], gone["withdrawn"], gone["id"], gone["title"]) == (False, True, "gone", None)
    assert state.read_text() == "c1"


def test_an_existing_parquet_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"mine")
    assert export("--output", tmp_path / "a.parquet") == 2
    assert (tmp_path / "a.parquet").read_bytes() == b"mine"
    assert export("--format", "parquet") == 2


@pytest.mark.parametrize("output", ["a.parquet", "a.jsonl"])
def test_an_export_says_how_many_articles_it_has(
    tmp_path: Path, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--output", tmp_path / output) == 0
    assert "articles exported: 2, without changes of the last ten seconds" in capsys.readouterr().err


def test_the_next_export_has_the_changes_since(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("c1")
    assert export("--output", tmp_path / "b.parquet", "--state", tmp_path / "state") == 0
    assert pyarrow.parquet.read_table(tmp_path / "b.parquet").num_rows == 0
