"""The search engine without extra cost: it finds words in the listings of the table.

It finds whole words of titles, names and keywords. It does not rank or count articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from clippings.facets import FACET_NAMES, TERM, TERM_RANK
from clippings.search.analysis import title_key
from clippings.search.engine import Hit, Order, SearchRequest, SearchResult
from clippings.search.highlighting import highlight
from clippings.search.query import NotSearchable, Operand, TextQuery, function_words
from clippings.short_form import unpack
from clippings.storage import facet_keys
from clippings.storage.attributes import Item

if TYPE_CHECKING:
    from clippings.storage.lists import Lists, Place

NAME = "terms"
#: The rank of each facet; facets with few articles per value come first. A list with several filters reads the
#: partitions of the filter that ranks first. The words of a search come after facets that tend to have fewer articles.
_RANKS = {name: place for place, name in enumerate([*FACET_NAMES[:TERM_RANK], TERM, *FACET_NAMES[TERM_RANK:]])}


class TermsEngine:
    """Searches the listings."""

    name = NAME
    engines = frozenset({NAME})

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of matching articles, newest or oldest first.

        Raises:
            NotSearchable: No word of the query is in the listings' keys.
        """
        order: Order = "oldest" if request.order == "oldest" else "newest"
        ignored = ignored_parts(request.query) if request.query else ()
        places = [*(term_places(request.query) if request.query else ()), *request.filters]
        options: dict[str, Any] = {
            "first_day": request.first_day,
            "last_day": request.last_day,
            "dated": request.dated,
            "added_since": request.added_since,
            "newest_first": order == "newest",
            "limit": request.limit,
            "position": {"sk": request.position["sk"]} if request.position else None,
            "accepts": _test(request.query) if request.query else None,
        }
        read, filters = order_places(places, self._lists.is_listed)
        if read:
            rows = self._lists.page(*read, filters=filters, **options)
        else:
            rows = self._lists.month_page(filters=filters, **options)
        is_all = request.position is None and rows.position is None
        return SearchResult(
            engine=NAME,
            hits=tuple(_to_hit(item, request) for item in rows.items),
            position=rows.position,
            order=order,
            total=len(rows.items) if is_all else None,
            ignored=ignored,
        )

    def count_values(self, kind: str, values: Sequence[str]) -> None:
        """Return None: this engine does not count, because it would have to scan."""


def order_places(places: Iterable[Place], is_listed: Callable[[str, str], bool]) -> tuple[Place | None, list[Place]]:
    """Return the place whose partitions are read (None if no place has any), and the others, which filter its rows.

    The facets with the fewest articles come first, then the longest words of a search. Function words come last.
    """
    ordered = sorted(places, key=lambda place: (_RANKS[place[0]], _is_common(place), _shortest(place), place[1]))
    read = next((place for place in ordered if all(is_listed(place[0], value) for value in place[1])), None)
    return read, [place for place in ordered if place is not read]


def _is_common(place: Place) -> bool:
    """Return whether the words of *place* are function words, by which few articles are listed."""
    return place[0] == TERM and not function_words().isdisjoint(place[1])


def _shortest(place: Place) -> int:
    return -min(map(len, place[1])) if place[0] == TERM else 0


def ignored_parts(query: TextQuery) -> tuple[str, ...]:
    """Return the parts of *query* that this engine cannot look up: prefixes, and excluded phrases."""
    clauses = [operand.text for clause in query.clauses for operand in clause if operand.is_prefix]
    without = [each.text for each in query.without if each.is_prefix or len(each.words) > 1]
    return tuple(dict.fromkeys([*clauses, *without]))


def term_places(query: TextQuery) -> list[Place]:
    """Return the places that list the articles of *query*.

    An alternative of several words is represented by its longest word; :func:`_test` checks the others.

    Raises:
        NotSearchable: The query has no word that is listed.
    """
    found: list[Place] = []
    for clause in map(_whole, query.clauses):
        if len(clause) == 1:
            found += [(TERM, (word,)) for word in clause[0].words]
        elif clause:
            found.append((TERM, tuple(dict.fromkeys(max(operand.words, key=len) for operand in clause))))
    # A title is listed by its first words. Requiring further words would hide an article if its whole title is the
    # query.
    listed = set(facet_keys.terms(query.text)[: facet_keys.MAX_TITLE_TERMS])
    places = [place for place in dict.fromkeys(found) if listed.issuperset(place[1])]
    if not any(all(facet_keys.is_listed(TERM, word) for word in words) for _, words in places):
        raise NotSearchable(
            "No word of `q` can be looked up: the engine `terms` finds whole words of two letters or more."
        )
    return places


def _whole(clause: Sequence[Operand]) -> list[Operand]:
    """Return the operands of a clause; an empty list if one of them cannot be looked up, because that one may match."""
    return [] if any(operand.is_prefix for operand in clause) else list(clause)


def _test(query: TextQuery) -> Callable[[Item], bool]:
    """Return a function that returns whether a row has the words of *query*."""
    several = [clause for clause in map(_whole, query.clauses) if len(clause) > 1]
    alternatives = [[_tokens(operand) for operand in clause] for clause in several]
    words = [each for each in query.without if len(each.words) == 1 and not each.is_prefix]
    without = [token for each in words for token in _tokens(each)]

    def is_wanted(row: Item) -> bool:
        held = row["f"]
        fits = all(any(tokens <= held for tokens in clause) for clause in alternatives)
        if fits and held.isdisjoint(without):
            return True
        return title_key(unpack(row["s"]).get("title") or "") == query.title

    return is_wanted


def _tokens(operand: Operand) -> set[str]:
    return {facet_keys.row_token(facet_keys.term_token(word)) for word in operand.words}


def _to_hit(item: dict[str, Any], request: SearchRequest) -> Hit:
    if not request.highlights or request.query is None:
        return Hit(item)
    return Hit(item, highlight(request.query, {name: item.get(name) for name in ("title", "standfirst")}))
