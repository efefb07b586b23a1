"""What the page says about each author beside the name: person or organisation, part in the work, own page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from clippings.fields.authors.author_sources import AuthorSource
from clippings.fields.authors.byline import is_own, link_around
from clippings.fields.authors.person_names import is_agency, is_organisation
from clippings.fields.context import ArticleContext, joined, plain
from clippings.gazetteer import given_names
from clippings.page.linked_data import Node, text_of, types
from clippings.page.tree import inner_text
from clippings.records import Author

Role = Literal["writer", "photographer", "translator", "agency", "editor", "illustrator"]

_PARTS: dict[Role, re.Pattern[str]] = {
    "photographer": re.compile(r"(?:photo|foto|bilder\b|bild\b|фото|zdjęcia|kuvat?\b)\w*", re.IGNORECASE),
    "illustrator": re.compile(r"(?:illustra|ilustra|zeichnung|dessin)\w*", re.IGNORECASE),
    "translator": re.compile(r"(?:translat|übersetz|tradu[cz]|vertal|перев[оё]д|çevir)\w*", re.IGNORECASE),
}
#: Who did this as well wrote the article.
_WROTE = re.compile(r"\b(?:text|words|story|bericht|report|texte|texto|tekst|текст)\w*\b", re.IGNORECASE)
#: One word in capitals of no more letters than this abbreviates an organisation's name.
MAX_ACRONYM = 5
#: Characters of a byline before and behind a name that may say what the name did.
REACH = 30


def to_authors(
    context: ArticleContext, names: Mapping[str, str], claims: Sequence[AuthorSource], brands: frozenset[str]
) -> tuple[Author, ...]:
    """Return the records of *names*, by plain name, with what data and bylines say about each."""
    nodes = _nodes(context)
    bylines = [claim for claim in claims if claim.index is not None]
    return tuple(
        Author(name, _role(name, nodes.get(key, {}), bylines), _kind(name, nodes.get(key, {}), brands), url)
        for key, name in names.items()
        for url in [_declared_url(context, nodes.get(key, {})) or _linked_url(context, key, bylines)]
    )


def _nodes(context: ArticleContext) -> dict[str, Node]:
    """Return the JSON-LD's objects for authors by plain name."""
    values = context.page.linked_data.values(context.article, "author") if context.article else []
    return {plain(text_of(value)): value for value in values if isinstance(value, dict)}


def _kind(name: str, node: Node, brands: frozenset[str]) -> Literal["person", "organisation"]:
    """Pages declare people as organisations and the reverse: a given name outweighs what the data says."""
    if is_organisation(name) or (name.isupper() and " " not in name and len(name) <= MAX_ACRONYM):
        return "organisation"
    declared, own = "Organization" in " ".join(types(node)), joined(name) in brands
    if (declared and own) or joined(name.split()[0]) in brands:
        return "organisation"
    return "organisation" if (declared or own) and name.split()[0] not in given_names() else "person"


def _role(name: str, node: Node, bylines: Sequence[AuthorSource]) -> Role:
    if is_agency(name):
        return "agency"
    title = node.get("jobTitle")
    for role, words in _PARTS.items():
        if isinstance(title, str) and words.match(title.strip()):
            return role
        if any(_is_said(words, name, claim.raw) for claim in bylines):
            return role
    return "writer"


def _is_said(part: re.Pattern[str], name: str, line: str) -> bool:
    """Whether *line* says of *name* that the part was theirs: in brackets behind it, or as a label before it."""
    place = line.find(name)
    if place < 0:
        return False
    behind = re.match(r"\s*[(\[]([^)\]]{2,40})[)\]]", line[place + len(name) :])
    if behind is not None:
        return part.search(behind[1]) is not None and not _WROTE.search(behind[1])
    label = re.search(r"([^,;|()]{2,30}):\s*$", line[max(0, place - REACH) : place])
    return label is not None and part.search(label[1]) is not None and not _WROTE.search(label[1])


def _declared_url(context: ArticleContext, node: Node) -> str | None:
    url = node.get("url")
    return context.page.absolute(url) if isinstance(url, str) and url.strip() else None


def _linked_url(context: ArticleContext, key: str, bylines: Sequence[AuthorSource]) -> str | None:
    """Return where the byline's link on the name leads, if that is the author's page on the same site."""
    for claim in bylines:
        if key not in claim.names or claim.index is None or claim.index >= len(context.passages):
            continue
        for node in context.passages[claim.index].nodes:
            link = link_around(node)
            address = link.attr("href") if link is not None else None
            text = plain(inner_text(link)) if link is not None else ""
            alone = key in text and not any(other in text for other in claim.names if other != key)
            if alone and address and is_own(context, address):
                return context.page.absolute(address)
    return None
