"""The words and phrases of a text that may be its keywords, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from clippings.compiled import find_compiled
from clippings.enrichment.keyword_tokens import TOKEN, ExaminedTokens, Grammar
from clippings.languages.patterns import lazy_pattern
from clippings.languages.word_lists import all_words

#: Longest phrase, in words.
MAX_WORDS = 3
#: Words that are often before nouns and seldom before verbs: articles, possessives and prepositions.
DETERMINERS = frozenset(all_words("keywords", "determiners"))
UNSPACED = lazy_pattern(
    lambda: "[\u30a0-\u30ff\u30fc]{2,}|[\u3400-\u4dbf\u4e00-\u9fff]{2,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{3,}"
)
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my"})


class Word(NamedTuple):
    """A word of a phrase. *name*: capitalized within a sentence; *determined*: after an article or a like word."""

    text: str
    folded: str  #: for comparison, without case
    name: bool = False
    determined: bool = False


class Run(NamedTuple):
    """Words between stop words and punctuation. *number* is that of the sentence; *titled*: it is the headline."""

    words: list[Word]
    number: int
    titled: bool


@dataclass(slots=True)
class KeywordCandidate:
    """A phrase with its evidence. *first* is the number of the first sentence with it."""

    first: int
    words: int
    count: int = 0
    names: int = 0  #: how often it is capitalized within a sentence
    inside: int = 0  #: how often it is part of a longer candidate that recurs
    determined: int = 0  #: how often an article or the like is before it
    titled: bool = False
    entity: bool = False
    forms: dict[str, int] = field(default_factory=dict)  #: how often it is spelled so, by spelling


def find_candidates(
    sentences: Iterable[tuple[str, bool]], language: str, stops: frozenset[str], grammar: Grammar
) -> dict[str, KeywordCandidate]:
    """Return the candidates by their folded text: the phrases of the headline, and all others that occur twice.

    Some that occur once are among them; without the headline they have no evidence.

    Args:
        sentences: The sentences, each with whether it is the headline.
        language: The code of the language, without region.
        stops: The stop words of the language.
        grammar: The properties of the language.
    """
    if language in UNSPACED_LANGUAGES:
        return _count([run for number, each in enumerate(sentences) for run in _unspaced_runs(*each, number, stops)])
    tokens = ExaminedTokens(stops, grammar)
    compiled = find_compiled("clippings.enrichment._words")
    if compiled is not None:
        found: dict[str, KeywordCandidate] = compiled.find_candidates(sentences, tokens, grammar.nouns_large)
        return found
    return _count([run for number, each in enumerate(sentences) for run in _runs(*each, number, tokens, grammar)])


def _runs(sentence: str, titled: bool, number: int, tokens: ExaminedTokens, grammar: Grammar) -> Iterator[Run]:
    """Yield runs of words between stop words and punctuation. A genitive ends a run."""
    capitals_name = not (titled or grammar.nouns_large)  # a capitalized word within a sentence is a name
    run: list[Word] = []
    start, before = True, ""
    for text in TOKEN.findall(sentence):
        token = tokens[text]
        if token.ends_run or (
            token.is_stop_word and not (token.can_name and (token.is_upper or (capitals_name and not start)))
        ):
            if run:
                yield Run(run, number, titled)
                run = []
        else:
            run.append(Word(token.bare, token.folded, token.is_capital and not start, before in DETERMINERS))
            if token.bare != text:
                yield Run(run, number, titled)
                run = []
        before, start = token.lower, token.starts_sentence
    if run:
        yield Run(run, number, titled)


def _unspaced_runs(sentence: str, titled: bool, number: int, stops: frozenset[str]) -> Iterator[Run]:
    for run in UNSPACED.findall(sentence):
        if run not in stops:
            yield Run([Word(run, run.casefold())], number, titled)


def _count(runs: list[Run]) -> dict[str, KeywordCandidate]:
    """Count the phrases of *runs*. A phrase cannot occur twice if one of its words does not."""
    occurrences = Counter([word.folded for run in runs for word in run.words])
    candidates: dict[str, KeywordCandidate] = {}
    for run in runs:
        for start, first in enumerate(run.words):
            surface = key = ""
            for place, last in enumerate(run.words[start : start + MAX_WORDS], 1):
                if occurrences[last.folded] == 1 and not run.titled:
                    break
                surface = f"{surface} {last.text}" if surface else last.text
                key = f"{key} {last.folded}" if key else last.folded
                each = candidates.get(key)
                if each is None:
                    each = candidates[key] = KeywordCandidate(run.number, place)
                each.count += 1
                each.names += first.name and last.name
                each.determined += first.determined
                each.titled |= run.titled
                each.forms[surface] = each.forms.get(surface, 0) + 1
    return candidates
