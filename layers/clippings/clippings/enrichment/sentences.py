"""Text in sentences, in any script."""

from __future__ import annotations

import re

from clippings.languages.word_lists import all_words
from clippings.page.word_splitting import SPACED_STOPS, UNSPACED_STOPS

CLOSING = "\"'”’»«)』」】›"

BOUNDARY = re.compile(
    rf"(?<=[{UNSPACED_STOPS}])(?![{UNSPACED_STOPS}{CLOSING}])|(?<=[{UNSPACED_STOPS}][{CLOSING}])"
    rf"|(?:(?<=[{SPACED_STOPS}])|(?<=[{SPACED_STOPS}][{CLOSING}])|(?<=[{SPACED_STOPS}][{CLOSING}][{CLOSING}]))\s+"
)

#: Words that a full stop belongs to, in lower case without it. One-letter words are initials in every language.
ABBREVIATIONS = frozenset(all_words("sentences", "abbreviations"))
BEFORE_STOP = re.compile(r"(\S+)\.$")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph, stripped, in order; never an empty one.

    A full stop ends a sentence unless an initial, an abbreviation or an ordinal carries it, or a small letter follows.
    """
    found: list[str] = []
    for piece in BOUNDARY.split(text):
        stripped = piece.strip()
        if not stripped:
            continue
        if found and _continues(found[-1], stripped):
            found[-1] = f"{found[-1]} {stripped}"
        else:
            found.append(stripped)
    return found


def _continues(before: str, after: str) -> bool:
    """True where the break between *before* and *after* is none."""
    if after[0].islower():
        return True
    stop = BEFORE_STOP.search(before[-30:])
    if not stop:
        return False
    word = stop[1].lstrip("(\"'“„«[").lower()
    return (len(word) == 1 and word.isalpha()) or word in ABBREVIATIONS or (word.isdigit() and len(word) <= 2)
