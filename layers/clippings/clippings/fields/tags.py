"""The tags: the subjects that the publisher files the article under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.names import clean
from clippings.fields.rule import Rule, finding, rejected
from clippings.fields.story import Story, plain
from clippings.page.tree import inner_text
from clippings.records import Finding, Rejected

#: More tags than this is a list of search words. Longest tag in characters.
MAX_TAGS, MAX_TAG = 60, 80

_COMMAS = re.compile(r"\s*[,;，、]\s*")


def _listed(values: list[str]) -> Iterator[str]:
    """Yield each tag; one string may hold them all, comma-separated."""
    for value in values:
        yield from (_COMMAS.split(value) if len(values) == 1 else [value])


def _tag_links(story: Story) -> Iterator[str]:
    yield from (inner_text(link) for link in story.page.tree.select("body a[rel~=tag]"))


RULES = (
    Rule("json-ld:keywords", lambda s: _listed(s.linked("keywords"))),
    Rule("meta:article:tag", lambda s: _listed(s.metas("article:tag"))),
    Rule("meta:keywords", lambda s: _listed(s.metas("news_keywords", "keywords")[:1])),
    Rule("rel=tag", _tag_links),
    Rule("meta:parsely-tags", lambda s: _listed(s.metas("parsely-tags", "sailthru.tags", "cxenseparse:taglist")[:1])),
)


def find_tags(story: Story) -> Finding[tuple[str, ...]] | None:
    """Return the tags in the page's order, or None."""
    refused: list[Rejected] = []
    for rule in RULES:
        tags: dict[str, str] = {}
        for raw in rule.read(story):
            tag = clean(raw).lstrip("#").strip()
            if not plain(tag) or len(tag) > MAX_TAG:
                refused.append(rejected(rule.name, raw, "too long or empty"))
                continue
            tags.setdefault(plain(tag), tag)
        if 0 < len(tags) <= MAX_TAGS:
            return finding("tags", rule.name, tuple(tags.values()), ", ".join(tags.values()), refused)
    return None
