"""Leaves out lines that only interrupt the text: "Advertisement", "Story continues below", "Share this", "1 / 12".

The models leave them out where a box or a class name shows what they are, and keep them as paragraphs among others. Of
3,365 pages of the corpus three have such lines in the article, and no truth has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from clippings.body.layout import Layout
from clippings.body.regions import Region
from clippings.languages.word_lists import all_words, words_by_language
from clippings.page.word_splitting import split_words

#: Longest line of this kind, in characters.
MAX_CHARS = 90
#: What such lines begin and end with: brackets, dashes, arrows and dots.
EDGES = " \t\u00a0-–—*_()[]{}<>«»|:…•.!▼▾↓⬇→"
#: How a sentence of the text ends.
ENDS = (".", "!", "?", "…")
#: How long a recording takes, which follows the name of the control that plays it: "5 min", "(04:30)".
DURATION = re.compile(r"[\s(]{0,4}\d{1,3}(?::\d\d){0,2}\s?[^\W\d_]{0,8}\.?\)?$")
#: The position in a gallery, names of galleries, and boxes around the position that are examined.
POSITION = re.compile(r"\d{1,3}\s?[/\u2044／]\s?\d{1,3}")
GALLERY = re.compile(r"galler|slide|slick|swiper|carousel|diaporama|pagin|lightbox", re.IGNORECASE)
MAX_LEVELS = 3
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Words(NamedTuple):
    """The words of such lines in one language: those that mark one, in a sentence or not, and all."""

    in_sentences: frozenset[str]
    outside: frozenset[str]
    every: frozenset[str]


def without_interruptions(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* without lines that interrupt the text. Items of lists, cells and headings stay."""
    left = [index for index in kept if not _is_interruption(layout, index)]
    return left or list(kept)


def _is_interruption(layout: Layout, index: int) -> bool:
    passage = layout.passages[index]
    if len(passage.text) > MAX_CHARS or passage.kind != "text" or layout.structures[index] is not None:
        return False
    return passage.box.tag not in HEADINGS and (interrupts(passage.text) or _is_position(layout, index))


def _is_position(layout: Layout, index: int) -> bool:
    """Return whether the passage is the position in a gallery, "1 / 12", in a box that is named as one."""
    if POSITION.fullmatch(layout.passages[index].text) is None:
        return False
    region: Region | None = layout.regions[index]
    for _ in range(MAX_LEVELS):
        if region is None:
            return False
        if GALLERY.search(region.names):
            return True
        region = region.parent
    return False


def interrupts(text: str) -> bool:
    """Return whether the line *text* only marks an advertisement, says that the text continues, or names a control.

    All of its words are such words of one language, and one of them names an advertisement, or says that the text
    continues in a line that is not a sentence.
    """
    line = text.lower().strip(EDGES)
    if line in _lines() or DURATION.sub("", line, count=1).rstrip(EDGES) in _lines():
        return True
    words = split_words(line)
    if not words or _first_words().isdisjoint(words):
        return False
    is_sentence = len(words) == 1 or text.rstrip().endswith(ENDS)
    return any(
        known.every.issuperset(words) and not (known.in_sentences if is_sentence else known.outside).isdisjoint(words)
        for known in _vocabularies()
    )


@cache
def _lines() -> frozenset[str]:
    return frozenset(all_words("interruptions", "lines"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(all_words("interruptions", "adverts", "continues"))


@cache
def _vocabularies() -> tuple[Words, ...]:
    lists = [words_by_language("interruptions", name) for name in ("adverts", "continues", "around")]
    found = []
    for language in dict.fromkeys(language for words in lists for language in words):
        adverts, continues, around = (frozenset(words.get(language, ())) for words in lists)
        found.append(Words(adverts, adverts | continues, adverts | continues | around))
    return tuple(found)
