"""The index of a data folder is filled once, and again where that was interrupted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clippings_local.search_filling import fill_index


class Admin:
    """Answers two steps, and fails on request."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked: list[Any] = []
        self.fails = fails

    def invoke(self, event: dict[str, Any]) -> Any:
        self.asked.append(json.loads(event["body"]))
        if self.fails and len(self.asked) > 1:
            raise OSError("the service ended")
        told = {"indexed": 50, "removed": 0, "next_cursor": "c1" if len(self.asked) == 1 else None}
        return {"statusCode": 200, "body": json.dumps(told)}


def test_the_index_is_filled_once_and_completely(tmp_path: Path) -> None:
    admin, file = Admin(), tmp_path / "search.sqlite3"
    assert fill_index(file, admin) == 100
    assert admin.asked == [{}, {"cursor": "c1"}]
    assert fill_index(file, admin) == 0
    assert len(admin.asked) == 2


def test_an_interrupted_fill_is_repeated(tmp_path: Path) -> None:
    file = tmp_path / "search.sqlite3"
    with pytest.raises(OSError, match="the service ended"):
        fill_index(file, Admin(fails=True))
    assert fill_index(file, Admin()) == 100
