"""A folder whose pages go into the inbox: which of its changes are pages."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change

from clippings_local.cli_errors import CommandError
from clippings_local.inbox import _changed_pages, watched_folder


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"<p>page</p>")
    return path


def test_only_added_and_changed_pages_are_found(tmp_path: Path) -> None:
    page, other = write(tmp_path / "a.html"), write(tmp_path / "style.css")
    batch = {
        (Change.modified, str(page)),
        (Change.added, str(other)),
        (Change.deleted, str(tmp_path / "gone.html")),
        (Change.added, str(tmp_path / "gone again.html")),
    }
    assert _changed_pages(batch) == {page}


def test_all_pages_of_a_new_folder_are_put(tmp_path: Path) -> None:
    pages = {write(tmp_path / "new" / "a.html"), write(tmp_path / "new" / "deep" / "b.html.gz")}
    write(tmp_path / "new" / "notes.txt")
    assert _changed_pages({(Change.added, str(tmp_path / "new"))}) == pages


class Bucket:
    def __init__(self) -> None:
        self.keys: list[str] = []

    def put_object(self, **request: Any) -> dict[str, str]:
        self.keys.append(request["Key"])
        return {}


def test_existing_and_later_pages_are_put_under_their_paths(tmp_path: Path) -> None:
    bucket: Any = Bucket()
    write(tmp_path / "early.html")
    with watched_folder(tmp_path, bucket, "inbox"):
        wait_for(bucket, {"early.html"})
        for number in range(20):
            write(tmp_path / f"folder {number}" / "late.html")
        wait_for(bucket, {"early.html", *(f"folder {number}/late.html" for number in range(20))})


def wait_for(bucket: Bucket, keys: set[str]) -> None:
    deadline = time.monotonic() + 120
    while set(bucket.keys) != keys and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(bucket.keys) == keys


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    bucket: Any = Bucket()
    with pytest.raises(CommandError, match="there is no folder"), watched_folder(tmp_path / "x", bucket, "inbox"):
        pass


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    bucket: Any = Bucket()
    with pytest.raises(CommandError, match="cannot read"), watched_folder(tmp_path, bucket, "inbox"):
        pass
