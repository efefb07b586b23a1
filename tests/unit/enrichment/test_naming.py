"""The word lists of names are written so that they can be looked up, and do not contradict each other."""

from __future__ import annotations

import pytest

from clippings.enrichment import naming


@pytest.mark.parametrize(
    "listing",
    ["TITLES", "ORGANISATION_WORDS", "LOCATIVES", "SPEECH", "PLACE_WORDS", "NO_PERSON_ENDS", "PERSON_LINKS"],
)
def test_lists_for_lower_case_lookups_are_lower_case(listing: str) -> None:
    words = getattr(naming, listing)
    assert {word for word in words if word != word.lower()} == set()


def test_titles_have_no_full_stop() -> None:
    assert {word for word in naming.TITLES if word.endswith(".")} == set()


def test_initials_are_looked_up_in_capitals() -> None:
    assert {word for word in naming.NO_ORGANISATION if word != word.upper()} == set()


def test_known_organizations_and_other_acronyms_are_disjoint() -> None:
    assert frozenset() == naming.KNOWN_ORGANISATIONS & naming.NO_ORGANISATION


def test_endings_of_titles_and_organizations_are_disjoint() -> None:
    assert set(naming.TITLE_ENDS) & set(naming.ORGANISATION_ENDS) == set()


def test_names_of_several_words_are_kept() -> None:
    assert {"New South Wales", "Castilla y León", "Île-de-France"} <= naming.REGIONS


@pytest.mark.parametrize("listing", [naming.TITLE_ENDS, naming.ORGANISATION_ENDS])
def test_ends_are_a_tuple_for_endswith(listing: tuple[str, ...]) -> None:
    assert isinstance(listing, tuple)
    assert all(end == end.lower() and end.strip() for end in listing)
