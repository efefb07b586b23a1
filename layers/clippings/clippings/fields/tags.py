"""The tags: the subjects that the publisher files the article under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, joined, plain
from clippings.fields.rule import Rule, finding, rejected
from clippings.languages.word_lists import all_words
from clippings.page.tree import inner_text
from clippings.records import Finding, Rejected

#: More tags than this is a list of search words. Longest tag in characters.
MAX_TAGS, MAX_TAG = 60, 80

_COMMAS = re.compile("[,;，、]")


def _listed(values: list[str]) -> Iterator[str]:
    """Yield each tag; one string may hold them all, comma-separated."""
    for value in values:
        yield from (map(str.strip, _COMMAS.split(value)) if len(values) == 1 else [value])


def _tag_links(context: ArticleContext) -> Iterator[str]:
    yield from (inner_text(link) for link in context.page.tree.select("body a[rel~=tag]"))


RULES = (
    Rule("json-ld:keywords", lambda s: _listed(s.linked("keywords"))),
    Rule("meta:article:tag", lambda s: _listed(s.metas("article:tag"))),
    Rule("meta:keywords", lambda s: _listed(s.metas("news_keywords", "keywords")[:1])),
    Rule("rel=tag", _tag_links),
    Rule("meta:parsely-tags", lambda s: _listed(s.metas("parsely-tags", "sailthru.tags", "cxenseparse:taglist")[:1])),
)


@cache
def _no_tags() -> frozenset[str]:
    """Return what systems and sites write where a subject should stand; a list of nothing else names none.

    Among others they are the publisher's own choice, and stay.
    """
    return frozenset(map(plain, all_words("labels", "no_tag")))


#: An identifier that only machines read: figures alone, or a UUID.
_MACHINES = re.compile(r"[\d\W_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: A label that the content management system sorts pages by: small words joined by low lines.
_INTERNAL = re.compile(r"[a-z\d]+(?:_[a-z\d]+)+")


def _names(context: ArticleContext) -> frozenset[str]:
    """The letters of the names that the site goes by: its tag for itself says nothing of one article."""
    said = [*context.metas("og:site_name", "application-name", "twitter:site"), *context.linked("publisher")[:1]]
    return frozenset(key for name in (*said, *context.hosts) if (key := joined(name)))


def _refusal(tag: str, names: frozenset[str]) -> str:
    """Return why *tag* is no subject; empty where it may be one."""
    key = plain(tag)
    if not key or len(tag) > MAX_TAG:
        return "too long or empty"
    if _MACHINES.fullmatch(tag) or _INTERNAL.fullmatch(tag):
        return "an identifier"
    return "the site's own name" if joined(tag) in names else ""


def find_tags(context: ArticleContext) -> Finding[tuple[str, ...]] | None:
    """Return the tags in the page's order, or None."""
    refused: list[Rejected] = []
    names = _names(context)
    for rule in RULES:
        tags: dict[str, str] = {}
        for raw in rule.read(context):
            tag = clean(raw).lstrip("#").strip()
            if why := _refusal(tag, names):
                refused.append(rejected(rule.name, raw, why))
                continue
            tags.setdefault(plain(tag), tag)
        if tags and tags.keys() <= _no_tags():
            refused.append(rejected(rule.name, ", ".join(tags.values()), "no subject"))
        elif 0 < len(tags) <= MAX_TAGS:
            return finding("tags", rule.name, tuple(tags.values()), ", ".join(tags.values()), refused)
    return None
