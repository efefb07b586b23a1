"""The similarity of two articles, whether one contains the other, and which was probably first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from clippings.enrichment.fingerprint import BINS, Sketch, read_fingerprint

#: Least similarity of two articles that are copies. docs/decisions/0031 has the measurement.
MIN_SIMILARITY = 0.30
#: Least share of the smaller text that is in the larger one, if the larger one contains it.
MIN_CONTAINMENT = 0.80
#: Least similarity of a text and one that contains it. For a much shorter text the estimate is not reliable.
MIN_CONTAINED_SIMILARITY = 0.15


@dataclass(frozen=True, slots=True)
class Copy:
    """The facts of an article that are compared. *first_seen* is its publication if known, else its first capture."""

    id: str
    fingerprint: tuple[str, ...]
    first_seen: datetime
    publisher: str | None = None
    credits: tuple[str, ...] = ()  #: names of its authors and agencies


@dataclass(frozen=True, slots=True)
class Likeness:
    """The similarity of two texts.

    Attributes:
        similarity: The estimated Jaccard similarity, 0 to 1.
        held: The share of the first text that is also in the second.
        holds: The share of the second text that is also in the first.
        relation: Whether the texts are the same, one contains the other, or they overlap.
    """

    similarity: float
    held: float
    holds: float
    relation: Literal["same", "contains", "contained", "overlaps"]

    @property
    def near(self) -> bool:
        """Whether they are copies of one text."""
        contained = max(self.held, self.holds) >= MIN_CONTAINMENT and self.similarity >= MIN_CONTAINED_SIMILARITY
        return self.similarity >= MIN_SIMILARITY or contained


def compare(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """Return the similarity of two fingerprints, or None if a text is too short."""
    first, second = read_fingerprint(one), read_fingerprint(other)
    return compare_sketches(first, second) if first and second else None


def compare_sketches(first: Sketch, second: Sketch) -> Likeness:
    """Return the similarity of two sketches."""
    similarity = sum(a == b for a, b in zip(first.minima, second.minima, strict=True)) / BINS
    shared = similarity / (1 + similarity) * (first.size + second.size)
    held, holds = min(1.0, shared / first.size), min(1.0, shared / second.size)
    return Likeness(round(similarity, 3), round(held, 3), round(holds, 3), _relation(held, holds))


def _relation(held: float, holds: float) -> Literal["same", "contains", "contained", "overlaps"]:
    if held >= MIN_CONTAINMENT and holds >= MIN_CONTAINMENT:
        return "same"
    if holds >= MIN_CONTAINMENT:
        return "contains"
    return "contained" if held >= MIN_CONTAINMENT else "overlaps"


def likely_original(one: Copy, other: Copy) -> str | None:
    """Return the id of the probable original, or None if it is unknown.

    If one text credits the publisher of the other, it is the copy. Otherwise the original is the one that was published
    at least an hour earlier. Smaller differences are ignored, because clocks and dates are not more exact.
    """
    credited, crediting = _credits(one, other), _credits(other, one)
    if credited != crediting:
        return other.id if credited else one.id
    apart = (one.first_seen - other.first_seen).total_seconds()
    if abs(apart) < 3600:
        return None
    return one.id if apart < 0 else other.id


def _credits(copy: Copy, source: Copy) -> bool:
    """Return whether *copy* names the publisher of *source* as an author and has another publisher."""
    name = (source.publisher or "").casefold()
    if not name or name == (copy.publisher or "").casefold():
        return False
    return any(name == credit.casefold() for credit in copy.credits)
