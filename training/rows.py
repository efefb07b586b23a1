"""Examples to the rows that the model of passages learns from: features, label and weight of each passage."""

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
from training.alignment import labels, snippet_labels
from training.corpus import Example

Array = NDArray[np.float64]

#: How much a page counts by its set. Three sets share the convention of ``text``; the others have their own.
WEIGHTS = {"wcxb": 1.0, "aeds": 1.0, "fundus": 1.0, "readability": 0.3, "magic": 0.3, "other": 0.3, "snippets": 0.1}
#: The same for the bare pages made from them. Measured: see docs/decisions/0015-plain-pages.md.
PLAIN_WEIGHT = 0.25
#: Of passages that are easily told to be furniture one in so many is kept, and counts so many times.
THINNING = 3
EASY_LINKS = 0.8
EASY_WORDS = 4
#: Words added to a passage's and to a body's length, so that neither single words nor tiny bodies weigh everything.
PASSAGE_WORDS = 3.0
BODY_WORDS = 20.0
#: Words of a passage with a labelled snippet from which on it counts in full.
SNIPPET_WORDS = 120.0


@dataclass
class Rows:
    """The rows of many pages, one after another; their features are those that need no lexicon."""

    features: NDArray[np.float32]
    labels: Array
    weights: Array
    folds: NDArray[np.int64]
    places: list[tuple[Example, NDArray[np.int64]]]  #: each page with the indices of the passages that are rows


def make_rows(examples: Sequence[Example]) -> Rows:
    """Return the rows of *examples*, thinned with a fixed seed."""
    chooser = np.random.RandomState(0)
    pages = [example for example in examples if example.layout is not None]
    parts = [_page_rows(example, example.layout, chooser) for example in pages if example.layout is not None]
    features, found, weights, folds, chosen = zip(*parts, strict=True)
    return Rows(
        np.concatenate(features),
        np.concatenate(found),
        np.concatenate(weights),
        np.concatenate(folds),
        list(zip(pages, chosen, strict=True)),
    )


def lexical_rows(rows: Rows, lexicons: Mapping[int, WordWeights]) -> NDArray[np.float32]:
    """Return the features of *rows* that need a lexicon, each page's by the one for its fold; else not a number."""
    parts = []
    for example, chosen in rows.places:
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
    weight = WEIGHTS.get(example.collection, PLAIN_WEIGHT)
    if example.collection == "snippets":
        label = np.array(snippet_labels(texts, example.truth.get("required", ()), example.truth.get("forbidden", ())))
        weights = np.minimum(words / SNIPPET_WORDS, 1.0) * weight
    else:
        label = np.array(labels(texts, example.text))
        weights = np.minimum(words / (float((words * label).sum()) + BODY_WORDS), 1.0) * weight
    linked = np.array(layout.shares)
    easy = (label == 0) & ((linked > EASY_LINKS) | (words <= EASY_WORDS + PASSAGE_WORDS))
    kept = (~easy | (chooser.rand(len(texts)) < 1 / THINNING)) & ~np.isnan(label)
    kept &= ~np.array([is_furniture(layout, index) for index in range(len(texts))])
    weights = np.where(easy, weights * THINNING, weights)
    chosen = np.flatnonzero(kept)
    features = np.array(rows(layout, chosen.tolist()), dtype=np.float32).reshape(len(chosen), LEXICAL_AT)
    return features, label[chosen], weights[chosen], np.full(len(chosen), example.fold), chosen
