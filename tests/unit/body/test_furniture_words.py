"""Short lines of page furniture are known by their words, in many languages."""

from __future__ import annotations

import pytest

from clippings.body.furniture_words import NAMES, kinds_in
from clippings.page.word_splitting import split_words


def kinds(text: str) -> set[str]:
    bits = kinds_in(split_words(text.lower()), text)
    return {name for bit, name in enumerate(NAMES) if bits >> bit & 1}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Subscribe to our letters", "subscribe"),
        ("Jetzt abonnieren", "subscribe"),
        ("Share this page", "share"),
        ("分享", "share"),
        ("12 comments", "comment"),
        ("Anzeige", "advert"),
        ("関連記事はこちら", "related"),
        ("Copyright 2026", "legal"),
        ("Photograph: Ann Reed", "credit"),
        ("Bültene abone ol", "subscribe"),
        ("Hozzászólások", "comment"),
        ("Διαφήμιση", "advert"),
        ("विज्ञापन", "advert"),
        ("โฆษณา", "advert"),
        ("שתפו", "share"),
        ("Всі права захищені", "legal"),
        ("Читайте також", "related"),
    ],
)
def test_furniture_is_recognized_by_its_words(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize("text", ["", "The ferry has gone.", "Der Hafen blieb still", "港口", "नदी पर पुल", "สะพานใหม่"])
def test_other_lines_have_no_furniture_words(text: str) -> None:
    assert kinds(text) == set()
