"""Scores a page's passages and selects the body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TypeVar

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
    STRUCTURE_AT,
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
from clippings.body.furniture_words import MAX_LOOKUP_CHARS
from clippings.body.layout import Layout
from clippings.body.model import Forest, Part, chance
from clippings.body.passage_features import OWN_FEATURES, PassageFeatures
from clippings.body.regions import Region
from clippings.body.selection import select_passages
from clippings.body.structure_features import NO_STRUCTURE, STRUCTURE_FEATURES, structure_vector
from clippings.body.structure_rules import complete_structures
from clippings.body.structures import Structure
from clippings.body.word_weights import FEATURES as LEXICAL_FEATURES
from clippings.body.word_weights import WordWeights
from clippings.compiled import find_compiled

Key = TypeVar("Key")
#: Longest passage that is furniture because all of it is a link, in characters. Scoring these would gain nothing on any
#: page of the corpus, and they are half of all passages.
MAX_FURNITURE_CHARS = 40
FURNITURE_LINKS = 0.9
FURNITURE_CHANCE = 0.01
#: Least probability of the best passage. On a page below it there is no body.
MIN_CHANCE = 0.1
#: Added to the size of a structure's passage, in Latin letters, when the scores of its passages are averaged.
ADDED_WEIGHT = 20.0
#: Most cached masks of each kind per process, of some 600 bytes each.
MAX_REMEMBERED = 10_000


@dataclass
class Scoring:
    """The probability of every passage of a page, and the indices of those that were kept."""

    chances: list[float]
    kept: list[int]
    has_typed_notes: bool = False  #: whether notes without links are among them


class Scorer:
    """Computes the probability that a passage belongs to the body, and caches what does not depend on the page."""

    def __init__(self, forest: Forest, lexicon: WordWeights) -> None:
        self.forest = forest
        self.lexicon = lexicon
        self.around: dict[tuple[int, int, int], int] = {}
        self.inside: dict[tuple[int, int, int], int] = {}
        self.named: dict[int, int] = {}
        self.worded: dict[int, int] = {}

    @cached_property
    def lexical(self) -> Part:
        """The features of the passage's words."""
        return self.forest.part(LEXICAL_AT, len(LEXICAL_FEATURES))

    @cached_property
    def context(self) -> Part:
        """The features of the box around the passage."""
        return self.forest.part(CONTEXT_AT, len(CONTEXT_FEATURES))

    @cached_property
    def own(self) -> Part:
        """The features of the passage itself."""
        return self.forest.part(OWN_AT, len(OWN_FEATURES))

    @cached_property
    def structured(self) -> Part:
        """The features of the structure that the passage belongs to."""
        return self.forest.part(STRUCTURE_AT, len(STRUCTURE_FEATURES))

    def chances(self, layout: Layout) -> list[float]:
        """Return the probability of every passage of *layout*."""
        asked = [index for index in range(len(layout.passages)) if not is_furniture(layout, index)]
        compiled, trees = find_compiled("clippings.body._passages"), self.forest.trees
        if compiled is not None and trees is not None:
            totals = compiled.Rows(layout, self.lexicon.weights).totals(trees, asked)
        else:
            totals = self.totals(layout, asked)
        result = [FURNITURE_CHANCE] * len(layout.passages)
        for index, total in zip(asked, totals, strict=True):
            result[index] = chance(total)
        return pool(layout, result)

    def totals(self, layout: Layout, asked: Iterable[int]) -> list[float]:
        """Return the log odds of the passages at the indices *asked*. ``_passages.pyx`` computes the same."""
        forest = self.forest
        page = forest.mask(page_vector(layout))
        contexts: dict[Region | None, int] = {}
        made = PassageFeatures(layout)
        lexical = self.lexicon.vectors(layout)
        result: list[float] = []
        structured: dict[Structure | None, int] = {None: self.structured.mask(NO_STRUCTURE)}
        for index in asked:
            region = layout.regions[index]
            structure = layout.structures[index]
            around = structured.get(structure)
            if around is None and structure is not None:
                around = structured[structure] = self.structured.mask(structure_vector(layout, made, structure))
            context = contexts.get(region.parent)
            if context is None:
                context = contexts[region.parent] = page & self._context(layout, region.parent)
            remaining = context & self._named(own_bits(region)) & self._worded(made.word_bits(index))
            remaining &= self.own.mask(made.vector(index)) & self.lexical.mask(lexical[index]) & (around or 0)
            result.append(forest.total(remaining))
        return result

    def _context(self, layout: Layout, region: Region | None) -> int:
        names, marks = names_around(region), marks_around(region)
        around = self.around.get(names)
        if around is None:
            around = self.forest.mask(level_vector(names, len(AROUND_FEATURES)), AROUND_AT)
            remember(self.around, names, around)
        inside = self.inside.get(marks)
        if inside is None:
            inside = self.forest.mask(level_vector(marks, len(IN_FEATURES)), IN_AT)
            remember(self.inside, marks, inside)
        return around & inside & self.context.mask(context_vector(layout, region))

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
    """Cache *mask* for later pages, unless the cache is full."""
    if len(known) < MAX_REMEMBERED:
        known[key] = mask


def is_furniture(layout: Layout, index: int) -> bool:
    """Return whether the passage at *index* consists of a short link, or is an embedded post of a social network.

    A passage of a structure is furniture if the whole structure is.
    """
    structure = layout.structures[index]
    if structure is not None:
        return structure.is_furniture
    short = layout.shares[index] >= FURNITURE_LINKS and len(layout.passages[index].text) <= MAX_FURNITURE_CHARS
    return short or layout.regions[index].embedded


def pool(layout: Layout, chances: Sequence[float]) -> list[float]:
    """Return *chances* with those of a structure's passages replaced by their mean, weighted by size."""
    result = list(chances)
    for structure in {structure for structure in layout.structures if structure is not None}:
        weights = [layout.sizes[index] + ADDED_WEIGHT for index in structure.members]
        own = [chances[index] for index in structure.members]
        mean = fsum(map(float.__mul__, own, weights)) / fsum(weights)
        for index in structure.members:
            result[index] = mean
    return result


def cut(layout: Layout, scorer: Scorer) -> Scoring:
    """Return which passages of the page belong to the body.

    The passages of a structure are kept or dropped together. The headline is never part of the body, however often it
    is on the page.
    """
    chances = scorer.chances(layout)
    for index in headlines(layout):
        chances[index] = 0.0
    return Scoring(chances, select(layout, chances) if max(chances) >= MIN_CHANCE else [])


def select(layout: Layout, chances: Sequence[float]) -> list[int]:
    """Return the indices of the most probable body, in order, given the probability of each passage."""
    units: list[list[int]] = []
    for index, structure in enumerate(layout.structures):
        if structure is None:
            units.append([index])
        elif structure.members[0] == index:
            units.append([member for member in structure.members if chances[member] > 0] or [index])
    texts = ["\n".join([layout.passages[index].text for index in unit]) for unit in units]
    sizes = [fsum([layout.sizes[index] for index in unit]) for unit in units]
    chosen = select_passages(texts, [chances[unit[0]] for unit in units], sizes)
    kept = {index for place in chosen for index in units[place]}
    return sorted(complete_structures(layout, units, chances, kept))


def headlines(layout: Layout) -> list[int]:
    """Return the indices of the passages that consist of the headline or the title. A page may repeat them."""
    if layout.headline is None:
        return []
    first, title = layout.words[layout.headline], layout.title_words
    return [
        index
        for index, words in enumerate(layout.words)
        if words
        and (words == first or (len(words) == len(title) and title.issuperset(words)))
        and len(layout.passages[index].text) < MAX_LOOKUP_CHARS
    ]
