"""The words and phrases that an article is about, from its own text alone."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clippings.enrichment.stop_words import stop_words
from clippings.enrichment.words import word_set

#: Most keywords of an article.
MAX_KEYWORDS = 8
#: Text read, in characters: what an article is about is said by then, and a 5 MB live blog costs no more.
MAX_TEXT = 20_000
#: Longest phrase, in words.
MAX_WORDS = 3

#: Times that a word in small letters must stand in the text: a noun that the article is about does, a verb seldom.
MIN_SMALL = 4
#: Languages whose nouns are all large: a small word is none.
NOUNS_LARGE = frozenset({"de", "lb"})

#: Words of measure, time and newsrooms that no stop-word list has, and no article is about.
EMPTY = word_set(
    """
    prozent euro euros dollar dollars pounds million millions billion millionen milliarden milliarde uhr jahr
    jahre jahren tag tage tagen woche wochen monat monate monaten stunden minuten mal grad meter kilometer gb mb
    percent cent year years day days week weeks month months hours minutes times time people man woman men women
    thing things monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag
    januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche lunes
    martes miércoles jueves viernes sábado domingo milliards milliard millones año años ans année années pour anni
    mr mrs ms dr new photo image video
    """
)

TOKEN = re.compile(r"[^\W_]+(?:[’'.&/‐-][^\W_]+)*|[^\w\s]|\n")
UNSPACED = re.compile("[\u30a0-\u30ff\u30fc]{2,}|[\u3400-\u4dbf\u4e00-\u9fff]{2,}|[\u0e00-\u0e7f]{3,}")
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my"})

#: Weights; docs/decisions/0032 has what each is worth on the development half of the topics.
TITLE, STANDFIRST, NAME, PHRASE, ENTITY = 3.0, 1.5, 1.6, 1.4, 2.0


@dataclass(slots=True)
class Candidate:
    """A phrase with its evidence. *first* is the number of the sentence that it first stands in."""

    first: int
    words: int
    count: int = 0
    names: int = 0  #: how often it is capitalised within a sentence
    inside: int = 0  #: how often it stands within a longer candidate that recurs
    titled: bool = False
    entity: bool = False
    forms: Counter[str] = field(default_factory=Counter)


def find_keywords(
    title: str | None,
    standfirst: str | None,
    sentences: Iterable[str],
    language: str | None,
    names: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return at most MAX_KEYWORDS keywords, the weightiest first, as the text spells them.

    A candidate is a run of words between stop words and punctuation; what counts is how often and how early it
    stands, whether the headline has it and whether it is a name. In scripts without spaces, runs of one script that
    recur are the candidates. *names* are the entities of the text.
    """
    stops = stop_words(language) | EMPTY
    candidates: dict[str, Candidate] = {}
    primary = (language or "").partition("-")[0]
    spaceless, large = primary in UNSPACED_LANGUAGES, primary in NOUNS_LARGE
    for number, (sentence, weight) in enumerate(_weighted(title, standfirst, sentences)):
        runs = _unspaced_runs(sentence, stops) if spaceless else _runs(sentence, stops)
        for run in runs:
            _count(candidates, run, number, titled=weight == TITLE)
    spelled = _spelled(names, candidates)
    _mark_nested(candidates)
    scored = {key: score for key, each in candidates.items() if (score := _score(each, large)) > 0}
    return tuple(_choose(scored, candidates, spelled))


def _weighted(title: str | None, standfirst: str | None, sentences: Iterable[str]) -> Iterator[tuple[str, float]]:
    if title:
        yield title[:500], TITLE
    if standfirst:
        yield standfirst[:1000], STANDFIRST
    room = MAX_TEXT
    for sentence in sentences:
        yield sentence[:room], 1.0
        room -= len(sentence)
        if room <= 0:
            return


def _runs(sentence: str, stops: frozenset[str]) -> Iterator[list[tuple[str, bool]]]:
    """Yield runs of (word, is a name) between stop words and punctuation."""
    run: list[tuple[str, bool]] = []
    start = True
    for word in TOKEN.findall(sentence):
        wordy = word[0].isalnum()
        capital = word[0].isupper()
        stopped = not wordy or word.isdigit() or (word.lower() in stops and not (word.isupper() and len(word) > 1))
        if stopped or (len(word) == 1 and not capital):
            if run:
                yield run
            run = []
        else:
            run.append((word, capital and not start))
        start = not wordy and word in ':–—\n“"„«'
    if run:
        yield run


def _unspaced_runs(sentence: str, stops: frozenset[str]) -> Iterator[list[tuple[str, bool]]]:
    for run in UNSPACED.findall(sentence):
        if run not in stops:
            yield [(run, False)]


def _count(candidates: dict[str, Candidate], run: list[tuple[str, bool]], number: int, *, titled: bool) -> None:
    for start in range(len(run)):
        for end in range(start + 1, min(start + MAX_WORDS, len(run)) + 1):
            words = run[start:end]
            surface = words[0][0] if end == start + 1 else " ".join([word for word, _ in words])
            key = surface.casefold()
            each = candidates.get(key)
            if each is None:
                each = candidates[key] = Candidate(number, len(words))
            each.count += 1
            each.names += words[0][1] and words[-1][1]
            each.titled |= titled
            each.forms[surface] += 1


def _mark_nested(candidates: dict[str, Candidate]) -> None:
    """Note of every phrase's parts how often they stand within it: ``Korea`` of ``South Korea`` is no subject."""
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


def _score(each: Candidate, nouns_large: bool) -> float:
    """Return the weight of a candidate; 0 for one that too little speaks for."""
    own = each.count - 0.8 * each.inside
    if own <= 0 or (each.count == 1 and not (each.titled and each.entity)) or not _substantive(each, nouns_large):
        return 0.0
    weight = math.log2(1 + own) * (1.0 + 1.0 / (1 + math.log2(1 + each.first)))
    weight *= TITLE if each.titled else 1.0
    weight *= NAME if each.names * 2 >= each.count else 1.0
    weight *= ENTITY if each.entity else 1.0
    return weight * (PHRASE if each.words > 1 else 1.0)


def _substantive(each: Candidate, nouns_large: bool) -> bool:
    """True for what can be a subject: an entity, a phrase, a name, or a small word that stands often enough."""
    small = sum(count for form, count in each.forms.items() if form[0].islower())
    if each.entity or each.words > 1 or 2 * small < each.count:
        return True
    return not nouns_large and each.titled and each.count >= MIN_SMALL


def _spelled(names: Iterable[str], candidates: dict[str, Candidate]) -> dict[str, str]:
    """Return how a candidate that names an entity is spelled: ``Trump`` as ``Donald Trump``. Entities are weightier."""
    spelled: dict[str, str] = {}
    for name in names:
        for form in (name.casefold(), name.split()[-1].casefold(), name.split()[-1].casefold() + "s"):
            if form in candidates:
                spelled.setdefault(form, name)
                candidates[form].entity = True
    return spelled


def _choose(scored: dict[str, float], candidates: dict[str, Candidate], spelled: dict[str, str]) -> Iterator[str]:
    taken: list[str] = []
    for key in sorted(scored, key=lambda each: (-scored[each], each)):
        if len(taken) == MAX_KEYWORDS:
            return
        shown = spelled.get(key) or candidates[key].forms.most_common(1)[0][0]
        folded = shown.casefold()
        padded = f" {folded} "
        if any(padded in f" {other} " or f" {other} " in padded for other in taken):
            continue
        taken.append(folded)
        yield shown
