"""The Solar Hijri calendar of Iran and Afghanistan: its days as dates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from clippings.languages.word_lists import all_words


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its name."""
    return {name: number for number, name in enumerate(all_words("dates", "months_solar_hijri"), 1)}


#: Years since the web began. Higher numbers are as often years of the lunar calendar, which is 42 years ahead.
YEARS = range(1373, 1421)

#: A year and its first day, from which the others are counted.
_YEAR, _NEW_YEAR = 1403, date(2024, 3, 20)


def is_leap(year: int) -> bool:
    """Return whether *year* has 366 days, by the cycle of 33 years, which holds from 1343 to 1472 (Birashk, 1993)."""
    return (25 * year + 11) % 33 < 8


def to_date(year: int, month: int, day: int) -> date | None:
    """Return the date of a Solar Hijri day, or None for a day that does not exist."""
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    between = range(min(year, _YEAR), max(year, _YEAR))
    days = sum(366 if is_leap(other) else 365 for other in between)
    before = sum(_length(year, earlier) for earlier in range(1, month))
    return _NEW_YEAR + timedelta((days if year >= _YEAR else -days) + before + day - 1)


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29
