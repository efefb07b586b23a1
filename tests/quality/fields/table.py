"""The table of the fields: ``python -m tests.quality.fields.table [--peers] [--write]``.

``--peers`` measures the installed peers in the same run; ``--write`` replaces ``scores.json``, which the gate holds
later runs to. Figures over the pages whose truth is known to be wrong taken out are after a slash.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from tests.quality.fields import peers
from tests.quality.fields.corpus import SETS, read_corpus, read_findings, scores
from tests.quality.fields.scoring import same_title, set_f1, split_names
from tests.support.peers import installed

SCORES = Path(__file__).with_name("scores.json")
WRONG_TRUTHS = Path(__file__).parents[3] / "docs" / "fields-truths.md"
_WRONG = re.compile(r"^\| `([\w/.-]+)` \| (\w+) \|", re.MULTILINE)

Table = dict[str, dict[str, list[tuple[str, float]]]]


def measure(*sets: str) -> Table:
    """Return set → score → every page's name and score."""
    table: Table = {name: defaultdict(list) for name in sets}
    for labelled in read_corpus(*sets):
        for score, value in scores(labelled, read_findings(labelled.page())).items():
            table[labelled.set][score].append((labelled.name, value))
    return table


def measure_peer(reader: peers.Reader, *sets: str) -> Table:
    """Return the same of a peer; a page that it fails on counts as one without an answer."""
    table: Table = {name: defaultdict(list) for name in sets}
    for labelled in read_corpus(*sets):
        truth = labelled.truth
        try:
            title, authors, day = reader(labelled.markup().decode("utf-8", "replace"), truth["url"])
        except Exception:  # noqa: BLE001 - whatever a peer raises, it has no answer
            title, authors, day = None, [], None
        rows = table[labelled.set]
        rows["title"].append((labelled.name, same_title(title, truth["title"])))
        rows["authors"].append((labelled.name, set_f1(authors, split_names(truth.get("authors")))))
        if truth.get("date"):
            rows["day"].append((labelled.name, float((day or "")[:10] == truth["date"][:10])))
    return table


def wrong_truths() -> frozenset[tuple[str, str]]:
    """Return page and score of every truth that ``docs/fields-truths.md`` lists as wrong."""
    return (
        frozenset(_WRONG.findall(WRONG_TRUTHS.read_text(encoding="utf-8"))) if WRONG_TRUTHS.is_file() else frozenset()
    )


def means(table: Table) -> dict[str, float]:
    """Return ``set/score`` → mean."""
    return {
        f"{name}/{score}": round(statistics.mean(value for _, value in rows), 4)
        for name, by_score in table.items()
        for score, rows in by_score.items()
    }


def without(table: Table, wrong: frozenset[tuple[str, str]]) -> Table:
    """Return *table* without the pages whose truth is wrong in that score."""
    return {
        name: {score: [row for row in rows if (row[0], score) not in wrong] for score, rows in by_score.items()}
        for name, by_score in table.items()
    }


def main() -> None:
    """Print the table; write the scores where asked to."""
    table = measure(*SETS)
    ours, corrected = means(table), means(without(table, wrong_truths()))
    for key, value in ours.items():
        sys.stdout.write(f"{key:20} {value:.4f} / {corrected[key]:.4f}\n")
    if "--write" in sys.argv:
        SCORES.write_text(json.dumps(ours, indent=1) + "\n", encoding="utf-8")
    if "--peers" in sys.argv:
        for peer, reader in installed(peers.PEERS).items():
            figures = means(measure_peer(reader, *SETS))
            sys.stdout.write(f"{peer}: " + ", ".join(f"{key} {value:.4f}" for key, value in figures.items()) + "\n")


if __name__ == "__main__":
    main()
