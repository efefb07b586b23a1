"""Waiting for uploads: each ends once, by its own version, with the status in the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from clippings_local import wait
from clippings_local.wait import Put, print_summary, wait_for


class Service:
    """An API in which each key goes through its statuses, one with each question."""

    def __init__(self, **statuses: list[str]) -> None:
        self.statuses = {key: iter(several) for key, several in statuses.items()}
        self.last: dict[str, str] = {}

    def items(self, path: str, parameters: dict[str, Any], _at_most: int | None) -> Iterator[dict[str, Any]]:
        assert path == "/v1/ingestions"
        key = parameters["key"]
        self.last[key] = next(self.statuses[key], self.last.get(key, ""))
        if self.last[key]:
            yield {"key": key, "version": "v2", "status": self.last[key], "reason": None, "detail": None}
        yield {"key": key, "version": "v1", "status": "stored", "reason": None, "detail": None}


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(wait, "RATE", 1_000_000)


def test_waiting_continues_until_each_upload_has_ended() -> None:
    service: Any = Service(a=["", "parsed", "stored"], b=["parsed", "failed"], c=["rejected"])
    ended = wait_for(service, [Put("a", "v2"), Put("b", "v2"), Put("c", "v2")])
    assert {item["key"]: item["status"] for item in ended} == {"a": "stored", "b": "failed", "c": "rejected"}


def test_an_older_version_that_has_ended_is_not_the_upload() -> None:
    service: Any = Service(a=["", "", "unchanged"])
    (item,) = wait_for(service, [Put("a", "v2")])
    assert (item["version"], item["status"]) == ("v2", "unchanged")


def test_waiting_works_for_many_uploads() -> None:
    keys = [f"k{number}" for number in range(wait.ROUND * 2 + 3)]
    service: Any = Service(**{key: ["parsed", "stored"] for key in keys})
    assert sorted(item["key"] for item in wait_for(service, [Put(key, "v2") for key in keys])) == sorted(keys)


def test_polling_uses_at_most_half_of_the_rate_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "RATE", 25)
    pauses: list[float] = []
    monkeypatch.setattr(wait.time, "sleep", pauses.append)
    monkeypatch.setattr(wait.time, "monotonic", lambda: sum(pauses))
    keys = [f"k{number}" for number in range(60)]
    service: Any = Service(**{key: ["parsed", "stored"] for key in keys})
    wait_for(service, [Put(key, "v2") for key in keys])
    # 120 questions; after the last one nothing is waited for.
    assert sum(pauses) >= (120 - wait.ROUND) / 25


def test_unfinished_uploads_are_reported_as_waiting() -> None:
    service: Any = Service(a=["stored"], b=["parsed"])
    ended = wait_for(service, [Put("a", "v2"), Put("b", "v2")], patience=0.1)
    assert [(item["key"], item["status"]) for item in ended] == [("a", "stored"), ("b", "waiting")]


def test_the_table_lists_uploads_without_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(
        [
            {"key": "a", "status": "stored"},
            {"key": "b", "status": "stored"},
            {"key": "c.html", "status": "rejected", "reason": "index", "detail": "a list of links"},
            {"key": "d.html", "status": "rejected", "reason": "empty", "detail": "no content"},
            {"key": "e.html", "status": "rejected", "reason": "index", "detail": "a list of links"},
            {"key": "f.html", "status": "failed", "detail": "KeyError: 'x'"},
        ]
    )
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:4] == [
        ["stored", "2"], ["unchanged", "0"], ["rejected", "3", "index", "2,", "empty", "1"], ["failed", "1"],
    ]  # fmt: skip
    assert ["rejected", "d.html", "empty:", "no", "content"] in lines
    assert ["failed", "f.html", "KeyError:", "'x'"] in lines
    assert len(lines) == 8
