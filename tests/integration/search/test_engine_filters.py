"""The filters and orders of a list, together with words: every engine gives the same answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.integration.search.conftest import NOW, Library

#: Filters → the articles that are found.
FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"filters": (("tag", ("ports", "rivers")),)}, ["both", "ports", "rivers"]),
    ({"filters": (("tag", ("rivers",)), ("access", ("free", "metered")))}, ["both", "rivers"]),
    ({"filters": (("access", ("metered",)),)}, ["rivers"]),
    ({"filters": (("kind", ("opinion",)),)}, ["ports"]),
    (
        {"filters": (("kind", ("opinion", "article")), ("host", ("news.example",)))},
        ["both", "neither", "ports", "rivers"],
    ),
    ({"filters": (("host", ("other.example",)),)}, []),
    ({"added_since": NOW + timedelta(hours=2)}, ["neither", "rivers"]),
    ({"added_since": NOW + timedelta(hours=2), "filters": (("tag", ("rivers",)),)}, ["rivers"]),
    ({"added_since": NOW + timedelta(hours=4)}, []),
    ({"dated": False}, ["neither"]),
]


@pytest.fixture
def shelf(library: Library) -> Library:
    """Four articles, added an hour apart, the newest first."""
    library.file("both", title="Harbour one", tags=("ports", "rivers"), access="free", day="2026-03-04", hours=0)
    library.file("ports", title="Harbour two", tags=("ports",), kind="opinion", day="2026-03-03", hours=1)
    library.file("rivers", title="Harbour three", tags=("rivers",), access="metered", day="2026-03-02", hours=2)
    library.file("neither", title="Harbour four", day=None, hours=3)
    return library


def test_several_values_and_every_filter_narrow_a_search_on_every_engine(shelf: Library) -> None:
    for asked, names in FILTERS:
        assert sorted(shelf.find("harbour", **asked)) == names, asked
        assert sorted(shelf.find("harbour", **asked, limit=1)) == names, asked


def test_undated_articles_come_last_on_every_engine(shelf: Library) -> None:
    assert shelf.find("harbour", order="newest") == ["both", "ports", "rivers", "neither"]


def test_the_last_added_article_comes_first(shelf: Library) -> None:
    added = ["neither", "rivers", "ports", "both"]
    if shelf.engine.name == "terms":
        rows = shelf.wiring.additions.page([("term", ("harbour",))], now=NOW + timedelta(hours=4))
        assert [shelf.ids[item["id"]] for item in rows.items] == added
    else:
        assert shelf.find("harbour", order="added") == added
        assert shelf.find("harbour", order="added", limit=1) == added


def test_a_revision_does_not_add_an_article_again(shelf: Library) -> None:
    shelf.file("both", title="Harbour one, revised", day="2026-03-04", hours=5)
    assert shelf.find("harbour", added_since=NOW + timedelta(hours=4)) == []
    assert "both" in shelf.find("revised")


def test_the_values_of_a_facet_are_counted_where_the_engine_counts(shelf: Library) -> None:
    counts = {
        kind: shelf.engine.count_values(kind, values)
        for kind, values in (
            ("kind", ["opinion", "Article", "review"]),
            ("publisher", ["GAZETTE"]),
            ("language", ["en"]),
        )
    }
    if shelf.engine.name == "terms":
        assert set(counts.values()) == {None}
    else:
        assert counts["kind"] == {"opinion": 1, "Article": 3, "review": 0}
        assert counts["publisher"] == {"GAZETTE": 4}
        assert counts["language"] == {"en": 4}


def test_a_revised_article_is_not_counted_twice(shelf: Library) -> None:
    shelf.file("both", title="Harbour one, revised", day="2026-03-04", kind="opinion", hours=5)
    counts = shelf.engine.count_values("kind", ["opinion", "article"])
    assert counts in (None, {"opinion": 2, "article": 2})
