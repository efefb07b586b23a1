"""The model's features in words that somebody who never saw the code understands."""

from __future__ import annotations

import pytest

from clippings.body.features import FEATURES
from clippings_local.wording import say_feature, say_value


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_words(feature: str) -> None:
    assert "_" not in say_feature(feature)


@pytest.mark.parametrize(("value", "said"), [(3.0, "3"), (-1.0, "-1"), (0.256, "0.26")])
def test_numbers_have_no_more_digits_than_they_deserve(value: float, said: str) -> None:
    assert say_value(value) == said


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
def test_a_feature_says_of_what_it_is_and_what_it_measures(feature: str, said: str) -> None:
    assert say_feature(feature) == said


def test_no_two_features_are_said_alike() -> None:
    assert len({say_feature(feature) for feature in FEATURES}) == len(FEATURES)
