"""The pipeline from a page to its article: passages, layout, scoring, selection, admission, roles, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import fsum
from pathlib import Path
from typing import Any

import msgspec

from clippings.body.blocks import make_blocks
from clippings.body.cards import without_cards
from clippings.body.declared_recipes import with_ingredients
from clippings.body.disclosures import with_disclosures
from clippings.body.embeds import find_embeds
from clippings.body.empty_ends import mark_empty_ends
from clippings.body.footnotes import find_footnotes, with_notes
from clippings.body.formulas import with_formulas
from clippings.body.further_articles import without_further_articles
from clippings.body.hidden import find_hidden, find_leaves
from clippings.body.inline import InlineReader
from clippings.body.interruptions import without_interruptions
from clippings.body.layout import Layout, lay_out_page
from clippings.body.link_labels import without_link_labels
from clippings.body.link_lists import with_link_lists
from clippings.body.live_entries import is_live_blog, mark_entries, with_heads
from clippings.body.markdown import has_too_large_spans
from clippings.body.model import Forest, chance
from clippings.body.named_boxes import with_named_boxes
from clippings.body.note_marks import may_have_references
from clippings.body.note_series import Read, remembered
from clippings.body.page_features import page_feature_vector
from clippings.body.paragraph_runs import with_paragraphs
from clippings.body.reader_comments import without_reader_comments
from clippings.body.recipes import with_recipes
from clippings.body.regions import Region
from clippings.body.rejection_reasons import find_rejection_reason
from clippings.body.roles import assign_roles
from clippings.body.scoring import Scorer, Scoring, cut, select
from clippings.body.section_headings import with_headings, with_like_headings
from clippings.body.titled_lists import with_titled_lists
from clippings.body.typed_notes import TypedNotes, allow_kept, find_typed_notes, with_typed_notes
from clippings.body.whole_boxes import with_strong_lines, with_whole_boxes
from clippings.body.word_weights import WordWeights
from clippings.errors import RejectedPage
from clippings.page.flow import Reading, read_flow
from clippings.page.page import Page
from clippings.records import TEXT_ROLES, Admit, Role

#: Least text of a body, in Latin letters: a news flash of one sentence. Shorter ones are stubs.
MIN_BODY_SIZE = 50
#: A body is a menu if each of its passages is linked to this share.
MIN_LINKED = 0.9
#: A page without running text, such as a grid of products, is rejected up to this multiple of the threshold.
DOUBTFUL = 2.0


class BodyModels:
    """The trained models of passages and of pages. *threshold* is the least score of an article."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.scorer = Scorer(Forest(plain["passages"]), WordWeights(plain["words"]))
        self.pages = Forest(plain["pages"])
        self.threshold = float(plain["threshold"])


@cache
def load_models() -> BodyModels:
    """Return the models that ship with the package. They are read once per process."""
    return BodyModels(msgspec.json.decode(Path(__file__).with_name("model.json").read_bytes()))


def read_body(page: Page, title: str | None, judge: BodyModels | None = None, *, admit: Admit = "articles") -> Reading:
    """Return the article on *page*.

    Args:
        page: The decoded page.
        title: The page's title, if it is known; it helps to find the headline.
        judge: Models that are used instead of the shipped ones, for measurements.
        admit: With ``everything``, a page that is not an article is extracted too, and the result has the reason
            for which it would have been rejected.

    Raises:
        RejectedPage: ``empty-shell`` if the page has no text. Unless *admit* is ``everything``, also the reason why
            the page is not an article, with its score.
    """
    judge = judge or load_models()
    passages = read_flow(page)
    if not passages:
        raise RejectedPage("empty-shell", "the page shows no text", 0.0)
    layout = lay_out_page(page, passages, title)
    made = cut(layout, judge.scorer)
    score = chance(judge.pages.log_odds(page_feature_vector(page, layout, made)))
    rejected = None
    if not made.kept or (not page.plain and is_refused(layout, made, score, judge.threshold)):
        rejected = RejectedPage(*find_rejection_reason(page, layout, made), score)
    made = amend(page, layout, made)
    roles = assign_roles(layout, made.kept)
    if rejected is None and text_size(layout, made, roles) < MIN_BODY_SIZE:
        rejected = RejectedPage("empty-shell", "the page shows no running text", score)
    if rejected is not None:
        if admit == "articles":
            raise rejected
        made, roles = _best_guess(layout, made, roles)
    reading = _make_reading(page, layout, made, roles)
    return replace(reading, score=score, rejection_reason=rejected.reason if rejected is not None else None)


def _make_reading(page: Page, layout: Layout, made: Scoring, roles: list[Role | None]) -> Reading:
    inside = frozenset(made.kept)
    hidden = find_hidden(page, layout.passages, made.kept)
    for index in find_leaves(page, layout.passages, made.kept, hidden):
        roles[index] = "hidden"
    container = common_region(layout, made)
    embeds = find_embeds(page, container.box.element, layout.passages, inside) if container else []
    mark_empty_ends(layout, roles, embeds[-1].before if embeds else 0)
    shown = [role if index in inside else None for index, role in enumerate(roles)]
    times = mark_entries(page, layout.passages, shown)
    notes = page.cached("footnotes", lambda: find_footnotes(page, layout.passages))
    reader = InlineReader(page, notes)
    typed = TypedNotes()
    if made.has_typed_notes:
        typed = find_typed_notes(
            layout.passages, made.kept, _make_read(page), lambda index, _: shown[index] in TEXT_ROLES
        )
    blocks = make_blocks(layout.passages, shown, made.chances, reader, embeds, times, hidden, typed)
    return Reading(
        passages=layout.passages,
        roles=roles,
        blocks=blocks,
        headline=layout.headline,
        container=container.box.element if container else None,
        truncated=page.truncated or ("spans" if has_too_large_spans(blocks) else None),
        scores=made.chances,
    )


def amend(page: Page, layout: Layout, made: Scoring) -> Scoring:
    """Return the selected passages, with the notes and titles that belong to them, and without cards."""
    if not made.kept:
        return made
    is_live = is_live_blog(page)
    kept = made.kept if is_live else without_further_articles(layout, made.kept)
    kept = with_headings(layout, made.chances, with_paragraphs(layout, made.chances, kept))
    kept = with_like_headings(layout, made.chances, kept)
    kept = with_titled_lists(layout, made.chances, without_cards(layout, kept))
    kept = with_recipes(layout, kept)
    kept = with_disclosures(page, layout, made.chances, kept)
    kept = with_ingredients(page, layout, with_named_boxes(layout, made.chances, kept))
    kept = with_strong_lines(layout, made.chances, with_whole_boxes(layout, made.chances, kept))
    kept = without_interruptions(layout, without_link_labels(layout, with_link_lists(layout, kept)))
    kept = kept if is_live else without_reader_comments(layout, made.chances, kept)
    kept = with_formulas(layout.passages, kept)
    kept = with_heads(page, layout, kept, is_live=is_live)
    notes = page.cached("footnotes", lambda: find_footnotes(page, layout.passages))
    typed = TypedNotes()
    if notes.references:
        kept = with_notes(notes, layout.passages, kept)
    elif _may_have_typed_notes(page, layout, kept):
        typed = find_typed_notes(layout.passages, kept, _make_read(page), allow_kept(made.chances, kept))
        kept = with_typed_notes(typed, layout.passages, kept)
    return replace(made, kept=kept or made.kept, has_typed_notes=bool(typed.notes))


def _may_have_typed_notes(page: Page, layout: Layout, kept: Sequence[int]) -> bool:
    if page.tree.find("sup") is not None:
        return True
    return may_have_references("\n".join([layout.passages[index].text for index in kept]))


def _make_read(page: Page) -> Read:
    """Return the function that reads the contents of passages for typed notes, each once."""
    return page.cached("contents", lambda: remembered(InlineReader(page).read))


def is_refused(layout: Layout, made: Scoring, score: float, threshold: float) -> bool:
    """Return whether a page is not an article: by its score alone, or by a low score if no running text was selected.

    A body that consists of links is a menu, whatever the score.
    """
    if score < threshold or all(layout.shares[index] >= MIN_LINKED for index in made.kept):
        return True
    return score < DOUBTFUL * threshold and not any(layout.good[index] for index in made.kept)


def text_size(layout: Layout, made: Scoring, roles: Sequence[Role | None]) -> float:
    """Return the size of the running text that was kept, in Latin letters."""
    return fsum(layout.sizes[index] for index in made.kept if roles[index] in TEXT_ROLES)


def _best_guess(layout: Layout, made: Scoring, roles: list[Role | None]) -> tuple[Scoring, list[Role | None]]:
    """Return the most probable body of a page without an article, with its roles; all text if none is probable."""
    if not made.kept:
        kept = select(layout, made.chances) or list(range(len(layout.passages)))
        made = replace(made, kept=kept)
        roles = assign_roles(layout, kept)
    if not text_size(layout, made, roles):
        inside = frozenset(made.kept)
        roles = ["paragraph" if index in inside else role for index, role in enumerate(roles)]
    return made, roles


def common_region(layout: Layout, made: Scoring) -> Region | None:
    """Return the smallest region that contains all kept passages."""
    first, last = (made.kept[0], made.kept[-1]) if made.kept else (0, 0)
    region: Region | None = layout.regions[first]
    while region is not None and region.last < last:
        region = region.parent
    return region
