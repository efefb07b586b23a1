"""Tokens of a text: their form without endings, and whether they end a phrase or belong to a name."""

from __future__ import annotations

import pytest

from clippings.enrichment.keyword_tokens import ExaminedToken, ExaminedTokens, find_grammar

STOPS = frozenset({"the", "united"})


def examine(text: str, language: str = "en") -> ExaminedToken:
    return ExaminedTokens(STOPS, find_grammar(language))[text]


@pytest.mark.parametrize(("text", "ends"), [("harbor", False), (",", True), ("2026", True), ("x", True), ("X", False)])
def test_punctuation_numbers_and_single_small_letters_end_a_phrase(text: str, ends: bool) -> None:
    assert examine(text).ends_run is ends


def test_a_stop_word_ends_a_phrase_unless_it_can_be_a_name() -> None:
    assert (examine("the").is_stop_word, examine("the").can_name) == (True, False)
    assert (examine("United").is_stop_word, examine("United").can_name) == (True, True)


def test_new_in_lower_case_ends_a_phrase_and_new_with_a_capital_begins_a_name() -> None:
    assert examine("new").ends_run
    assert not examine("New").ends_run
    assert not examine("New").is_stop_word


def test_a_genitive_and_a_case_ending_are_removed() -> None:
    assert examine("Trump's").bare == "Trump"
    assert examine("Ankara'da", "tr").bare == "Ankara"
    assert examine("ROME").folded == "rome"


def test_a_colon_and_an_opening_quotation_mark_begin_a_sentence() -> None:
    assert examine(":").starts_sentence
    assert examine("„").starts_sentence
    assert not examine(",").starts_sentence


def test_a_token_is_examined_once() -> None:
    tokens = ExaminedTokens(STOPS, find_grammar("en"))
    assert tokens["harbor"] is tokens["harbor"]
