"""The section: the part of the publication that the article is filed under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Example, Rule, Unfit, first_finding, json_ld
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.records import Finding

#: Longest name of a section, in characters.
MAX_SECTION = 60


@cache
def _no_sections() -> frozenset[str]:
    """Return, in plain words, the first crumbs of breadcrumbs ("Home") and the defaults of publishing systems."""
    return frozenset(map(plain, all_words("labels", "no_section")))


def _crumbs(context: ArticleContext) -> Iterator[str]:
    data = context.page.linked_data
    title = plain(context.title)
    for _, trail in data.of_type(frozenset({"BreadcrumbList"})):
        names = [_crumb_name(context, item) for item in data.values(trail, "itemListElement") if isinstance(item, dict)]
        yield from (name for name in names if name and plain(name) != title)
        return


def _crumb_name(context: ArticleContext, item: dict[str, object]) -> str:
    data = context.page.linked_data
    names = data.texts(item, "name") or [
        n for v in data.values(item, "item") if isinstance(v, dict) for n in data.texts(v, "name")
    ]
    return names[0] if names else ""


_METAS = ("article:section", "parsely-section", "cxenseparse:section", "section", "sailthru.section")


def _singly(raws: Iterable[str]) -> Iterator[str]:
    """Yield the names in *raws*. Commas separate several in one string, unless "and" joins the last two."""
    for raw in raws:
        yield from (raw.split(",") if not _JOINED.search(raw.rpartition(",")[2]) else (raw,))


_JOINED = lazy_pattern(lambda: rf"\s(?:{any_of(all_words('labels', 'section_joins'))}|&)\s")

RULES = (
    Rule(
        "json-ld:articleSection",
        lambda context: _singly(context.linked("articleSection")),
        "schema.org: the property of an article that holds its section.",
        Example("Local", head=json_ld('"articleSection":"Local"')),
    ),
    Rule(
        "meta:article:section",
        lambda context: _singly(context.metas(*_METAS)),
        "Open Graph and the analytics services have a meta for the section.",
        Example("Local", head='<meta property="article:section" content="Local, Traffic">'),
    ),
    Rule(
        "itemprop:articleSection",
        lambda context: context.itemprop("articlesection"),
        "Some publishers mark the section in the text alone.",
        Example("Local", below='<span itemprop="articleSection">Local</span>'),
    ),
    Rule(
        "json-ld:breadcrumb",
        _crumbs,
        "A trail of breadcrumbs leads through the section to the article.",
        Example("Local", head=json_ld('"itemListElement":[{"name":"Local"},{"name":"Bridge"}]', "BreadcrumbList")),
    ),
)


#: Least letters of a word that is in capitals for emphasis; a shorter one may be an acronym.
MIN_SHOUTED = 7
#: Most letters of a word that stays in capitals, since it may be an acronym.
MAX_ACRONYM = 3
_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _small_words() -> frozenset[str]:
    """Return the words that stay in lower case in a title."""
    return frozenset(all_words("labels", "small_words"))


def _to_title_case(name: str) -> str:
    """Return *name* in title case if all of it is in capitals and it is not an acronym, and otherwise unchanged."""
    words = _CAPITALS.findall(name)
    if not name.isupper() or not any(len(word) >= MIN_SHOUTED for word in words):
        return name

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in _small_words():
            return word.lower() if match.start() else word.capitalize()
        return word if len(word) <= MAX_ACRONYM else word.capitalize()

    return _CAPITALS.sub(lower, name)


def find_section(context: ArticleContext) -> Finding[str] | None:
    """Return the section's name, or None."""
    return context.cached("section", lambda: _find(context))


def _find(context: ArticleContext) -> Finding[str] | None:
    brand = context.plain_site_names | frozenset(map(plain, context.hosts))

    def accept(raw: str) -> str:
        name = clean(raw)
        key = plain(name)
        if not key or len(name) > MAX_SECTION or name.startswith(("http:", "https:")):
            raise Unfit("no section")
        if key.removeprefix("www ") in brand or key in _no_sections():
            raise Unfit("the site or the front page")
        return _to_title_case(name)

    return first_finding("section", context, RULES, accept)
