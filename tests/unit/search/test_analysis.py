"""The words of a text as a search finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.search.analysis import MAX_WORD, title_key, tokenize, variants_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's 12 bridges", ["the", "mayor", "12", "bridges"]),
        ("Vitamin C", ["vitamin", "c"]),
        ("EU, UN and AKW", ["eu", "un", "and", "akw"]),
        ("the U.S. and the U.N.", ["the", "us", "and", "the", "un"]),
        ("COVID-19", ["covid", "19"]),
        ("l’eau d'été O'Brien", ["eau", "ete", "brien"]),
        ("東京の橋", ["東京", "京の", "の橋", "橋"]),
        ("東京 Tower", ["東京", "京", "tower"]),
        ("2024年5月", ["2024", "年", "5", "月"]),
        ("橋", ["橋"]),
        ("대통령이", ["대통", "통령", "령이", "이"]),
        ("ประเทศ", ["ปร", "ระ", "ะเ", "เท", "ทศ", "ศ"]),
        ("नदी पर पुल", ["नदी", "पर", "पुल"]),
        ("সেতুর ভোট পাস", ["সেতুর", "ভোট", "পাস"]),
        ("வாக்கெடுப்பு", ["வாக்கெடுப்பு"]),
        ("…!? ***", []),
        ("", []),
    ],
)
def test_words_of_a_text_are_found(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_is_found_by_at_most_its_beginning() -> None:
    assert words_of("x" * 10_000) == ["x" * MAX_WORD]


@given(st.text(max_size=200))
def test_words_have_their_positions(text: str) -> None:
    last = 0
    for token in tokenize(text):
        assert token.text
        assert " " not in token.text
        assert last <= token.start < token.end <= len(text)
        last = token.start


@given(st.text(alphabet="aB1 '’.-éß東京のनदी", max_size=60))
def test_words_are_the_tokens_without_their_places(text: str) -> None:
    assert words_of(text) == [token.text for token in tokenize(text)]


@given(st.text(max_size=60))
def test_folding_is_idempotent(text: str) -> None:
    words = [token.text for token in tokenize(text) if not token.is_pair and not token.is_tail]
    again = [word for each in words for word in words_of(each)]
    assert [word[:1] for word in again[:1]] == [word[:1] for word in words[:1]] or not again


def test_words_are_written_as_on_a_plain_keyboard_once_each() -> None:
    assert variants_of("Die Müllers grüßen Frau Müllers Bürgermeister", "de") == [
        "muellers",
        "gruessen",
        "buergermeister",
    ]


def test_titles_of_the_same_words_share_a_key() -> None:
    assert title_key("“Wir schaffen das”, sagt Merkel") == title_key("WIR SCHAFFEN DAS - sagt Merkel!")
    assert title_key("one two") != title_key("two one")
    assert title_key("?!") == ""
