"""The title: the headline that the page shows, without the site's name or a section.

No single place that names the page can be trusted: the first ``<h1>`` may be the logo, Open Graph may add the site's
name, JSON-LD may have a title for search engines. Each text in such a place is a candidate. The candidate with the
largest sum of weights wins; the weights are for the places that give it, the places that agree, and the words that it
shares with the address and with the other places. ``training/title_weights.py`` fits them on labeled pages and writes
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
from clippings.fields.rule import finding, first_finding, rejected
from clippings.fields.title import undeclared_titles
from clippings.fields.title.title_candidates import TitleCandidate, read_candidates
from clippings.page.flow import read_flow
from clippings.records import Finding

#: Counts of words, each with a weight of its own: short candidates are more often labels.
SHORT = (1, 2, 3)
LONG = 22
#: Spaces in a headline at the end of a heading; a shorter text may be a name.
MIN_ENDING = 3

#: The end of a sentence, which headlines do not have.
_SENTENCES = re.compile(r"\.\s+[^\W\d_a-z]|\.$")

#: Places that declare a title without showing it, the most trusted first.
_DECLARING = ("json-ld:headline", "meta:og:title", "title")


def find_title(context: ArticleContext) -> Finding[str] | None:
    """Return the candidate with the largest sum of weights, or a line above the text if no place names the page."""
    candidates = read_candidates(context)
    if not candidates:
        return first_finding("title", context, undeclared_titles.RULES, undeclared_titles.accept_title)
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
    """Return the features of each candidate by name. The names are those in the file of weights."""
    slug = _slug(context)
    declared = {name: c.key for c in reversed(candidates) for name in c.whole if name in _DECLARING}
    words = {word for key in declared.values() for word in key.split()}
    texts = {passage.text for passage in read_flow(context.page)}
    return [
        _spoken(c) | _worded(c, slug, words) | _compared(c, candidates, declared) | _marked_up(c) | _shown(c, texts)
        for c in candidates
    ]


def _spoken(candidate: TitleCandidate) -> dict[str, float]:
    """Return the features of the places that give the candidate."""
    row = dict.fromkeys(candidate.whole, 1.0) | {f"part {name}": 1.0 for name in candidate.part}
    voices = len(candidate.whole) + len(candidate.part)
    row["only part"] = float(not candidate.whole)
    row["two voices"], row["three voices"] = float(voices > 1), float(voices > 2)
    return row


def _worded(candidate: TitleCandidate, slug: frozenset[str], declared: set[str]) -> dict[str, float]:
    """Return the features of the wording, and of the words shared with the address and the declared titles."""
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
    """Return the features of the comparison with the other candidates."""
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
    """Return the features of the heading's markup."""
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
    """Return whether a whole passage of the page is the candidate. Visible titles do not have the name of the site."""
    if candidate.text not in texts:
        return {}
    return {"shown": 1.0, "part shown": float(not candidate.whole)}


def _ends_with(key: str, ending: str | None) -> bool:
    """Return whether *key* ends with *ending*, of four words or more, and has words before it."""
    return ending is not None and ending.count(" ") >= MIN_ENDING and key.endswith(" " + ending)


def _slug(context: ArticleContext) -> frozenset[str]:
    """Return the words of the page's address, without numbers and very short words."""
    return frozenset(
        w for w in plain(unquote(context.path).replace("_", " ")).split() if len(w) > 2 and not w.isdigit()
    )
