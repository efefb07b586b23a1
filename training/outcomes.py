"""The outcome of one labeled page: its text, and the features for the model of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clippings.body.blocks import make_blocks
from clippings.body.extraction import MIN_BODY_SIZE, amend, text_size
from clippings.body.inline import InlineReader
from clippings.body.page_features import page_feature_vector
from clippings.body.rejection_reasons import find_rejection_reason
from clippings.body.render import to_text
from clippings.body.roles import assign_roles
from clippings.body.scoring import Scorer, cut
from training.corpus import Example


@dataclass
class Outcome:
    """The outcome of one page in the cross-validation. *text* is as if the page had not been rejected.

    *size* is that of the running text, in Latin letters, and *reason* the one with which the page would be refused.
    """

    collection: str
    name: str
    fold: int
    truth: dict[str, Any]
    title: str | None
    encoding: str
    text: str
    vector: list[float]
    size: float = 0.0
    reason: str = "empty-shell"
    score: float = 0.0

    def is_refused(self, least: float) -> bool:
        """Return whether the page is rejected if articles have a score of *least* or more."""
        return self.score < least or self.size < MIN_BODY_SIZE


def read(example: Example, scorer: Scorer) -> Outcome:
    """Return the page as the package reads it, without judging whether it is an article."""
    layout = example.layout
    known = (example.collection, example.name, example.fold, example.truth, example.title, example.page.encoding)
    if layout is None:
        return Outcome(*known, "", [])
    chosen = cut(layout, scorer)
    vector = page_feature_vector(example.page, layout, chosen)
    reason, _ = find_rejection_reason(example.page, layout, chosen)
    made = amend(example.page, layout, chosen)
    inside = frozenset(made.kept)
    roles = assign_roles(layout, made.kept)
    shown = [role if index in inside else None for index, role in enumerate(roles)]
    blocks = make_blocks(layout.passages, shown, made.chances, InlineReader(example.page))
    return Outcome(*known, to_text(blocks), vector, text_size(layout, made, roles), reason)
