"""Whether one article fits a query."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.search.conftest import document, request

from clippings.search.matching import MatchedDocument

ARTICLE = MatchedDocument(
    document(
        "a",
        "The council voted on the old bridge. Repairs begin in May.",
        title="Köln -Bonn: the port plan",
        publisher="The Gazette",
        authors=["Kari Moe"],
        tags=("Traffic",),
    )
)


@pytest.mark.parametrize(
    "query",
    [
        "bridge",
        "BRIDGE repairs",
        '"old bridge"',
        "brid*",
        "ferry OR bridge",
        "bridge -ferry",
        "kari moe",
        "koln",
        "traffic",
    ],
)
def test_matching_articles_are_found(query: str) -> None:
    assert ARTICLE.fits(request(query))


@pytest.mark.parametrize(
    "query", ["ferry", '"bridge old"', "fer*", "ferry OR canal", "bridge -repairs", 'bridge -"old bridge"']
)
def test_other_articles_are_not_found(query: str) -> None:
    assert not ARTICLE.fits(request(query))


def test_a_phrase_does_not_span_two_fields() -> None:
    assert not ARTICLE.fits(request('"plan the"'))


def test_an_article_matches_its_own_headline() -> None:
    assert ARTICLE.fits(request("Köln -Bonn: the port plan"))


@pytest.mark.parametrize(
    ("rest", "fits"),
    [
        ({"filters": (("publisher", ("the gazette",)),)}, True),
        ({"filters": (("publisher", ("Herald", "The Gazette")),)}, True),
        ({"filters": (("publisher", ("Herald",)),)}, False),
        ({"filters": (("publisher", ("The Gazette",)), ("tag", ("sport",)))}, False),
        ({"first_day": "2026-03-02", "last_day": "2026-03-02"}, True),
        ({"first_day": "2026-03-03"}, False),
        ({"last_day": "2026-03-01"}, False),
        ({"dated": True}, True),
        ({"dated": False}, False),
        ({"added_since": datetime(2026, 3, 3, tzinfo=UTC)}, True),
        ({"added_since": datetime(2026, 3, 3, 0, 0, 0, 1, tzinfo=UTC)}, False),
    ],
)
def test_filters_and_days_are_checked(rest: dict[str, Any], fits: bool) -> None:
    assert ARTICLE.fits(request("bridge", **rest)) is fits
    assert ARTICLE.fits(request(None, **rest)) is fits


def test_filters_by_day_exclude_undated_articles() -> None:
    assert not MatchedDocument(document(day=None, title="bridge")).fits(request("bridge", first_day="2020-01-01"))
