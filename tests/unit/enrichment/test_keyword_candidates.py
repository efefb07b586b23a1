"""Candidates for keywords: what is counted, and how each occurrence is described."""

from __future__ import annotations

from clippings.enrichment.keyword_candidates import KeywordCandidate, find_candidates
from clippings.enrichment.keyword_tokens import find_grammar

STOPS = frozenset({"the", "of", "is", "and", "it", "a"})


def candidates(*sentences: str, title: str = "", language: str = "en") -> dict[str, KeywordCandidate]:
    told = [(title, True), *((sentence, False) for sentence in sentences)]
    return find_candidates(told, language, STOPS, find_grammar(language))


def test_a_phrase_between_stop_words_is_counted_with_its_parts() -> None:
    found = candidates("The harbor tunnel is closed.", "It is the harbor tunnel.")
    assert {key: each.count for key, each in found.items()} == {"harbor": 2, "tunnel": 2, "harbor tunnel": 2}


def test_no_phrase_is_longer_than_three_words() -> None:
    found = candidates("the old harbor tunnel gate", "the old harbor tunnel gate")
    assert "old harbor tunnel" in found
    assert "old harbor tunnel gate" not in found


def test_of_words_that_occur_once_those_of_the_headline_are_kept() -> None:
    assert list(candidates("The quay is new", title="Tunnel")) == ["tunnel"]


def test_a_capital_within_a_sentence_marks_a_name_and_one_at_its_beginning_does_not() -> None:
    found = candidates("Tunnel of the Harbor.", "Tunnel and Harbor.")
    assert (found["harbor"].names, found["tunnel"].names) == (2, 0)


def test_an_article_before_a_word_is_counted() -> None:
    assert candidates("the win", "and win").get("win") == KeywordCandidate(1, 1, 2, determined=1, forms={"win": 2})


def test_spellings_of_a_word_are_counted_apart() -> None:
    assert candidates("the Harbor", "the harbor", "a harbor")["harbor"].forms == {"Harbor": 1, "harbor": 2}


def test_a_genitive_ends_a_phrase() -> None:
    found = candidates("of Ann’s harbor", "of Ann’s harbor")
    assert list(found) == ["ann", "harbor"]


def test_in_scripts_without_spaces_runs_of_characters_are_candidates() -> None:
    assert candidates("港口隧道，港口隧道", language="zh")["港口隧道"].count == 2
