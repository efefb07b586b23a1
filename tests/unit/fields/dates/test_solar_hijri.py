"""The Solar Hijri calendar, against days that both calendars name in published tables."""

from __future__ import annotations

from datetime import date

import pytest

from clippings.fields.dates.solar_hijri import is_leap, to_date


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1402, 1, 1), date(2023, 3, 21)),
        ((1402, 10, 15), date(2024, 1, 5)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1388, 3, 22), date(2009, 6, 12)),
    ],
)
def test_a_day_has_a_date(solar: tuple[int, int, int], gregorian: date) -> None:
    assert to_date(*solar) == gregorian


@pytest.mark.parametrize(
    "solar", [(1402, 12, 30), (1402, 13, 1), (1402, 7, 31), (1402, 1, 0), (1445, 6, 25), (0, 1, 1)]
)
def test_invalid_days_have_no_date(solar: tuple[int, int, int]) -> None:
    assert to_date(*solar) is None


def test_leap_years_follow_the_cycle() -> None:
    assert [year for year in range(1387, 1410) if is_leap(year)] == [1387, 1391, 1395, 1399, 1403, 1408]
