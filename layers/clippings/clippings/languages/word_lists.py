"""The word lists of all languages, by subject and list; ``tools/language_lists.py`` says what each list holds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


def words_by_language(subject: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return one list of every language that has it.

    Args:
        subject: The table of the language files, such as ``dates``.
        name: The list in that table, such as ``updated``.

    Returns:
        The words, lower-cased unless the list says otherwise, by language code.

    Raises:
        KeyError: No language has such a list.
    """
    return {language: tuple(words.split("\n")) for language, words in _load(subject)[name].items()}


def words_of(subject: str, name: str, language: str) -> tuple[str, ...]:
    """Return one list of one language; empty where the language has none.

    Args:
        subject: The table of the language files, such as ``stop_words``.
        name: The list in that table.
        language: The code of the language, as its file is named.
    """
    words = _load(subject)[name].get(language)
    return tuple(words.split("\n")) if words else ()


def all_words(subject: str, *names: str) -> tuple[str, ...]:
    """Return the words of the lists *names* in all languages, each once.

    Raises:
        KeyError: No language has one of the lists.
    """
    tables = _load(subject)
    return tuple(dict.fromkeys(word for name in names for words in tables[name].values() for word in words.split("\n")))


@cache
def _load(subject: str) -> dict[str, dict[str, str]]:
    """Read a compiled subject: list, language, and the words with a line break between them."""
    compiled = Path(__file__).with_name("compiled") / f"{subject}.json"
    tables: dict[str, dict[str, str]] = json.loads(compiled.read_text("utf-8"))
    return tables
