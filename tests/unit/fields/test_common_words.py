"""The small words by which languages are told apart."""

from __future__ import annotations

from clippings.fields.common_words import known_languages, languages_by_word


def test_every_language_has_words_of_its_own() -> None:
    alone = {names[0] for names in languages_by_word().values() if len(names) == 1}
    assert alone >= known_languages() - {"da", "no", "hr"}  # neighbours that share nearly all of theirs


def test_words_are_written_as_texts_are_folded() -> None:
    assert all(word == word.lower() and " " not in word for word in languages_by_word())
