"""``clippings reindex`` continues until the index is complete."""

from __future__ import annotations

import json

import pytest
from tests.support.admin_api import API, Asked

from clippings_local import reindex_command
from clippings_local.command import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()
    monkeypatch.setattr(reindex_command, "ApiClient", made)
    monkeypatch.delenv("CLIPPINGS_API", raising=False)
    return made


def test_reindex_continues_until_the_index_is_complete(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.answers = [
        {"indexed": 50, "removed": 0, "next_cursor": "c1"},
        {"indexed": 7, "removed": 2, "next_cursor": None},
    ]
    assert main(["reindex", *API]) == 0
    assert asked.calls == [("/v1/admin/reindex", {}), ("/v1/admin/reindex", {"cursor": "c1"})]
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"indexed": 57, "removed": 2}
    assert "--cursor c1" in printed.err


def test_reindex_starts_at_the_given_cursor(asked: Asked) -> None:
    asked.answers = [{"indexed": 0, "removed": 0, "next_cursor": None}]
    assert main(["reindex", "--cursor", "c9", *API]) == 0
    assert asked.calls == [("/v1/admin/reindex", {"cursor": "c9"})]


def test_without_an_api_the_error_names_the_option(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex"]) == 2
    assert asked.calls == []
    assert "--api" in capsys.readouterr().err
