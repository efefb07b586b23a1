"""Formats of the language files become patterns."""

from __future__ import annotations

import re

import pytest

from clippings.fields.dates.date_formats import date_formats, to_pattern

FORMAT = "{day} tháng {month}[,] [năm|nam] {year}"


@pytest.mark.parametrize("text", ["5 tháng 3, 2024", "5 tháng 3 năm 2024", "05 tháng 03, nam 2024", "5  tháng 3 2024"])
def test_a_space_is_any_white_space_and_a_choice_may_be_absent(text: str) -> None:
    match = re.search(to_pattern(FORMAT), text)
    assert match is not None
    assert (int(match["day"]), int(match["month"]), match["year"]) == (5, 3, "2024")


def test_other_characters_are_literal() -> None:
    assert re.fullmatch(to_pattern("{day}. {month}. {year}"), "5. 3. 2024")
    assert re.fullmatch(to_pattern("{day}. {month}. {year}"), "5, 3. 2024") is None


def test_every_format_has_a_year_a_month_and_a_day() -> None:
    assert all({"year", "month", "day"} == set(pattern.groupindex) for pattern in date_formats())
