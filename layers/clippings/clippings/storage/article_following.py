"""Follows articles that were stored, revised or withdrawn: updates the search index and reports matches to watches.

The state of the article is read again from the table, so deliveries may come twice, late, and in any order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clippings.errors import Conflict
from clippings.search.document import SearchDocument, to_document
from clippings.search.engine import SearchIndex, SearchRequest
from clippings.search.matching import MatchedDocument
from clippings.search.query import parse_query
from clippings.short_form import to_seconds
from clippings.storage.articles import Articles, Stored
from clippings.storage.captures import to_stamp
from clippings.storage.watches import Match, Watch, Watches

#: The source and type of a match's event on the bus.
SOURCE, DETAIL_TYPE = "clippings", "clippings.match"
#: Maximum number of events of one call of EventBridge.
BATCH_EVENTS = 10
#: Changes that are reported to watches.
REPORTED_CHANGES = frozenset({"stored", "revised"})


@dataclass(frozen=True, slots=True)
class Followed:
    """How many articles were put into the index, how many were removed, and how many matches were reported."""

    indexed: int = 0
    removed: int = 0
    matches: int = 0


class EventBus:
    """The event bus *name* for matches; *client* is made on first use."""

    def __init__(self, client: Callable[[], Any], name: str) -> None:
        self._client = client
        self._name = name

    def publish(self, matches: Sequence[Match]) -> list[Match]:
        """Put an event for each of *matches* (at most BATCH_EVENTS), and return those that the bus accepted."""
        entries: Any = [_to_event(match) | {"EventBusName": self._name} for match in matches]
        answer = self._client().put_events(Entries=entries)
        return [match for match, told in zip(matches, answer["Entries"], strict=True) if "ErrorCode" not in told]


class ArticleFollower:
    """Updates *index*, if there is one, and reports matches to *watches*, and to *bus* if there is one."""

    def __init__(
        self, articles: Articles, watches: Watches, bus: EventBus | None = None, index: SearchIndex | None = None
    ) -> None:
        self.articles = articles
        self.watches = watches
        self.index = index
        self._bus = bus

    def follow(self, article_ids: Iterable[str]) -> Followed:
        """Update the index and the watches from the current state of articles.

        Raises:
            EngineUnavailable: The engine accepts no writes. Try again.
            Conflict: The bus rejected events, or an article changes faster than it is read. Try again.
        """
        watches = [(watch, to_request(watch.query)) for watch in self.watches.active()]
        if self.index is None and not watches:
            return Followed()
        followed, matches = self._index(article_ids, watches)
        self._publish([match for match in matches if not self.watches.is_recorded(match)])
        return Followed(followed.indexed, followed.removed, len(matches))

    def index_only(self, article_ids: Iterable[str]) -> Followed:
        """Update the index, if there is one, without reporting matches, since the articles did not change."""
        if self.index is None:
            return Followed()
        followed, _ = self._index(article_ids, [])
        return followed

    def _index(
        self, article_ids: Iterable[str], watches: list[tuple[Watch, SearchRequest]]
    ) -> tuple[Followed, list[Match]]:
        documents: list[SearchDocument] = []
        removed: list[tuple[str, int]] = []
        matches: list[Match] = []
        for article_id in dict.fromkeys(article_ids):
            stored = self.articles.get(article_id, consistent=True)
            if stored is None:
                continue
            document = to_search_document(stored)
            if document is None:
                removed.append((article_id, stored.record.version))
                continue
            documents.append(document)
            matches += _matches(stored, document, watches)
        if self.index is not None:
            self.index.put(documents)
            self.index.remove(removed)
        return Followed(len(documents), len(removed)), matches

    def _publish(self, matches: list[Match]) -> None:
        """Put an event for each match on the bus, then record it.

        After a crash between the two, the event is sent again.
        """
        for start in range(0, len(matches), BATCH_EVENTS):
            batch = matches[start : start + BATCH_EVENTS]
            told = self._bus.publish(batch) if self._bus else batch
            for match in told:
                self.watches.record(match)
            if len(told) < len(batch):
                raise Conflict(f"the event bus refused {len(batch) - len(told)} of {len(batch)} matches")


def to_search_document(stored: Stored) -> SearchDocument | None:
    """Return the document of an article for a search engine, or None if the article is withdrawn."""
    record = stored.record
    if stored.article is None or record.listed is None or not record.is_listed:
        return None
    return to_document(
        stored.article,
        version=record.version,
        at=record.listed.at,
        day=record.short["day"],
        added_at=to_seconds(record.added_at or record.first_seen),
        short=record.to_short(),
    )


def to_request(query: Any) -> SearchRequest:
    """Return the search request of a watch. Days are ``YYYY-MM-DD``; a filter has one value or several."""
    filters = tuple((name, tuple(values)) for name, values in query.get("filters", {}).items())
    return SearchRequest(parse_query(query["q"]) if query.get("q") else None, filters)


def _matches(stored: Stored, document: SearchDocument, watches: list[tuple[Watch, SearchRequest]]) -> Iterator[Match]:
    record = stored.record
    if not watches or record.change not in REPORTED_CHANGES:
        return
    matched = MatchedDocument(document)
    for watch, request in watches:
        if matched.fits(request):
            yield Match(watch, record.id, record.revision, record.change, record.stored_at, record.short)


def _to_event(match: Match) -> Any:
    detail = {
        "watch": match.watch.id,
        "name": match.watch.name,
        "id": match.article_id,
        "title": match.short.get("title"),
        "url": match.short.get("url"),
        "change": match.change,
        "revision": match.revision,
        "at": to_stamp(match.at),
    }
    return {"Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": json.dumps(detail, ensure_ascii=False)}
