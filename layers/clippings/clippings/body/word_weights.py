"""Learned weights of single words, in any language, for the role of a passage.

The weight of a word is how much it changes the log odds that a passage belongs to the body: "subscribe" and "getty"
lower them, "said" raises them. A word that occurs on few hosts of the labeled pages has no weight. Introductions of
authors, requests for donations and disclaimers are recognized mainly by their words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from math import fsum

from clippings.body.layout import Layout

FEATURES = ("lexicon_sum", "lexicon_mean", "lexicon_before", "lexicon_after")


class WordWeights:
    """The *weights* of words."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def weigh(self, words: Sequence[str]) -> float:
        """Return the sum of the weights of *words*, lower-cased."""
        return fsum(map(self.weights.get, words, repeat(0.0)))

    def vectors(self, layout: Layout) -> list[list[float]]:
        """Return for each passage the numbers that :data:`FEATURES` names.

        These are the sum of its words' weights, their mean, and the means of the passages before and after it.
        """
        sums = [self.weigh(words) for words in layout.words]
        means = [amount / (len(words) or 1) for amount, words in zip(sums, layout.words, strict=True)]
        return [
            [amount, mean, before, after]
            for amount, mean, before, after in zip(sums, means, [0.0, *means], [*means[1:], 0.0], strict=False)
        ]
