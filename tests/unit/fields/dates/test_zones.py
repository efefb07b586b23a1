"""What a zone's name means on a day."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest

from clippings.fields.dates.zones import read_zone


@pytest.mark.parametrize(
    ("name", "minutes"),
    [("Z", 0), ("+02:00", 120), ("-0330", -210), ("UTC+7", 420), ("GMT −5", -300), ("CEST", 120), ("WITA", 480)],
)
def test_a_name_or_an_offset_is_a_zone(name: str, minutes: int) -> None:
    assert read_zone(name, date(2024, 1, 7)) == timezone(timedelta(minutes=minutes))


@pytest.mark.parametrize("name", ["IST", "CST", "+15:00", "+02:75", "XYZ", ""])
def test_ambiguous_and_unknown_zones_are_ignored(name: str) -> None:
    assert read_zone(name, date(2024, 7, 1)) is None


def test_eastern_time_is_an_hour_ahead_in_summer() -> None:
    assert read_zone("ET", date(2024, 7, 1)) == timezone(timedelta(hours=-4))
    assert read_zone("ET", date(2024, 1, 1)) == timezone(timedelta(hours=-5))
