"""Word lists written as running text."""

from __future__ import annotations


def word_set(listing: str) -> frozenset[str]:
    """Return the words of *listing*, which white space sets apart."""
    return frozenset(listing.split())


def name_set(listing: str) -> frozenset[str]:
    """Return the names of *listing*, which commas set apart."""
    return frozenset(" ".join(name.split()) for name in listing.split(","))
