"""Who the page says wrote the article, place by place: its data's claims and those of the byline that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clippings.fields.bare_names import bare_names
from clippings.fields.byline import Byline, bylines, closing_bylines, windows
from clippings.fields.names import clean, is_agency, is_login, split_names, upright
from clippings.fields.rule import Rule, rejected
from clippings.fields.story import Story, element_text, plain
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


@dataclass(frozen=True, slots=True)
class Claim:
    """The names that one place gives, by plain name, and what was read there.

    *close*: it stands near the headline; *index*: the passage, of a byline.
    """

    rule: str
    names: dict[str, str]
    raw: str
    close: bool = True
    index: int | None = None


def _labelled(story: Story) -> Iterator[str]:
    for number in ("1", "2"):
        label = story.page.meta(f"twitter:label{number}") or ""
        if plain(label) in _WRITTEN_BY:
            yield from story.metas(f"twitter:data{number}")


def _microdata(story: Story) -> Iterator[str]:
    for element in story.page.itemprops.get("author", ())[:6]:
        inner = element.find_all(attrs={"itemprop": "name"})
        text = element_text(inner[0] if inner else element)
        if len(text) <= MAX_BYLINE and element.closest("figure") is None:
            yield text


def _relation(story: Story) -> Iterator[str]:
    for element in story.page.author_links[:6]:
        text = inner_text(element) or attribute(element, "title") or ""
        if 0 < len(text) <= MAX_BYLINE:
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
            *s.metas("author", "articleauthor"),
            *map(upright, s.metas("citation_author", "citation_authors")),
        ],
    ),
    Rule("itemprop:author", lambda s: (*_microdata(s), *s.metas("itemprop:author"))),
    Rule("meta:article:author", lambda s: s.metas("article:author")),
)


def read_claims(story: Story, refused: list[Rejected]) -> list[Claim]:
    """Return the claims of the data, then those of the byline by the headline; what names nobody joins *refused*."""
    return [*_declared(story, refused), *map(_shown, bylines(story))]


def read_further_claims(story: Story) -> list[Claim]:
    """Return the bylines behind the body, and the names that the page shows without saying what they are."""
    return list(map(_shown, (*closing_bylines(story), *bare_names(story))))


def _shown(line: Byline) -> Claim:
    return Claim(f"byline:{line.mark}", {plain(n): n for n in line.names}, line.raw, line.close, line.index)


def _declared(story: Story, refused: list[Rejected]) -> Iterator[Claim]:
    for rule in DECLARED:
        names: dict[str, str] = {}
        raws: list[str] = []
        for raw in rule.read(story):
            raws.append(clean(raw))
            found = list(split_names(raw))
            if not found:
                refused.append(rejected(rule.name, raw, "no name"))
            for name in found:
                key = plain(name)
                if is_login(name) and not is_agency(name) and not _is_shown(story, name):
                    refused.append(rejected(rule.name, name, "a login"))
                elif key:
                    names.setdefault(key, name)
        if 0 < len(names) <= (MAX_RELATED if rule.name == "rel=author" else MAX_AUTHORS):
            yield Claim(rule.name, names, "; ".join(raws))


def _is_shown(story: Story, name: str) -> bool:
    """Whether a short passage near the headline has *name* in it."""
    near, _ = windows(story)
    return any(name in passage.text for passage in near if len(passage.text) <= MAX_BYLINE)
