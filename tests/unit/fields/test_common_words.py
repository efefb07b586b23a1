"""The small words by which languages are told apart."""

from __future__ import annotations

from clippings.fields.common_words import KNOWN, LANGUAGES


def test_every_language_has_words_of_its_own() -> None:
    alone = {names[0] for names in LANGUAGES.values() if len(names) == 1}
    assert alone >= KNOWN - {"da", "no", "hr"}  # neighbours that share nearly all of theirs


def test_words_are_written_as_texts_are_folded() -> None:
    assert all(word == word.lower() and " " not in word for word in LANGUAGES)
