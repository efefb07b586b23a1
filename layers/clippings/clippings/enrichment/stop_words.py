"""Words that say nothing about a text's subject.

``stop_words.json`` holds the lists of the npm package ``stopwords-iso`` 1.1.0 (MIT licence, G. Diaz), one a line.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """Return the lower-case stop words of *language* (BCP 47); empty for an unknown one."""
    primary = (language or "").lower().partition("-")[0]
    return frozenset(_lists().get({"nb": "no", "nn": "no"}.get(primary, primary), "").split())


@cache
def all_stop_words() -> tuple[frozenset[str], ...]:
    """Return the stop words of every language that has a list."""
    return tuple(stop_words(language) for language in _lists())


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = json.loads((resources.files(__package__) / "stop_words.json").read_text("utf-8"))
    return lists
