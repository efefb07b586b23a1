"""What an article is about."""

from __future__ import annotations

import pytest

from clippings.enrichment.keywords import MAX_KEYWORDS, find_keywords

TEXT = [
    "The harbour tunnel opens on Monday.",
    "In Ostervik the harbour tunnel has been talked about for years.",
    "Ostervik paid three billion crowns for the harbour tunnel.",
    "Mayor Ada Beck called the tunnel a gift, and Beck thanked the workers.",
]


def test_the_subject_of_the_headline_comes_first() -> None:
    assert find_keywords("Harbour tunnel opens", None, TEXT, "en")[0].lower() == "harbour tunnel"


def test_names_that_recur_are_keywords_and_stop_words_are_not() -> None:
    found = find_keywords("Harbour tunnel opens", None, TEXT, "en")
    assert "Ostervik" in found
    assert not {"the", "on", "has", "for", "years"} & set(found)


def test_a_last_name_is_spelled_as_the_person() -> None:
    found = find_keywords("Beck opens tunnel", None, TEXT, "en", ["Ada Beck"])
    assert "Ada Beck" in found
    assert "Beck" not in found


def test_no_keyword_is_a_part_of_another() -> None:
    found = [word.lower() for word in find_keywords("Harbour tunnel opens", None, TEXT * 3, "en")]
    assert not any(f" {one} " in f" {other} " for one in found for other in found if one != other)


def test_what_stands_once_is_no_keyword() -> None:
    assert "crowns" not in find_keywords("Harbour tunnel opens", None, TEXT, "en")


def test_runs_of_characters_that_recur_are_keywords_where_words_are_not_apart() -> None:
    assert "トンネル" in find_keywords(
        "港のトンネルが開通", None, ["トンネルは月曜に開く。", "市長はトンネルを喜ぶ。"], "ja"
    )


@pytest.mark.parametrize(
    ("title", "sentences", "language"),
    [(None, [], None), ("", ["", "   "], "en"), ("!!!", ["…"], "xx"), ("12 34", ["5 6 7"], "en")],
)
def test_a_text_about_nothing_has_no_keywords(title: str | None, sentences: list[str], language: str | None) -> None:
    assert find_keywords(title, None, sentences, language) == ()


def test_a_title_of_100_kilobytes_and_an_endless_text_are_bounded() -> None:
    assert len(find_keywords("tunnel " * 15_000, None, TEXT * 5_000, "en")) <= MAX_KEYWORDS
