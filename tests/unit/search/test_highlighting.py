"""Passages with the words of a query marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.search.highlighting import PASSAGE, highlight
from clippings.search.query import parse_query


def passages(query: str, text: str) -> tuple[str, ...]:
    return highlight(parse_query(query), {"text": text}).get("text", ())


@pytest.mark.parametrize(
    ("query", "text", "passage"),
    [
        ("bridge", "The Bridge is old.", "The <mark>Bridge</mark> is old."),
        ("brucke", "Die Brücke ist alt.", "Die <mark>Brücke</mark> ist alt."),
        ('"old bridge"', "An old bridge, a bridge.", "An <mark>old</mark> <mark>bridge</mark>, a bridge."),
        ("brid*", "Bridges and bridle", "<mark>Bridges</mark> and <mark>bridle</mark>"),
        ("東京タワー", "赤い東京タワーの橋", "赤い<mark>東京タワー</mark>の橋"),
        ("नदी", "नदी पर पुल", "<mark>नदी</mark> पर पुल"),
        ("bridge", "<b>bridge</b> & more", "&lt;b&gt;<mark>bridge</mark>&lt;/b&gt; &amp; more"),
        ("Ann", "Ann's bridge", "<mark>Ann</mark>'s bridge"),
    ],
)
def test_words_are_marked_in_their_spelling_in_the_text(query: str, text: str, passage: str) -> None:
    assert passages(query, text) == (passage,)


def test_a_text_without_the_words_has_no_passage() -> None:
    assert highlight(parse_query("bridge"), {"title": "A ferry", "text": None}) == {}


def test_the_passages_with_the_most_words_of_a_long_text_are_selected() -> None:
    text = "filler " * 200 + "the old bridge and the old ferry " + "filler " * 200 + "bridge " + "filler " * 50
    found = passages("old bridge ferry", text)
    assert found[0].count("<mark>") == 4
    assert all(len(re.sub(r"</?mark>", "", each)) <= PASSAGE + 2 for each in found)
    assert len(found) == 2


@given(st.text(max_size=600), st.sampled_from(["a", "bridge", "a1 OR b1", "東京"]))
def test_a_passage_without_its_marks_is_part_of_the_text(text: str, word: str) -> None:
    text = f"{text} {word} {text}"
    try:
        found = passages(word, text)
    except Exception:  # noqa: BLE001 - a single letter is not searchable
        return
    import html

    plain = " ".join(text.split())
    for each in found:
        assert html.unescape(re.sub(r"</?mark>", "", each)).strip("…").strip() in plain + " "
