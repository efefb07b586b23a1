"""Trees evaluated by masks reach the leaves that walking them would."""

from __future__ import annotations

import random
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.body.model import Forest, chance

#: One tree: is feature 0 at most 1.5? Left 1.0; right: is feature 1 at most 0? Left -1.0, right 3.0.
TREE = {"features": ["a", "b"], "splits": [0, -1, 1, -1, -1], "values": [1.5, 1.0, 0.0, -1.0, 3.0]}


def walk(plain: dict[str, Any], vector: list[float]) -> float:
    """Sum the leaves that are reached by walking each tree from its root."""
    total, at = 0.0, 0

    def read(reached: bool) -> None:
        nonlocal total, at
        feature, value = plain["splits"][at], plain["values"][at]
        at += 1
        if feature < 0:
            total += value if reached else 0.0
            return
        left = vector[feature] <= value
        read(reached and left)
        read(reached and not left)

    while at < len(plain["splits"]):
        read(True)
    return total


@pytest.mark.parametrize(
    ("vector", "leaf"), [([1.5, 9.0], 1.0), ([1.6, 0.0], -1.0), ([2.0, 0.1], 3.0), ([-5.0, -5.0], 1.0)]
)
def test_a_value_at_the_threshold_goes_left(vector: list[float], leaf: float) -> None:
    forest = Forest(TREE)
    assert forest.total(forest.mask(vector)) == pytest.approx(leaf, abs=0.01)


def grow(chooser: random.Random, depth: int) -> tuple[list[int], list[float]]:
    if depth == 0 or chooser.random() < 0.2:
        return [-1], [chooser.uniform(-1, 1)]
    left, right = grow(chooser, depth - 1), grow(chooser, depth - 1)
    threshold = float(chooser.randint(-3, 3))
    return [chooser.randrange(4), *left[0], *right[0]], [threshold, *left[1], *right[1]]


@given(st.integers(0, 10_000), st.lists(st.integers(-4, 4).map(float), min_size=4, max_size=4))
def test_masks_give_the_same_result_as_walking_trees(seed: int, vector: list[float]) -> None:
    chooser = random.Random(seed)
    trees = [grow(chooser, 4) for _ in range(6)]
    plain = {
        "features": list("abcd"),
        "splits": [split for splits, _ in trees for split in splits],
        "values": [value for _, values in trees for value in values],
    }
    forest = Forest(plain)
    assert isclose(forest.total(forest.mask(vector)), walk(plain, vector), abs_tol=0.01)
    parts = forest.mask(vector[:2]) & forest.mask(vector[2:], 2)
    assert parts == forest.mask(vector)


@pytest.mark.parametrize(("log_odds", "expected"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0), (2.0, 0.8808)])
def test_chances_are_between_zero_and_one(log_odds: float, expected: float) -> None:
    assert chance(log_odds) == pytest.approx(expected, abs=1e-4)


@given(st.integers(0, 10_000), st.lists(st.integers(-4, 4).map(float), min_size=4, max_size=4))
def test_masks_of_parts_combine_to_the_mask_of_the_whole(seed: int, vector: list[float]) -> None:
    chooser = random.Random(seed)
    trees = [grow(chooser, 4) for _ in range(6)]
    splits = [split for tree in trees for split in tree[0]]
    forest = Forest({"features": list("abcd"), "splits": splits, "values": [v for tree in trees for v in tree[1]]})
    parts = forest.part(0, 1).mask(vector[:1]) & forest.part(1, 3).mask(vector[1:])
    assert parts == forest.mask(vector)
