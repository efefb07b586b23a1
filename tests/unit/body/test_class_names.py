"""The words in a class or an id say what an element is for."""

from __future__ import annotations

import pytest

from clippings.body import class_names
from clippings.body.class_names import NAMES, groups_in


def groups(names: str) -> set[str]:
    bits = groups_in(names)
    return {name for bit, name in enumerate(NAMES) if bits >> bit & 1}


@pytest.mark.parametrize(
    ("names", "group"),
    [
        ("comments", "comment"),
        ("commentList", "comment"),
        ("post__related-articles", "related"),
        ("sidebar", "side"),
        ("SIDEBAR", "side"),
        ("newsletter-signup", "subscribe"),
        ("ad", "ad"),
        ("top-ad-slot", "ad"),
        ("cookie_banner", "modal"),
        ("figcaption", "caption"),
    ],
)
def test_class_names_are_recognized_in_any_spelling(names: str, group: str) -> None:
    assert group in groups(names)


@pytest.mark.parametrize("names", ["", "x1 y2", "shadow", "adventure", "headache", "qqqq", "\U0001f600"])
def test_words_inside_other_words_are_not_matched(names: str) -> None:
    assert groups(names) == set()


def test_groups_of_several_words_are_combined() -> None:
    assert groups("comment related") == groups("comment") | groups("related")


def test_long_class_names_are_not_cached() -> None:
    names = "byline " * 1_000
    assert groups(names) == groups("byline")
    assert names not in class_names._names_seen
    assert "byline" in class_names._names_seen


def test_long_parts_of_class_names_are_not_cached() -> None:
    part = "bylineAuthor" * 20
    assert groups(f"card-{part}") == groups("card byline")
    assert part not in class_names._parts_seen
    assert "card" in class_names._parts_seen
