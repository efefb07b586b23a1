"""Splitting a text into sentences, in any script."""

from __future__ import annotations

import re

from clippings.languages.word_lists import all_words
from clippings.page.word_splitting import SPACED_STOPS, UNSPACED_STOPS

CLOSING = "\"'”’»«)』」】›"

BOUNDARY = re.compile(
    rf"(?<=[{UNSPACED_STOPS}])(?![{UNSPACED_STOPS}{CLOSING}])|(?<=[{UNSPACED_STOPS}][{CLOSING}])"
    rf"|(?:(?<=[{SPACED_STOPS}])|(?<=[{SPACED_STOPS}][{CLOSING}])|(?<=[{SPACED_STOPS}][{CLOSING}][{CLOSING}]))\s+"
)
#: The same for texts in which sentences end with a space: it begins with rare characters, and so takes a third of the
#: time.
SPACED_END = re.compile(rf"[{SPACED_STOPS}][{CLOSING}]{{0,2}}(\s+)")
UNSPACED_STOP = re.compile(f"[{UNSPACED_STOPS}]")

#: Abbreviations, in lower case without the full stop. Words of one letter are initials in every language.
ABBREVIATIONS = frozenset(all_words("sentences", "abbreviations"))
#: Characters before a full stop that are searched for an abbreviation.
MAX_WORD = 30


def split_sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph, stripped, in order; never an empty one.

    A full stop ends a sentence unless it belongs to an initial, an abbreviation or an ordinal, or a lower-case letter
    follows.
    """
    found: list[list[str]] = []  # the pieces of each sentence
    for piece in _pieces(text):
        stripped = piece.strip()
        if not stripped:
            continue
        if found and _continues(found[-1], stripped):
            found[-1].append(stripped)
        else:
            found.append([stripped])
    return [" ".join(pieces) for pieces in found]


def _pieces(text: str) -> list[str]:
    """Return the parts of *text* between its boundaries."""
    if not text.isascii() and UNSPACED_STOP.search(text):
        return BOUNDARY.split(text)
    pieces = []
    place = 0
    for end in SPACED_END.finditer(text):
        pieces.append(text[place : end.start(1)])
        place = end.end()
    return [*pieces, text[place:]]


def _continues(before: list[str], after: str) -> bool:
    """Return whether *after* belongs to the sentence that begins with the pieces *before*."""
    if after[0].islower():
        return True
    end = before[-1][-MAX_WORD:]
    if not end.endswith(".") or end[-2:-1].strip() == "":
        return False
    word = end[:-1].split()[-1].lstrip("(\"'“„«[").lower()
    return (len(word) == 1 and word.isalpha()) or word in ABBREVIATIONS or (word.isdigit() and len(word) <= 2)
