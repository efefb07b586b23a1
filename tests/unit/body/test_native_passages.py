"""The compiled features and trees agree with those in Python, on every passage, to the last bit."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clippings
from clippings.body.extraction import load_models
from clippings.body.features import FEATURES, rows
from clippings.body.furniture_words import read_words
from clippings.body.layout import Layout, lay_out_page
from clippings.body.model import Forest
from clippings.compiled import find_compiled, python_only
from clippings.fields import find_title
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow

NATIVE: Any = find_compiled("clippings.body._passages")
REGIONS: Any = find_compiled("clippings.body._regions")
pytestmark = pytest.mark.skipif(
    NATIVE is None or REGIONS is None, reason="the native modules are not built: `make native`"
)

SAMPLES = sorted((Path(__file__).parents[3] / "local" / "clippings_local" / "samples").glob("*.html"))
TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
PAGES = {
    "one character": "<p>x",
    "a sign of four bytes": "<p>😀",
    "a letter of two bytes": "<p>é, É and ß.",
    "Chinese": "<p>他走了。她也走了，对吧？、" * 3 + f"<p>{'他走了，' * 300}",
    "words in capitals": "<p>The New York TIMES o'Neill McDonald A\x1cB C\x0bD 1St x1Y",
    "a text of 199 and of 200 characters": f"<p>{'Ab 1' * 50}<p>{'Ab 1' * 50}"[:-1],
    "a text beyond the counted part": f"<p>{'One, two. 3! ' * 200}",
    "Latin above the first kilobyte": f"<p>{'a' * 1_000}é。，",
    "headings and lists": f"<h1>Quay</h1><h3>When:</h3><ul><li>one<li>two</ul><p>{TEXT}<h2>Why?</h2><ol><li>x",
    "tables, code and quotations": (
        f"<p>{TEXT}<table><tr><td>a<td>1<tr><td>b<td>2</table><pre>x = 1\ny = 2</pre><blockquote><p>{TEXT}</blockquote>"
        f"<dl><dt>a<dd>b</dl><p>{{ {TEXT} }}"
    ),
    "the same text again": f"<article><p>{TEXT}<p>{TEXT}<p>x<p>x<p>{TEXT} More of it.</article><article><p>y</article>",
    "no headline, and a deep page": "<div class=a>" * 60 + f"<p>{TEXT}",
    "a described page": f"<meta name=description content='{TEXT}'><h1>Third quay</h1><p>{TEXT}<p><b>{TEXT}</b>",
    "every ASCII character, and words as long as what is looked up": (
        f"<p>{''.join(chr(number) for number in range(32, 127) if chr(number) not in '<&')}"
        f"<p>{'A_1' * 120}<p>{'b' * 299} c<p>{'Subscribe, share. ' * 16}<p>Subscribe<p>é Subscribe<p>{'d' * 300}é"
    ),
    "names of every group": "".join(
        f"<div class='{name} x-{name}' id={name}><p>{TEXT}</div>"
        for name in "content article comment related share ad nav footer header sidebar meta byline date tag".split()
    ),
    "many short passages": "".join(f"<p>{number}" for number in range(60)),
}


def laid_out(markup: str | bytes) -> Layout:
    page = read_page(markup)
    title = find_title(page)
    return lay_out_page(page, read_flow(page), title.value if title else None)


def check(layout: Layout) -> None:
    assert REGIONS.read_words(layout.passages) == read_words(layout.passages)
    scorer = load_models().scorer
    native = NATIVE.Rows(layout, scorer.lexicon.weights)
    every = list(range(len(layout.passages)))
    words = scorer.lexicon.vectors(layout)
    for index, row in enumerate(rows(layout, every)):
        found = dict(zip(FEATURES, native.vector(index), strict=True))
        assert found == dict(zip(FEATURES, [*row, *words[index]], strict=True))
    assert native.totals(scorer.forest.trees, every) == scorer.totals(layout, every)


@pytest.mark.parametrize("name", PAGES)
def test_the_features_of_every_passage_agree(name: str) -> None:
    check(laid_out(PAGES[name]))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_features_of_real_pages_agree(sample: Path) -> None:
    check(laid_out(sample.read_bytes()))


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_the_features_of_any_text_agree(texts: list[str]) -> None:
    markup = "".join(f"<p>x{text}" for text in texts)
    check(laid_out(f"<html><body>{markup}"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_article_is_the_same_without_the_compiled_modules(sample: Path) -> None:
    with python_only():
        expected = outcome(sample.read_bytes())
    assert outcome(sample.read_bytes()) == expected


def outcome(page: bytes) -> dict[str, Any]:
    try:
        return clippings.parse(page).to_dict()
    except clippings.RejectedPage as rejected:
        return {"reason": rejected.reason, "score": rejected.score}


def grow(chooser: random.Random, depth: int) -> tuple[list[int], list[float]]:
    if depth == 0 or chooser.random() < 0.2:
        return [-1], [chooser.uniform(-1, 1)]
    left, right = grow(chooser, depth - 1), grow(chooser, depth - 1)
    return [chooser.randrange(4), *left[0], *right[0]], [float(chooser.randint(-3, 3)), *left[1], *right[1]]


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.lists(st.integers(-4, 4).map(float), min_size=4, max_size=4))
def test_any_trees_agree(seed: int, vector: list[float]) -> None:
    chooser = random.Random(seed)
    trees = [grow(chooser, 5) for _ in range(6)]
    plain = {
        "features": list("abcd"),
        "splits": [split for splits, _ in trees for split in splits],
        "values": [value for _, values in trees for value in values],
    }
    forest = Forest(plain)
    with python_only():
        expected = forest.log_odds(vector)
    assert forest.trees is not None
    assert forest.log_odds(vector) == expected == forest.trees.total(vector)


def test_invalid_trees_are_rejected() -> None:
    with pytest.raises(ValueError, match="cut off"):
        NATIVE.Trees([0, -1], [1.0, 2.0], 4, 12)
    with pytest.raises(ValueError, match="not there"):
        NATIVE.Trees([9, -1, -1], [1.0, 2.0, 3.0], 4, 12)
    with pytest.raises(ValueError, match="as many values"):
        NATIVE.Trees([-1], [], 4, 12)


def test_invalid_vectors_and_passages_are_rejected() -> None:
    trees = NATIVE.Trees([-1], [1.0], 4, 12)
    rows_of_one = NATIVE.Rows(laid_out("<p>x"), {})
    with pytest.raises(ValueError, match="4 features"):
        trees.total([1.0])
    with pytest.raises(ValueError, match="other features"):
        rows_of_one.totals(trees, [0])
    with pytest.raises(IndexError):
        rows_of_one.vector(1)
