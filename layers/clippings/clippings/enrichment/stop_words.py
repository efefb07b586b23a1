"""Stop words: words that do not indicate the subject of a text.

The lists of most languages are those of the npm package ``stopwords-iso`` 1.1.0 (MIT license, G. Diaz).
"""

from __future__ import annotations

from functools import cache

from clippings.languages.word_lists import words_by_language, words_of


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """Return the lower-case stop words of *language* (BCP 47); empty for an unknown one."""
    primary = (language or "").lower().partition("-")[0]
    return frozenset(words_of("stop_words", "words", {"nb": "no", "nn": "no"}.get(primary, primary)))


@cache
def all_stop_words() -> tuple[frozenset[str], ...]:
    """Return the stop words of every language that has a list."""
    return tuple(map(frozenset, words_by_language("stop_words", "words").values()))
