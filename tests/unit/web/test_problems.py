"""Problems: one table, a page for each, and documents after RFC 9457."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.web.problems import PROBLEM_TYPES, TYPE_PREFIX, Problem, nearest, to_document

PAGES = Path(__file__).parents[3] / "docs" / "problems"


def test_every_problem_has_a_page_and_every_page_a_problem() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(PROBLEM_TYPES)


@pytest.mark.parametrize("code", PROBLEM_TYPES)
def test_a_problem_document_has_type_and_documentation(code: str) -> None:
    document = to_document(Problem(code, "Why.", {"parameter": "q"}), "request-1", "/live")
    kind = PROBLEM_TYPES[code]
    assert document == {
        "type": TYPE_PREFIX + code,
        "title": kind.title,
        "status": kind.status,
        "detail": "Why.",
        "retryable": kind.retryable,
        "request_id": "request-1",
        "documentation": f"/live/docs#problem-{code}",
        "parameter": "q",
    }


def test_only_temporary_problems_are_retryable() -> None:
    assert {kind.status for kind in PROBLEM_TYPES.values() if kind.retryable} == {429, 500, 503, 504}


@pytest.mark.parametrize(
    ("name", "near"),
    [("publishr", "publisher"), ("LIMIT", "limit"), ("uri", "url"), ("order", None), ("", None), ("x" * 90, None)],
)
def test_a_misspelled_name_has_one_suggestion(name: str, near: str | None) -> None:
    assert nearest(name, {"publisher", "limit", "url", "keyword"}) == near
