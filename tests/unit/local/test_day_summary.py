"""The summary of a day: counts by kind, refusals by reason, and the keys of what failed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clippings_local import day_summary
from clippings_local.api_client import ApiReply
from clippings_local.day_summary import count_changes, print_day

DAY = "2026-03-02"


class Api:
    """Answers pages of changes, one for each cursor, and ingestions by status."""

    def __init__(self, *pages: list[tuple[str, str]], **ingestions: list[dict[str, Any]]) -> None:
        self.pages = pages
        self.ingestions = ingestions
        self.calls = 0
        self.added: list[dict[str, Any]] = []

    def get(self, _path: str, parameters: Any) -> ApiReply:
        self.calls += 1
        number = int(parameters["cursor"] or 0)
        told = self.pages[number] if number < len(self.pages) else []
        items = [{"at": at, "id": f"{number}-{place}", "change": kind} for place, (at, kind) in enumerate(told)]
        return ApiReply("", json.dumps({"items": items, "next_cursor": str(number + 1) if items else None}))

    def items(self, path: str, parameters: Any, _most: None) -> list[dict[str, Any]]:
        if path == "/v1/articles":
            assert parameters["sort"] == "added"
            return [each for each in self.added if each["added_at"] >= parameters["added_since"]]
        assert parameters["day"] == DAY
        return self.ingestions.get(parameters["status"], [])


def changes(api: Api) -> dict[str, int] | None:
    return count_changes(api, DAY)  # type: ignore[arg-type]


def test_only_changes_of_the_day_are_counted() -> None:
    api = Api(
        [("2026-03-01T23:59:59Z", "stored"), ("2026-03-02T00:00:00Z", "stored")],
        [("2026-03-02T09:00:00Z", "revised"), ("2026-03-02T10:00:00Z", "stored"), ("2026-03-03T00:00:00Z", "stored")],
        [("2026-03-03T00:00:01Z", "stored")],
    )
    assert changes(api) == {"stored": 2, "revised": 1, "withdrawn": 0}
    assert api.calls == 2  # the day is over


def test_articles_that_the_change_feed_does_not_list_yet_are_counted_once() -> None:
    api = Api([("2026-03-02T09:00:00Z", "stored"), ("2026-03-02T09:00:05Z", "stored")])
    api.added = [
        {"id": "0-0", "added_at": "2026-03-02T09:00:00Z"},
        {"id": "0-1", "added_at": "2026-03-02T09:00:05Z"},
        {"id": "new", "added_at": "2026-03-02T09:00:07Z"},
        {"id": "of-tomorrow", "added_at": "2026-03-03T00:00:00Z"},
    ]
    assert changes(api) == {"stored": 3, "revised": 0, "withdrawn": 0}


def test_on_the_first_day_new_articles_are_counted_at_once() -> None:
    api = Api()
    api.added = [{"id": "new", "added_at": "2026-03-02T09:00:07Z"}]
    assert changes(api) == {"stored": 1, "revised": 0, "withdrawn": 0}


def test_too_many_changes_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_summary, "MAX_CALLS", 1)
    assert changes(Api([("2026-03-01T00:00:00Z", "stored")], [("2026-03-02T00:00:00Z", "stored")])) is None


REFUSED: Any = {
    "rejected": [{"key": "a.html", "reason": "empty", "detail": "nothing"}, {"key": "b.html", "reason": "empty"}],
    "failed": [{"key": "c\x1b.html", "reason": "stopped", "detail": None}],
}


def test_a_pipe_gets_the_summary_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    api: Any = Api([(f"{DAY}T09:00:00Z", "stored")], **REFUSED)
    assert print_day(api, DAY, "json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "day": DAY, "stored": 1, "revised": 0, "withdrawn": 0, "rejected": {"empty": 2}, "failed": ["c\x1b.html"],
    }  # fmt: skip


def test_a_terminal_gets_a_table_with_rejected_keys(capsys: pytest.CaptureFixture[str]) -> None:
    api: Any = Api([(f"{DAY}T09:00:00Z", "stored")], **REFUSED)
    assert print_day(api, DAY, "table") == 1
    shown = capsys.readouterr().out
    assert "empty 2" in shown
    assert "rejected  a.html  empty: nothing" in shown
    assert "failed    c .html  stopped" in shown  # no terminal codes of strangers


def test_a_day_without_failures_has_exit_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    api: Any = Api([], rejected=REFUSED["rejected"] * 6)
    assert print_day(api, DAY, "table") == 0
    assert "and 2 more: clippings status --rejected --day 2026-03-02" in capsys.readouterr().out
