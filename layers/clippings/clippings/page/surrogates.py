"""Lone surrogates, which are code points that no encoding has: no store and no answer can take them."""

from __future__ import annotations


def without_surrogates(text: str) -> str:
    """Return *text* with each lone surrogate replaced by U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
