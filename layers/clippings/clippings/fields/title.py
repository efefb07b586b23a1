"""The title: what the page shows as its headline, without the publisher's brand or a section.

Every place that names the page is a witness; witnesses that say the same words support each other, and the best
supported title wins. A single witness is often wrong: the first ``<h1>`` may be the logo, Open Graph carries the brand,
JSON-LD a title for search engines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.fields.rule import Rule, finding, rejected
from clippings.fields.story import Story, plain
from clippings.page.tree import inner_text
from clippings.records import Finding, Rejected

#: A title is longer than a button and shorter than a paragraph, in characters.
MAX_TITLE = 400

_SEPARATOR = re.compile(r"\s+[|｜·•–—\-:»«›/~]{1,2}\s+|\s*[|｜ㅣ]\s*")


@dataclass(frozen=True, slots=True)
class Witness:
    """A place that names the page, and how much its word counts."""

    rule: Rule
    weight: float


def _title_tag(story: Story) -> Iterator[str]:
    tag = story.page.tree.find("title")
    if tag is not None:
        yield inner_text(tag)


def _headlines(story: Story) -> Iterator[str]:
    yield from story.headlines[:8]


WITNESSES = (
    Witness(Rule("h1", _headlines), 2.0),
    Witness(Rule("json-ld:headline", lambda story: story.linked("headline")[:1] or story.linked("name")[:1]), 1.9),
    Witness(Rule("meta:og:title", lambda story: story.metas("og:title")[:1]), 1.5),
    Witness(Rule("meta:twitter:title", lambda story: story.metas("twitter:title")[:1]), 0.5),
    Witness(
        Rule("meta:title", lambda story: story.metas("dc.title", "sailthru.title", "parsely-title", "title")[:2]), 0.4
    ),
    Witness(Rule("itemprop:headline", lambda story: story.metas("headline")[:1]), 0.6),
    Witness(Rule("title", _title_tag), 1.0),
)


def find_title(story: Story) -> Finding[str] | None:
    """Return the best supported title, or None where the page has none."""
    brands = _brands(story)
    support: dict[str, float] = {}
    first: dict[str, tuple[str, str]] = {}
    voices: dict[str, int] = {}
    for witness in WITNESSES:
        heard: set[str] = set()
        for raw in witness.rule.read(story):
            text = _clean(raw)
            for variant, share in _variants(text, brands):
                key = plain(variant)
                if not key or key in heard or key in brands or len(variant) > MAX_TITLE:
                    continue
                heard.add(key)
                support[key] = support.get(key, 0.0) + witness.weight * share
                voices[key] = voices.get(key, 0) + 1
                first.setdefault(key, (witness.rule.name, variant))
    if not support:
        return None
    best = max(support, key=lambda key: support[key])
    rule, value = first[best]
    refused: list[Rejected] = [
        rejected(name, text, "less agreement") for key, (name, text) in first.items() if key != best
    ]
    return finding("title", rule, value, value, refused, agreeing=voices[best] - 1)


def _clean(raw: str) -> str:
    text = html.unescape(raw) if "&" in raw and ";" in raw else raw
    return " ".join(text.split())


def _brands(story: Story) -> frozenset[str]:
    """The names that the page goes by, as plain words."""
    names = story.metas("og:site_name", "application-name", "twitter:site", "al:ios:app_name", "al:android:app_name")
    names += story.linked("publisher")[:1]
    return frozenset(key for name in names if (key := plain(name.lstrip("@"))))


def _variants(text: str, brands: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield *text* without the brand, then its parts with less weight: a witness may carry a section or a brand."""
    parts = _SEPARATOR.split(text)
    if len(parts) == 1:
        yield text, 1.0
        return
    spans = [match.span() for match in _SEPARATOR.finditer(text)]
    left, right = 0, len(text)
    while spans and plain(text[spans[-1][1] : right]) in brands:
        right = spans.pop()[0]
    while spans and plain(text[left : spans[0][0]]) in brands:
        left = spans.pop(0)[1]
    yield text[left:right].strip(), 1.0
    for start, _ in spans:
        yield text[left:start].strip(), 0.5
    for _, end in spans:
        yield text[end:right].strip(), 0.3
