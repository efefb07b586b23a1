"""The tags: the subjects that the publisher gives the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, joined, plain
from clippings.fields.rule import Example, Rule, finding, json_ld, rejected
from clippings.languages.word_lists import all_words
from clippings.page.tree import beginning
from clippings.records import Finding, Rejected

#: Most tags of an article, since a longer list is one of search terms; longest tag, in characters.
MAX_TAGS, MAX_TAG = 60, 80

_COMMAS = re.compile("[,;，、]")


def _listed(values: list[str]) -> Iterator[str]:
    """Yield the tags in *values*. A single value may hold all of them, separated by commas."""
    for value in values:
        yield from (map(str.strip, _COMMAS.split(value)) if len(values) == 1 else [value])


def _tag_links(context: ArticleContext) -> Iterator[str]:
    yield from (beginning(link) for link in context.page.tree.select("body a[rel~=tag]"))


RULES = (
    Rule(
        "json-ld:keywords",
        lambda context: _listed(context.linked("keywords")),
        "schema.org: the property of an article that holds its subjects.",
        Example("ferries", head=json_ld('"keywords":["ferries","bridges"]')),
    ),
    Rule(
        "meta:article:tag",
        lambda context: _listed(context.metas("article:tag")),
        "Open Graph has one meta for each tag of an article.",
        Example("ferries", head='<meta property="article:tag" content="ferries">'),
    ),
    Rule(
        "meta:keywords",
        lambda context: _listed(context.metas("news_keywords", "keywords")[:1]),
        "HTML's own meta; its list may be made for search engines, so others are asked first.",
        Example("ferries", head='<meta name="keywords" content="ferries, bridges">'),
    ),
    Rule(
        "rel=tag",
        _tag_links,
        "HTML: the relation marks a link to a tag of the page.",
        Example("ferries", after='<a rel="tag" href="/tag/ferries">ferries</a>', near_miss='<a href="/t">ferries</a>'),
    ),
    Rule(
        "meta:parsely-tags",
        lambda context: _listed(context.metas("parsely-tags", "sailthru.tags", "cxenseparse:taglist")[:1]),
        "Analytics services get the tags, and internal labels with them, so others are asked first.",
        Example("ferries", head='<meta name="parsely-tags" content="ferries,bridges">'),
    ),
)


@cache
def _no_tags() -> frozenset[str]:
    """Return the words that publishing systems write in place of a subject.

    A list of nothing else holds no tag. Among other tags they are the publisher's own choice, and stay.
    """
    return frozenset(map(plain, all_words("labels", "no_tag")))


#: An identifier: digits alone, or a UUID.
_MACHINES = re.compile(r"[\d\W_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: A label of the content management system: lower-case words joined by underscores.
_INTERNAL = re.compile(r"[a-z\d]+(?:_[a-z\d]+)+")


def _refusal(tag: str, names: frozenset[str]) -> str:
    """Return why *tag* is not a subject; empty where it may be one. *names* are the site's."""
    key = plain(tag)
    if not key or len(tag) > MAX_TAG:
        return "too long or empty"
    if _MACHINES.fullmatch(tag) or _INTERNAL.fullmatch(tag):
        return "an identifier"
    return "the site's own name" if joined(tag) in names else ""


def find_tags(context: ArticleContext) -> Finding[tuple[str, ...]] | None:
    """Return the tags in the page's order, or None."""
    refused: list[Rejected] = []
    for rule in RULES:
        tags: dict[str, str] = {}
        for raw in rule.candidates(context):
            tag = clean(raw).lstrip("#").strip()
            if why := _refusal(tag, context.joined_site_names):
                refused.append(rejected(rule.name, raw, why))
                continue
            tags.setdefault(plain(tag), tag)
        if tags and tags.keys() <= _no_tags():
            refused.append(rejected(rule.name, ", ".join(tags.values()), "no subject"))
        elif 0 < len(tags) <= MAX_TAGS:
            return finding("tags", rule.name, tuple(tags.values()), ", ".join(tags.values()), refused)
    return None
