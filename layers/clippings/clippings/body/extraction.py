"""From a page to its article: walk, survey, cut, verdict, roles, blocks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from clippings.body.blocks import make_blocks
from clippings.body.embeds import find_embeds
from clippings.body.inline import InlineReader
from clippings.body.layout import Layout, lay_out_page, size_of
from clippings.body.live_entries import mark_entries
from clippings.body.model import Forest, chance
from clippings.body.page_features import page_feature_vector
from clippings.body.regions import Region
from clippings.body.rejection_reasons import find_rejection_reason
from clippings.body.roles import assign_roles
from clippings.body.scoring import Scorer, Scoring, cut
from clippings.body.word_weights import WordWeights
from clippings.errors import RejectedPage
from clippings.page.flow import Reading, read_flow
from clippings.page.page import Page
from clippings.records import TEXT_ROLES

#: A body has at least so much text, in Latin letters; shorter ones are stubs, whatever their score.
MIN_BODY_SIZE = 100


class BodyModels:
    """The two trained models: one of passages, one of pages. *threshold* is the least score of an article."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.scorer = Scorer(Forest(plain["passages"]), WordWeights(plain["words"]))
        self.pages = Forest(plain["pages"])
        self.threshold = float(plain["threshold"])


@cache
def load_models() -> BodyModels:
    """Return the models that ship with the package; read once a process."""
    return BodyModels(msgspec.json.decode(files("clippings.body").joinpath("model.json").read_bytes()))


def read_body(page: Page, title: str | None, judge: BodyModels | None = None) -> Reading:
    """Return the article found on *page*.

    *title* is the page's title, if it is known; it helps to find the headline. *judge* stands in for the shipped
    models where those are being measured. Raises RejectedPage with reason ``empty-shell`` where there is no text,
    else with what the page is instead of an article, and the score.
    """
    judge = judge or load_models()
    passages = read_flow(page)
    if not passages:
        raise RejectedPage("empty-shell", "the page shows no text", 0.0)
    layout = lay_out_page(page, passages, title)
    made = cut(layout, judge.scorer)
    score = chance(judge.pages.total(judge.pages.mask(page_feature_vector(page, layout, made))))
    if not made.kept or (score < judge.threshold and not page.plain):
        reason, detail = find_rejection_reason(page, layout, made)
        raise RejectedPage(reason, detail, score)
    roles = assign_roles(layout, made.kept)
    inside = frozenset(made.kept)
    shown = [role if index in inside else None for index, role in enumerate(roles)]
    container = common_region(layout, made)
    embeds = find_embeds(page, container.box.element, passages, inside) if container else []
    times = mark_entries(page, passages, shown)
    blocks = make_blocks(passages, shown, made.chances, InlineReader(page), embeds, times)
    if sum(size_of(block.text) for block in blocks if block.role in TEXT_ROLES) < MIN_BODY_SIZE:
        raise RejectedPage("empty-shell", "the page shows no running text", score)
    return Reading(
        passages=passages,
        roles=roles,
        blocks=blocks,
        headline=layout.headline,
        container=container.box.element if container else None,
        score=score,
        truncated=page.truncated,
        scores=made.chances,
    )


def common_region(layout: Layout, made: Scoring) -> Region | None:
    """Return the smallest ground that holds everything kept."""
    first, last = (made.kept[0], made.kept[-1]) if made.kept else (0, 0)
    region: Region | None = layout.regions[first]
    while region is not None and region.last < last:
        region = region.parent
    return region
