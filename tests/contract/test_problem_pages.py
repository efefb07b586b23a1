"""Every kind of problem has a page that says the same as the API's own table of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clippings.web.problems import PROBLEM_TYPES, TYPE_PREFIX

PAGES = Path(__file__).parents[2] / "docs" / "problems"


@pytest.mark.parametrize("code", PROBLEM_TYPES)
def test_a_page_has_the_title_type_and_status_of_its_problem(code: str) -> None:
    kind = PROBLEM_TYPES[code]
    title, _, known, _, *rest = (PAGES / f"{code}.md").read_text("utf-8").splitlines()
    retry = "retryable" if kind.retryable else "not retryable"
    assert title == f"# {kind.title}"
    assert known == f"Type `{TYPE_PREFIX}{code}`, status {kind.status}, {retry}."
    assert "**When.**" in "\n".join(rest)
    assert "**What to do.**" in "\n".join(rest)


def test_the_api_page_lists_every_type_with_its_status() -> None:
    text = (PAGES.parent / "api.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([\d, ]+) \| (`.*`) \|$", text, re.MULTILINE))
    named = {code: statuses for statuses, codes in rows.items() for code in re.findall("`([a-z-]+)`", codes)}
    assert set(named) == set(PROBLEM_TYPES)
    for code, statuses in named.items():
        assert str(PROBLEM_TYPES[code].status) in statuses.split(", "), code
