"""Answers as a table for people or as JSON Lines for pipes; no control characters of a page reach a terminal."""

from __future__ import annotations

import io
import json
import sys

import pytest

from clippings_local.output import is_for_people, make_console, print_items, printable

ITEMS = [
    {"title": "A \x1b[31mred\x1b[0m [bold]title[/bold]", "id": "a", "tags": ["x", "y"]},
    {"title": "Ünïcode", "id": None},
]


def test_a_pipe_gets_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_items(iter(ITEMS), ("id",), "json") == 2
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in lines] == ITEMS
    assert "Ünïcode" in lines[1]


def test_a_table_has_the_requested_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_items(ITEMS, ("id", "title", "tags"), "table") == 2
    head, first, second = capsys.readouterr().out.splitlines()
    assert head.split() == ["id", "title", "tags"]
    assert first.split()[-2:] == ["x,", "y"]
    assert second.split() == ["Ünïcode"]


def test_a_table_has_no_empty_column(capsys: pytest.CaptureFixture[str]) -> None:
    items = [{"key": "a.html", "reason": None, "detail": ""}, {"key": "b.html", "reason": None}]
    print_items(items, ("key", "reason", "detail"), "table")
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [["key"], ["a.html"], ["b.html"]]


def test_an_id_is_not_truncated_in_a_narrow_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    item = {
        "day": "2026-06-12",
        "publisher": "The Harbour Gazette",
        "title": "Bridges " * 9,
        "id": "rfxpsqslv66f2mi5vyy4hmyjxi",
    }
    print_items([item], ("day", "publisher", "title", "id"), "table")
    first = capsys.readouterr().out.splitlines()[1]
    assert first.startswith("2026-06-12 ")
    assert first.rstrip().endswith(" rfxpsqslv66f2mi5vyy4hmyjxi")


def test_markup_and_terminal_codes_in_a_title_have_no_effect(capsys: pytest.CaptureFixture[str]) -> None:
    print_items(ITEMS, ("title",), "table")
    shown = capsys.readouterr().out
    assert "[bold]title[/bold]" in shown
    assert "\x1b" not in shown


def test_an_empty_result_is_reported_only_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert (print_items([], ("id",), "table"), capsys.readouterr().out) == (0, "nothing found\n")
    assert (print_items([], ("id",), "json"), capsys.readouterr().out) == (0, "")


def test_items_before_an_error_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> object:
        yield ITEMS[1]
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - nothing but itself
        print_items(broken(), ("id",), "json")  # type: ignore[arg-type]
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("wanted", "terminal", "people"),
    [("table", False, True), ("json", True, False), (None, True, True), (None, False, False)],
)
def test_a_table_is_printed_on_terminals_by_default(
    wanted: str | None, terminal: bool, people: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    stream.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", stream)
    assert is_for_people(wanted) is people


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (7, "7"), (["a", "b"], "a, b"), ("a\nb\tc", "a b c"), ("\u202eabc\u200f", " abc "), ("é 中", "é 中")],
)
def test_a_value_is_one_line_without_control_characters(value: object, shown: str) -> None:
    assert printable(value) == shown


def test_a_console_keeps_its_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = io.StringIO(), io.StringIO()
    console = make_console(mine)
    monkeypatch.setattr(sys, "stdout", other)
    console.print("hello")
    assert (mine.getvalue(), other.getvalue()) == ("hello\n", "")
