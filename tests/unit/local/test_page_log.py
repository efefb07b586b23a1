"""What `serve` prints of each page, from the lines that the functions log."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest

from clippings_local.page_log import PageLog

PAGE = {"key": "a b.html", "version": "v1"}


def shown(*lines: dict[str, Any] | str) -> list[str]:
    said: list[str] = []
    log = PageLog(said.append)
    for line in lines:
        log.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    return [re.sub(r"^\d\d:\d\d:\d\d  ", "", line) for line in said]


def test_a_stored_page_is_one_line_with_its_title() -> None:
    lines = shown({**PAGE, "message": "parsed", "title": "A bridge"}, {**PAGE, "message": "stored"})
    assert lines == ["stored     a b.html  A bridge"]


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"message": "unchanged"}, "unchanged  a b.html"),
        ({"message": "rejected", "reason": "index", "detail": "a list"}, "rejected   a b.html  index: a list"),
        ({"message": "withdrawn"}, "rejected   a b.html  withdrawn: the article was taken down"),
        ({"message": "unpacked", "pages": 12}, "unpacked   a b.html  12 pages"),
        ({"message": "failed", "exception_name": "KeyError"}, "failed     a b.html  KeyError; it will be tried again"),
    ],
)
def test_every_final_status_is_printed(told: dict[str, Any], line: str) -> None:
    assert shown({**PAGE, **told}) == [line]


@pytest.mark.parametrize("line", ["", "Traceback", "{", "{}", '{"message": "stored"}', '{"_aws": {"Timestamp": 1}}'])
def test_other_log_lines_are_ignored(line: str) -> None:
    assert shown(line) == []


def test_terminal_codes_are_removed_from_titles() -> None:
    lines = shown({**PAGE, "message": "parsed", "title": "\x1b[31mred"}, {**PAGE, "message": "stored"})
    assert lines == ["stored     a b.html   [31mred"]


def test_partial_lines_are_joined_and_the_log_is_passed_on() -> None:
    said: list[str] = []
    onward = io.StringIO()
    log = PageLog(said.append, onward)
    text = json.dumps({**PAGE, "message": "stored"}) + "\n"
    for piece in (text[:10], text[10:]):
        assert log.write(piece) == len(piece)
    assert len(said) == 1
    assert onward.getvalue() == text
