"""Cross-validation over hosts: each page is cut by models that never saw its host."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from tests.quality.scoring import area_under_curve, paragraph_f1, shingle_counts, shingle_f1, snippet_share, word_f1

from clippings.body.blocks import make_blocks
from clippings.body.features import FEATURES
from clippings.body.inline import InlineReader
from clippings.body.model import Forest, chance
from clippings.body.page_features import FEATURES as PAGE_FEATURES
from clippings.body.page_features import page_feature_vector
from clippings.body.render import to_text
from clippings.body.roles import assign_roles
from clippings.body.scoring import Scorer, Scoring, cut
from clippings.body.word_weights import WordWeights
from training.corpus import FOLDS, MEASURED, Example
from training.plain_pages import PLAIN
from training.rows import Rows, lexical_rows
from training.trees import PAGE_SETTINGS, PAGE_TREES, PASSAGE_SETTINGS, PASSAGE_TREES, grow, to_plain
from training.words import WordRows

#: Sets whose pages are articles, for the verdict.
ARTICLES = (*MEASURED, "snippets", PLAIN)
#: Below this word F1 a page counts as a catastrophe.
CATASTROPHE = 0.8
#: Models grown at the same time; LightGBM lets other threads run.
AT_ONCE = 2
#: A page that is no article counts so much: there are few of them.
OTHER_WEIGHT = 2.0
#: Share of articles that the verdict may refuse.
MAX_REFUSED = 0.015


@dataclass
class Outcome:
    """What became of one page in the cross-validation; *text* as if the verdict had let it pass."""

    example: Example
    cut: Scoring | None
    text: str
    vector: list[float]
    score: float = 0.0


def train_passages(rows: Rows, words: WordRows, fold: int | None = None) -> dict[str, Any]:
    """Return the model of passages in its JSON form, trained on *rows* without those of *fold*.

    The words of each row are weighed by what all folds but its own, and but *fold*, say of them.
    """
    seen = rows.folds != fold
    others = {other: WordWeights(words.fit(other, fold)) for other in range(FOLDS) if other != fold}
    features = np.hstack((rows.features, lexical_rows(rows, others)))[seen]
    booster = grow(features, rows.labels[seen], rows.weights[seen], PASSAGE_SETTINGS, PASSAGE_TREES)
    return to_plain(booster, FEATURES)


def validate(examples: Sequence[Example], rows: Rows, words: WordRows) -> list[Outcome]:
    """Return the outcome of every example, each cut and judged by models of the other folds.

    *rows* and *words* are those of the examples.
    """
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        models = list(pool.map(lambda fold: train_passages(rows, words, fold), range(FOLDS)))
    for fold, model in enumerate(models):
        scorer = Scorer(Forest(model), WordWeights(words.fit(fold)))
        outcomes += [read(example, scorer) for example in examples if example.fold == fold]
    for fold in range(FOLDS):
        forest = Forest(train_pages(outcomes, fold))
        for outcome in outcomes:
            if outcome.example.fold == fold and outcome.vector:
                outcome.score = chance(forest.total(forest.mask(outcome.vector)))
    return outcomes


def read(example: Example, scorer: Scorer) -> Outcome:
    """Return the page as the package reads it, the verdict apart."""
    layout = example.layout
    if layout is None:
        return Outcome(example, None, "", [])
    made = cut(layout, scorer)
    inside = frozenset(made.kept)
    roles = [role if index in inside else None for index, role in enumerate(assign_roles(layout, made.kept))]
    blocks = make_blocks(layout.passages, roles, made.chances, InlineReader(example.page))
    return Outcome(example, made, to_text(blocks), page_feature_vector(example.page, layout, made))


def train_pages(outcomes: Sequence[Outcome], fold: int | None = None) -> dict[str, Any]:
    """Return the model of pages in its JSON form, trained without the pages of *fold*."""
    known = [
        outcome
        for outcome in outcomes
        if outcome.vector and outcome.example.fold != fold and outcome.example.collection in (*ARTICLES, "other")
    ]
    features = np.array([outcome.vector for outcome in known], dtype=np.float32)
    label = np.array([float(outcome.example.collection != "other") for outcome in known])
    weights = np.where(label > 0, 1.0, OTHER_WEIGHT)
    booster = grow(features, label, weights, PAGE_SETTINGS, PAGE_TREES)
    return to_plain(booster, PAGE_FEATURES)


def threshold(outcomes: Sequence[Outcome]) -> float:
    """Return the score below which a page is refused, so that few articles are."""
    scores = sorted(outcome.score for outcome in outcomes if outcome.example.collection in MEASURED)
    return round(scores[int(len(scores) * MAX_REFUSED)], 4)


def table(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures: of the body per set and over all, and of the verdict."""
    return {**body_figures(outcomes), "verdict": verdict_figures(outcomes)}


def body_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of the texts, per set and over the measured ones."""
    result: dict[str, Any] = {}
    measured = [outcome for outcome in outcomes if outcome.example.collection in MEASURED]
    for collection in MEASURED:
        result[collection] = _figures([o for o in measured if o.example.collection == collection])
    result["all"] = _figures(measured)
    result[PLAIN] = _figures([outcome for outcome in outcomes if outcome.example.collection == PLAIN])
    fundus = [o for o in measured if o.example.collection == "fundus"]
    result["fundus"]["paragraph_f1"] = round(statistics.mean(map(_paragraphs, fundus)), 4)
    result["snippets"] = _snippets([o for o in outcomes if o.example.collection == "snippets"])
    return result


def verdict_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return how well articles and other pages are told apart."""
    others = [o.score for o in outcomes if o.example.collection == "other"]
    articles = [o.score for o in outcomes if o.example.collection in MEASURED]
    least = threshold(outcomes)
    return {
        "auc": round(area_under_curve(articles, others), 4),
        "articles_refused": round(sum(score < least for score in articles) / len(articles), 4),
        "others_refused": round(sum(score < least for score in others) / len(others), 4),
    }


def _figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    words = [word_f1(outcome.text, outcome.example.text) for outcome in outcomes]
    runs = [shingle_counts(outcome.text, outcome.example.text) for outcome in outcomes]
    return {
        "pages": len(outcomes),
        "word_f1": round(statistics.mean(words), 4),
        "shingle_f1": round(shingle_f1(runs), 4),
        "catastrophes": sum(score < CATASTROPHE for score in words),
    }


def _paragraphs(outcome: Outcome) -> float:
    """The page's paragraph F1, the standfirst counted in or out, whichever is better."""
    lines = [
        line for section in outcome.example.truth["sections"] for line in (*section["headline"], *section["paragraphs"])
    ]
    dek = outcome.example.truth.get("dek") or ""
    return max(paragraph_f1(outcome.text, lines), paragraph_f1(outcome.text, [*dek.split("\n"), *lines]))


def _snippets(outcomes: Sequence[Outcome]) -> dict[str, float]:
    kept = [snippet_share(o.example.truth["required"], o.text) for o in outcomes if o.example.truth.get("required")]
    out = [
        1 - snippet_share(o.example.truth["forbidden"], o.text) for o in outcomes if o.example.truth.get("forbidden")
    ]
    return {"required_kept": round(statistics.mean(kept), 4), "forbidden_out": round(statistics.mean(out), 4)}
