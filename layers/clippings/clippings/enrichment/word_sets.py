"""Sets of words written as one text."""

from __future__ import annotations


def word_set(listing: str) -> frozenset[str]:
    """Return the words of *listing*, which white space separates."""
    return frozenset(listing.split())


def name_set(listing: str) -> frozenset[str]:
    """Return the names of *listing*, which commas separate."""
    return frozenset(" ".join(name.split()) for name in listing.split(","))
