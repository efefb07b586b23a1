"""The interface of search engines: requests, results, and the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from clippings.errors import ClippingsError
from clippings.search.document import SearchDocument
from clippings.search.query import TextQuery
from clippings.short_form import to_seconds

#: ``added`` is newest by the time of storing.
Order = Literal["relevance", "newest", "oldest", "added"]
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest", "added")
#: Values of one facet that are counted in an answer.
MAX_FACET_VALUES = 20


class EngineUnavailable(ClippingsError):
    """The engine did not answer in time, or its answer was invalid."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A request to an engine.

    Attributes:
        query: The words; None for every article that passes the filters.
        filters: (facet, values) pairs. An article passes if it has one of the values of every facet.
        first_day: First day as ``YYYY-MM-DD``, included.
        last_day: Last day, included.
        dated: True for articles with a date of their own, False for those without, None for both.
        added_since: Only articles that were added at this moment or later.
        order: The order of the hits.
        limit: The most hits.
        position: The position of the page, from the previous result; ``engine`` in it names the engine.
        facets: Names of the facets whose values are counted.
        highlights: Whether the hits have passages with the words.
    """

    query: TextQuery | None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    dated: bool | None = None
    added_since: datetime | None = None
    order: Order = "relevance"
    limit: int = 50
    position: Mapping[str, Any] | None = None
    facets: tuple[str, ...] = ()
    highlights: bool = False

    @property
    def first_second(self) -> str | None:
        """Return the first whole second of ``added_since``, as documents write it."""
        if self.added_since is None:
            return None
        part = timedelta(microseconds=self.added_since.microsecond)
        return to_seconds(self.added_since + (timedelta(seconds=1) - part if part else part))


@dataclass(frozen=True, slots=True)
class Hit:
    """One article: its *short* form, and *highlights*: passages with marked words, by field."""

    short: dict[str, Any]
    highlights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """The number of the found articles that have a *value* of a facet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer of an engine.

    Attributes:
        engine: The engine's name.
        hits: The articles, in order.
        position: The position of the next page, None after the last.
        order: The order of the hits, which may differ from the requested one.
        total: The number of articles on all pages, None if the engine does not count.
        total_is_exact: False if there may be more than *total*.
        facets: The counts by facet, None if the engine does not count.
        ignored: Parts of the query that this engine cannot look up.
    """

    engine: str
    hits: tuple[Hit, ...]
    position: dict[str, Any] | None
    order: Order
    total: int | None = None
    total_is_exact: bool = True
    facets: Mapping[str, tuple[FacetCount, ...]] | None = None
    ignored: tuple[str, ...] = ()


class SearchEngine(Protocol):
    """Finds articles. *name* is the engine that answers. Positions of all *engines* are accepted."""

    @property
    def name(self) -> str: ...

    @property
    def engines(self) -> frozenset[str]: ...

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of the articles that match *request*.

        Raises:
            EngineUnavailable: The engine does not answer.
            NotSearchable: This engine cannot look up any part of the query.
        """

    def count_values(self, kind: str, values: Sequence[str]) -> Mapping[str, int] | None:
        """Return the number of articles with each of *values* of the facet *kind*; None if the engine does not count.

        Raises:
            EngineUnavailable: The engine does not answer.
        """


class SearchIndex(Protocol):
    """Stores articles. Writes of an article are ordered by version: an older version is ignored."""

    def put(self, documents: Sequence[SearchDocument]) -> None:
        """Index *documents*, replacing older versions."""

    def remove(self, articles: Iterable[tuple[str, int]]) -> None:
        """Remove articles, by id and version, from the index."""

    def ids(self, after: Any, limit: int) -> tuple[list[str], Any]:
        """Return the ids of at most *limit* indexed articles, and the next value of *after*, None at the end."""
