"""The names of the months, full and short, in the languages of ``clippings/languages``.

A name that means different months in different languages counts only on pages of its own language (``listopad`` is
October in Croatian, November in Polish and Czech). Names are in lower case without a final dot. A hyphen joins the
words of a name of several words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import words_by_language


def join_month_names(text: str) -> str:
    """Return *text* with a hyphen between the words of names of months. Its length stays the same."""
    return text if text.isascii() else _OF_SEVERAL_WORDS.sub(lambda match: match[0].replace(" ", "-"), text)


def month_of(word: str, language: str | None = None) -> int | None:
    """Return the number of the month *word* in *language*, else in all languages if they agree, else None."""
    word = word.lower().strip(".")
    own = months_by_language().get((language or "").split("-")[0].lower(), {})
    return own.get(word) or _undisputed_months().get(word)


@cache
def months_by_language() -> dict[str, dict[str, int]]:
    """Return the number of the month for each of its names, by language."""
    own = _read("months_of_own_pages")
    common = _read("months")
    return {language: common.get(language, {}) | own.get(language, {}) for language in (*common, *own)}


@cache
def _undisputed_months() -> dict[str, int]:
    """Return the names that mean the same month in every language."""
    return _undisputed(_read("months").values())


@cache
def _read(name: str) -> dict[str, dict[str, int]]:
    return {
        language: {
            word.replace(" ", "-"): number
            for number, names in enumerate(months, 1)
            for word in names.split("\t")
            if word
        }
        for language, months in words_by_language("dates", name).items()
    }


def _names_of_several_words() -> str:
    names = {name for months in months_by_language().values() for name in months if "-" in name}
    return any_of(name.replace("-", " ") for name in names)


_OF_SEVERAL_WORDS = lazy_pattern(_names_of_several_words, re.IGNORECASE)


def _undisputed(tables: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the words that mean the same month in all *tables* that have them."""
    found: dict[str, int] = {}
    disputed: set[str] = set()
    for table in tables:
        for word, month in table.items():
            if found.setdefault(word, month) != month:
                disputed.add(word)
    return {word: month for word, month in found.items() if word not in disputed}
