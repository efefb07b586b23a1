"""The author sources: the places in a page's data and in its text that name the article's authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from clippings.fields.authors.byline import Byline, bylines, closing_bylines, windows
from clippings.fields.authors.name_words import BY
from clippings.fields.authors.other_stories import is_in_card
from clippings.fields.authors.person_names import (
    MAX_LINE,
    clean,
    in_natural_order,
    is_agency,
    is_login,
    split_names,
)
from clippings.fields.authors.unmarked_bylines import find_unmarked_bylines
from clippings.fields.context import ArticleContext, element_text, plain
from clippings.fields.rule import Example, Rule, json_ld, rejected
from clippings.gazetteer import given_names
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.tree import attribute, inner_text
from clippings.records import Rejected

#: Most names of a byline; a longer list is a masthead.
MAX_AUTHORS = 30
#: Most characters of a rule's candidates that are searched for names.
MAX_DECLARED = 20_000
#: Longest byline, in characters.
MAX_BYLINE = 200
#: Most authors that ``rel=author`` links may name; more links include the authors of other articles.
MAX_RELATED = 2


@cache
def _author_labels() -> frozenset[str]:
    """Return the labels of a widespread publishing system's author card, in plain words."""
    return frozenset(map(plain, all_words("bylines", "author_labels")))


#: The name of a host, with the label before its ending as a group. Pen names may contain dots, but no such ending.
_HOST = re.compile(r"(?:[\w-]+\.)*([\w-]{3,})\.(?:[a-z]{2}|com|net|org|info)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuthorSource:
    """The names that one place gives.

    Attributes:
        rule: The rule that read the place.
        names: The names as written, by their plain words.
        raw: The text that was read.
        close: Whether the place is near the headline.
        index: The passage of a byline.
    """

    rule: str
    names: dict[str, str]
    raw: str
    close: bool = True
    index: int | None = None


def _labelled(context: ArticleContext) -> Iterator[str]:
    for number in ("1", "2"):
        label = context.page.meta(f"twitter:label{number}") or ""
        if plain(label) in _author_labels():
            yield from context.metas(f"twitter:data{number}")


#: Words before the name in the title of a link to an author's page: "Posts by".
_TITLED = lazy_pattern(
    lambda: rf"^{any_of(all_words('bylines', 'posts'))} {any_of(all_words('bylines', 'posts_by'))} ", re.IGNORECASE
)


def _microdata(context: ArticleContext) -> Iterator[str]:
    for element in context.page.itemprops.get("author", ())[:6]:
        inner = element.find_all(attrs={"itemprop": "name"})
        text = element_text(inner[0] if inner else element)
        if len(text) <= MAX_BYLINE and element.closest("figure") is None and not is_in_card(element):
            yield text


def _relation(context: ArticleContext) -> Iterator[str]:
    for element in context.page.author_links[:6]:
        text = inner_text(element) or _TITLED.sub("", attribute(element, "title") or "")
        if 0 < len(text) <= MAX_BYLINE and not is_in_card(element):
            yield text


DECLARED = (
    Rule(
        "json-ld:author",
        lambda context: context.linked("author"),
        "Search engines ask for the authors of an article here.",
        Example("Jane Doe", head=json_ld('"author":{"@type":"Person","name":"Jane Doe"}')),
    ),
    Rule(
        "meta:parsely-author",
        lambda context: [
            *context.metas("parsely-author", "sailthru.author", "cxenseparse:author", "byl"),
            *map(in_natural_order, context.metas("dc.creator", "dcterms.creator")),
        ],
        "Analytics services count readers by author: publishers keep these right.",
        Example("Jane Doe", head='<meta name="parsely-author" content="Jane Doe">'),
    ),
    Rule(
        "meta:twitter:data",
        _labelled,
        "A widespread publishing system labels the author on the card of a shared page.",
        Example(
            "Jane Doe",
            head='<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">',
        ),
    ),
    Rule(
        "rel=author",
        _relation,
        "HTML: the relation marks a link to the author.",
        Example(
            "Jane Doe",
            below='<a rel="author" href="/jane">Jane Doe</a>',
            near_miss='<a rel="tag" href="/jane">Jane Doe</a>',
        ),
    ),
    Rule(
        "meta:author",
        lambda context: [
            *context.metas("author", "articleauthor", "authors"),
            *map(in_natural_order, context.metas("citation_author", "citation_authors")),
        ],
        "HTML's own meta. It often names the publisher, so others are asked first.",
        Example("Jane Doe", head='<meta name="author" content="Jane Doe">'),
    ),
    Rule(
        "itemprop:author",
        lambda context: (*_microdata(context), *context.metas("itemprop:author")),
        "The author as microdata.",
        Example("Jane Doe", below='<p itemprop="author">Jane Doe</p>'),
    ),
    Rule(
        "meta:article:author",
        lambda context: context.metas("article:author"),
        "Open Graph wants a profile here; many publishers write the name.",
        Example("Jane Doe", head='<meta property="article:author" content="Jane Doe">'),
    ),
)


def read_author_sources(context: ArticleContext, refused: list[Rejected]) -> list[AuthorSource]:
    """Return the author sources in the page's data, then the bylines near the headline.

    Args:
        context: The page.
        refused: Gets the texts that hold no name.
    """
    return [*_declared(context, refused), *_shown(context, bylines(context))]


def read_further_author_sources(context: ArticleContext) -> list[AuthorSource]:
    """Return the bylines after the body and the unmarked bylines."""
    return list(_shown(context, (*closing_bylines(context), *find_unmarked_bylines(context))))


def _shown(context: ArticleContext, lines: Iterable[Byline]) -> Iterator[AuthorSource]:
    """Yield the sources of *lines*, without names of sections."""
    filed = _filed(context)
    for line in lines:
        names = {plain(name): name for name in _whole(context, line.raw) or line.names}
        named = {key: name for key, name in names.items() if key not in filed or name.split()[0] in given_names()}
        if named:
            yield AuthorSource(f"byline:{line.mark}", named, line.raw, line.close, line.index)


def _filed(context: ArticleContext) -> frozenset[str]:
    """Return the names of the page's sections in plain words."""
    raws = [*context.linked("articleSection"), *context.metas("article:section", "parsely-section")]
    return frozenset(plain(part) for raw in raws for part in (raw, *raw.split(",")))


def _whole(context: ArticleContext, raw: str) -> list[str]:
    """Return the site's name where *raw* is that name and would otherwise be cut: "Human in the Loop"."""
    key = plain(raw[:MAX_BYLINE])
    if not any(key.endswith(name) for name in context.plain_site_names):
        return []
    text = BY.sub("", clean(raw[:MAX_BYLINE])).strip()
    return [text] if " " in text and plain(text) in context.plain_site_names and len(split_names(text)) == 1 else []


def _is_foreign_host(context: ArticleContext, name: str) -> bool:
    """Return whether *name* is the host of another site, such as the agency that built this one."""
    match = _HOST.fullmatch(name)
    return match is not None and match[1].lower() not in context.hosts[0].split(".")


def _declared(context: ArticleContext, refused: list[Rejected]) -> Iterator[AuthorSource]:
    for rule in DECLARED:
        names: dict[str, str] = {}
        raws: list[str] = []
        room = MAX_DECLARED
        for raw in rule.candidates(context):
            room -= min(len(raw), MAX_LINE)
            if room < 0:
                break
            raws.append(clean(raw))
            found = _whole(context, raw) or list(split_names(raw))
            if not found:
                refused.append(rejected(rule.name, raw, "no name"))
            for name in found:
                key = plain(name)
                if is_login(name) and not is_agency(name) and not _is_shown(context, name):
                    refused.append(rejected(rule.name, name, "a login"))
                elif _is_foreign_host(context, name):
                    refused.append(rejected(rule.name, name, "another site's address"))
                elif key:
                    names.setdefault(key, name)
        if 0 < len(names) <= (MAX_RELATED if rule.name == "rel=author" else MAX_AUTHORS):
            yield AuthorSource(rule.name, names, "; ".join(raws))


def _is_shown(context: ArticleContext, name: str) -> bool:
    """Return whether a short passage near the headline contains *name*."""
    near, _ = windows(context)
    return any(name in passage.text for passage in near if len(passage.text) <= MAX_BYLINE)
