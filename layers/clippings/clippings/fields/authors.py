"""Who signs the article: the people and organisations that data and byline name."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.fields.names import clean, split_names, to_author
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


RULES = (
    Rule("json-ld:author", _linked),
    Rule(
        "meta:author", lambda s: s.metas("parsely-author", "sailthru.author", "cxenseparse:author", "byl", "dc.creator")
    ),
    Rule("rel=author", _relation),
    Rule("meta:twitter:data", _labelled),
    Rule("itemprop:author", lambda s: s.itemprop("author")[:6]),
    Rule("meta:author", lambda s: s.metas("author", "article:author", "citation_author")),
    Rule("json-ld:creator", lambda s: s.linked("creator")),
)


def find_authors(story: Story) -> Finding[tuple[Author, ...]] | None:
    """Return everybody who signs the article, in the order of the byline, or None where nobody does."""
    refused: list[Rejected] = []
    for rule in RULES:
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
            kinds = _kinds(story)
            authors = tuple(to_author(name, kinds.get(key)) for key, name in names.items())
            return finding("authors", rule.name, authors, "; ".join(raws), refused)
    return None


def _kinds(story: Story) -> dict[str, str]:
    """Return what the JSON-LD declares each author as, by plain name."""
    nodes = story.page.linked_data.values(story.article, "author") if story.article else []
    return {
        plain(text_of(node)): "organisation" if "Organization" in " ".join(types(node)) else "person"
        for node in nodes
        if isinstance(node, dict)
    }
