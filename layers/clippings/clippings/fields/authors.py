"""Who signs the article: the people and organisations that data and byline name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clippings.fields.byline import bylines
from clippings.fields.names import clean, is_organisation, looks_personal, split_names, to_author
from clippings.fields.rule import Rule, finding, rejected
from clippings.fields.story import Story, plain
from clippings.page.linked_data import text_of, types
from clippings.page.tree import attribute, inner_text
from clippings.records import Author, Finding, Rejected

#: More names than this are a masthead, not a byline.
MAX_AUTHORS = 30
#: A byline is short, in characters.
MAX_BYLINE = 200


def _linked(story: Story) -> Iterator[str]:
    yield from story.linked("author")


def _labelled(story: Story) -> Iterator[str]:
    for number in ("1", "2"):
        label = story.page.meta(f"twitter:label{number}") or ""
        if plain(label) in _WRITTEN_BY:
            yield from story.metas(f"twitter:data{number}")


#: How one widespread publishing system labels its author card, in the languages it speaks.
_WRITTEN_BY = frozenset(
    plain(label)
    for label in ["Written by", "Verfasst von", "Geschrieben von", "Écrit par", "Rédigé par", "Escrito por", "Scritto da", "Geschreven door", "Skriven av", "Skrevet av", "Skrevet af", "Napisane przez", "Napsal(a)", "Kirjoittanut", "Yazan", "Автор", "Написано автором", "Написав", "Ditulis oleh", "Được viết bởi", "Autore", "Escrita por", "Γράφτηκε από", "Szerző:", "Scris de", "Napisal/a", "執筆者", "作者", "글쓴이", "كُتب بواسطة", "נכתב על ידי", "By", "Author", "Posted by"]
)


def _relation(story: Story) -> Iterator[str]:
    for element in story.page.author_links[:6]:
        text = inner_text(element) or attribute(element, "title") or ""
        if 0 < len(text) <= MAX_BYLINE:
            yield text


DECLARED = (
    Rule("json-ld:author", _linked),
    Rule("meta:parsely-author", lambda s: s.metas("parsely-author", "sailthru.author", "cxenseparse:author", "byl", "dc.creator")),
    Rule("meta:twitter:data", _labelled),
    Rule("rel=author", _relation),
    Rule("meta:author", lambda s: s.metas("author", "citation_author")),
    Rule("itemprop:author", lambda s: s.itemprop("author")[:6]),
    Rule("meta:article:author", lambda s: s.metas("article:author")),
    Rule("json-ld:creator", lambda s: s.linked("creator")),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The names that one place gives, by plain name, and what was read there."""

    rule: str
    names: dict[str, str]
    raw: str


def find_authors(story: Story) -> Finding[tuple[Author, ...]] | None:
    """Return everybody who signs the article, in the order of the byline, or None where nobody does.

    The page's data and its byline are heard, and settled by who they name: a byline completes the data, replaces a
    publisher or an uploader that stands in for the author, and is left alone where the data names the same people.
    """
    refused: list[Rejected] = []
    brands = _brands(story)
    declared = list(_declared(story, refused))
    shown = [Claim(f"byline:{line.mark}", {plain(n): n for n in line.names}, line.raw) for line in bylines(story)]
    chosen = _settle(declared, shown, brands)
    if chosen is None:
        return None
    kinds = _kinds(story)
    authors = tuple(to_author(name, kinds.get(key)) for key, name in chosen.names.items())
    others = [claim for claim in (*declared, *shown) if claim.names.keys() != chosen.names.keys()]
    refused += [rejected(claim.rule, claim.raw, "another place is trusted more") for claim in others]
    agreeing = len({c.rule for c in (*declared, *shown) if c.names.keys() == chosen.names.keys()}) - 1
    return finding("authors", chosen.rule, authors, chosen.raw, refused, agreeing=agreeing)


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
                names.setdefault(plain(name), name)
        if 0 < len(names) <= MAX_AUTHORS:
            yield Claim(rule.name, names, "; ".join(raws))


def _settle(declared: list[Claim], shown: list[Claim], brands: frozenset[str]) -> Claim | None:
    people = [claim for claim in declared if _names_people(claim, brands)]
    signed = next((claim for claim in shown if claim.rule == "byline:by" and _names_people(claim, brands)), None)
    if people:
        best = people[0]
        if signed is not None and signed.names.keys() != best.names.keys():
            return signed if signed.names.keys() > best.names.keys() or not signed.names.keys() & best.names.keys() else best
        return best
    if signed is not None:
        return signed
    marked = next((claim for claim in shown if _names_people(claim, brands)), None)
    return marked or next(iter(shown), None) or next(iter(declared), None)


def _names_people(claim: Claim, brands: frozenset[str]) -> bool:
    """Whether the claim names somebody who is not the publisher or another organisation."""
    return any(key not in brands and looks_personal(name) and not is_organisation(name) for key, name in claim.names.items())


def _brands(story: Story) -> frozenset[str]:
    names = [*story.metas("og:site_name", "application-name"), *story.linked("publisher")[:2], *story.hosts]
    return frozenset(key for name in names if (key := plain(name)))


def _kinds(story: Story) -> dict[str, str]:
    """Return what the JSON-LD declares each author as, by plain name."""
    nodes = story.page.linked_data.values(story.article, "author") if story.article else []
    return {
        plain(text_of(node)): "organisation" if "Organization" in " ".join(types(node)) else "person"
        for node in nodes
        if isinstance(node, dict)
    }
