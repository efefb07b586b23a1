"""Words and minutes."""

from __future__ import annotations

import pytest

from clippings.enrichment.reading_time import count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("Don't panic: it's 3.5 per cent.", 6),
        ("L’eau d'Évian", 2),
        ("co-operative well-being", 2),
        ("港のトンネル", 6),  # every ideograph and kana counts, as in word processors
        ("Apple 发布", 3),
        ("हिन्दी समाचार", 2),
        ("สวัสดีครับ", 2),  # ten letters and marks at 4.5 a word
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 0),
        (1, "en", 1),
        (228, "en", 1),
        (229, "en-GB", 2),
        (228, "ar", 2),
        (255, "zh", 1),
        (255, "zh-Hant", 1),
        (357, "ja", 1),
        (184, None, 1),
        (185, "xx", 2),
    ],
)
def test_reading_takes_longer_in_some_languages(words: int, language: str | None, minutes: int) -> None:
    assert reading_minutes(words, language) == minutes
