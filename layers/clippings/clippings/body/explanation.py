"""Explains to a person why each passage of a page was kept or dropped.

The weight of a feature is how much the log odds of the passage fall if the feature gets the page's median value and all
other features stay unchanged. The effect of a combination of features counts for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clippings.body.extraction import BodyModels, load_models
from clippings.body.features import FEATURES, rows
from clippings.body.layout import Layout, lay_out_page
from clippings.body.model import Forest, chance
from clippings.body.page_features import page_feature_vector
from clippings.body.roles import assign_roles
from clippings.body.scoring import Scorer, Scoring, cut, is_furniture
from clippings.body.selection import MIN_COPY_CHARS
from clippings.page.flow import read_flow
from clippings.page.page import Page
from clippings.records import Role

#: Most reasons per passage, and least absolute weight of a reason, in log odds.
MAX_REASONS = 6
MIN_WEIGHT = 0.05
#: Most passages that are explained, from the beginning of the page. Each takes about 10 ms.
MAX_EXPLAINED = 1_500


@dataclass(frozen=True, slots=True)
class Reason:
    """One *feature* with its *value*. It is a reason for the passage; or against it if *weight* is negative."""

    feature: str
    weight: float
    value: float
    usual: float


#: The result for a passage. ``furniture`` is a short link, which the model does not score. ``copy`` repeats the text of
#: another passage that has a higher score.
Decision = Literal["kept", "headline", "furniture", "copy", "dropped"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage: its text, its place, whether it was kept, and the reasons."""

    text: str
    path: tuple[str, ...]  #: the boxes around it as ``tag.class``, the outermost first
    role: Role | None
    decision: Decision
    chance: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every passage of a page in reading order.

    *line* is the least probability of the kept passages outside of structures. *score* is the article score of the
    page. A page below *threshold* is rejected.
    """

    passages: tuple[Judged, ...]
    score: float
    threshold: float
    line: float = 1.0


def explain_body(page: Page, title: str | None, judge: BodyModels | None = None) -> Explanation:
    """Return the decision about each passage of *page*, even if the page is not an article."""
    judge = judge or load_models()
    passages = read_flow(page)
    if not passages:
        return Explanation((), 0.0, judge.threshold)
    layout = lay_out_page(page, passages, title)
    made = cut(layout, judge.scorer)
    score = chance(judge.pages.log_odds(page_feature_vector(page, layout, made)))
    roles = assign_roles(layout, made.kept)
    reasons = _weigh(layout, judge.scorer)
    line = min((made.chances[index] for index in made.kept if layout.structures[index] is None), default=1.0)
    kept_texts = frozenset(passages[index].text for index in made.kept)
    judged = tuple(
        Judged(
            passage.text,
            _path(layout, index),
            roles[index],
            _decision(layout, made, line, kept_texts, index),
            made.chances[index],
            reasons[index],
        )
        for index, passage in enumerate(passages[:MAX_EXPLAINED])
    )
    return Explanation(judged, score, judge.threshold, line)


def _decision(layout: Layout, made: Scoring, line: float, kept_texts: frozenset[str], index: int) -> Decision:
    if index == layout.headline:
        return "headline"
    if index in made.kept:
        return "kept"
    if is_furniture(layout, index):
        return "furniture"
    text = layout.passages[index].text
    repeated = len(text) >= MIN_COPY_CHARS and text in kept_texts
    return "copy" if repeated or made.chances[index] > line else "dropped"


def _weigh(layout: Layout, scorer: Scorer) -> list[tuple[Reason, ...]]:
    """Return the reasons for each passage, sorted by weight."""
    lexical = scorer.lexicon.vectors(layout)
    vectors = [[*row, *words] for row, words in zip(rows(layout, range(len(lexical))), lexical, strict=True)]
    used = [number for number, thresholds in enumerate(scorer.forest.thresholds) if thresholds]
    usual = {number: sorted(vector[number] for vector in vectors)[len(vectors) // 2] for number in used}
    return [
        () if is_furniture(layout, index) else _reasons(scorer.forest, vector, used, usual)
        for index, vector in enumerate(vectors[:MAX_EXPLAINED])
    ]


def _reasons(forest: Forest, vector: list[float], used: list[int], usual: dict[int, float]) -> tuple[Reason, ...]:
    masks = [forest.mask([vector[number]], number) for number in used]
    after = [forest.everything]  #: masks of the features from each position to the end, the last first
    for mask in reversed(masks):
        after.append(after[-1] & mask)
    after.reverse()
    whole = forest.total(after[0])
    before = forest.everything
    found = []
    for place, number in enumerate(used):
        if vector[number] != usual[number]:
            without = before & after[place + 1] & forest.mask([usual[number]], number)
            weight = whole - forest.total(without)
            if abs(weight) >= MIN_WEIGHT:
                found.append(Reason(FEATURES[number], weight, vector[number], usual[number]))
        before &= masks[place]
    found.sort(key=lambda reason: -abs(reason.weight))
    return tuple(found[:MAX_REASONS])


def _path(layout: Layout, index: int) -> tuple[str, ...]:
    steps = []
    region = layout.regions[index]
    while True:
        names = ".".join(region.names.split()[:2])
        steps.append(f"{region.box.tag}.{names}" if names else region.box.tag)
        if region.parent is None:
            return tuple(reversed(steps))
        region = region.parent
