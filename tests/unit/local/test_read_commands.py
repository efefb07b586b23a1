"""``clippings get``, ``list``, ``feed``, ``status`` and ``export``: their calls to the API, and what they print."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.facets import FACET_NAMES
from clippings_local import options
from clippings_local.api_client import ApiReply
from clippings_local.cli_errors import CommandError
from clippings_local.command import main
from clippings_local.read_commands import CHOICES, FILTERS

KEYS = ["--api", "https://api.example", "--api-key", "k"]


class Asked:
    """Stands for the API: remembers what it was asked; *articles* are what it has, *pages* its changes by cursor."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.articles: dict[str, dict[str, Any]] = {}
        self.pages: dict[str | None, dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []

    def __call__(self, *_: str) -> Asked:
        return self

    def article(self, name: str, accept: str = "application/json") -> ApiReply:
        self.calls.append(("article", name, accept))
        if name not in self.articles:
            raise CommandError("the API answered 410: withdrawn", status=1)
        return ApiReply(accept, json.dumps(self.articles[name]))

    def get(self, path: str, parameters: Any = None, accept: str = "application/json") -> ApiReply:
        self.calls.append((path, {name: value for name, value in (parameters or {}).items() if value is not None}))
        if path == "/v1/changes":
            return ApiReply(accept, json.dumps(self.pages[parameters["cursor"]]))
        return ApiReply(accept, f"<feed of {path}>")

    def items(self, path: str, parameters: Any, at_most: int) -> list[dict[str, Any]]:
        given = {name: value for name, value in parameters.items() if value is not None}
        self.calls.append((path, given, at_most))
        return self.rows


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()
    monkeypatch.setattr(options, "ApiClient", made)
    return made


@pytest.mark.parametrize(
    ("form", "accept"),
    [
        ([], "text/markdown"),
        (["--format", "html"], "text/html"),
        (["--format", "text"], "text/plain"),
        (["--format", "json"], "application/json"),
    ],
)
def test_get_requests_the_format_by_media_type(asked: Asked, form: list[str], accept: str) -> None:
    asked.articles["abc"] = {"title": "Quay"}
    assert main(["get", "abc", *form, *KEYS]) == 0
    assert asked.calls == [("article", "abc", accept)]


def test_get_prints_json_for_reading(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.articles["abc"] = {"title": "Über"}
    main(["get", "abc", "--format", "json", *KEYS])
    assert capsys.readouterr().out == '{\n  "title": "Über"\n}\n'


def test_list_passes_every_given_filter(asked: Asked) -> None:
    asked.rows = [{"id": "a"}]
    values = {name: CHOICES.get(name, [f"a {name}"])[-1] for name in FILTERS}
    given = [part for name, value in values.items() for part in (f"--{name}", value)]
    assert main(["list", *given, "--tag", "another", "--limit", "7", *KEYS]) == 0
    asked_for = {name.replace("-", "_"): [value] if name in FACET_NAMES else value for name, value in values.items()}
    assert asked.calls == [("/v1/articles", {**asked_for, "tag": ["a tag", "another"], "limit": 7}, 7)]


def test_the_table_marks_the_day_of_an_undated_article(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.rows = [{"id": "a", "day": "2026-03-01", "dated": False}, {"id": "b", "day": "2026-03-02", "dated": True}]
    main(["list", "--output", "table", *KEYS])
    assert re.findall(r"^2026-\S+(?: \(undated\))?", capsys.readouterr().out, re.MULTILINE) == [
        "2026-03-01 (undated)",
        "2026-03-02",
    ]


def test_a_long_list_is_requested_in_pages_of_a_hundred(asked: Asked) -> None:
    main(["list", "--limit", "1000", *KEYS])
    assert asked.calls == [("/v1/articles", {"limit": 100}, 1000)]


def test_an_empty_list_has_exit_status_1(asked: Asked) -> None:
    assert main(["list", *KEYS]) == 1
    assert asked.calls


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_feed_prints_the_answer_of_the_api(asked: Asked, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert main(["feed", "--tag", "bridges", "--format", form, *KEYS]) == 0
    assert asked.calls == [(f"/v1/feed.{form}", {"tag": ["bridges"]})]
    assert capsys.readouterr().out == f"<feed of /v1/feed.{form}>\n"


def test_status_requests_a_key(asked: Asked) -> None:
    main(["status", "a b.html", "--bucket", "other", *KEYS])
    assert asked.calls == [("/v1/ingestions", {"key": "a b.html", "bucket": "other"}, 50)]


@pytest.mark.parametrize("status", ["rejected", "failed"])
def test_status_requests_a_day_or_today(asked: Asked, status: str) -> None:
    main(["status", f"--{status}", "--day", "2026-03-01", *KEYS])
    main(["status", f"--{status}", *KEYS])
    days = [call[1] for call in asked.calls]
    assert days[0] == {"status": status, "day": "2026-03-01"}
    assert days[1] == {"status": status, "day": datetime.now(UTC).date().isoformat()}


def test_status_without_arguments_is_the_summary_of_the_day(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings_local.day_summary.print_day", lambda *given: asked.calls.append(given) or 0)
    assert main(["status", "--day", "2026-03-01", "--output", "json", *KEYS]) == 0
    assert asked.calls == [(asked, "2026-03-01", "json")]


@pytest.mark.parametrize("given", [["a.html", "--rejected"], ["--rejected", "--failed"]])
def test_status_accepts_one_selection(asked: Asked, given: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["status", *given, *KEYS])
    assert (ended.value.code, asked.calls) == (2, [])


def changes(*names: str, cursor: str | None) -> dict[str, Any]:
    return {"items": [{"id": name} for name in names], "next_cursor": cursor}


def test_export_writes_the_current_state_of_each_changed_article_once(
    asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.articles = {name: {"id": name, "title": f"now {name}"} for name in "ab"}
    asked.pages = {None: changes("a", "b", "a", cursor="c1"), "c1": changes(cursor="c1")}
    assert main(["export", *KEYS]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [asked.articles["a"], asked.articles["b"]]


def test_export_contains_withdrawn_articles(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.pages = {None: changes("gone", cursor=None)}
    main(["export", *KEYS])
    assert json.loads(capsys.readouterr().out) == {"id": "gone", "withdrawn": True}


def test_export_continues_after_the_previous_one(asked: Asked, tmp_path: Path) -> None:
    out, state = tmp_path / "out.jsonl", tmp_path / "state"
    asked.articles = {name: {"id": name} for name in "ab"}
    asked.pages = {None: changes("a", cursor="c1"), "c1": changes(cursor="c1")}
    main(["export", "--output", str(out), "--state", str(state), *KEYS])
    asked.pages = {"c1": changes("b", cursor="c2"), "c2": changes(cursor="c2")}
    main(["export", "--output", str(out), "--state", str(state), *KEYS])
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["a", "b"]
    assert state.read_text() == "c2"


def test_an_interrupted_export_continues_after_its_last_page(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, state = tmp_path / "out.jsonl", tmp_path / "state"
    asked.articles = {"a": {"id": "a"}}
    asked.pages = {None: changes("a", cursor="c1"), "c1": changes("b", cursor="c2"), "c2": changes(cursor="c2")}

    def broken(name: str, accept: str = "application/json") -> ApiReply:
        if name == "b":
            raise CommandError("no answer")
        return Asked.article(asked, name, accept)

    monkeypatch.setattr(asked, "article", broken, raising=False)
    assert main(["export", "--output", str(out), "--state", str(state), *KEYS]) == 2
    assert (out.read_text(), state.read_text()) == ('{"id": "a"}\n', "c1")


@pytest.mark.parametrize(
    ("missing", "given"),
    [
        ("--api-key", ["--api", "https://api.example"]),
        ("--api", ["--api-key", "k"]),
        ("web address", ["--api", "x", "--api-key", "k"]),
    ],
)
def test_missing_options_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str, given: list[str]
) -> None:
    for name in ("CLIPPINGS_API", "CLIPPINGS_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["list", *given]) == 2
    assert missing in capsys.readouterr().err


def test_the_environment_names_the_api_too(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_API", "https://api.example")
    monkeypatch.setenv("CLIPPINGS_API_KEY", "k")
    main(["feed"])
    assert asked.calls == [("/v1/feed.atom", {})]
