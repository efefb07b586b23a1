"""The words of a text, split by a pattern or, for ASCII, by a translation table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.page.word_splitting import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's 12 bridges, re-opened.", ["The", "mayor", "s", "12", "bridges", "re", "opened"]),
        ("snake_case and __init__", ["snake_case", "and", "__init__"]),
        ("naïve – Łódź’s café", ["naïve", "Łódź", "s", "café"]),
        ("नदी पर पुल।", ["नदी", "पर", "पुल"]),
        ("சேது பாலம்", ["சேது", "பாலம்"]),
        ("東京の橋 opens", ["東京の橋", "opens"]),
        ("a\tb\nc\x1cd\x00e", ["a", "b", "c", "d", "e"]),
        ("…!? ", []),
        ("", []),
    ],
)
def test_words_are_unchanged_runs_of_letters_digits_and_underscores(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@given(st.text(st.characters(max_codepoint=127)) | st.text(st.characters(max_codepoint=0x8FF)))
def test_ascii_texts_are_split_like_others(text: str) -> None:
    assert split_words(text) == re.findall(r"\w+", text)
