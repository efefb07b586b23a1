"""Small words by which languages are told apart: each is frequent in its own and rare or unknown in the others."""

from __future__ import annotations

from functools import cache

from clippings.languages.word_lists import words_by_language


@cache
def languages_by_word() -> dict[str, tuple[str, ...]]:
    """Return the languages that each small word speaks for."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in words_by_language("recognition", "common_words").items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def known_languages() -> frozenset[str]:
    """Return the languages that the small words tell apart."""
    return frozenset(words_by_language("recognition", "common_words"))
