"""Keywords: the words and phrases that an article is about, from its own text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from clippings.enrichment.keyword_candidates import KeywordCandidate, find_candidates
from clippings.enrichment.keyword_tokens import Grammar, find_grammar
from clippings.enrichment.stop_words import stop_words

#: Maximum number of keywords of an article.
MAX_KEYWORDS = 8
#: Least number of letters that two forms of one word have in common at their beginning.
MIN_STEM = 5
#: Number of characters that are read. They are enough to find the subject, and bound the time for a long live blog.
MAX_TEXT = 20_000
#: Most candidates, the ones with the highest weight.
LOOKED_AT = 40

#: How often a lower-case word must occur: nouns that the article is about do, verbs seldom.
MIN_SMALL = 4
#: Least share of the occurrences of such a word that follow an article or a similar word, in languages with articles.
#: It distinguishes nouns from verbs: "the win" is rarer than "will win".
MIN_DETERMINED = 0.1
#: How often a word that is not in the headline must occur, in scripts without capitals.
MIN_UNCASED = 3

#: Weights. docs/decisions/0032 has the effect of each on the development half of the topics.
TITLE, NAME, PHRASE, ENTITY = 3.0, 1.6, 1.4, 2.0


def find_keywords(
    title: str | None,
    standfirst: str | None,
    sentences: Iterable[str],
    language: str | None,
    names: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return at most MAX_KEYWORDS keywords, those with the highest weight first, as the text spells them.

    A candidate is a run of words between stop words and punctuation. Its weight depends on how often and how early it
    occurs, whether the headline contains it, and whether it is a name. In scripts without spaces, the candidates are
    runs of one script that occur more than once.

    Args:
        title: The headline.
        standfirst: The standfirst.
        sentences: The sentences of the text, in reading order.
        language: The language of the text, as BCP 47.
        names: The entities of the text.
    """
    primary = (language or "").partition("-")[0]
    grammar = find_grammar(primary)
    candidates = find_candidates(_read(title, standfirst, sentences), primary, stop_words(language), grammar)
    spelled = _spelled(names, candidates)
    _mark_nested(candidates)
    scored = {key: score for key, each in candidates.items() if (score := _score(each, grammar)) > 0}
    return tuple(_choose(scored, candidates, spelled))


def _read(title: str | None, standfirst: str | None, sentences: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each sentence that is read, and whether it is the headline."""
    if title:
        yield title[:500], True
    if standfirst:
        yield standfirst[:1000], False
    room = MAX_TEXT
    for sentence in sentences:
        yield sentence[:room], False
        room -= len(sentence)
        if room <= 0:
            return


def _mark_nested(candidates: dict[str, KeywordCandidate]) -> None:
    """Count how often each part of a phrase is inside of it: ``Korea`` of ``South Korea`` is not a subject."""
    inside: defaultdict[str, int] = defaultdict(int)
    for key, each in candidates.items():
        if each.words > 1 and each.count > 1:
            words = key.split(" ")
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    part = " ".join(words[start:end])
                    if part != key:
                        inside[part] = max(inside[part], each.count)
    for key, count in inside.items():
        if key in candidates:
            candidates[key].inside = count


def _score(each: KeywordCandidate, grammar: Grammar) -> float:
    """Return the weight of a candidate; 0 if there is too little evidence."""
    if each.count == 1 and not (each.titled and each.entity):  # most candidates
        return 0.0
    own = each.count - 0.8 * each.inside
    if each.words > 1 and each.count - each.titled < 2 and not (each.entity or each.names or not _is_cased(each)):
        return 0.0
    if own <= 0 or not _substantive(each, grammar):
        return 0.0
    weight = math.log2(1 + own) * (1.0 + 1.0 / (1 + math.log2(1 + each.first)))
    weight *= TITLE if each.titled else 1.0
    weight *= NAME if each.names * 2 >= each.count else 1.0
    weight *= ENTITY if each.entity else 1.0
    return weight * (PHRASE if each.words > 1 else 1.0)


def _is_cased(each: KeywordCandidate) -> bool:
    """Return whether the script has capitals."""
    return any(form.lower() != form.upper() for form in each.forms)


def _substantive(each: KeywordCandidate, grammar: Grammar) -> bool:
    """Return whether the candidate can be a subject: an entity, a phrase, a name, or a frequent lower-case word."""
    if each.entity or each.words > 1:
        return True
    if not _is_cased(each):
        return each.titled or each.count >= MIN_UNCASED
    large = each.count - sum(count for form, count in each.forms.items() if form[0].islower())
    if grammar.nouns_large or each.names:
        return 2 * large > each.count
    noun = not grammar.articles or each.determined >= MIN_DETERMINED * each.count
    return noun and each.titled and each.count >= MIN_SMALL


def _spelled(names: Iterable[str], candidates: dict[str, KeywordCandidate]) -> dict[str, str]:
    """Return the entity's full name for a candidate that names one: ``Donald Trump`` for ``Trump``."""
    spelled: dict[str, str] = {}
    for name in names:
        for form in (name.casefold(), name.split()[-1].casefold(), name.split()[-1].casefold() + "s"):
            if form in candidates:
                spelled.setdefault(form, name)
                candidates[form].entity = True
    return spelled


def _inflects(one: str, other: str) -> bool:
    """Return whether two keywords seem to be forms of one word: they differ at most in the last two letters of each."""
    if one[:MIN_STEM] != other[:MIN_STEM]:
        return False
    stem = max(MIN_STEM, max(len(one), len(other)) - 2)
    return one[:stem] == other[:stem] and min(len(one), len(other)) >= stem


def _choose(
    scored: dict[str, float], candidates: dict[str, KeywordCandidate], spelled: dict[str, str]
) -> Iterator[str]:
    """Yield the keywords with the highest weights, each once. Of two forms of one word, yield the shorter one."""
    taken: dict[str, str] = {}
    for key in sorted(scored, key=lambda each: (-scored[each], each))[:LOOKED_AT]:
        shown = spelled.get(key) or max(candidates[key].forms, key=candidates[key].forms.__getitem__)
        folded = shown.casefold()
        same = next((other for other in taken if _inflects(folded, other)), None)
        if same:
            taken[same] = min(taken[same], shown, key=len)
        elif len(taken) < MAX_KEYWORDS and not any(_holds(folded, other) for other in taken):
            taken[folded] = shown
    yield from taken.values()


def _holds(one: str, other: str) -> bool:
    """Return whether one contains the other, or both share two consecutive words."""
    pairs, others = (set(pairwise(each.split())) for each in (one, other))
    return bool(pairs & others) or f" {one} " in f" {other} " or f" {other} " in f" {one} "
