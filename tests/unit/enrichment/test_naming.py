"""The word lists of names are written so that they can be looked up, and do not contradict each other."""

from __future__ import annotations

import pytest

from clippings.enrichment import naming


@pytest.mark.parametrize(
    "listing",
    ["TITLES", "ORGANISATION_WORDS", "LOCATIVES", "SPEECH", "PLACE_WORDS", "NO_PERSON_ENDS", "PERSON_LINKS"],
)
def test_lists_that_are_looked_up_in_small_letters_are_written_so(listing: str) -> None:
    words = getattr(naming, listing)
    assert {word for word in words if word != word.lower()} == set()


def test_titles_have_no_full_stop_since_the_text_is_read_without() -> None:
    assert {word for word in naming.TITLES if word.endswith(".")} == set()


def test_initials_are_looked_up_in_capitals() -> None:
    assert {word for word in naming.NO_ORGANISATION if word != word.upper()} == set()


def test_no_initials_are_an_organisation_and_none() -> None:
    assert frozenset() == naming.KNOWN_ORGANISATIONS & naming.NO_ORGANISATION


def test_no_end_of_a_title_is_the_end_of_an_organisation() -> None:
    assert set(naming.TITLE_ENDS) & set(naming.ORGANISATION_ENDS) == set()


def test_names_of_several_words_stay_whole() -> None:
    assert {"New South Wales", "Castilla y León", "Île-de-France"} <= naming.REGIONS


@pytest.mark.parametrize("listing", [naming.TITLE_ENDS, naming.ORGANISATION_ENDS])
def test_ends_are_a_tuple_for_endswith(listing: tuple[str, ...]) -> None:
    assert isinstance(listing, tuple)
    assert all(end == end.lower() and end.strip() for end in listing)
