"""The title: what the page shows as its headline, without the publisher's brand or a section.

Every place that names the page is a witness, and no single one can be trusted: the first ``<h1>`` may be the logo, Open
Graph carries the brand, JSON-LD a title for search engines. Each text that a witness gives is a candidate; which wins
is a sum of weights for who gives it, who agrees, and how far it shares its words with the page's address and with the
other witnesses. The weights are fitted on labelled pages (``training/title_weights.py``) and stand in
``title_weights.json``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from clippings.fields.rule import Rule, finding, rejected
from clippings.fields.story import Story, plain
from clippings.page.tree import inner_text
from clippings.records import Finding

#: A title is shorter than a paragraph, in characters.
MAX_TITLE = 400
#: Headings looked at; a page that has more is a list.
MAX_HEADINGS = 8
#: Candidates in so few words are more often a label than a headline; each count has a weight of its own.
SHORT = (1, 2, 3)
LONG = 22

_SEPARATOR = re.compile(r"\s+[|｜·•–—\-:»«›/~]{1,2}\s+|\s*[|｜ㅣ]\s*")


def _title_tag(story: Story) -> Iterator[str]:
    tag = story.page.tree.find("title")
    if tag is not None:
        yield inner_text(tag)


WITNESSES = (
    Rule("h1", lambda story: story.headlines[:MAX_HEADINGS]),
    Rule("json-ld:headline", lambda story: story.linked("headline")[:1] or story.linked("name")[:1]),
    Rule("meta:og:title", lambda story: story.metas("og:title")[:1]),
    Rule("meta:twitter:title", lambda story: story.metas("twitter:title")[:1]),
    Rule("meta:title", lambda story: story.metas("dc.title", "sailthru.title", "parsely-title", "title")[:2]),
    Rule("itemprop:headline", lambda story: story.metas("itemprop:headline", "headline")[:1]),
    Rule("title", _title_tag),
)
#: The witnesses that declare a title without showing it, in the order of trust.
_DECLARING = ("json-ld:headline", "meta:og:title", "title")


@dataclass(slots=True)
class Candidate:
    """A text, who gives it as a whole and who as a part between separators, and which heading it is."""

    text: str
    key: str
    whole: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    heading: int | None = None


def find_title(story: Story) -> Finding[str] | None:
    """Return the candidate with the largest sum of weights, or None where nothing names the page."""
    candidates = read_candidates(story)
    if not candidates:
        return None
    weights = _weights()
    scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in describe(story, candidates)]
    best = candidates[max(range(len(candidates)), key=scores.__getitem__)]
    others = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
    refused = [rejected((c.whole or c.part)[0], c.text, "less agreement") for _, c in others if c is not best]
    rule = (best.whole or best.part)[0]
    return finding("title", rule, best.text, best.text, refused, agreeing=len({*best.whole, *best.part}) - 1)


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(Path(__file__).with_name("title_weights.json").read_text(encoding="utf-8"))
    return weights


def read_candidates(story: Story) -> list[Candidate]:
    """Return what the witnesses say, texts with the same words together, in the order of the witnesses."""
    brands = _brands(story)
    found: dict[str, Candidate] = {}
    for witness in WITNESSES:
        for position, raw in enumerate(witness.read(story)):
            for whole, text in _variants(_clean(raw), brands):
                key = plain(text)
                if not key or key in brands or len(text) > MAX_TITLE:
                    continue
                candidate = found.setdefault(key, Candidate(text, key))
                if witness.name == "h1" and whole and candidate.heading is None:
                    candidate.heading = position
                if witness.name not in candidate.whole and witness.name not in candidate.part:
                    (candidate.whole if whole else candidate.part).append(witness.name)
    return [c for c in found.values() if c.whole or c.part != ["h1"]]


def describe(story: Story, candidates: list[Candidate]) -> list[dict[str, float]]:
    """Return each candidate's features by name; the weights' file has the same names."""
    slug = _slug(story)
    declared = {name: c.key for c in reversed(candidates) for name in c.whole if name in _DECLARING}
    words = {word for key in declared.values() for word in key.split()}
    headings = [c.key for c in candidates if "h1" in c.whole]
    return [_features(c, slug, words, declared, headings) for c in candidates]


def _features(
    candidate: Candidate, slug: frozenset[str], declared_words: set[str], declared: dict[str, str], headings: list[str]
) -> dict[str, float]:
    words = candidate.key.split()
    distinct = set(words)
    shown = "h1" in candidate.whole
    row = dict.fromkeys(candidate.whole, 1.0) | {f"part {name}": 1.0 for name in candidate.part}
    voices = len(candidate.whole) + len(candidate.part)
    row["only part"] = float(not candidate.whole)
    row["first h1"] = float(candidate.heading == 0)
    row["two voices"], row["three voices"] = float(voices > 1), float(voices > 2)
    row["of address"] = len(distinct & slug) / len(slug) if slug else 0.5
    row["in address"] = len(distinct & slug) / len(distinct) if slug else 0.5
    row["declared"] = len(distinct & declared_words) / len(distinct) if declared_words else 0.5
    row |= {f"words {count}": float(len(words) <= count) for count in SHORT}
    row["long"] = float(len(words) > LONG)
    row["cut off"] = float(candidate.text.endswith(("…", "...")))
    row["heading's end"] = float(not shown and any(key.endswith(" " + candidate.key) for key in headings))
    row["kicker"] = float(shown and any(_ends_with(candidate.key, declared.get(name)) for name in _DECLARING[:2]))
    return row


def _ends_with(key: str, ending: str | None) -> bool:
    """Whether *key* is *ending*, of four words or more, with words before it."""
    return ending is not None and ending.count(" ") > 2 and key.endswith(" " + ending)


def _slug(story: Story) -> frozenset[str]:
    """The words of the page's address, without figures and very short ones."""
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", story.page.url or story.page.meta("og:url") or "")
    return frozenset(w for w in plain(unquote(path).replace("_", " ")).split() if len(w) > 2 and not w.isdigit())


def _clean(raw: str) -> str:
    text = html.unescape(raw) if "&" in raw and ";" in raw else raw
    return " ".join(text.split())


def _brands(story: Story) -> frozenset[str]:
    """The names that the page goes by, as plain words."""
    names = story.metas("og:site_name", "application-name", "twitter:site", "al:ios:app_name", "al:android:app_name")
    names += story.linked("publisher")[:1]
    return frozenset(key for name in names if (key := plain(name.lstrip("@"))))


def _variants(text: str, brands: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """Yield *text* without the brand as a whole, then the parts that separators set off."""
    spans = [match.span() for match in _SEPARATOR.finditer(text)]
    left, right = 0, len(text)
    while spans and plain(text[spans[-1][1] : right]) in brands:
        right = spans.pop()[0]
    while spans and plain(text[left : spans[0][0]]) in brands:
        left = spans.pop(0)[1]
    yield True, text[left:right].strip()
    for start, _ in spans:
        yield False, text[left:start].strip()
    for _, end in spans:
        yield False, text[end:right].strip()
