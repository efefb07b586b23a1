"""Gradient-boosted trees, evaluated with bit masks instead of walking from node to node.

Every leaf of every tree is one bit of a large integer. A split whose condition is false excludes the leaves to its
left. So each value of a feature corresponds to a mask of the remaining leaves. The masks of a feature are computed in
advance, one for each interval between its thresholds. In the AND of all features' masks, the lowest bit of each tree is
the leaf that is reached. Method: C. Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive
ensembles of regression trees", SIGIR 2015. The values of the leaves are summed with one AND and one population count
per bit of precision.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import exp
from typing import Any, Protocol

from clippings.compiled import find_compiled

#: Bits of a leaf's value. With 12 bits, the error of the sum over all trees is less than 0.01 in log odds.
PRECISION = 12


class Trees(Protocol):
    """The trees as ``_passages.pyx`` evaluates them."""

    def total(self, vector: Sequence[float]) -> float:
        """Return the sum over all trees of the leaf that *vector* reaches, in log odds."""


class Forest:
    """A trained ensemble: the *names* of its features, and its trees.

    Whole vectors are evaluated by the compiled trees if they are built. The masks are made on first use. Both sum the
    values of the leaves as integers, so that their results are exactly equal.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        """Read the JSON form: nodes of all trees in preorder, ``splits`` by feature number, -1 for a leaf."""
        self.names: list[str] = list(plain["features"])
        self.splits: list[int] = plain["splits"]
        self.values: list[float] = plain["values"]

    @cached_property
    def laid(self) -> LaidMasks:
        """The masks of every feature."""
        return LaidMasks(self.splits, self.values, len(self.names))

    @cached_property
    def _compiled_trees(self) -> Trees | None:
        module = find_compiled("clippings.body._passages")
        if module is None:
            return None
        trees: Trees = module.Trees(self.splits, self.values, len(self.names), PRECISION)
        return trees

    @property
    def trees(self) -> Trees | None:
        """The compiled trees, or None if they are not built or are switched off."""
        return self._compiled_trees if find_compiled("clippings.body._passages") is not None else None

    @property
    def everything(self) -> int:
        """The mask of all leaves."""
        return self.laid.everything

    @property
    def thresholds(self) -> list[list[float]]:
        """The thresholds of each feature in ascending order; an empty list if no tree uses the feature."""
        return self.laid.thresholds

    def log_odds(self, vector: Sequence[float]) -> float:
        """Return the sum over all trees of the leaf that *vector* (all features) reaches, in log odds."""
        trees = self.trees
        return self.total(self.mask(vector)) if trees is None else trees.total(vector)

    def mask(self, vector: Sequence[float], offset: int = 0) -> int:
        """Return the mask of the remaining leaves, given the values *vector* of the features from *offset* on."""
        remaining = self.laid.everything
        number = offset
        thresholds, masks = self.laid.thresholds, self.laid.masks
        for value in vector:
            own = thresholds[number]
            if own and own[0] < value:
                remaining &= masks[number][bisect_left(own, value)]
            number += 1
        return remaining

    def part(self, offset: int, count: int) -> Part:
        """Return a part with the *count* features from number *offset* on, without features that no tree uses."""
        laid = self.laid
        return Part(
            laid.everything,
            [
                (number, laid.thresholds[offset + number], laid.masks[offset + number])
                for number in range(count)
                if laid.thresholds[offset + number]
            ],
        )

    def total(self, remaining: int) -> float:
        """Return the sum over all trees of the first of the *remaining* leaves, in log odds."""
        laid = self.laid
        reached = remaining ^ (remaining & (remaining - laid.lowest))
        amount = laid.least
        for weight, plane in laid.planes:
            amount += weight * (reached & plane).bit_count()
        return laid.base + laid.step * amount


class LaidMasks:
    """The masks and the values of the leaves of all trees."""

    def __init__(self, splits: Sequence[int], values: Sequence[float], features: int) -> None:
        """Read the nodes of all trees in preorder; *features* is the number of features."""
        self.splits = splits
        self.values = values
        self.position = 0
        self.leaves: list[float] = []
        self.roots: list[int] = []
        self.rules: list[list[tuple[float, int]]] = [[] for _ in range(features)]
        while self.position < len(self.splits):
            self.roots.append(len(self.leaves))
            self._read_node()
        self.everything = (1 << len(self.leaves)) - 1
        self.lowest = sum(1 << root for root in self.roots)
        self.thresholds, self.masks = self._lay_masks()
        self.base, self.step, self.least, self.planes = self._lay_planes()

    def _read_node(self) -> None:
        """Read the node at the current position and all nodes below it. Its leaves get the next numbers."""
        feature, value = self.splits[self.position], self.values[self.position]
        self.position += 1
        if feature < 0:
            self.leaves.append(value)
            return
        first = len(self.leaves)
        self._read_node()
        left = (1 << len(self.leaves)) - (1 << first)
        self.rules[feature].append((value, left))
        self._read_node()

    def _lay_masks(self) -> tuple[list[list[float]], list[list[int]]]:
        thresholds, masks = [], []
        for rules in self.rules:
            remaining = self.everything
            own_thresholds: list[float] = []
            own_masks = [remaining]
            for threshold, left in sorted(rules):
                remaining &= ~left
                if own_thresholds and own_thresholds[-1] == threshold:
                    own_masks[-1] = remaining
                else:
                    own_thresholds.append(threshold)
                    own_masks.append(remaining)
            thresholds.append(own_thresholds)
            masks.append(own_masks)
        return thresholds, masks

    def _lay_planes(self) -> tuple[float, float, int, list[tuple[int, int]]]:
        """Store the values of the leaves as bit planes, one per bit of the difference from the least value of the tree.

        Later trees have smaller differences, so the planes of high bits end early.
        """
        low, high = min(self.leaves), max(self.leaves)
        step = (high - low) / ((1 << PRECISION) - 1) or 1.0
        planes = [0] * PRECISION
        least = 0
        for first, end in pairwise([*self.roots, len(self.leaves)]):
            amounts = [round((value - low) / step) for value in self.leaves[first:end]]
            lowest = min(amounts)
            least += lowest
            for bit, amount in enumerate(amounts, first):
                for plane in range(PRECISION):
                    if amount - lowest >> plane & 1:
                        planes[plane] |= 1 << bit
        return low * len(self.roots), step, least, [(1 << plane, mask) for plane, mask in enumerate(planes) if mask]


class Part:
    """Some features of a forest that are often evaluated together."""

    def __init__(self, everything: int, features: list[tuple[int, list[float], list[int]]]) -> None:
        self.everything = everything
        self.features = [(number, thresholds[0], thresholds, masks) for number, thresholds, masks in features]

    def mask(self, vector: Sequence[float]) -> int:
        """Return the mask of the remaining leaves, given the values of all features of the part."""
        remaining = self.everything
        for number, least, thresholds, masks in self.features:
            value = vector[number]
            if least < value:  # four values in nine are below every threshold, and exclude no leaf
                remaining &= masks[bisect_left(thresholds, value)]
        return remaining


def chance(log_odds: float) -> float:
    """Return the logistic function of *log_odds*, without overflow."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, log_odds))))
