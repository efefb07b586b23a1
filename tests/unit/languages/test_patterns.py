"""Patterns are made of word lists, and characters with a meaning in patterns are escaped."""

from __future__ import annotations

import re

import pytest

from clippings.languages.patterns import any_of, lazy_pattern


def test_the_longest_word_is_matched() -> None:
    match = re.match(any_of(["autor", "autorin", "autoren"]), "autorin")
    assert match is not None
    assert match[0] == "autorin"


def test_words_are_escaped_in_patterns() -> None:
    assert re.fullmatch(any_of(["oprac.", "a (b)"]), "oprac.")
    assert re.fullmatch(any_of(["oprac.", "a (b)"]), "opracx") is None
    assert re.fullmatch(any_of(["oprac.", "a (b)"]), "a (b)")


def test_a_pattern_is_compiled_at_its_first_use_and_once() -> None:
    built: list[str] = []

    def build() -> str:
        built.append("pattern")
        return any_of(["ferry"])

    pattern = lazy_pattern(build, re.IGNORECASE)
    assert built == []
    assert pattern.search("The FERRY left") is not None
    assert pattern.sub("ship", "the ferry") == "the ship"
    assert pattern.pattern == "(?:ferry)"
    assert len(built) == 1


def test_an_unknown_method_is_an_error() -> None:
    with pytest.raises(AttributeError):
        lazy_pattern(lambda: "x").replace("x", "y")  # type: ignore[attr-defined]
