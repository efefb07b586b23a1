"""The facets: what articles are listed, filtered and found by. This is their only definition.

Storage makes keys and rows of them, the API its parameters, the command line its options, the reader page its filters,
and ``docs/api.md`` its table. To add a facet, add one :class:`Facet` to ``FACETS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from clippings.enrichment.address import registrable_domain

if TYPE_CHECKING:
    from clippings.article import EnrichedArticle

#: Most values of one facet that are read: a page may declare thousands of authors or tags.
MAX_VALUES = 100


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of an article.

    Attributes:
        name: The API's parameter, the command line's option, and the kind in the table's keys.
        letter: Stands for the facet in a row's own filter tokens, where every byte is paid for in each row.
        label: Its heading on the reader page.
        description: What a value is, as the API's contract and the command's help say it.
        values: Returns an article's values, the most important first.
        most: How many values of one article are listed; each costs one write unit. All values stay in the content.
        is_listed: Whether a value has a list of its own. If not, it only filters other lists, and costs no write unit.
        costs_extra: Whether the stack parameter ``Listings=few`` leaves it out.
        is_sharded: Whether few values hold many articles each, so that the parameter ``Shards`` spreads them.
        narrows: Whether the reader page offers it to narrow a list.
        is_enumerated: Whether the table keeps the list of its values. It has few of them, and they name no person.
    """

    name: str
    letter: str
    label: str
    description: str
    values: Callable[[EnrichedArticle], Iterable[str]]
    most: int = 1
    is_listed: bool = True
    costs_extra: bool = False
    is_sharded: bool = False
    narrows: bool = False
    is_enumerated: bool = False


def _publishers(article: EnrichedArticle) -> Iterator[str]:
    """Yield the publisher's name, then its registrable domain: every article with an address has a publisher."""
    if article.publisher:
        yield article.publisher
    address = article.canonical_url or article.url
    domain = registrable_domain(address) if address else None
    if domain:
        yield domain


def _hosts(article: EnrichedArticle) -> Iterator[str]:
    address = article.canonical_url or article.url
    host = urlsplit(address).hostname if address else None
    if host:
        yield host


#: In the order of how few articles one value tends to have: a list that is filtered by several facets reads the
#: partition of the first of them, so that the other filters drop as few rows as possible.
FACETS = (
    Facet(
        "author",
        "a",
        "Author",
        "A name in the byline.",
        lambda article: (author.name for author in article.authors),
        most=5,
        costs_extra=True,
        narrows=True,
    ),
    Facet(
        "entity",
        "e",
        "Name",
        "A person, place or organization that the article names.",
        lambda article: (entity.name for entity in article.entities),
        most=8,
        costs_extra=True,
    ),
    Facet(
        "tag",
        "t",
        "Tag",
        "A tag that the page declares.",
        lambda article: article.tags,
        most=8,
        costs_extra=True,
    ),
    Facet(
        "keyword",
        "k",
        "Keyword",
        "A subject of the article, derived from its text.",
        lambda article: article.keywords,
        most=4,
        costs_extra=True,
    ),
    Facet(
        "publisher",
        "p",
        "Publisher",
        "The publisher: its name, a part of its name, or its host.",
        _publishers,
        narrows=True,
        is_enumerated=True,
    ),
    Facet(
        "section",
        "s",
        "Section",
        "The section of the publication.",
        lambda article: filter(None, [article.section]),
        narrows=True,
        is_enumerated=True,
    ),
    Facet(
        "language",
        "l",
        "Language",
        "The language as a tag: `en`, `de`.",
        lambda article: filter(None, [article.language]),
        is_sharded=True,
        narrows=True,
        is_enumerated=True,
    ),
    Facet("host", "h", "Host", "The host of the article's address.", _hosts, is_listed=False, is_enumerated=True),
    Facet(
        "kind",
        "y",
        "Kind",
        "What kind of article it is: `article`, `opinion`, `live`, …",
        lambda article: filter(None, [article.kind]),
        is_listed=False,
        is_enumerated=True,
    ),
    Facet(
        "access",
        "x",
        "Access",
        "Who can read it: `free`, `metered`, `paywalled`.",
        lambda article: filter(None, [article.access]),
        is_listed=False,
        is_enumerated=True,
    ),
)
FACET_NAMES = tuple(facet.name for facet in FACETS)
FACETS_BY_NAME = {facet.name: facet for facet in FACETS}

#: The words of ``q=`` are listed as a facet is, without being one that a client names.
TERM, TERM_LETTER = "term", "q"
#: A search by words reads the partition of its rarest word, unless it names one of the facets before this one.
TERM_RANK = FACET_NAMES.index("publisher")


def values_of(article: EnrichedArticle) -> Iterator[tuple[Facet, Iterable[str]]]:
    """Yield every facet with the values of *article*, the most important value first, at most MAX_VALUES."""
    for facet in FACETS:
        yield facet, (value for value, _ in zip(facet.values(article), range(MAX_VALUES), strict=False))
