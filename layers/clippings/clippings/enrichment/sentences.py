"""Text in sentences, in any script."""

from __future__ import annotations

import re

from clippings.enrichment.word_sets import word_set
from clippings.page.word_splitting import SPACED_STOPS, UNSPACED_STOPS

CLOSING = "\"'”’»«)』」】›"

BOUNDARY = re.compile(
    rf"(?<=[{UNSPACED_STOPS}])(?![{UNSPACED_STOPS}{CLOSING}])|(?<=[{UNSPACED_STOPS}][{CLOSING}])"
    rf"|(?:(?<=[{SPACED_STOPS}])|(?<=[{SPACED_STOPS}][{CLOSING}])|(?<=[{SPACED_STOPS}][{CLOSING}][{CLOSING}]))\s+"
)

#: Words that a full stop belongs to, in lower case without it. One-letter words are initials in every language.
ABBREVIATIONS = word_set(
    """
    mr mrs ms dr prof sr jr st sen rep gov gen col lt sgt capt hon rev fr vs no nos vol fig inc ltd co corp jan feb
    mar apr jun jul aug sep sept oct nov dec approx dept est etc ca bzw ggf inkl evtl usw vgl nr str bzgl sog geb
    gest ing mag mme mlle mm av env art cf éd sra dra srta ud uds pág núm dott sig avv ing on geom bl dhr mevr drs
    mw jl red resp tzv např tj č ul im inż mgr hab bł św ks tzn np itd m.in им ул гг тыс млн руб г др e.g i.e a.m
    p.m u.s u.k z.b d.h u.a
    """
)
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
