"""The part that each passage plays: of the kept ones in the article, of the others on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.body.names import NAMES
from clippings.body.survey import MARK, Ground, Survey
from clippings.page.flow import Passage
from clippings.records import Role

GROUP = {name: 1 << bit for bit, name in enumerate(NAMES)}
HEADING = re.compile(r"h[1-6]$")
#: How a note on a correction begins, in the larger news languages.
CORRECTION = re.compile(
    r"(?:this (?:article|story|post) (?:was|has been) (?:corrected|amended|updated to correct)|corrections?\s*[:(—–-]|clarification\s*[:(—–-]|"
    r"korrektur\s*:|richtigstellung\s*:|rectificatif\s*:|fe de errores|correção\s*:|correzione\s*:|rettifica\s*:|rectificatie\s*:)",
    re.IGNORECASE,
)
#: How a picture's credit begins.
CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|images?|pictures?|fotos?|bild(?:er)?|crédits?|credits?|illustration)\s*(?:credit|by|courtesy|:|©|/)",
    re.IGNORECASE,
)
MAX_CREDIT_CHARS = 120
#: Boxes above a passage that are asked what they are.
REACH = 4
#: A passage shorter than a paragraph; a standfirst is at most so long.
MAX_STANDFIRST_CHARS = 600


#: Names of one entry of a live blog.
LIVE_ENTRY = re.compile(
    r"live[-_ ]?(?:blog|ticker|feed|story|update)?[-_ ]{0,2}(?:entry|post|item|block|update)s?(?![a-z])", re.IGNORECASE
)


def assign_roles(survey: Survey, kept: Sequence[int]) -> list[Role | None]:
    """Return the role of every passage of the survey, *kept* being the article's."""
    inside = frozenset(kept)
    first = next((index for index in kept if survey.good[index] and survey.passages[index].box.tag == "p"), -1)
    roles = [
        kept_role(survey, index, first) if index in inside else dropped_role(survey, index)
        for index in range(len(survey.passages))
    ]
    if survey.headline is not None:
        roles[survey.headline] = "headline"
    _mark_entries(survey, kept, roles)
    return roles


def _mark_entries(survey: Survey, kept: Sequence[int], roles: list[Role | None]) -> None:
    """The first passage of each entry of a live blog stands for the entry."""
    seen: set[int] = set()
    for index in kept:
        level: Ground | None = survey.grounds[index]
        for _ in range(REACH):
            if level is None:
                break
            if level.names and LIVE_ENTRY.search(level.names):
                if level.box.order not in seen:
                    seen.add(level.box.order)
                    roles[index] = "live_entry"
                break
            level = level.parent


def kept_role(survey: Survey, index: int, first_paragraph: int) -> Role:
    """Return the role of the passage at *index*, which is part of the article."""
    passage = survey.passages[index]
    ground = survey.grounds[index]
    if passage.kind == "row":
        return "table"
    if passage.kind == "code":
        return "code"
    if HEADING.match(passage.box.tag):
        return "heading"
    marks, groups = around(ground, REACH)
    if marks & MARK["figcaption"] or (ground.groups & GROUP["caption"] and len(passage.text) < MAX_STANDFIRST_CHARS):
        return "caption"
    if len(passage.text) <= MAX_CREDIT_CHARS and CREDIT.match(passage.text):
        return "credit"
    if CORRECTION.match(passage.text):
        return "correction"
    if index < first_paragraph and _is_standfirst(survey, passage, ground):
        return "standfirst"
    return _flow_role(ground, marks)


def _flow_role(ground: Ground, marks: int) -> Role:
    near = ground.marks | (ground.parent.marks if ground.parent else 0)
    if "pullquote" in "".join(filter(str.isalpha, ground.names.lower())):
        return "pull_quote"
    if near & (MARK["li"] | MARK["dl"]):
        return "list_item"
    if marks & MARK["blockquote"]:
        return "quote"
    return "paragraph"


def _is_standfirst(survey: Survey, passage: Passage, ground: Ground) -> bool:
    if len(passage.text) > MAX_STANDFIRST_CHARS:
        return False
    own = ground.groups | (ground.parent.groups if ground.parent else 0)
    if own & GROUP["standfirst"]:
        return True
    return len(passage.text) > 40 and passage.text == survey.description


def dropped_role(survey: Survey, index: int) -> Role | None:
    """Return what a passage outside of the article is, where its surroundings say so; None for the rest."""
    passage = survey.passages[index]
    marks, groups = around(survey.grounds[index], REACH)
    if marks & MARK["figcaption"]:
        return "caption"
    for group, role in _OUTSIDE:
        if groups & GROUP[group]:
            return role
    if len(passage.text) <= MAX_CREDIT_CHARS and CREDIT.match(passage.text):
        return "credit"
    return None


_OUTSIDE: tuple[tuple[str, Role], ...] = (
    ("comment", "comment"),
    ("byline", "byline"),
    ("biography", "author_note"),
    ("related", "related"),
    ("ad", "promotion"),
    ("subscribe", "promotion"),
    ("caption", "caption"),
)


def around(ground: Ground, reach: int) -> tuple[int, int]:
    """Return the marks and the groups of *ground* and of the *reach* - 1 boxes above it."""
    marks = groups = 0
    level: Ground | None = ground
    for _ in range(reach):
        if level is None:
            break
        marks |= level.marks
        groups |= level.groups
        level = level.parent
    return marks, groups
