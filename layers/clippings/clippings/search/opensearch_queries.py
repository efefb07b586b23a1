"""Writes searches in OpenSearch's query language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clippings.search.document import WEIGHTS
from clippings.search.engine import MAX_FACET_VALUES, Order, SearchRequest
from clippings.search.folding import facet_value
from clippings.search.query import Operand, TextQuery

#: Largest exact number of articles. Beyond it the total is a lower bound.
MAX_COUNTED = 10_000
#: Maximum time of a search in the cluster, in seconds. An answer of only some shards is an error.
SEARCH_SECONDS = 2
#: Maximum number of words that a prefix at the end of a phrase may stand for.
MAX_EXPANSIONS = 500
#: Number of spellings that are fetched for each value of a facet.
SPELLINGS = 3
#: Weight of an article whose title equals the query, so that it comes first.
TITLE_BOOST = 1e6

_SORTS: dict[Order, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, {"at": "desc"}],
    "newest": [{"at": "desc"}],
    "oldest": [{"at": "asc"}],
    "added": [{"added_at": "desc"}, {"at": "desc"}],
}


def to_body(request: SearchRequest, order: Order) -> dict[str, Any]:
    """Return the body of a search."""
    shown = ["short", "standfirst", "text"] if request.highlights and request.query else ["short"]
    body: dict[str, Any] = {
        "query": _to_query(request),
        "size": request.limit + 1,
        "sort": _SORTS[order],
        "_source": shown,
        "timeout": f"{SEARCH_SECONDS}s",
        "track_total_hits": MAX_COUNTED,
    }
    if request.position:
        body["search_after"] = request.position["after"]
    if request.facets:
        size = MAX_FACET_VALUES * SPELLINGS
        body["aggs"] = {name: {"terms": {"field": f"labels.{name}", "size": size}} for name in request.facets}
    return body


def _to_query(request: SearchRequest) -> dict[str, Any]:
    made: dict[str, Any] = {"filter": list(_filters(request))}
    if request.query is not None:
        made["must"] = [_text_query(request.query)]
    return {"bool": made}


def _text_query(query: TextQuery) -> dict[str, Any]:
    clauses = [_any_of(map(_operand, clause)) for clause in query.clauses]
    without = [_operand(operand) for operand in query.without]
    title = {"constant_score": {"filter": {"term": {"title_key": query.title}}, "boost": TITLE_BOOST}}
    return _any_of([{"bool": {"must": clauses, "must_not": without}}, title])


def _any_of(queries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _operand(operand: Operand) -> dict[str, Any]:
    return _any_of(_in_field(operand, f"words.{name}", weight) for name, weight in WEIGHTS.items())


def _in_field(operand: Operand, name: str, weight: float) -> dict[str, Any]:
    words = " ".join(operand.words)
    if len(operand.words) == 1:
        return {"prefix" if operand.is_prefix else "term": {name: {"value": words, "boost": weight}}}
    if operand.is_prefix:
        return {"match_phrase_prefix": {name: {"query": words, "boost": weight, "max_expansions": MAX_EXPANSIONS}}}
    return {"match_phrase": {name: {"query": words, "boost": weight}}}


def _filters(request: SearchRequest) -> Iterator[dict[str, Any]]:
    for kind, values in request.filters:
        yield {"terms": {f"facets.{kind}": [facet_value(kind, value) for value in values]}}
    if request.dated is False:
        yield {"term": {"dated": False}}
    if request.dated or request.first_day or request.last_day:
        yield {"term": {"dated": True}}
    days = {"gte": request.first_day, "lte": request.last_day}
    if any(days.values()):
        yield {"range": {"day": {name: day for name, day in days.items() if day}}}
    if request.first_second:
        yield {"range": {"added_at": {"gte": request.first_second}}}
