"""What one phrase names: the rule that says so, whether it is sure, and the words that are left out."""

from __future__ import annotations

import pytest

from clippings.enrichment.naming_rules import Name, find_names
from clippings.enrichment.phrases import Phrase, read_phrases
from clippings.enrichment.stop_words import stop_words


def names(text: str, language: str = "en") -> list[Name]:
    stops = stop_words(language)
    return [name for phrase in read_phrases(text) for name in find_names(phrase, language, stops)]


def kinds(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [(name.text, name.kind, name.rule) for name in names(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("It was Chancellor Ostermann who", "en", ("Ostermann", "person", "titled")),
        ("so Außenministerin Ostermann am", "de", ("Ostermann", "person", "titled")),
        ("then Laura van Ostermann left", "en", ("Laura van Ostermann", "person", "given")),
        ("charged Xandu Ostermann, 28, with", "en", ("Xandu Ostermann", "person", "age")),
        ("the 28-year-old Xandu Ostermann won", "en", ("Xandu Ostermann", "person", "age")),
        ("when Xandu Ostermann replied", "en", ("Xandu Ostermann", "person", "speaking")),
        ("the Nordic Ferry Alliance (NFA) said", "en", ("Nordic Ferry Alliance", "organisation", "initials")),
        ("the Ostervik Harbour Authority was", "en", ("Ostervik Harbour Authority", "organisation", "designated")),
        ("bought by Google last", "en", ("Google", "organisation", "known")),
        ("then the NFQA objects", "en", ("NFQA", "organisation", "capitals")),
        ("moved to Portugal last", "en", ("Portugal", "place", "land")),
        ("rain in Bavaria today", "en", ("Bavaria", "place", "land")),
        ("a tunnel in Lisbon today", "en", ("Lisbon", "place", "town")),
    ],
)
def test_the_deciding_rule_is_named(text: str, language: str, found: tuple[str, str, str]) -> None:
    assert kinds(text, language)[0] == found


@pytest.mark.parametrize(
    ("text", "sure"),
    [("it rained in Lisbon today", True), ("then Lisbon voted", False), ("near Lisbon, Portugal", True)],
)
def test_a_town_is_sure_with_evidence_of_place(text: str, sure: bool) -> None:
    assert names(text)[0] == Name("Lisbon", "place", "town", sure=sure)


def test_initials_alone_are_not_a_sure_organization() -> None:
    assert [name.sure for name in names("then the NFQA objects")] == [False]


def test_an_organization_defines_its_initials() -> None:
    assert names("the Nordic Ferry Alliance (NFA) said")[0].short == "NFA"
    assert names("the Ostervik Harbour Authority (below)")[0].short == ""


def test_a_genitive_separates_the_owner_from_the_owned() -> None:
    assert kinds("at Laura Ostermann's Portugal office") == [
        ("Laura Ostermann", "person", "given"),
        ("Portugal", "place", "land"),
    ]


def test_a_stop_word_at_the_start_of_a_sentence_is_removed_from_the_name() -> None:
    assert kinds("When Laura Ostermann left") == [("Laura Ostermann", "person", "given")]


def test_the_word_before_a_dropped_word_is_the_word_before_the_name() -> None:
    assert names("In Lisbon it rained")[0].sure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police Chief", "en"),
        ("The Minister", "en"),
        ("THE QUAY IS OPEN NOW", "en"),
        ("aid for Gaza and the West Bank Authority", "en"),
        ("Dr. No2", "en"),
        ("the King Road", "en"),
    ],
)
def test_near_misses_are_neither_people_nor_organizations(text: str, language: str) -> None:
    assert [name for name in names(text, language) if name.kind != "place"] == []


def test_a_german_name_may_follow_a_noun_of_its_phrase() -> None:
    assert kinds("das Buch Mario Ostermann", "de") == [("Mario Ostermann", "person", "given")]
    assert kinds("the Book Mario Ostermann") == []


def test_a_suffix_after_an_apostrophe_is_removed_from_the_name() -> None:
    assert [name.text for name in names("dün İzmir'in ilçesinde", "tr")] == ["İzmir"]


@pytest.mark.parametrize("words", [[], ["of"], ["The"], ["A"], ["\ud800"], ["X"] * 1000])
def test_any_phrase_is_read_without_errors(words: list[str]) -> None:
    list(find_names(Phrase(words, "", "", starts=True), "en", frozenset({"the"})))
