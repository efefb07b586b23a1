"""The tokens of a text for keywords: words without case endings, and what ends a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from clippings.enrichment.phrases import without_genitive
from clippings.languages.word_lists import all_words
from clippings.page.word_splitting import RUN

#: Languages that capitalize every noun.
NOUNS_LARGE = frozenset({"de", "lb"})

#: Languages that set their case endings off with an apostrophe.
SUFFIXED = frozenset({"tr", "az"})
#: Languages with articles.
ARTICLED = frozenset({"en", "fr", "es", "it", "pt", "nl", "sv", "no", "nb", "nn", "da", "ca"})
#: Words for measures, times and newsrooms. They are not stop words, but never subjects of an article.
EMPTY = frozenset(all_words("keywords", "empty"))

#: A word without letters.
NUMBER = re.compile(r"[\W\d]+$")
#: Characters that may join two parts of a word.
JOINERS = "’'.&/‐-"
TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{RUN}(?:[{JOINERS}]{RUN})*|[^\w\s]|\n")


class Grammar(NamedTuple):
    """The properties of a language's grammar that the rules use."""

    nouns_large: bool
    articles: bool
    suffixed: bool


def find_grammar(language: str) -> Grammar:
    """Return the properties of *language*, a code without region."""
    return Grammar(language in NOUNS_LARGE, language in ARTICLED, language in SUFFIXED)


@dataclass(slots=True)
class ExaminedToken:
    """The properties of a token that do not depend on the tokens around it."""

    bare: str  #: without its genitive or case ending
    folded: str  #: the same for comparison, without case
    lower: str
    is_capital: bool
    is_upper: bool
    can_name: bool  #: a capitalized word of two letters or more
    ends_run: bool  #: punctuation, a number, a single letter or an empty word
    is_stop_word: bool  #: ends a run unless it is part of a name
    starts_sentence: bool  #: the next word is capitalized for being the first


class ExaminedTokens(dict[str, ExaminedToken]):
    """The tokens of one text by their spelling. Each is examined once: texts repeat most of their words."""

    def __init__(self, stops: frozenset[str], grammar: Grammar) -> None:
        super().__init__()
        self.stops = stops
        self._grammar = grammar

    def __missing__(self, text: str) -> ExaminedToken:
        token = self[text] = self._examine(text)
        return token

    def _examine(self, text: str) -> ExaminedToken:
        lower = text.lower()
        capital, upper = text[0].isupper(), text.isupper()
        if text.isalpha():  # most tokens
            is_long, is_new = len(text) > 1, lower == "new"
            # "New" within a sentence begins a name
            ends = text == "new" if is_new else (lower in EMPTY and not upper) or not (is_long or capital)
            is_stop = lower in self.stops and not is_new
            return ExaminedToken(
                text, text.casefold(), lower, capital, upper, capital and is_long, ends, is_stop, False
            )
        wordy = text[0].isalnum()
        bare = _bare(text, self._grammar)
        plain = lower.replace("’", "'")
        empty = plain in EMPTY and not upper
        return ExaminedToken(
            bare=bare,
            folded=bare.casefold(),
            lower=lower,
            is_capital=capital,
            is_upper=upper,
            can_name=capital and bare[1:2].isalpha(),
            ends_run=not wordy or empty or NUMBER.match(text) is not None or (len(bare) <= 1 and not capital),
            is_stop_word=plain in self.stops,
            starts_sentence=not wordy and text in ':–—\n“"„«',
        )


def _bare(word: str, grammar: Grammar) -> str:
    if "'" not in word and "’" not in word:
        return word
    return re.split("['’]", word)[0] if grammar.suffixed else without_genitive(word)
