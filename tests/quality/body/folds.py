"""The folds are trained again, and no figure falls below the table in the model: ``make quality``, some minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from clippings.body import extraction

if find_spec("lightgbm") is None:
    pytest.skip("lightgbm is not installed: uv sync --group training", allow_module_level=True)

from tests.quality.body.table import measure
from training.corpus import corpus_folder
from training.rows import WEIGHTS
from training.validation import table

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not all((corpus_folder() / name / "truth.jsonl").is_file() for name in WEIGHTS),
        reason=f"no labelled corpus at {corpus_folder()}",
    ),
]

#: A figure may fall by this much, which is chance: a change of what a page's passages are moves features, trees split
#: elsewhere, and figures move as by another seed. From 3.12 on `sum` rounds floats but once, which does the same.
SLACK = 0.004
#: Three pages more may be a catastrophe; and where the line is drawn depends on a single article, whose score may move
#: by a title that is read otherwise.
OWN_SLACK = {"catastrophes": 3.0, "others_refused": 0.05}
#: Figures of which less is better.
COSTS = frozenset({"catastrophes", "articles_refused"})
#: Targets that are reached; those that are not stand in docs/body.md.
TARGETS = {
    ("all", "word_f1"): 0.957,
    ("fundus", "paragraph_f1"): 0.92,
    ("short", "word_f1"): 0.89,
    ("plain", "word_f1"): 0.99,
    ("verdict", "auc"): 0.96,
    ("verdict", "others_refused"): 0.65,
}
MAX_ARTICLES_REFUSED = 0.01


@pytest.fixture(scope="module")
def committed() -> dict[str, Any]:
    return dict(json.loads(Path(extraction.__file__).with_name("model.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return table(measure())


def figures(tables: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    for part, values in tables.items():
        for name, value in values.items():
            yield part, name, value


def test_no_figure_falls_below_the_committed_table(committed: dict[str, Any], found: dict[str, Any]) -> None:
    fallen = []
    for part, name, value in figures(committed["table"]):
        now = found[part][name]
        slack = OWN_SLACK.get(name, SLACK)
        if (now > value + slack) if name in COSTS else (now < value - slack):
            fallen.append(f"{part} {name}: {now}, committed {value}")
    assert not fallen


@pytest.mark.parametrize(("part", "name"), sorted(TARGETS))
def test_a_target_that_was_reached_stays_reached(found: dict[str, Any], part: str, name: str) -> None:
    assert found[part][name] >= TARGETS[part, name]


def test_few_articles_are_rejected(found: dict[str, Any]) -> None:
    assert found["verdict"]["articles_refused"] <= MAX_ARTICLES_REFUSED
