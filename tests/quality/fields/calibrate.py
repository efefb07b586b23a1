"""Measure how often each rule is right, and store it: ``python -m tests.quality.fields.calibrate``.

The share of right findings by field, rule and number of further witnesses, drawn towards the share of the rule, and
that towards the share of the field, as if each of the latter had been seen a few times already. A finding counts as
right where its score is 0.99 or more. The curve that is printed is held out: each fold of hosts is judged by the table
of the other four.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from unittest import mock

from tests.quality.fields.corpus import FIELD, FOLDS, SETS, read_corpus, read_findings, scores

from clippings.fields import confidence, rule

OUT = Path(confidence.__file__).with_name("confidence.json")
#: How many observations the wider group's share is worth.
PRIOR = 4.0
RIGHT = 0.99
#: Scores that judge a whole finding; captions judge a part of one.
JUDGED = ("title", "authors", "day", "standfirst", "tags", "lead")
#: Word and set scores are right earlier than names and titles: a word more or less is no other standfirst.
NEARLY = {"standfirst": 0.9, "tags": 0.6}

#: Fold, field, rule, agreement, right.
Row = tuple[int, str, str, int, bool]


def read_rows() -> list[Row]:
    """Return every finding of the corpus that a truth judges."""
    rows: list[Row] = []
    for labelled in read_corpus(*SETS):
        with mock.patch.object(rule, "confidence", lambda _field, _rule, agreeing: confidence.band(agreeing)):
            found = read_findings(labelled.page())
        for score, value in scores(labelled, found).items():
            finding = found.get(FIELD[score])
            if score in JUDGED and finding is not None:
                agreeing = int(finding.confidence)
                right = value >= NEARLY.get(score, RIGHT)
                rows.append((labelled.fold, FIELD[score], finding.rule, agreeing, right))
    return rows


def tabulate(rows: list[Row]) -> dict[str, float]:
    """Return the table that ``clippings.fields.confidence`` reads."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for _, field, name, agreeing, right in rows:
        for key in (field, f"{field}|{name}", f"{field}|{name}|{agreeing}"):
            groups[key].append(right)
    table: dict[str, float] = {}
    for key in sorted(groups, key=lambda key: key.count("|")):
        wider = table.get(key.rpartition("|")[0], 0.5)
        table[key] = round((sum(groups[key]) + PRIOR * wider) / (len(groups[key]) + PRIOR), 3)
    return table


def curve(rows: list[Row]) -> list[tuple[str, int, float, float]]:
    """Return band, findings, mean confidence and share of right ones, each fold judged by the others' table."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        table = tabulate([row for row in rows if row[0] != fold])
        for _, field, name, agreeing, right in (row for row in rows if row[0] == fold):
            judged.append((confidence.look_up(table, field, name, agreeing), right))
    bands = [(0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 1.01)]
    lines = []
    for low, high in bands:
        inside = [(c, right) for c, right in judged if low <= c < high]
        if inside:
            share = statistics.mean(right for _, right in inside)
            lines.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), statistics.mean(c for c, _ in inside), share))
    return lines


def main() -> None:
    """Print the curve, write the table."""
    rows = read_rows()
    for band, count, claimed, right in curve(rows):
        sys.stdout.write(f"| {band} | {count} | {claimed:.3f} | {right:.3f} |\n")
    OUT.write_text(json.dumps(dict(sorted(tabulate(rows).items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
