"""Training rows for the model of passages: features, label and weight of each passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clippings.body.features import LEXICAL_AT, rows
from clippings.body.layout import Layout
from clippings.body.scoring import is_furniture
from clippings.body.word_weights import FEATURES as LEXICAL_FEATURES
from clippings.body.word_weights import WordWeights
from training.alignment import page_labels, snippet_labels
from training.corpus import Example
from training.plain_pages import PLAIN
from training.variants import NAMELESS, OLD, SHORT, STRUCTURED

Array = NDArray[np.float64]

#: The weight of a page by its set. Three sets share the convention of ``text``; the others have their own.
WEIGHTS = {
    "wcxb": 1.0,
    "aeds": 1.0,
    "fundus": 1.0,
    "readability": 0.3,
    "magic": 0.3,
    "other": 0.3,
    "newspaper3k": 0.2,
    "snippets": 0.1,
    "mercury": 0.1,
}
#: The same for the pages that are made from them. Measured: see docs/decisions/0015-plain-pages.md.
MADE_WEIGHTS = {PLAIN: 0.25, SHORT: 0.2, NAMELESS: 0.2, OLD: 0.2, STRUCTURED: 0.5}
#: Sets that say of single snippets whether they are text.
BY_SNIPPETS = frozenset({"snippets", "mercury"})
#: Of a variant's passages outside of structures, which the labeled page has too, one in so many is kept.
VARIANT_THINNING = {SHORT: 2, NAMELESS: 2, OLD: 2, STRUCTURED: 4}
#: The weight of a structure's passage: it has few words, and each is informative.
STRUCTURE_WEIGHT = 1.0
#: Shares of a structure in the truth between which it is labeled by its share.
WHOLLY_OUT, WHOLLY_IN = 0.2, 0.8
#: Of passages that are clearly furniture one in this number is kept, with this number as its weight.
THINNING = 3
EASY_LINKS = 0.8
EASY_WORDS = 4
#: Words added to a passage's and to a body's length, so that neither single words nor tiny bodies weigh everything.
PASSAGE_WORDS = 3.0
BODY_WORDS = 20.0
#: Words of a passage with a labeled snippet from which on it counts in full.
SNIPPET_WORDS = 120.0


#: Pages with the indices of their passages that are rows.
Places = list[tuple[Example, NDArray[np.int64]]]


@dataclass
class Rows:
    """The rows of many pages, one after another; their features are those that need no word weights."""

    features: NDArray[np.float32]
    labels: Array
    weights: Array
    folds: NDArray[np.int64]


def make_rows(examples: Sequence[Example]) -> tuple[Rows, Places]:
    """Return the rows of *examples*, thinned with a fixed seed, and where they come from."""
    chooser = np.random.RandomState(0)
    pages = [example for example in examples if example.layout is not None]
    parts = [_page_rows(example, example.layout, chooser) for example in pages if example.layout is not None]
    features, found, weights, folds, chosen = zip(*parts, strict=True)
    rows = Rows(np.concatenate(features), np.concatenate(found), np.concatenate(weights), np.concatenate(folds))
    return rows, list(zip(pages, chosen, strict=True))


def join_rows(parts: Sequence[Rows]) -> Rows:
    """Return the rows of all *parts*, one part after another."""
    return Rows(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.folds for part in parts]),
    )


def lexical_rows(places: Places, lexicons: Mapping[int, WordWeights]) -> NDArray[np.float32]:
    """Return the features of the rows at *places* that need word weights, each page's by its fold's; else NaN."""
    parts = []
    for example, chosen in places:
        lexicon = lexicons.get(example.fold)
        if lexicon is None or example.layout is None:
            parts.append(np.full((len(chosen), len(LEXICAL_FEATURES)), np.nan, dtype=np.float32))
        else:
            parts.append(np.array(lexicon.vectors(example.layout), dtype=np.float32)[chosen])
    return np.concatenate(parts)


def count_words(layout: Layout) -> Array:
    """Return how many words each passage has; in scripts without spaces by its size."""
    texts = [passage.text for passage in layout.passages]
    return np.array(
        [len(text.split()) if text.isascii() else size / 6 for text, size in zip(texts, layout.sizes, strict=True)]
    )


def _page_rows(
    example: Example, layout: Layout, chooser: np.random.RandomState
) -> tuple[NDArray[np.float32], Array, Array, NDArray[np.int64], NDArray[np.int64]]:
    texts = [passage.text for passage in layout.passages]
    words = count_words(layout) + PASSAGE_WORDS
    collection = example.collection
    weight = WEIGHTS.get(collection) if collection in WEIGHTS else MADE_WEIGHTS[collection]
    if collection in BY_SNIPPETS:
        label = np.array(snippet_labels(texts, example.truth.get("required", ()), example.truth.get("forbidden", ())))
        weights = np.minimum(words / SNIPPET_WORDS, 1.0) * weight
    else:
        label = pooled(layout, np.array(page_labels(layout.passages, example.text)))
        weights = np.minimum(words / (float((words * label).sum()) + BODY_WORDS), 1.0) * weight
    structured = np.array([structure is not None for structure in layout.structures])
    weights = np.where(structured, weights * STRUCTURE_WEIGHT, weights)
    linked = np.array(layout.shares)
    easy = (label == 0) & ((linked > EASY_LINKS) | (words <= EASY_WORDS + PASSAGE_WORDS))
    one_in = np.where(easy, THINNING, 1) * np.where(structured, 1, VARIANT_THINNING.get(collection, 1))
    kept = (chooser.rand(len(texts)) < 1 / one_in) & ~np.isnan(label)
    kept &= ~np.array([is_furniture(layout, index) for index in range(len(texts))])
    weights = weights * one_in
    chosen = np.flatnonzero(kept)
    features = np.array(rows(layout, chosen.tolist()), dtype=np.float32).reshape(len(chosen), LEXICAL_AT)
    return features, label[chosen], weights[chosen], np.full(len(chosen), example.fold), chosen


def pooled(layout: Layout, label: Array) -> Array:
    """Return *label* with that of a structure's passages replaced by the structure's own."""
    result = label.copy()
    for structure in {structure for structure in layout.structures if structure is not None}:
        sizes = np.array([layout.sizes[index] for index in structure.members])
        share = float((label[structure.members] * sizes).sum() / sizes.sum())
        result[structure.members] = 1.0 if share >= WHOLLY_IN else 0.0 if share <= WHOLLY_OUT else share
    return result
