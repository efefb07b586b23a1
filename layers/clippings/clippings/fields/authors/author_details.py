"""Details of each author: person or organization, role, and the address of the author's page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from clippings.fields.authors.author_links import MAX_NODES, is_on_own_site, link_around
from clippings.fields.authors.author_sources import AuthorSource
from clippings.fields.authors.person_names import is_agency, is_organisation
from clippings.fields.context import ArticleContext, joined, plain
from clippings.gazetteer import given_names
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.linked_data import Node, text_of, types
from clippings.page.tree import beginning
from clippings.records import Author

Role = Literal["writer", "photographer", "translator", "agency", "editor", "illustrator"]

#: Words beside a name that say what the person did.
_PARTS: dict[Role, re.Pattern[str]] = {
    "photographer": lazy_pattern(
        lambda: f"{_any('photographer_stems')}|{_any('photographer_words')}\\b", re.IGNORECASE
    ),
    "illustrator": lazy_pattern(lambda: _any("illustrator_stems"), re.IGNORECASE),
    "translator": lazy_pattern(lambda: _any("translator_stems"), re.IGNORECASE),
}
#: Words beside a name that say that the person wrote the article, whatever else.
_WROTE = lazy_pattern(lambda: rf"\b{_any('writer_stems')}\w*\b", re.IGNORECASE)


def _any(name: str) -> str:
    return any_of(all_words("names", name))


#: Most letters of a word in capitals that abbreviates an organization's name.
MAX_ACRONYM = 5
#: Characters of a byline before and after a name that are searched for a role.
REACH = 30


def to_authors(
    context: ArticleContext, names: Mapping[str, str], claims: Sequence[AuthorSource], brands: frozenset[str]
) -> tuple[Author, ...]:
    """Return the records of *names*, which are keyed by plain name, with their details from data and bylines."""
    nodes = _nodes(context)
    bylines = [claim for claim in claims if claim.index is not None]
    return tuple(
        Author(name, _role(name, nodes.get(key, {}), bylines), _kind(name, nodes.get(key, {}), brands), url)
        for key, name in names.items()
        for url in [_declared_url(context, nodes.get(key, {})) or _linked_url(context, key, bylines)]
    )


def _nodes(context: ArticleContext) -> dict[str, Node]:
    """Return the JSON-LD objects of authors by plain name."""
    values = context.page.linked_data.values(context.article, "author") if context.article else []
    return {plain(text_of(value)): value for value in values[:MAX_NODES] if isinstance(value, dict)}


def _kind(name: str, node: Node, brands: frozenset[str]) -> Literal["person", "organisation"]:
    """Return whether *name* is a person's. A known given name outweighs the declared type, which is often wrong."""
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
    """Return whether *line* gives *name* the role *part*, in brackets after the name or as a label before it."""
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
    """Return the address of the byline's link on the name, if it is the author's page on the same site."""
    for claim in bylines:
        if key not in claim.names or claim.index is None or claim.index >= len(context.passages):
            continue
        for link in dict.fromkeys(filter(None, map(link_around, context.passages[claim.index].nodes[:MAX_NODES]))):
            address = link.attr("href")
            text = plain(beginning(link))
            alone = key in text and not any(other in text for other in claim.names if other != key)
            if alone and address and is_on_own_site(context, address):
                return context.page.absolute(address)
    return None
