"""An article as search engines index it: its words by field, its facet values, and the data that a hit shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clippings.facets import FACETS, values_of
from clippings.search.analysis import title_key, variants_of, words_of
from clippings.search.folding import facet_value

if TYPE_CHECKING:
    from clippings.article import EnrichedArticle

#: The fields that are searched, with their weights for the order by relevance.
WEIGHTS: Mapping[str, float] = {
    "title": 8.0,
    "standfirst": 4.0,
    "names": 3.0,  # entities, keywords and tags
    "authors": 3.0,
    "text": 1.0,
    "variants": 1.0,  # words as their language writes them on a plain keyboard
}
FIELDS = tuple(WEIGHTS)
#: Maximum number of characters of a text that are indexed: a book of 300 pages.
MAX_TEXT = 500_000
#: Longest facet value that is shown beside its count, in characters.
MAX_LABEL = 200


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One article.

    Attributes:
        id: The article's id.
        version: Rises with every write of the article.
        at: The sort key of the order by day; unique.
        day: Its day as ``YYYY-MM-DD``.
        dated: Whether the day is the publisher's.
        added_at: When the article was first stored, in UTC to the second.
        title_key: See :func:`clippings.search.analysis.title_key`.
        words: Field → its folded words in order.
        facets: (facet, folded value, value as written). Only those with a value as written are counted.
        short: The article's short form.
        standfirst: The whole standfirst.
        text: The text that passages are taken from.
    """

    id: str
    version: int
    at: str
    day: str
    dated: bool
    added_at: str
    title_key: str
    words: Mapping[str, list[str]]
    facets: tuple[tuple[str, str, str], ...]
    short: dict[str, Any]
    standfirst: str
    text: str


def to_document(
    article: EnrichedArticle, *, version: int, at: str, day: str, added_at: str, short: Mapping[str, Any]
) -> SearchDocument:
    """Return *article* as engines index it. For the arguments see :class:`SearchDocument`."""
    title, standfirst, text = article.title or "", article.standfirst or article.summary or "", article.text[:MAX_TEXT]
    names = [*(each.name for each in article.entities), *article.keywords, *article.tags]
    written = "\n".join([title, standfirst, *names, *(author.name for author in article.authors), text])
    words = {
        "title": words_of(title),
        "standfirst": words_of(standfirst),
        "names": words_of("\n".join(names)),
        "authors": words_of("\n".join(author.name for author in article.authors)),
        "text": words_of(text),
        "variants": variants_of(written, article.language),
    }
    return SearchDocument(
        id=article.id,
        version=version,
        at=at,
        day=day,
        dated=article.published is not None,
        added_at=added_at,
        title_key=title_key(title),
        words=words,
        facets=tuple(_facets(article)),
        short=dict(short),
        standfirst=standfirst,
        text=text,
    )


_SINGLE = frozenset(facet.name for facet in FACETS if facet.most == 1)


def _facets(article: EnrichedArticle) -> Iterator[tuple[str, str, str]]:
    """Yield each value once. If a facet has one value, further ones (a publisher's domain) are not counted."""
    for facet, values in values_of(article):
        seen: set[str] = set()
        for value in values:
            folded = facet_value(facet.name, value)
            if folded and folded not in seen:
                counted = not (facet.name in _SINGLE and seen)
                label = folded if facet.name == "language" else " ".join(value.split())[:MAX_LABEL]
                yield facet.name, folded, label if counted else ""
                seen.add(folded)
