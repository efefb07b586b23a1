"""Reads a page of a list: from the table's listings, or from the search engine if there are words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from clippings.search.engine import Hit, SearchRequest, SearchResult
from clippings.search.query import TextQuery, parse_query
from clippings.web.problems import Problem

if TYPE_CHECKING:
    from datetime import date

    from clippings.storage.lists import Place
    from clippings.web.api_request import ApiRequest
    from clippings.web.list_parameters import Selection


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: the result *found*, and the *cursor* of the next page, None after the last."""

    found: SearchResult
    cursor: str | None
    query: TextQuery | None = None

    @property
    def items(self) -> list[dict[str, Any]]:
        """The short forms."""
        return [hit.short for hit in self.found.hits]

    @property
    def dropped(self) -> tuple[str, ...]:
        """The parts of the query that were not looked up."""
        return (*(self.query.dropped if self.query else ()), *self.found.ignored)


def read_page(
    request: ApiRequest,
    selection: Selection,
    limit: int,
    cursor: str | None,
    binding: str,
    *,
    facets: tuple[str, ...] = (),
    highlights: bool = False,
) -> ListPage:
    """Return a page of *selection*; its cursors are valid for *binding* only.

    Args:
        request: The request.
        selection: Which articles, in which order.
        limit: The largest number of articles.
        cursor: The cursor of the page; None for the first page.
        binding: The binding of the cursors.
        facets: The facets whose values are counted.
        highlights: Whether the passages with the words are returned.

    Raises:
        Problem: ``invalid-cursor`` for a cursor of an engine that is no longer in use.
        InvalidRequest: The words cannot be read or cannot be looked up.
        EngineUnavailable: The engine does not answer.
    """
    query = parse_query(selection.words) if selection.words else None
    asked = SearchRequest(
        query,
        filters=tuple(_resolve(request, *place) for place in selection.facets),
        first_day=_written(selection.first_day),
        last_day=_written(selection.last_day),
        dated=selection.dated,
        added_since=selection.added_since,
        order=selection.sort,
        limit=limit,
        facets=facets,
        highlights=highlights,
    )
    wiring = request.wiring
    engine = wiring.search if query or facets else wiring.listings
    if cursor:
        position = wiring.cursors.read(cursor, binding)
        if position.get("engine") not in engine.engines:
            raise Problem("invalid-cursor", "The search engine has changed. Start the list again.")
        asked = replace(asked, position=position)
    found = _added(request, asked) if selection.sort == "added" and engine.name == "terms" else engine.search(asked)
    if found.position is None:
        return ListPage(found, None, query)
    return ListPage(found, wiring.cursors.sign({**found.position, "engine": found.engine}, binding), query)


def _added(request: ApiRequest, asked: SearchRequest) -> SearchResult:
    """Return the articles that were added last. They are read from the changes, since listings are in another order."""
    from clippings.storage.terms_engine import term_places

    rows = request.wiring.additions.page(
        [*(term_places(asked.query) if asked.query else ()), *asked.filters],
        first_day=asked.first_day,
        last_day=asked.last_day,
        dated=asked.dated,
        added_since=asked.added_since,
        limit=asked.limit,
        position=dict(asked.position) if asked.position else None,
        now=request.now,
    )
    return SearchResult("terms", tuple(map(Hit, rows.items)), rows.position, "added")


def _resolve(request: ApiRequest, kind: str, values: tuple[str, ...]) -> Place:
    """Return a facet with the values to look up. A publisher may be given by its host or by a part of its name."""
    if kind != "publisher":
        return kind, values
    found = (key for value in values for key in request.wiring.facet_values.find_publishers(value))
    return kind, tuple(dict.fromkeys(found))


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
