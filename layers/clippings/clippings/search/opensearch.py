"""The engine for many articles: an OpenSearch domain or serverless collection, over HTTP.

The words are analyzed by this package, as for every engine. The index only splits them at spaces.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from clippings.facets import FACET_NAMES
from clippings.search.document import FIELDS, SearchDocument
from clippings.search.engine import (
    MAX_FACET_VALUES,
    EngineUnavailable,
    FacetCount,
    Hit,
    Order,
    SearchRequest,
    SearchResult,
)
from clippings.search.folding import facet_value
from clippings.search.highlighting import highlight
from clippings.search.opensearch_queries import SEARCH_SECONDS, to_body

NAME = "opensearch"
#: Version of the index. It is raised when the mapping or the analysis of text changes, which makes a new index.
FORMAT = 1
#: Maximum size of a bulk request in bytes. Clusters reject bodies of more than 10 MiB.
MAX_BULK = 4 * 1024 * 1024

_OK, _NOT_FOUND, _CONFLICT, _ERRORS = 200, 404, 409, 400
_TEXT = {"type": "text", "index": False}
_KEYWORD = {"type": "keyword"}
MAPPING = {
    "dynamic": False,
    # The words are indexed, and never shown.
    "_source": {"excludes": ["words"]},
    "properties": {
        "words": {"properties": {name: {"type": "text", "analyzer": "whitespace"} for name in FIELDS}},
        "facets": {"properties": dict.fromkeys(FACET_NAMES, _KEYWORD)},
        "labels": {"properties": dict.fromkeys(FACET_NAMES, _KEYWORD)},
        "short": {"type": "object", "enabled": False},
        "standfirst": _TEXT,
        "text": _TEXT,
        "dated": {"type": "boolean"},
        **dict.fromkeys(("at", "day", "added_at", "title_key"), _KEYWORD),
    },
}


@dataclass(frozen=True, slots=True)
class HttpReply:
    """An HTTP answer."""

    status: int
    body: bytes


class Transport(Protocol):
    """Sends requests to the endpoint."""

    def send(self, method: str, path: str, body: bytes = b"", media_type: str = "application/json") -> HttpReply:
        """Return the answer.

        Raises:
            EngineUnavailable: There was no answer in time.
        """


class OpenSearchEngine:
    """Searches and updates the index *index* through *transport*."""

    name = NAME
    engines = frozenset({NAME})

    def __init__(self, transport: Transport, index: str = "clippings") -> None:
        self._transport = transport
        self.index = f"{index}-{FORMAT}"
        self._is_made = False

    def make_index(self) -> None:
        """Create the index, if it does not exist."""
        if self._is_made:
            return
        if self._transport.send("HEAD", f"/{self.index}").status == _NOT_FOUND:
            reply = self._transport.send("PUT", f"/{self.index}", _to_json({"mappings": MAPPING}))
            if reply.status != _OK and b"resource_already_exists_exception" not in reply.body:
                raise EngineUnavailable(f"the index was not created: {_reason(reply)}")
        self._is_made = True

    def put(self, documents: Sequence[SearchDocument]) -> None:
        """Index *documents*. A document that is older than the indexed version is ignored."""
        self._write((self._action("index", each.id, each.version), _to_source(each)) for each in documents)

    def remove(self, articles: Iterable[tuple[str, int]]) -> None:
        """Remove articles, by id and version, from the index."""
        self._write((self._action("delete", article_id, version), None) for article_id, version in articles)

    def ids(self, after: Any, limit: int) -> tuple[list[str], Any]:
        """Return the ids of at most *limit* indexed articles, and the next value of *after*, None at the end."""
        body: dict[str, Any] = {"size": limit, "_source": False, "sort": [{"at": "asc"}]}
        hits = self._ask(body | ({"search_after": after} if after else {}))["hits"]["hits"]
        return [hit["_id"] for hit in hits], hits[-1]["sort"] if len(hits) == limit else None

    def refresh(self) -> None:
        """Make all written documents searchable at once; otherwise it takes a second."""
        self._transport.send("POST", f"/{self.index}/_refresh")

    def _action(self, kind: str, article_id: str, version: int) -> dict[str, Any]:
        place = {"_index": self.index, "_id": article_id}
        return {kind: place | {"version": version, "version_type": "external_gte"}}

    def _write(self, writes: Iterable[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
        self.make_index()
        lines: list[bytes] = []
        size = 0
        for action, source in writes:
            added = [_to_json(action), *([_to_json(source)] if source is not None else [])]
            length = sum(map(len, added)) + len(added)
            if lines and size + length > MAX_BULK:
                self._send(lines)
                lines, size = [], 0
            lines += added
            size += length
        if lines:
            self._send(lines)

    def _send(self, lines: list[bytes]) -> None:
        reply = self._transport.send("POST", "/_bulk", b"\n".join([*lines, b""]), "application/x-ndjson")
        if reply.status != _OK:
            raise EngineUnavailable(f"the index takes no articles: {_reason(reply)}")
        for item in json.loads(reply.body)["items"]:
            ((_, told),) = item.items()
            if told["status"] >= _ERRORS and told["status"] not in (_NOT_FOUND, _CONFLICT):
                raise EngineUnavailable(f"the index did not take {told['_id']}: {json.dumps(told)[:500]}")

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of the articles that match *request*.

        Raises:
            EngineUnavailable: There was no complete answer in time.
        """
        order: Order = "newest" if request.order == "relevance" and request.query is None else request.order
        found = self._ask(to_body(request, order))
        hits, total = found["hits"]["hits"], found["hits"]["total"]
        shown = hits[: request.limit]
        counts = {name: _counts(name, found["aggregations"][name]["buckets"]) for name in request.facets}
        return SearchResult(
            engine=NAME,
            hits=tuple(_to_hit(hit["_source"], request) for hit in shown),
            position={"after": shown[-1]["sort"], "order": order} if len(hits) > request.limit else None,
            order=order,
            total=total["value"],
            total_is_exact=total["relation"] == "eq",
            facets=counts if request.facets else None,
        )

    def count_values(self, kind: str, values: Sequence[str]) -> dict[str, int]:
        """Return how many articles have each of *values* of the facet *kind*.

        Raises:
            EngineUnavailable: There was no complete answer in time.
        """
        folded = {value: facet_value(kind, value) for value in values}
        wanted = sorted(set(folded.values()))
        terms = {"field": f"facets.{kind}", "include": wanted, "size": max(1, len(wanted))}
        found = self._ask({"size": 0, "timeout": f"{SEARCH_SECONDS}s", "aggs": {"values": {"terms": terms}}})
        counts = {each["key"]: each["doc_count"] for each in found["aggregations"]["values"]["buckets"]}
        return {value: counts.get(key, 0) for value, key in folded.items()}

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        path = f"/{self.index}/_search?allow_partial_search_results=false"
        reply = self._transport.send("POST", path, _to_json(body))
        if reply.status != _OK:
            raise EngineUnavailable(f"the search was not answered: {_reason(reply)}")
        answer: dict[str, Any] = json.loads(reply.body)
        if answer.get("timed_out"):
            raise EngineUnavailable("the search took too long")
        return answer


def _to_source(document: SearchDocument) -> dict[str, Any]:
    facets: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    for kind, value, label in document.facets:
        facets.setdefault(kind, []).append(value)
        if label:
            labels.setdefault(kind, []).append(label)
    return {
        "words": {name: " ".join(document.words[name]) for name in FIELDS},
        "facets": facets,
        "labels": labels,
        "short": document.short,
        "standfirst": document.standfirst,
        "text": document.text,
        "dated": document.dated,
        "at": document.at,
        "day": document.day,
        "added_at": document.added_at,
        "title_key": document.title_key,
    }


def _to_hit(source: dict[str, Any], request: SearchRequest) -> Hit:
    shown = source["short"]
    if not request.highlights or request.query is None:
        return Hit(shown)
    texts = {"title": shown.get("title"), "standfirst": source["standfirst"], "text": source["text"]}
    return Hit(shown, highlight(request.query, texts))


def _counts(kind: str, buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    """Return the counts by value. Spellings of a value are counted together, and the most frequent one is shown."""
    totals: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for bucket in buckets:
        folded = facet_value(kind, bucket["key"])
        totals[folded] += bucket["doc_count"]
        labels.setdefault(folded, bucket["key"])
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_FACET_VALUES]
    return tuple(FacetCount(labels[folded], count) for folded, count in ordered)


def _to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _reason(reply: HttpReply) -> str:
    return f"{reply.status} {reply.body[:500].decode('utf-8', 'replace')}"
