from __future__ import annotations

import pytest

from clippings.enrichment.phrases import read_phrases, without_genitive


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", []),
        ("nothing large", []),
        ("The University of Ostervik closed.", ["The University of Ostervik"]),
        ("Ada Beck, Jon Dahl and I", ["Ada Beck", "Jon Dahl and I"]),
        ("Gov. Ada Beck met J. K. Dahl. They", ["Gov Ada Beck", "J K Dahl", "They"]),
        ("in Ostervik of old", ["Ostervik"]),
        ("Ada\nBeck", ["Ada", "Beck"]),
    ],
)
def test_a_phrase_is_a_run_of_capitalised_words(text: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in read_phrases(text)] == phrases


def test_phrases_have_the_text_around_them() -> None:
    first, second = read_phrases("Yesterday in Ostervik (pop. 9) it rained.")
    assert (first.starts, first.before) == (True, "")
    assert (second.starts, second.before, second.after[:6]) == (False, "in", " (pop.")


@pytest.mark.parametrize(
    ("word", "bare"), [("Beck's", "Beck"), ("Beck’s", "Beck"), ("Dahls’", "Dahls"), ("Beck", "Beck")]
)
def test_a_genitive_is_removed_from_the_name(word: str, bare: str) -> None:
    assert without_genitive(word) == bare
