"""The words of a passage and of its neighbors are features, by their weights."""

from __future__ import annotations

import pytest

from clippings.body.extraction import load_models
from clippings.body.layout import lay_out_page
from clippings.body.word_weights import FEATURES, WordWeights
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LEXICON = WordWeights({"said": 1.0, "subscribe": -2.0, "bitte": -1.0})


def named(markup: str) -> list[dict[str, float]]:
    page = make_page(markup)
    vectors = LEXICON.vectors(lay_out_page(page, read_flow(page), None))
    return [dict(zip(FEATURES, vector, strict=True)) for vector in vectors]


def test_weights_are_summed_in_any_case_and_unknown_words_are_ignored() -> None:
    (found,) = named("<p>The mayor Said: Bitte Subscribe, subscribe")
    assert found["lexicon_sum"] == 1.0 - 1.0 - 2.0 - 2.0
    assert found["lexicon_mean"] == pytest.approx(-4.0 / 6)


def test_word_weights_of_neighbors_are_features() -> None:
    first, second, last = named("<p>said<p>subscribe now<p>nothing")
    assert (first["lexicon_before"], first["lexicon_after"]) == (0.0, -1.0)
    assert (second["lexicon_before"], second["lexicon_after"]) == (1.0, 0.0)
    assert (last["lexicon_before"], last["lexicon_after"]) == (-1.0, 0.0)


@pytest.mark.parametrize("markup", ["<p>!", "<p>😀", "<pre>{}</pre>"])
def test_a_passage_without_words_has_no_weight(markup: str) -> None:
    assert set(named(markup)[0].values()) == {0.0}


@pytest.mark.parametrize("word", ["subscribe", "cookies", "newsletter", "copyright", "bitte"])
def test_furniture_words_have_negative_weights(word: str) -> None:
    assert load_models().scorer.lexicon.weigh([word]) < 0.0


@pytest.mark.parametrize("word", ["said", "sagte"])
def test_reporting_words_have_positive_weights(word: str) -> None:
    assert load_models().scorer.lexicon.weigh([word]) > 0.0


def test_weights_add_up_to_the_exact_sum_on_every_version_of_python() -> None:
    # sum() drops the 1.0 before Python 3.12, where it began to compensate.
    assert WordWeights({"large": 1e16, "small": 1.0, "opposite": -1e16}).weigh(["large", "small", "opposite"]) == 1.0
