"""The title: what the page shows as its headline, without the publisher's brand or a section.

Every place that names the page is a witness, and no single one can be trusted: the first ``<h1>`` may be the logo, Open
Graph carries the brand, JSON-LD a title for search engines. Each text that a witness gives is a candidate; which wins
is a sum of weights for who gives it, who agrees, and how far it shares its words with the page's address and with the
other witnesses. The weights are fitted on labelled pages (``training/title_weights.py``) and stand in
``title_weights.json``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from math import fsum
from pathlib import Path
from urllib.parse import unquote

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import finding, rejected
from clippings.fields.title.title_candidates import TitleCandidate, read_candidates
from clippings.page.flow import read_flow
from clippings.records import Finding

#: Candidates in so few words are more often a label than a headline; each count has a weight of its own.
SHORT = (1, 2, 3)
LONG = 22
#: A headline that a heading ends in has more words than this; fewer may be a brand or a name.
MIN_ENDING = 3

#: A headline is no sentence that ends, and no several ones.
_SENTENCES = re.compile(r"\.\s+[^\W\d_a-z]|\.$")

#: The witnesses that declare a title without showing it, in the order of trust.
_DECLARING = ("json-ld:headline", "meta:og:title", "title")


def find_title(context: ArticleContext) -> Finding[str] | None:
    """Return the candidate with the largest sum of weights, or None where nothing names the page."""
    candidates = read_candidates(context)
    if not candidates:
        return None
    weights = _weights()
    rows = describe(context, candidates)
    scores = [fsum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    best = candidates[max(range(len(candidates)), key=scores.__getitem__)]
    others = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
    refused = [rejected((c.whole or c.part)[0], c.text, "less agreement") for _, c in others if c is not best]
    rule = (best.whole or best.part)[0]
    return finding("title", rule, best.text, best.text, refused, agreeing=len({*best.whole, *best.part}) - 1)


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(Path(__file__).with_name("title_weights.json").read_text(encoding="utf-8"))
    return weights


def describe(context: ArticleContext, candidates: list[TitleCandidate]) -> list[dict[str, float]]:
    """Return each candidate's features by name; the weights' file has the same names."""
    slug = _slug(context)
    declared = {name: c.key for c in reversed(candidates) for name in c.whole if name in _DECLARING}
    words = {word for key in declared.values() for word in key.split()}
    texts = {passage.text for passage in read_flow(context.page)}
    return [
        _spoken(c) | _worded(c, slug, words) | _compared(c, candidates, declared) | _marked_up(c) | _shown(c, texts)
        for c in candidates
    ]


def _spoken(candidate: TitleCandidate) -> dict[str, float]:
    """Who says it."""
    row = dict.fromkeys(candidate.whole, 1.0) | {f"part {name}": 1.0 for name in candidate.part}
    voices = len(candidate.whole) + len(candidate.part)
    row["only part"] = float(not candidate.whole)
    row["two voices"], row["three voices"] = float(voices > 1), float(voices > 2)
    return row


def _worded(candidate: TitleCandidate, slug: frozenset[str], declared: set[str]) -> dict[str, float]:
    """How it is worded, and how far in the words of the address and of what the page declares."""
    words = candidate.key.split()
    distinct = set(words)
    row = {f"words {count}": float(len(words) <= count) for count in SHORT}
    row["long"] = float(len(words) > LONG)
    row["sentences"] = float(bool(_SENTENCES.search(candidate.text)))
    row["cut off"] = float(candidate.text.endswith(("…", "...")))
    row["of address"] = len(distinct & slug) / len(slug) if slug else 0.5
    row["in address"] = len(distinct & slug) / len(distinct) if slug else 0.5
    row["declared"] = len(distinct & declared) / len(distinct) if declared else 0.5
    return row


def _compared(
    candidate: TitleCandidate, candidates: list[TitleCandidate], declared: dict[str, str]
) -> dict[str, float]:
    """How it stands to the other candidates."""
    row = {}
    if "h1" in candidate.whole:
        row["kicker"] = float(any(_ends_with(candidate.key, declared.get(name)) for name in _DECLARING[:2]))
        row["h1 in data"] = float("json-ld:headline" in candidate.whole)
        row["h1 alone"] = float(bool(declared) and not {*candidate.whole, *candidate.part} & {*_DECLARING})
    else:
        row["heading's end"] = float(any("h1" in c.whole and c.key.endswith(" " + candidate.key) for c in candidates))
    if not candidate.whole:
        longer = [c for c in candidates if c is not candidate and candidate.key in c.key]
        agreed = [c for c in longer if len({*c.whole} - {"meta:twitter:title"}) > 1]
        row["part of agreed"] = float(bool(agreed))
        row["part of shown"] = float(any("h1" in c.whole for c in agreed))
    return row


def _marked_up(candidate: TitleCandidate) -> dict[str, float]:
    """What the markup of its heading says of it."""
    row: dict[str, float] = {}
    heading = candidate.heading
    if heading is not None:
        row["first h1"] = float(candidate.position == 0)
        row["leads home"] = float(heading.leads_home)
        row["in chrome"] = float(heading.in_chrome)
        row["named headline"] = float(heading.named_headline)
        row["named logo"] = float(heading.named_logo)
    if candidate.ending is not None:
        row["ending"] = 1.0
        row["behind a kicker"] = float(candidate.ending.kicker)
    return row


def _shown(candidate: TitleCandidate, texts: set[str]) -> dict[str, float]:
    """Whether a passage of the page says it, and nothing else: what is shown has no brand, whatever is declared."""
    if candidate.text not in texts:
        return {}
    return {"shown": 1.0, "part shown": float(not candidate.whole)}


def _ends_with(key: str, ending: str | None) -> bool:
    """Whether *key* is *ending*, of four words or more, with words before it."""
    return ending is not None and ending.count(" ") >= MIN_ENDING and key.endswith(" " + ending)


def _slug(context: ArticleContext) -> frozenset[str]:
    """The words of the page's address, without figures and very short ones."""
    return frozenset(
        w for w in plain(unquote(context.path).replace("_", " ")).split() if len(w) > 2 and not w.isdigit()
    )
