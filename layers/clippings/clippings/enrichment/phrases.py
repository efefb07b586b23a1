"""Capitalised phrases of a text, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.enrichment.naming import ORGANISATION_LINKS, PERSON_LINKS, TITLES
from clippings.page.word_splitting import RUN

LINKS = ORGANISATION_LINKS | PERSON_LINKS

#: A word (with hyphens and apostrophes), dotted initials, a number, or one other character.
TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{RUN}(?:['’.&‐\u00ad-]{RUN})*|[^\w\s]|\n")
SENTENCE_END = frozenset('.!?:\n“”"„»«–—•|')
GENITIVE = re.compile(r"['’]s?$|['’]s(?=-)")


@dataclass(slots=True)
class Phrase:
    """*words* as written, small links between them included; *before* is the word in front, lower-cased.

    *starts* says that the phrase begins a sentence, where a capital means nothing; *after* is the text behind it.
    """

    words: list[str]
    before: str
    after: str
    starts: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


def read_phrases(text: str) -> Iterator[Phrase]:
    """Yield the longest runs of capitalised words in *text*. Small words of names may stand between two of them."""
    words: list[str] = []
    pending: list[str] = []
    end = 0
    before = previous = ""
    starts, fresh = False, True
    for match in TOKEN.finditer(text):
        word = match[0]
        capital = word[0].isupper()
        near = match.start() - end <= 1 and text[end : match.start()] in ("", " ")
        if words and capital and near:
            words += [*pending, word]
            pending, end = [], match.end()
        elif words and near and len(pending) < 2 and word in LINKS:
            pending.append(word)
            end = match.end()
        elif words and not pending and word == "." and end == match.start() and _abbreviated(words[-1]):
            end = match.end()
        else:
            if words:
                yield Phrase(words, before, text[end - _width(pending) : end + 24], starts)
                words, pending = [], []
            if capital:
                words, before, starts, end = [word], previous, fresh, match.end()
        fresh = word in SENTENCE_END
        previous = word.lower()
    if words:
        yield Phrase(words, before, text[end - _width(pending) : end + 24], starts)


def _abbreviated(word: str) -> bool:
    return len(word) == 1 or word.lower() in TITLES


def _width(pending: list[str]) -> int:
    return sum(len(word) + 1 for word in pending)


def without_genitive(word: str) -> str:
    """Return *word* without its genitive: ``Trump`` for ``Trump's``, ``Dickens`` for ``Dickens’``."""
    return GENITIVE.sub("", word)
