"""The model's features in words that a person can understand without the code."""

from __future__ import annotations

import pytest

from clippings.body.features import FEATURES
from clippings.body.passage_features import FIRST_MARKS
from clippings_local.feature_labels import say_feature, say_value


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_a_label(feature: str) -> None:
    assert "_" not in say_feature(feature)


@pytest.mark.parametrize(("value", "said"), [(3.0, "3"), (-1.0, "-1"), (0.256, "0.26")])
def test_numbers_are_rounded(value: float, said: str) -> None:
    assert say_value("depth", value) == said


@pytest.mark.parametrize(
    ("feature", "value", "said"),
    [
        ("in_aside", 1.0, "yes"),
        ("own_share", 0.0, "no"),
        ("own_passages", 1.0, "1"),
        ("main_inside", -1.0, "there is none"),
        ("ends", 3.0, "full stop"),
        ("list_lead", 11.0, "heading, colon or comma"),
        ("list_lead", -1.0, "no text before"),
        ("begins", 2.0, "capital"),
        ("after1_same", 2.0, "the box"),
    ],
)
def test_coded_values_are_shown_in_words(feature: str, value: float, said: str) -> None:
    assert say_value(feature, value) == said


@pytest.mark.parametrize("mark", FIRST_MARKS.values())
def test_every_prefix_of_a_block_has_a_label(mark: int) -> None:
    assert say_value("first_mark", float(mark)).isalpha()


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("links", "share that is linked"),
        ("before1_links", "the block before: share that is linked"),
        ("heading_says_newsletter", "the heading above speaks of newsletter"),
        ("says_newsletter", "speaks of newsletter"),
        ("never_heard_of", "never heard of"),
    ],
)
def test_labels_name_the_place_and_the_measure(feature: str, said: str) -> None:
    assert say_feature(feature) == said


def test_labels_of_features_are_unique() -> None:
    assert len({say_feature(feature) for feature in FEATURES}) == len(FEATURES)
