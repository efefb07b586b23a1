"""Month names in the languages of the press."""

from __future__ import annotations

import pytest

from clippings.fields.dates.month_names import month_of, months_by_language


@pytest.mark.parametrize("language", sorted(months_by_language()))
def test_every_language_names_all_twelve_months(language: str) -> None:
    assert {*months_by_language()[language].values()} == {*range(1, 13)}


def test_a_name_that_two_languages_use_for_different_months_follows_the_pages_language() -> None:
    assert (month_of("listopad", "hr"), month_of("listopad", "pl"), month_of("listopad")) == (10, 11, None)


@pytest.mark.parametrize(("word", "month"), [("SEPT.", 9), ("août", 8), ("Jänner", 1), ("декабря", 12), ("มีนาคม", 3)])
def test_case_and_a_closing_dot_make_no_difference(word: str, month: int) -> None:
    assert month_of(word) == month


@pytest.mark.parametrize("word", ["", "monday", "vote", "x"])
def test_other_words_are_not_months(word: str) -> None:
    assert month_of(word, "en") is None
