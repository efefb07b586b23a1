"""Who the page says wrote the article, place by place: its data's claims and those of the byline that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clippings.fields.authors.byline import Byline, bylines, closing_bylines, windows
from clippings.fields.authors.name_words import BY
from clippings.fields.authors.other_stories import is_in_card
from clippings.fields.authors.person_names import clean, is_agency, is_login, split_names, upright
from clippings.fields.authors.unmarked_bylines import find_unmarked_bylines
from clippings.fields.context import ArticleContext, element_text, plain
from clippings.fields.rule import Rule, rejected
from clippings.gazetteer import given_names
from clippings.page.tree import attribute, inner_text
from clippings.records import Rejected

#: More names than this are a masthead, not a byline.
MAX_AUTHORS = 30
#: A byline is short, in characters.
MAX_BYLINE = 200
#: Links to more authors than this lead to those of other articles too.
MAX_RELATED = 2

#: How one widespread publishing system labels its author card, in the languages it speaks.
_WRITTEN_BY = frozenset(
    plain(label)
    for label in (
        "Written by|Verfasst von|Geschrieben von|Écrit par|Rédigé par|Escrito por|Scritto da|Geschreven door|"
        "Skriven av|"
        "Skrevet av|Skrevet af|Napisane przez|Napsal(a)|Kirjoittanut|Yazan|Автор|Написано автором|Написав|Ditulis oleh|"
        "Được viết bởi|Autore|Escrita por|Γράφτηκε από|Szerző:|Scris de|Napisal/a|執筆者|作者|글쓴이|كُتب بواسطة|"
        "נכתב על ידי|By|Author|Posted by"
    ).split("|")
)


#: A host's name, and its own label: a pen name has dots, too, but no such ending behind a word.
_HOST = re.compile(r"(?:[\w-]+\.)*([\w-]{3,})\.(?:[a-z]{2}|com|net|org|info)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuthorSource:
    """The names that one place gives, by plain name, and what was read there.

    *close*: it stands near the headline; *index*: the passage, of a byline.
    """

    rule: str
    names: dict[str, str]
    raw: str
    close: bool = True
    index: int | None = None


def _labelled(context: ArticleContext) -> Iterator[str]:
    for number in ("1", "2"):
        label = context.page.meta(f"twitter:label{number}") or ""
        if plain(label) in _WRITTEN_BY:
            yield from context.metas(f"twitter:data{number}")


#: What the title of a link to an author's page says before the name: "Posts by".
_TITLED = re.compile(
    r"^(?:posts|articles|stories|view all posts|more|beiträge|publications|entradas|articoli(?: scritti)?|berichten|"
    r"inlägg) (?:by|from|von|par|de|por|da|di|van|av|af) ",
    re.IGNORECASE,
)


def _microdata(context: ArticleContext) -> Iterator[str]:
    for element in context.page.itemprops.get("author", ())[:6]:
        inner = element.find_all(attrs={"itemprop": "name"})
        text = element_text(inner[0] if inner else element)
        if len(text) <= MAX_BYLINE and element.closest("figure") is None:
            yield text


def _relation(context: ArticleContext) -> Iterator[str]:
    for element in context.page.author_links[:6]:
        text = inner_text(element) or _TITLED.sub("", attribute(element, "title") or "")
        if 0 < len(text) <= MAX_BYLINE and not is_in_card(element):
            yield text


DECLARED = (
    Rule("json-ld:author", lambda s: s.linked("author")),
    Rule(
        "meta:parsely-author",
        lambda s: [
            *s.metas("parsely-author", "sailthru.author", "cxenseparse:author", "byl"),
            *map(upright, s.metas("dc.creator", "dcterms.creator")),
        ],
    ),
    Rule("meta:twitter:data", _labelled),
    Rule("rel=author", _relation),
    Rule(
        "meta:author",
        lambda s: [
            *s.metas("author", "articleauthor", "authors"),
            *map(upright, s.metas("citation_author", "citation_authors")),
        ],
    ),
    Rule("itemprop:author", lambda s: (*_microdata(s), *s.metas("itemprop:author"))),
    Rule("meta:article:author", lambda s: s.metas("article:author")),
)


def read_author_sources(context: ArticleContext, refused: list[Rejected]) -> list[AuthorSource]:
    """Return the claims of the data, then those of the byline by the headline; what names nobody joins *refused*."""
    return [*_declared(context, refused), *_shown(context, bylines(context))]


def read_further_author_sources(context: ArticleContext) -> list[AuthorSource]:
    """Return the bylines behind the body, and the names that the page shows without saying what they are."""
    return list(_shown(context, (*closing_bylines(context), *find_unmarked_bylines(context))))


def _shown(context: ArticleContext, lines: Iterable[Byline]) -> Iterator[AuthorSource]:
    """Yield the claims of *lines*, without the section that stands behind a name or in its place."""
    filed = _filed(context)
    for line in lines:
        names = {plain(name): name for name in _whole(context, line.raw) or line.names}
        named = {key: name for key, name in names.items() if key not in filed or name.split()[0] in given_names()}
        if named:
            yield AuthorSource(f"byline:{line.mark}", named, line.raw, line.close, line.index)


def _filed(context: ArticleContext) -> frozenset[str]:
    """The plain names of the sections that the page is filed under."""
    raws = [*context.linked("articleSection"), *context.metas("article:section", "parsely-section")]
    return frozenset(plain(part) for raw in raws for part in (raw, *raw.split(",")))


def _whole(context: ArticleContext, raw: str) -> list[str]:
    """Return the site's own name where *raw* is nothing else and would be cut: "Human in the Loop"."""
    key = plain(raw[:MAX_BYLINE])
    if not any(key.endswith(name) for name in context.site_names):
        return []
    text = BY.sub("", clean(raw[:MAX_BYLINE])).strip()
    return [text] if " " in text and plain(text) in context.site_names and len(split_names(text)) == 1 else []


def _is_foreign_host(context: ArticleContext, name: str) -> bool:
    """Whether *name* is the address of another site than the page's: of one that built it, or has it too."""
    match = _HOST.fullmatch(name)
    return match is not None and match[1].lower() not in context.hosts[0].split(".")


def _declared(context: ArticleContext, refused: list[Rejected]) -> Iterator[AuthorSource]:
    for rule in DECLARED:
        names: dict[str, str] = {}
        raws: list[str] = []
        for raw in rule.read(context):
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
    """Whether a short passage near the headline has *name* in it."""
    near, _ = windows(context)
    return any(name in passage.text for passage in near if len(passage.text) <= MAX_BYLINE)
