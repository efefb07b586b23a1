"""What a confidence is looked up by."""

from __future__ import annotations

import pytest

from clippings.fields.confidence import UNMEASURED, band, confidence, look_up

TABLE = {"title": 0.7, "title|h1": 0.8, "title|h1|2": 0.95}


@pytest.mark.parametrize(
    ("field", "rule", "agreeing", "expected"),
    [
        ("title", "h1", 2, 0.95),
        ("title", "h1", 0, 0.8),
        ("title", "meta:og:title", 2, 0.7),
        ("kind", "address", 0, UNMEASURED),
    ],
)
def test_the_most_specific_measurement_is_used(field: str, rule: str, agreeing: int, expected: float) -> None:
    assert look_up(TABLE, field, rule, agreeing) == expected


@pytest.mark.parametrize(("agreeing", "row"), [(-1, 0), (0, 0), (1, 1), (2, 2), (9, 2)])
def test_more_than_two_confirming_places_count_as_two(agreeing: int, row: int) -> None:
    assert band(agreeing) == row


def test_every_confidence_is_between_0_and_1() -> None:
    assert all(0 < confidence(field, "json-ld:datePublished", 1) < 1 for field in ("published", "title", "nothing"))
