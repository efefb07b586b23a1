"""Capitalized phrases of a text, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clippings.compiled import find_compiled
from clippings.enrichment.naming import ORGANISATION_LINKS, PERSON_LINKS, TITLES
from clippings.page.word_splitting import RUN

LINKS = ORGANISATION_LINKS | PERSON_LINKS

#: A word (with hyphens and apostrophes), dotted initials, a number, or one other character.
JOINERS = "'’.&‐\u00ad-"
TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{RUN}(?:[{JOINERS}]{RUN})*|[^\w\s]|\n")
SENTENCE_END = frozenset('.!?:\n“”"„»«–—•|')
#: Characters of the text after a phrase that rules read.
MAX_AFTER = 24
GENITIVE = re.compile(r"['’]s?$|['’]s(?=-)")


@dataclass(slots=True)
class Phrase:
    """A capitalized phrase."""

    words: list[str]  #: as the text spells them, with small words between two of them
    before: str  #: the word before the phrase, in lower case
    after: str  #: the first characters of the text after the phrase
    starts: bool  #: whether the phrase begins a sentence, where every word is capitalized

    @property
    def text(self) -> str:
        return " ".join(self.words)


def read_phrases(text: str) -> Iterable[Phrase]:
    """Return the longest runs of capitalized words in *text*. Small words of names may be between two of them."""
    compiled = find_compiled("clippings.enrichment._words")
    if compiled is not None:
        found: list[Phrase] = compiled.read_phrases(text)
        return found
    return _read(text)


def _read(text: str) -> Iterator[Phrase]:
    words: list[str] = []  # of the phrase that is open
    pending: list[str] = []  # small words after them, which belong to the phrase if a capitalized word follows
    end = 0
    before = previous = ""
    for match in TOKEN.finditer(text):
        word = match[0]
        capital = word[0].isupper()
        if words:
            start = match.start()
            near = start - end <= 1 and text[end:start] in ("", " ")
            if capital and near:
                words += [*pending, word]
                pending, end = [], match.end()
            elif near and len(pending) < 2 and word in LINKS:
                pending.append(word)
                end = match.end()
            elif not pending and word == "." and end == start and is_abbreviated(words[-1]):
                end = match.end()
            else:
                yield _make_phrase(words, before, text[max(end - _width(pending), 0) : end + MAX_AFTER])
                words, pending = [], []
        if capital and not words:
            words, before, end = [word], previous, match.end()
        previous = word
    if words:
        yield _make_phrase(words, before, text[max(end - _width(pending), 0) : end + MAX_AFTER])


def _make_phrase(words: list[str], before: str, after: str) -> Phrase:
    return Phrase(words, before.lower(), after, starts=not before or before in SENTENCE_END)


def is_abbreviated(word: str) -> bool:
    """Return whether a full stop after *word* ends no sentence: after one letter or a title."""
    return len(word) == 1 or word.lower() in TITLES


def _width(pending: list[str]) -> int:
    return sum(len(word) + 1 for word in pending)


def without_genitive(word: str) -> str:
    """Return *word* without its genitive: ``Trump`` for ``Trump's``, ``Dickens`` for ``Dickens’``."""
    return GENITIVE.sub("", word) if "'" in word or "’" in word else word
