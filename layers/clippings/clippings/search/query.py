"""Parses ``q=``: words, ``"phrases"``, ``-without``, ``OR`` and ``prefix*``. Every engine uses the result.

A headline is a valid query: a character that is not valid as an operator is punctuation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from clippings.enrichment.stop_words import all_stop_words
from clippings.errors import InvalidRequest
from clippings.languages.word_lists import words_by_language
from clippings.search.analysis import Token, title_key, tokenize
from clippings.search.folding import fold

#: Longest query, in characters: a whole headline can be searched for.
MAX_QUERY = 1_000
#: Maximum number of words of a query that are looked up. Of a title, as many are listed.
MAX_WORDS = 32
#: Maximum number of operators in a query (phrases, excluded words, alternatives), and of prefixes.
MAX_OPERATORS, MAX_PREFIXES = 32, 8
#: Least number of letters of a prefix.
MIN_PREFIX = 2
#: A query of stop words only is rejected if it has fewer words. Three or more may be a headline.
MIN_HEADLINE_WORDS = 3
#: A word is a function word in all languages if it is among the most frequent words of this many languages, or among
#: the stop words of this many.
MIN_COMMON, MIN_STOPPED = 2, 8

_QUOTE_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«"}
_PART = re.compile(r"\S+")


class NotSearchable(InvalidRequest):
    """No part of the query can be looked up."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, "q")


@dataclass(frozen=True, slots=True)
class Operand:
    """Consecutive words: a single word, a phrase, or a run of pairs of characters.

    Attributes:
        words: The folded words.
        text: The operand as it was written.
        is_prefix: Whether the last word is a prefix.
    """

    words: tuple[str, ...]
    text: str = field(compare=False)
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class TextQuery:
    """A parsed query.

    Attributes:
        clauses: All clauses must match. A clause matches if one of its operands occurs.
        without: Operands that must not occur.
        dropped: Words beyond MAX_WORDS, which are not looked up.
        title: The :func:`title_key` of the whole query. An article with this title is always found.
        text: The query as it was written.
    """

    clauses: tuple[tuple[Operand, ...], ...]
    without: tuple[Operand, ...] = ()
    dropped: tuple[str, ...] = ()
    title: str = ""
    text: str = ""

    def operands(self) -> Iterator[Operand]:
        """Yield the operands of all clauses."""
        for clause in self.clauses:
            yield from clause


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the text between spaces, or a quoted phrase."""

    text: str
    is_phrase: bool = False
    is_negative: bool = False

    @property
    def is_operator(self) -> bool:
        """Whether it is ``OR``, which joins its neighbors if it has any."""
        return not self.is_phrase and self.text in ("OR", "AND")


def parse_query(text: str) -> TextQuery:
    """Return *text* as a query.

    Raises:
        NotSearchable: No part of it can be looked up.
        InvalidRequest: A quotation mark has no partner, or there are too many operators.
    """
    parts = list(_split(text))
    _check_operators(parts)
    clauses: list[tuple[Operand, ...]] = []
    dropped: list[str] = []
    for alternatives in _groups(parts):
        read = [list(_operands(part)) for part in alternatives]
        joined = [tuple(_joined(operands) for operands in read if operands)] if len(read) > 1 else []
        for clause in joined or [(operand,) for operand in read[0]]:
            if clause in clauses:
                continue
            if len(clauses) < MAX_WORDS:
                clauses.append(clause)
            else:
                dropped += [operand.text for operand in clause]
    without = [operand for part in parts if part.is_negative for operand in _operands(part)]
    _check(clauses, without)
    return TextQuery(tuple(clauses), tuple(without), tuple(dict.fromkeys(dropped)), title_key(text), text)


def _groups(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Yield lists of parts. One part of each list must occur; a list has more than one if ``OR`` joins them."""
    group: list[_Part] = []
    joins = False
    for number, part in enumerate(parts):
        if part.is_negative:
            continue
        if part.is_operator and _is_between(parts, number):
            joins = part.text == "OR"
            continue
        if group and not joins:
            yield group
            group = []
        group.append(part)
        joins = False
    if group:
        yield group


def _split(text: str) -> Iterator[_Part]:
    """Yield the parts of *text*.

    Raises:
        InvalidRequest: A quotation mark has no partner.
    """
    at = 0
    while found := _PART.search(text, at):
        start = found.start()
        negative = _begins_negation(text, start)
        opening = start + negative
        closing = _closing_quote(text, opening)
        if closing is not None:
            yield _Part(text[opening + 1 : closing], is_phrase=True, is_negative=negative)
            at = closing + 1
        else:
            yield _Part(found[0][negative:], is_negative=negative)
            at = found.end()


def _begins_negation(text: str, at: int) -> bool:
    """Return whether a minus at *at* excludes the word or phrase after it. Before a digit it is a sign."""
    following = text[at + 1 : at + 2]
    return text[at] == "-" and (following.isalpha() or following == '"')


def _closing_quote(text: str, at: int) -> int | None:
    """Return the end of the phrase that begins at *at*, or None if no phrase begins there."""
    mark = text[at : at + 1]
    if mark == '"':
        closing = text.find('"', at + 1)
        if closing < 0:
            raise InvalidRequest(
                "A quotation mark in `q` has no partner: close the phrase, or leave the mark out.", "q"
            )
        return closing
    partners = _QUOTE_PAIRS.get(mark)
    ends = [end for end in (text.find(each, at + 1) for each in partners or "") if end > 0]
    return min(ends, default=None)


def _is_between(parts: list[_Part], number: int) -> bool:
    """Return whether the part has a word or phrase to join on both sides."""
    if not 0 < number < len(parts) - 1:
        return False
    before, after = parts[number - 1], parts[number + 1]
    return not before.is_negative and not after.is_negative and _has_words(before) and _has_words(after)


def _has_words(part: _Part) -> bool:
    return next(tokenize(part.text), None) is not None


def _operands(part: _Part) -> Iterator[Operand]:
    """Yield the operands of *part*: a phrase, or each of its words. Pairs of characters stay together."""
    tokens = list(tokenize(part.text))
    if part.is_phrase or (part.is_negative and len(tokens) > 1):
        if tokens:
            yield _adjacent(tokens, part.text)
        return
    run: list[Token] = []
    for token in tokens:
        run.append(token)
        if not token.is_pair:
            yield _adjacent(run, part.text[run[0].start : run[-1].end], is_prefix=_ends_in_wildcard(part.text, tokens))
            run = []


def _adjacent(tokens: list[Token], text: str, *, is_prefix: bool = False) -> Operand:
    """Return the operand of *tokens*.

    The last character of a run without spaces is part of the pair before it. If there is no pair, it matches every pair
    that begins with it.
    """
    words = [token.text for token in tokens]
    is_alone = tokens[-1].is_tail and (len(tokens) == 1 or not tokens[-2].is_pair)
    if tokens[-1].is_tail and not is_alone:
        del words[-1]
    return Operand(tuple(words), text, is_prefix or is_alone)


def _ends_in_wildcard(text: str, tokens: list[Token]) -> bool:
    """Return whether *text* is one word with an asterisk at its end. Other asterisks are punctuation."""
    if len(tokens) != 1 or text[tokens[0].end : tokens[0].end + 1] != "*":
        return False
    return len(tokens[0].text) >= MIN_PREFIX


def _joined(operands: list[Operand]) -> Operand:
    """Return one operand for an alternative of several words (`COVID-19`), which must be adjacent."""
    if len(operands) == 1:
        return operands[0]
    words = tuple(word for each in operands for word in each.words)
    return Operand(words, " ".join(each.text for each in operands), operands[-1].is_prefix)


def _check_operators(parts: list[_Part]) -> None:
    """Check the number of operators, so that a query cannot take too long.

    Raises:
        InvalidRequest: There are too many.
    """
    operators = sum(part.is_phrase or part.is_negative or part.is_operator for part in parts)
    if operators > MAX_OPERATORS:
        raise InvalidRequest(f"`q` has more than {MAX_OPERATORS} phrases, alternatives and words to leave out.", "q")
    if sum(_ends_in_wildcard(part.text, list(tokenize(part.text))) for part in parts) > MAX_PREFIXES:
        raise InvalidRequest(f"`q` has more than {MAX_PREFIXES} words with a wildcard.", "q")


def _check(clauses: list[tuple[Operand, ...]], without: list[Operand]) -> None:
    """Check that the query has a word to look up.

    Raises:
        NotSearchable: It has none.
    """
    operands = [operand for clause in clauses for operand in clause]
    if not operands and without:
        raise NotSearchable("`q` says only what to leave out: add a word that has to occur.")
    words = [word for operand in operands for word in operand.words]
    if not any(len(word) > 1 or not word.isascii() for word in words):
        raise NotSearchable("No word of `q` can be looked up: it has only punctuation, wildcards or single letters.")
    plain = not any(operand.text.isupper() or operand.is_prefix for operand in operands)
    if plain and _are_stop_words(words):
        raise NotSearchable("No word of `q` can be looked up: it has only stop words. Write an acronym in capitals.")


def _are_stop_words(words: list[str]) -> bool:
    return len(words) < MIN_HEADLINE_WORDS and function_words().issuperset(words)


@cache
def function_words() -> frozenset[str]:
    """Return the folded words that are not searched alone: the most frequent ones, and those that many languages share.

    The complete lists of stop words have words that people search for (`war`, `us`, `new`).
    """
    common = words_by_language("search", "common_words")
    counts = Counter(word for words in common.values() for word in words)
    languages = Counter(word for words in all_stop_words() for word in words)
    shared = {word for word, count in counts.items() if count >= MIN_COMMON}
    stopped = {word for word, count in languages.items() if count >= MIN_STOPPED}
    return frozenset(fold(word) for word in {*common["en"], *common["de"], *shared, *stopped})
