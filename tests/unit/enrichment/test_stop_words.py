from __future__ import annotations

import pytest

from clippings.enrichment.stop_words import stop_words


@pytest.mark.parametrize(("language", "word"), [("en", "the"), ("de-AT", "und"), ("nb", "og"), ("ja", "こと")])
def test_the_commonest_words_of_a_language_are_stop_words(language: str, word: str) -> None:
    assert word in stop_words(language)


@pytest.mark.parametrize("language", [None, "", "xx"])
def test_an_unknown_language_has_none(language: str | None) -> None:
    assert stop_words(language) == frozenset()
