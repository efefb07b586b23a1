"""The section of the publication that the article stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Rule, Unfit, first_finding
from clippings.languages.word_lists import all_words
from clippings.records import Finding

#: Longest name of a section, in characters.
MAX_SECTION = 60


@cache
def _no_sections() -> frozenset[str]:
    """Return where breadcrumbs begin, and what systems say where nobody chose a section, as plain words."""
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
    """Yield the names in *raws*: several in one string are apart by commas, unless a word joins the last two."""
    for raw in raws:
        yield from (raw.split(",") if not _JOINED.search(raw) else (raw,))


_JOINED = re.compile(r",?\s(?:and|und|et|y|e|og|och|&)\s[^,]*$")

RULES = (
    Rule("json-ld:articleSection", lambda s: _singly(s.linked("articleSection"))),
    Rule("meta:article:section", lambda s: _singly(s.metas(*_METAS))),
    Rule("itemprop:articleSection", lambda s: s.itemprop("articlesection")),
    Rule("json-ld:breadcrumb", _crumbs),
)


#: A word of so many capital letters is shouted; a shorter one is as often an acronym.
MIN_SHOUTED = 7
#: A word of so many letters beside a shouted one may be an acronym, and stays.
MAX_ACRONYM = 3
_SMALL = frozenset("of and the in on for to de la le et y e und der die das von i og och".split())
_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _quietly(name: str) -> str:
    """Return *name* in the letters of a title where it is written in capitals throughout and is no acronym."""
    words = _CAPITALS.findall(name)
    if not name.isupper() or not any(len(word) >= MIN_SHOUTED for word in words):
        return name

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in _SMALL:
            return word.lower() if match.start() else word.capitalize()
        return word if len(word) <= MAX_ACRONYM else word.capitalize()

    return _CAPITALS.sub(lower, name)


def find_section(context: ArticleContext) -> Finding[str] | None:
    """Return the section's name, or None."""
    brand = {plain(name) for name in (*context.metas("og:site_name"), *context.linked("publisher"), *context.hosts)}

    def accept(raw: str) -> str:
        name = clean(raw)
        key = plain(name)
        if not key or len(name) > MAX_SECTION or name.startswith(("http:", "https:")):
            raise Unfit("no section")
        if key.removeprefix("www ") in brand or key in _no_sections():
            raise Unfit("the front page, or no choice")
        return _quietly(name)

    found = first_finding("section", context, RULES, accept)
    context.section = found.value if found else ""
    return found
