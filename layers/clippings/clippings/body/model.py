"""Gradient-boosted trees, evaluated without walking them.

Every leaf of every tree is one bit of a large integer. A split that fails rules out the leaves to its left, so each
feature value stands for a mask of leaves that remain; the masks of one feature are made ahead, one for each interval
between its thresholds. The AND over all features leaves in each tree, as its lowest bit, the leaf that is reached.
Method: C. Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression
trees", SIGIR 2015. The leaves' values are summed bit by bit: one AND and one population count a bit of precision.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import exp
from typing import Any

#: Bits that a leaf's value is kept in; the sum over all trees errs by less than 0.01 on the scale of log odds.
PRECISION = 12


class Forest:
    """A trained ensemble: *names* of its features, masks and values of its leaves."""

    def __init__(self, plain: dict[str, Any]) -> None:
        """Read the JSON form: nodes of all trees in preorder, ``splits`` by feature number, -1 for a leaf."""
        self.names: list[str] = list(plain["features"])
        self.splits: list[int] = plain["splits"]
        self.values: list[float] = plain["values"]
        self.position = 0
        self.leaves: list[float] = []
        self.roots: list[int] = []
        self.rules: list[list[tuple[float, int]]] = [[] for _ in self.names]
        while self.position < len(self.splits):
            self.roots.append(len(self.leaves))
            self._read_node()
        self.everything = (1 << len(self.leaves)) - 1
        self.lowest = sum(1 << root for root in self.roots)
        self.thresholds, self.masks = self._lay_masks()
        self.base, self.step, self.least, self.planes = self._lay_planes()

    def _read_node(self) -> None:
        """Read the node at the current position with what is below it; its leaves get the next numbers."""
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
        """Lay the leaves' values in planes, one for each bit of what a value is above the least of its tree.

        Later trees say less: their high planes are empty, and end early.
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

    def mask(self, vector: Sequence[float], offset: int = 0) -> int:
        """Return the leaves that remain given the features from number *offset* on, as many as *vector* has."""
        remaining = self.everything
        number = offset
        thresholds, masks = self.thresholds, self.masks
        for value in vector:
            own = thresholds[number]
            if own:
                place = bisect_left(own, value)
                if place:
                    remaining &= masks[number][place]
            number += 1
        return remaining

    def part(self, offset: int, count: int) -> Part:
        """Return the *count* features from number *offset* on, those that no tree asks for left out."""
        return Part(
            self.everything,
            [
                (number, self.thresholds[offset + number], self.masks[offset + number])
                for number in range(count)
                if self.thresholds[offset + number]
            ],
        )

    def total(self, remaining: int) -> float:
        """Return the sum over all trees of the leaf reached, in log odds."""
        reached = remaining ^ (remaining & (remaining - self.lowest))
        amount = self.least
        for weight, plane in self.planes:
            amount += weight * (reached & plane).bit_count()
        return self.base + self.step * amount


class Part:
    """Some features of a forest, whose masks are taken together often."""

    def __init__(self, everything: int, features: list[tuple[int, list[float], list[int]]]) -> None:
        self.everything = everything
        self.features = features

    def mask(self, vector: Sequence[float]) -> int:
        """Return the leaves that remain given the values of all features of the part."""
        remaining = self.everything
        for number, thresholds, masks in self.features:
            place = bisect_left(thresholds, vector[number])
            if place:
                remaining &= masks[place]
        return remaining


def chance(log_odds: float) -> float:
    """Return the logistic function of *log_odds*, without overflow."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, log_odds))))
