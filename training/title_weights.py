"""Fit the weights of the title's candidates on the labeled pages: ``python -m training.title_weights [corpus]``.

A conditional logit: the probability that a candidate is the title is the softmax of its weighted features among the
page's candidates. Five folds over registrable hosts give the held-out figure; the stored weights come from all pages.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clippings.fields.context import ArticleContext, plain
from clippings.fields.title import title_ranking
from clippings.fields.title.title_candidates import read_candidates
from clippings.page.decoding import read_page

SETS = ("wcxb", "aeds", "fundus", "snippets")
FOLDS = 5
STEPS = 250
RATE = 0.1
RIDGE = 1e-3
OUT = Path(title_ranking.__file__).with_name("title_weights.json")

Page = tuple[str, int, list[dict[str, float]], list[bool]]


def read_pages(corpus: Path) -> list[Page]:
    """Return set, fold, the candidates' features and which of them are right, for every labeled page."""
    pages: list[Page] = []
    for name in SETS:
        for line in (corpus / name / "truth.jsonl").open(encoding="utf-8"):
            truth: dict[str, Any] = json.loads(line)
            if "title" not in truth:
                continue
            markup = gzip.decompress((corpus / name / f"{truth['id']}.html.gz").read_bytes())
            context = ArticleContext(read_page(markup, truth["url"]))
            candidates = read_candidates(context)
            host = ".".join((urlsplit(truth["url"]).hostname or "").split(".")[-2:])
            right = [c.key == plain(truth["title"]) for c in candidates]
            pages.append((name, zlib.crc32(host.encode()) % FOLDS, title_ranking.describe(context, candidates), right))
    return pages


def fit(pages: list[Page]) -> dict[str, float]:
    """Return the weights that make the right candidates most probable (Adam, full batch)."""
    weights: dict[str, float] = {}
    first: dict[str, float] = {}
    second: dict[str, float] = {}
    usable = [(rows, right) for _, _, rows, right in pages if any(right)]
    for step in range(1, STEPS + 1):
        slope = {name: RIDGE * weight for name, weight in weights.items()}
        for rows, right in usable:
            shares = softmax([score(row, weights) for row in rows])
            wanted = sum(share for share, good in zip(shares, right, strict=True) if good)
            for row, share, good in zip(rows, shares, right, strict=True):
                error = (share - (share / wanted if good else 0.0)) / len(usable)
                for name, value in row.items() if abs(error) > 1e-9 else ():
                    slope[name] = slope.get(name, 0.0) + error * value
        for name, value in slope.items():
            first[name] = 0.9 * first.get(name, 0.0) + 0.1 * value
            second[name] = 0.99 * second.get(name, 0.0) + 0.01 * value * value
            pace = (first[name] / (1 - 0.9**step)) / (math.sqrt(second[name] / (1 - 0.99**step)) + 1e-8)
            weights[name] = weights.get(name, 0.0) - RATE * pace
    return weights


def score(row: dict[str, float], weights: dict[str, float]) -> float:
    """Return the weighted sum of *row*."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in row.items())


def softmax(scores: list[float]) -> list[float]:
    """Return *scores* as shares of one."""
    top = max(scores)
    powers = [math.exp(value - top) for value in scores]
    return [power / sum(powers) for power in powers]


def right_share(pages: list[Page], weights: dict[str, float]) -> int:
    """Return on how many of *pages* the best candidate is right."""
    return sum(
        bool(rows) and right[max(range(len(rows)), key=lambda i: score(rows[i], weights))]
        for _, _, rows, right in pages
    )


def main() -> None:
    """Fit, report the held-out figures, write the weights."""
    pages = read_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus"))
    held_out = dict.fromkeys(SETS, 0)
    for fold in range(FOLDS):
        weights = fit([page for page in pages if page[1] != fold])
        for name in SETS:
            held_out[name] += right_share([page for page in pages if page[1] == fold and page[0] == name], weights)
    for name in SETS:
        sys.stdout.write(f"{name} {round(held_out[name] / sum(page[0] == name for page in pages), 4)}\n")
    weights = {name: round(weight, 3) for name, weight in sorted(fit(pages).items())}
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
