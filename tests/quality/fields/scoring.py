"""Scores of titles, names and sets on the labeled pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.quality.scoring import plain

_BETWEEN_NAMES = re.compile(r"\s*[;,]\s*|\s+and\s+|\s+&\s+|\|")


def same_title(found: str | None, truth: str) -> float:
    """1 where both have the same words in the same order, else 0."""
    return float(plain(found or "") == plain(truth))


def set_f1(found: Iterable[str | None] | None, truth: Iterable[str | None] | None) -> float:
    """F1 over the sets of normalized texts; both empty is right."""
    ours = {text for text in (plain(text or "") for text in found or ()) if text}
    theirs = {text for text in (plain(text or "") for text in truth or ()) if text}
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def split_names(value: str | list[str] | None) -> list[str]:
    """Return a byline in one string, or several, as a list of names."""
    values = [value] if isinstance(value, str) else list(value or ())
    return [name.strip() for v in values for name in _BETWEEN_NAMES.split(v or "") if name.strip()]
