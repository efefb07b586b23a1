"""Word lists, and those of the rules that names are found by."""

from __future__ import annotations

import pytest

from clippings.enrichment import naming
from clippings.enrichment.word_sets import name_set, word_set


def test_words_are_apart_by_white_space_and_names_by_commas() -> None:
    assert word_set("a b\n  c") == {"a", "b", "c"}
    assert name_set("New South Wales,\n   West  Bank") == {"New South Wales", "West Bank"}


@pytest.mark.parametrize(
    "name", ["TITLES", "ORGANISATION_WORDS", "PERSON_LINKS", "LOCATIVES", "SPEECH", "PLACE_WORDS", "NO_PERSON_ENDS"]
)
def test_lists_that_are_asked_for_lowered_words_hold_nothing_else(name: str) -> None:
    words = getattr(naming, name)
    assert words
    assert {word for word in words if word != word.lower()} == set()
