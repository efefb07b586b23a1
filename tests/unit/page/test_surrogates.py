"""Lone surrogates are replaced, and pairs are letters."""

from __future__ import annotations

from clippings.page.surrogates import without_surrogates


def test_lone_surrogates_are_replaced_and_pairs_joined() -> None:
    assert without_surrogates("a\ud800b\ud835\udc9c") == "a\ufffdb𝒜"


def test_text_without_surrogates_is_unchanged() -> None:
    assert without_surrogates("𝒜 quay") == "𝒜 quay"
