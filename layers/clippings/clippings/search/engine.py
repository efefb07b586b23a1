"""The port of search: what is asked of an engine, what it answers, and what feeds it."""

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
    """The engine did not answer in time, or not as it should."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked of an engine.

    Attributes:
        query: The words; None for every article that passes the filters.
        filters: (facet, values) pairs. An article passes that has one of the values of every facet.
        first_day: First day as ``YYYY-MM-DD``, included.
        last_day: Last day, included.
        dated: True for articles with a date of their own, False for those without, None for both.
        added_since: Only articles that were added at this moment or later.
        order: The order of the hits.
        limit: The most hits.
        position: Where to continue from, as an engine answered it; ``engine`` in it names that engine.
        facets: Names of the facets whose values are counted.
        highlights: Whether the hits say where the words occur.
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
    """One article: its *short* form and, by field, the passages in which the words are marked."""

    short: dict[str, Any]
    highlights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the articles found have a *value* of a facet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What an engine answers.

    Attributes:
        engine: The engine's name.
        hits: The articles, in order.
        position: Where the next page begins, None after the last.
        order: The order that the hits are in, where the engine does not know the one that was asked for.
        total: How many articles there are on all pages, None where the engine does not know.
        total_is_exact: Whether there may be more than *total*.
        facets: The counts by facet, None where the engine has none.
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
    """Finds articles. It can continue from the positions of all its *engines*; *name* is the engine that answers."""

    @property
    def name(self) -> str: ...

    @property
    def engines(self) -> frozenset[str]: ...

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of what fits *request*.

        Raises:
            EngineUnavailable: The engine does not answer.
            NotSearchable: This engine can look up nothing of the query.
        """

    def count_values(self, kind: str, values: Sequence[str]) -> Mapping[str, int] | None:
        """Return how many articles have each of *values* of the facet *kind*; None where the engine does not count.

        Raises:
            EngineUnavailable: The engine does not answer.
        """


class SearchIndex(Protocol):
    """Takes articles in. Versions order the writes of one article: an older one changes nothing."""

    def put(self, documents: Sequence[SearchDocument]) -> None:
        """Make *documents* found as they are."""

    def remove(self, articles: Iterable[tuple[str, int]]) -> None:
        """Make articles, by id and version, not found any more."""

    def ids(self, after: Any, limit: int) -> tuple[list[str], Any]:
        """Return the ids of *limit* articles that are found, and what comes *after* them, None at the end."""
