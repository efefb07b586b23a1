"""The cut: a page's passages scored, the body chosen among them, the others told what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from clippings.body.choice import choose
from clippings.body.features import (
    AROUND_AT,
    AROUND_FEATURES,
    CONTEXT_AT,
    CONTEXT_FEATURES,
    IN_AT,
    IN_FEATURES,
    LEXICAL_AT,
    OWN_AT,
    OWN_BITS,
    OWN_BITS_AT,
    WORD_BITS,
    WORD_BITS_AT,
    bit_vector,
    context_vector,
    level_vector,
    marks_around,
    names_around,
    own_bits,
    page_vector,
)
from clippings.body.grounds import Ground
from clippings.body.lexicon import FEATURES as LEXICAL_FEATURES
from clippings.body.lexicon import Lexicon
from clippings.body.model import Forest, chance
from clippings.body.passage_features import OWN_FEATURES, PassageFeatures
from clippings.body.survey import MAX_LOOKUP_CHARS, Survey

Key = TypeVar("Key")
#: Passages that are wholly a link and no longer than so many characters are furniture: none of the corpus's bodies
#: would gain by the model's opinion, and they are half of all passages.
MAX_FURNITURE_CHARS = 40
FURNITURE_LINKS = 0.9
FURNITURE_CHANCE = 0.01
#: Where nothing on the page is likelier than this to be text, there is no body.
MIN_CHANCE = 0.1
#: Masks of each kind remembered in one process, of some 600 bytes each.
MAX_REMEMBERED = 10_000


@dataclass
class Cut:
    """What was decided on one page: the chance of every passage, and the indices of those kept."""

    chances: list[float]
    kept: list[int]


class Scorer:
    """Reckons the chance that a passage belongs to the body; remembers what does not depend on the page."""

    def __init__(self, forest: Forest, lexicon: Lexicon) -> None:
        self.forest = forest
        self.lexicon = lexicon
        self.lexical = forest.part(LEXICAL_AT, len(LEXICAL_FEATURES))
        self.context = forest.part(CONTEXT_AT, len(CONTEXT_FEATURES))
        self.own = forest.part(OWN_AT, len(OWN_FEATURES))
        self.around: dict[tuple[int, int, int], int] = {}
        self.inside: dict[tuple[int, int, int], int] = {}
        self.named: dict[int, int] = {}
        self.worded: dict[int, int] = {}

    def chances(self, survey: Survey) -> list[float]:
        """Return the chance of every passage of *survey*."""
        forest = self.forest
        page = forest.mask(page_vector(survey))
        contexts: dict[Ground | None, int] = {}
        made = PassageFeatures(survey)
        lexical = self.lexicon.vectors(survey)
        result: list[float] = []
        for index, ground in enumerate(survey.grounds):
            if is_furniture(survey, index):
                result.append(FURNITURE_CHANCE)
                continue
            context = contexts.get(ground.parent)
            if context is None:
                context = contexts[ground.parent] = page & self._context(survey, ground.parent)
            remaining = context & self._named(own_bits(ground)) & self._worded(made.word_bits(index))
            remaining &= self.own.mask(made.vector(index)) & self.lexical.mask(lexical[index])
            result.append(chance(forest.total(remaining)))
        return result

    def _context(self, survey: Survey, ground: Ground | None) -> int:
        names, marks = names_around(ground), marks_around(ground)
        around = self.around.get(names)
        if around is None:
            around = self.forest.mask(level_vector(names, len(AROUND_FEATURES)), AROUND_AT)
            remember(self.around, names, around)
        inside = self.inside.get(marks)
        if inside is None:
            inside = self.forest.mask(level_vector(marks, len(IN_FEATURES)), IN_AT)
            remember(self.inside, marks, inside)
        return around & inside & self.context.mask(context_vector(survey, ground))

    def _named(self, bits: int) -> int:
        mask = self.named.get(bits)
        if mask is None:
            mask = self.forest.mask(bit_vector(bits, len(OWN_BITS)), OWN_BITS_AT)
            remember(self.named, bits, mask)
        return mask

    def _worded(self, bits: int) -> int:
        mask = self.worded.get(bits)
        if mask is None:
            mask = self.forest.mask(bit_vector(bits, len(WORD_BITS)), WORD_BITS_AT)
            remember(self.worded, bits, mask)
        return mask


def remember(known: dict[Key, int], key: Key, mask: int) -> None:
    """Keep *mask* for the next page, as long as there are few."""
    if len(known) < MAX_REMEMBERED:
        known[key] = mask


def is_furniture(survey: Survey, index: int) -> bool:
    """Whether the passage at *index* is a short link and nothing else, or a network's post that is shown here."""
    short = survey.shares[index] >= FURNITURE_LINKS and len(survey.passages[index].text) <= MAX_FURNITURE_CHARS
    return short or survey.grounds[index].embedded


def cut(survey: Survey, scorer: Scorer) -> Cut:
    """Return what belongs to the body of the surveyed page; the headline is no part of it, however often it stands."""
    chances = scorer.chances(survey)
    for index in headlines(survey):
        chances[index] = 0.0
    if max(chances) < MIN_CHANCE:
        return Cut(chances, [])
    texts = [passage.text for passage in survey.passages]
    return Cut(chances, choose(texts, chances, survey.sizes))


def headlines(survey: Survey) -> list[int]:
    """Return the passages that say the headline or the title, and no more: a page's head may stand on it twice."""
    if survey.headline is None:
        return []
    first, title = survey.words[survey.headline], survey.title_words
    return [
        index
        for index, words in enumerate(survey.words)
        if words
        and (words == first or (len(words) == len(title) and title.issuperset(words)))
        and len(survey.passages[index].text) < MAX_LOOKUP_CHARS
    ]
