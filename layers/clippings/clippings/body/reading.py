"""From a page to its article: walk, survey, cut, verdict, roles, blocks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from clippings.body.blocks import make_blocks
from clippings.body.cut import Cut, Scorer, cut
from clippings.body.embeds import find_embeds
from clippings.body.entries import mark_entries
from clippings.body.grounds import Ground
from clippings.body.inline import InlineReader
from clippings.body.lexicon import Lexicon
from clippings.body.model import Forest, chance
from clippings.body.reasons import reason_for
from clippings.body.roles import assign_roles
from clippings.body.survey import Survey, size_of, survey_page
from clippings.body.verdict import verdict_vector
from clippings.errors import RejectedPage
from clippings.page.flow import Reading, read_flow
from clippings.page.page import Page
from clippings.records import TEXT_ROLES

#: A body has at least so much text, in Latin letters; shorter ones are stubs, whatever their score.
MIN_BODY_SIZE = 100


class Judge:
    """The two trained models: one of passages, one of pages. *threshold* is the least score of an article."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.scorer = Scorer(Forest(plain["passages"]), Lexicon(plain["words"]))
        self.pages = Forest(plain["pages"])
        self.threshold = float(plain["threshold"])


@cache
def trained() -> Judge:
    """Return the models that ship with the package; read once a process."""
    return Judge(msgspec.json.decode(files("clippings.body").joinpath("model.json").read_bytes()))


def read_body(page: Page, title: str | None, judge: Judge | None = None) -> Reading:
    """Return the article found on *page*.

    *title* is the page's title, if it is known; it helps to find the headline. *judge* stands in for the shipped
    models where those are being measured. Raises RejectedPage with reason ``empty-shell`` where there is no text,
    else with what the page is instead of an article, and the score.
    """
    judge = judge or trained()
    passages = read_flow(page)
    if not passages:
        raise RejectedPage("empty-shell", "the page shows no text", 0.0)
    survey = survey_page(page, passages, title)
    made = cut(survey, judge.scorer)
    score = chance(judge.pages.total(judge.pages.mask(verdict_vector(page, survey, made))))
    if not made.kept or (score < judge.threshold and not page.plain):
        reason, detail = reason_for(page, survey, made)
        raise RejectedPage(reason, detail, score)
    roles = assign_roles(survey, made.kept)
    inside = frozenset(made.kept)
    shown = [role if index in inside else None for index, role in enumerate(roles)]
    container = common_ground(survey, made)
    embeds = find_embeds(page, container.box.element, passages, inside) if container else []
    times = mark_entries(page, passages, shown)
    blocks = make_blocks(passages, shown, made.chances, InlineReader(page), embeds, times)
    if sum(size_of(block.text) for block in blocks if block.role in TEXT_ROLES) < MIN_BODY_SIZE:
        raise RejectedPage("empty-shell", "the page shows no running text", score)
    return Reading(
        passages=passages,
        roles=roles,
        blocks=blocks,
        headline=survey.headline,
        container=container.box.element if container else None,
        score=score,
        truncated=page.truncated,
        scores=made.chances,
    )


def common_ground(survey: Survey, made: Cut) -> Ground | None:
    """Return the smallest ground that holds everything kept."""
    first, last = (made.kept[0], made.kept[-1]) if made.kept else (0, 0)
    ground: Ground | None = survey.grounds[first]
    while ground is not None and ground.last < last:
        ground = ground.parent
    return ground
