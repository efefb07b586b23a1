"""Lone surrogates are replaced, and pairs are letters."""

from __future__ import annotations

from clippings.page.surrogates import without_surrogates


def test_a_lone_surrogate_becomes_a_replacement_and_a_pair_its_letter() -> None:
    assert without_surrogates("a\ud800b\ud835\udc9c") == "a\ufffdb𝒜"


def test_text_without_surrogates_stays() -> None:
    assert without_surrogates("𝒜 quay") == "𝒜 quay"
