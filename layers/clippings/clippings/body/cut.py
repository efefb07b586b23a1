"""The cut: a page's passages scored, the body chosen among them, the others told what they are."""

from __future__ import annotations

from dataclasses import dataclass

from clippings.body.choice import choose
from clippings.body.features import (
    CONTEXT_AT,
    OWN_AT,
    OWN_BITS_AT,
    WORD_BITS_AT,
    PassageFeatures,
    bit_vector,
    context_vector,
    page_vector,
)
from clippings.body.model import Forest, chance
from clippings.body.names import NAMES
from clippings.body.survey import FLAGS, TAGS, Ground, Survey
from clippings.body.wording import NAMES as KIND_NAMES

#: Passages that are wholly a link and no longer than so many characters are furniture: none of the corpus's bodies
#: would gain by the model's opinion, and they are half of all passages.
MAX_FURNITURE_CHARS = 40
FURNITURE_LINKS = 0.9
FURNITURE_CHANCE = 0.01


@dataclass
class Cut:
    """What was decided on one page: the chance of every passage, and the indices of those kept."""

    chances: list[float]
    kept: list[int]


class Scorer:
    """Reckons the chance that a passage belongs to the body; remembers what does not depend on the page."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self.named: dict[int, int] = {}
        self.worded: dict[int, int] = {}

    def chances(self, survey: Survey) -> list[float]:
        """Return the chance of every passage of *survey*."""
        forest = self.forest
        page = forest.mask(page_vector(survey))
        contexts: dict[Ground | None, int] = {}
        made = PassageFeatures(survey)
        result: list[float] = []
        for index, ground in enumerate(survey.grounds):
            if is_furniture(survey, index):
                result.append(FURNITURE_CHANCE)
                continue
            parent = ground.parent
            context = contexts.get(parent)
            if context is None:
                context = contexts[parent] = page & forest.mask(context_vector(survey, parent), CONTEXT_AT)
            remaining = context & self._named(ground) & self._worded(survey.kinds[index])
            remaining &= forest.mask(made.vector(index), OWN_AT)
            result.append(chance(forest.total(remaining)))
        return result

    def _named(self, ground: Ground) -> int:
        bits = ground.groups | ground.marks << len(NAMES)
        mask = self.named.get(bits)
        if mask is None:
            vector = bit_vector(bits, len(NAMES) + len(TAGS) + len(FLAGS))
            mask = self.named[bits] = self.forest.mask(vector, OWN_BITS_AT)
        return mask

    def _worded(self, kinds: int) -> int:
        mask = self.worded.get(kinds)
        if mask is None:
            mask = self.worded[kinds] = self.forest.mask(bit_vector(kinds, len(KIND_NAMES)), WORD_BITS_AT)
        return mask


def is_furniture(survey: Survey, index: int) -> bool:
    """Whether the passage at *index* is a short link and nothing else."""
    return survey.shares[index] >= FURNITURE_LINKS and len(survey.passages[index].text) <= MAX_FURNITURE_CHARS


def cut(survey: Survey, scorer: Scorer) -> Cut:
    """Return what belongs to the body of the surveyed page; the headline is no part of it."""
    chances = scorer.chances(survey)
    if survey.headline is not None:
        chances[survey.headline] = 0.0
    texts = [passage.text for passage in survey.passages]
    return Cut(chances, choose(texts, chances, survey.sizes))
