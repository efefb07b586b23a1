"""The words of the languages, as the rules read them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from clippings.languages.word_lists import all_words, words_by_language, words_of


def test_a_list_is_read_by_language() -> None:
    published = words_by_language("dates", "published")
    assert "veröffentlicht" in published["de"]
    assert "veröffentlicht" not in published["en"]


def test_a_language_without_a_list_has_no_words() -> None:
    assert "mr" in words_of("entities", "titles", "en")
    assert words_of("entities", "titles", "cy") == ()
    assert words_of("dates", "updated", "no language") == ()


def test_the_words_of_all_languages_are_unique() -> None:
    words = all_words("furniture", "share", "comment")
    assert {"teilen", "hozzászólás", "facebook"} <= {*words}
    assert len(words) == len({*words})


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        all_words("furniture", "weather")


def test_parsing_loads_neither_toml_nor_stop_words() -> None:
    code = (
        "import sys, clippings.parsing\n"
        "from clippings.languages import word_lists\n"
        "line = '<p>Ferry number %d left the quay at noon, with the mayor and her guests on board.</p>'\n"
        "clippings.parse('<h1>The ferry</h1>' + ''.join(line % number for number in range(9)))\n"
        "word_lists.words_of('dates', 'updated', 'en')\n"
        "assert 'tomllib' not in sys.modules\n"
        "loaded = word_lists._load.cache_info().currsize\n"
        "word_lists.words_of('stop_words', 'words', 'en')\n"
        "assert word_lists._load.cache_info().currsize == loaded + 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
