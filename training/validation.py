"""Cross-validation over hosts: each page is extracted by models that never saw its host."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.quality.scoring import area_under_curve, paragraph_f1, shingle_counts, shingle_f1, snippet_share, word_f1

from clippings.body.features import FEATURES
from clippings.body.model import Forest, chance
from clippings.body.page_features import FEATURES as PAGE_FEATURES
from training.corpus import FOLDS, MEASURED
from training.outcomes import Outcome
from training.plain_pages import PLAIN
from training.readers import Readers
from training.rows import Rows, join_rows
from training.trees import PAGE_SETTINGS, PAGE_TREES, PASSAGE_SETTINGS, PASSAGE_TREES, grow, to_plain
from training.variants import NAMELESS, OLD, SHORT, STRUCTURED

#: Sets whose pages are articles, and those whose pages are not, for the model of pages. Training on front pages and
#: forms in other languages made it reject articles in those languages.
ARTICLES = (*MEASURED, "snippets", "readability", "magic", "newspaper3k", "mercury")
OTHERS = ("other",)
#: The weight of a page of each set in the model of pages.
PAGE_WEIGHTS = {**dict.fromkeys((*ARTICLES, PLAIN), 1.0), "other": 2.0}
#: A page below this word F1 counts as failed.
CATASTROPHE = 0.8
#: Models grown at the same time; LightGBM lets other threads run.
AT_ONCE = 2
#: Sets that are made of the labeled pages.
MADE = (PLAIN, SHORT, NAMELESS, OLD, STRUCTURED)
#: Share of the other pages that is enough to reject.
ENOUGH_REFUSED = 0.66
#: Largest share of the articles of each set that may be rejected; in a small set, one page.
MAX_REFUSED = 0.01


class Trainer:
    """Trains models of passages from the rows and words that *readers* hold."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers
        self.rows = join_rows(readers.make_rows())
        self.words = readers.gather_words()

    def passages(self, fold: int | None = None) -> dict[str, Any]:
        """Return the model of passages in its JSON form, trained without the rows of *fold*."""
        return _grow_passages(self.rows, self.lexical(fold), fold)

    def lexical(self, fold: int | None) -> NDArray[np.float32]:
        """Return the features that need word weights. Those of a row are learned without its own fold and *fold*."""
        others = {other: self.words.fit(other, fold) for other in range(FOLDS) if other != fold}
        return np.concatenate(self.readers.lexical_rows(others))


def _grow_passages(rows: Rows, lexical: NDArray[np.float32], fold: int | None) -> dict[str, Any]:
    seen = rows.folds != fold
    features = np.hstack((rows.features, lexical))[seen]
    booster = grow(features, rows.labels[seen], rows.weights[seen], PASSAGE_SETTINGS, PASSAGE_TREES)
    return to_plain(booster, FEATURES)


def validate(trainer: Trainer) -> list[Outcome]:
    """Return the outcome of every page, by models that were trained on the other folds."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        grown = [pool.submit(_grow_passages, trainer.rows, trainer.lexical(fold), fold) for fold in range(FOLDS)]
        models = {fold: (made.result(), trainer.words.fit(fold)) for fold, made in enumerate(grown)}
    outcomes = trainer.readers.read(models)
    for fold in range(FOLDS):
        judge(outcomes, train_pages(outcomes, fold), fold)
    return outcomes


def judge(outcomes: Sequence[Outcome], pages: dict[str, Any], fold: int | None = None) -> None:
    """Give the outcomes, or those of *fold*, their score by the model of pages in *pages*."""
    forest = Forest(pages)
    for outcome in outcomes:
        if outcome.vector and fold in (None, outcome.fold):
            outcome.score = chance(forest.total(forest.mask(outcome.vector)))


def train_pages(outcomes: Sequence[Outcome], fold: int | None = None) -> dict[str, Any]:
    """Return the model of pages in its JSON form, trained without the pages of *fold*."""
    known = [o for o in outcomes if o.vector and o.fold != fold and o.collection in PAGE_WEIGHTS]
    features = np.array([outcome.vector for outcome in known], dtype=np.float32)
    label = np.array([float(outcome.collection not in OTHERS) for outcome in known])
    weights = np.array([PAGE_WEIGHTS[outcome.collection] for outcome in known])
    booster = grow(features, label, weights, PAGE_SETTINGS, PAGE_TREES)
    return to_plain(booster, PAGE_FEATURES)


def threshold(outcomes: Sequence[Outcome]) -> float:
    """Return the score below which a page is refused: few articles of every set are, and no more others than need be.

    An article that is refused costs its reader more than another page that is not. The pages of ``readability`` do not
    count: some are stubs that test single rules of another tool. A page whose truth is empty is not an article, and one
    whose body is too short is refused whatever its score.
    """
    lines = []
    for collection in ARTICLES:
        pages = [o for o in outcomes if o.collection == collection and o.truth.get("text", "snippets")]
        scores = sorted(outcome.score for outcome in pages if not outcome.is_refused(0.0))
        allowed = max(1, int(len(pages) * MAX_REFUSED)) - (len(pages) - len(scores))
        if pages and collection != "readability":
            lines.append(scores[max(0, allowed)])
    others = sorted(0.0 if o.is_refused(0.0) else o.score for o in outcomes if o.collection in OTHERS)
    lines.append(others[int(len(others) * ENOUGH_REFUSED)])
    return int(min(lines) * 10_000) / 10_000


def table(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of the body, per set and over all, and of the model of pages."""
    return {**body_figures(outcomes), "verdict": verdict_figures(outcomes)}


def body_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of the texts, per set and over the measured ones."""
    result: dict[str, Any] = {}
    measured = [outcome for outcome in outcomes if outcome.collection in MEASURED]
    for collection in MEASURED:
        result[collection] = _figures([o for o in measured if o.collection == collection])
    result["all"] = _figures(measured)
    for made in MADE:
        if pages := [outcome for outcome in outcomes if outcome.collection == made]:
            result[made] = _figures(pages)
    fundus = [o for o in measured if o.collection == "fundus"]
    result["fundus"]["paragraph_f1"] = round(statistics.mean(map(_paragraphs, fundus)), 4)
    result["snippets"] = _snippets([o for o in outcomes if o.collection == "snippets"])
    return result


def verdict_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return how well articles are separated from other pages. The rejected share is that of the worst set."""
    others = [outcome for outcome in outcomes if outcome.collection == "other"]
    articles = [outcome for outcome in outcomes if outcome.collection in MEASURED]
    least = threshold(outcomes)
    return {
        "auc": round(area_under_curve([o.score for o in articles], [o.score for o in others]), 4),
        "articles_refused": round(sum(o.is_refused(least) for o in articles) / len(articles), 4),
        "others_refused": round(sum(o.is_refused(least) for o in others) / len(others), 4),
    }


def _figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    words = [word_f1(outcome.text, outcome.truth["text"]) for outcome in outcomes]
    runs = [shingle_counts(outcome.text, outcome.truth["text"]) for outcome in outcomes]
    return {
        "pages": len(outcomes),
        "word_f1": round(statistics.mean(words), 4),
        "shingle_f1": round(shingle_f1(runs), 4),
        "catastrophes": sum(score < CATASTROPHE for score in words),
    }


def _paragraphs(outcome: Outcome) -> float:
    """Return the page's paragraph F1, the standfirst counted in or out, whichever is better."""
    lines = [line for section in outcome.truth["sections"] for line in (*section["headline"], *section["paragraphs"])]
    dek = outcome.truth.get("dek") or ""
    return max(paragraph_f1(outcome.text, lines), paragraph_f1(outcome.text, [*dek.split("\n"), *lines]))


def _snippets(outcomes: Sequence[Outcome]) -> dict[str, float]:
    kept = [snippet_share(o.truth["required"], o.text) for o in outcomes if o.truth.get("required")]
    out = [1 - snippet_share(o.truth["forbidden"], o.text) for o in outcomes if o.truth.get("forbidden")]
    return {"required_kept": round(statistics.mean(kept), 4), "forbidden_out": round(statistics.mean(out), 4)}
