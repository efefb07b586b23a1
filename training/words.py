"""Weights of words, learned from the labeled passages: what ``clippings.body.word_weights`` reads.

A logistic regression on the words that passages begin with, every page counting about the same. Where the model of
passages learns, a passage's words are weighed by a lexicon that never saw its host, as they will be on a new page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

import numpy as np
from scipy import optimize, sparse

from clippings.body.layout import Layout
from clippings.body.scoring import is_furniture
from training.alignment import page_labels
from training.corpus import MEASURED, SUFFIXES, Example
from training.plain_pages import PLAIN
from training.rows import WEIGHTS, Array, count_words

#: Sets whose whole texts are labeled.
LEARNED = (*MEASURED, "readability", "other")
#: Words that fewer hosts use are left out: they belong to a subject and not to a part of pages.
MIN_HOSTS = 20
#: Pages whose truth has a smaller share of the good text are left out: most are labeled wrongly, and their words only
#: distinguish subjects.
MIN_LABELLED = 1 / 3
#: Shorter passages are left out, since their context identifies them; longer ones count as so many words.
MIN_WORDS, MAX_WORDS = 4, 30
#: Added to a page's words, so that a short page does not count as much as a long one.
PAGE_WORDS = 200
#: Strength of the L2 penalty, with weights of the passages that are 1 on the average; and steps of the search.
PENALTY = 10.0
STEPS = 60
#: Smaller weights are left out.
MIN_WEIGHT = 0.05


@dataclass
class Words:
    """The words of some labeled passages, page by page, and the hosts that use each word."""

    hosts: dict[str, set[str]]
    folds: list[int]
    passages: list[list[list[str]]]
    labels: list[Array]
    weights: list[Array]


def gather_words(examples: Sequence[Example]) -> Words:
    """Return the words of the passages of *examples*."""
    found = Words(_hosts(examples), [], [], [], [])
    for example in examples:
        if example.collection in LEARNED and example.layout is not None:
            label, weight = _weigh(example, example.layout)
            found.folds.append(example.fold)
            found.passages.append(example.layout.words)
            found.labels.append(label)
            found.weights.append(weight)
    return found


class WordRows:
    """The words of the labeled passages in a matrix; one vocabulary, which knows no label."""

    def __init__(self, parts: Sequence[Words]) -> None:
        hosts: dict[str, set[str]] = {}
        for part in parts:
            for word, users in part.hosts.items():
                hosts.setdefault(word, set()).update(users)
        self.fitted: dict[frozenset[int], dict[str, float]] = {}
        self.vocabulary = {
            word: number for number, word in enumerate(sorted(w for w in hosts if len(hosts[w]) >= MIN_HOSTS))
        }
        numbers: list[int] = []
        ends = [0]
        for part in parts:
            for words in chain.from_iterable(part.passages):
                numbers += [self.vocabulary[word] for word in words if word in self.vocabulary]
                ends.append(len(numbers))
        shape = (len(ends) - 1, len(self.vocabulary))
        self.matrix = sparse.csr_matrix((np.ones(len(numbers)), numbers, ends), shape=shape)
        self.labels = np.concatenate([label for part in parts for label in part.labels])
        self.weights = np.concatenate([weight for part in parts for weight in part.weights])
        counts = [len(label) for part in parts for label in part.labels]
        self.folds = np.repeat([fold for part in parts for fold in part.folds], counts)

    def fit(self, *without: int | None) -> dict[str, float]:
        """Return the weights of words, learned from all folds but those in *without*; computed once each."""
        left_out = frozenset(fold for fold in without if fold is not None)
        if left_out not in self.fitted:
            self.fitted[left_out] = self._fit(left_out)
        return self.fitted[left_out]

    def _fit(self, without: frozenset[int]) -> dict[str, float]:
        used = np.flatnonzero((self.weights > 0) & ~np.isin(self.folds, sorted(without)))
        matrix, label = self.matrix[used], self.labels[used]
        turned = matrix.T.tocsr()
        weight = self.weights[used] / self.weights[used].mean()

        def loss(point: Array) -> tuple[float, Array]:
            odds = matrix @ point[:-1] + point[-1]
            error = weight * (1 / (1 + np.exp(-odds)) - label)
            cost = (weight * (np.logaddexp(0, odds) - label * odds)).sum() + PENALTY / 2 * (point[:-1] ** 2).sum()
            return float(cost), np.append(turned @ error + PENALTY * point[:-1], error.sum())

        start = np.zeros(len(self.vocabulary) + 1)
        made = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
        pairs = zip(self.vocabulary, made.x, strict=False)  # the last number is the constant
        return {word: round(float(weight), 2) for word, weight in pairs if abs(weight) >= MIN_WEIGHT}


def _hosts(examples: Sequence[Example]) -> dict[str, set[str]]:
    """Return the hosts that use each word."""
    hosts: dict[str, set[str]] = {}
    for example in examples:
        if example.layout is not None and (example.collection in WEIGHTS or example.collection == PLAIN):
            name = urlsplit(example.truth.get("url") or "").hostname or example.name
            host = SUFFIXES.privatesuffix(name) or name
            for word in {word for words in example.layout.words for word in words if not word.isdigit()}:
                hosts.setdefault(word, set()).add(host)
    return hosts


def _weigh(example: Example, layout: Layout) -> tuple[Array, Array]:
    """Return label and weight of each passage of the page."""
    label = np.array(page_labels(layout.passages, example.text))
    good = np.array(layout.sizes) * np.array(layout.good)
    words = count_words(layout)
    furniture = np.array([is_furniture(layout, index) for index in range(len(words))])
    told = np.where((words < MIN_WORDS) | furniture, 0.0, np.minimum(words, MAX_WORDS))
    if (good * label).sum() < MIN_LABELLED * good.sum():
        told = told * 0.0
    return label, told / (told.sum() + PAGE_WORDS)
