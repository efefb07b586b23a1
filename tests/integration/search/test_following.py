"""Changes in any order reach the search index and, at least once, the watches; an index can be repaired."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.search.conftest import NOW, Library

from clippings.errors import Conflict
from clippings.search.engine import SearchIndex
from clippings.storage.keys import PlanKey
from clippings.storage.reindexing import PAGE, Reindexer
from clippings.storage.watches import Watch, new_watch_id


def make_watch(library: Library, q: str | None = None, key: str = "k1", **filters: list[str]) -> Watch:
    """Keep a watch of a key that works."""
    library.wiring.keys.synchronize([PlanKey(key, f"fingerprint of {key}", frozenset({"feeds"}))], NOW)
    query: dict[str, Any] = ({"q": q} if q else {}) | ({"filters": filters} if filters else {})
    return library.wiring.watches.make(new_watch_id(key), "a name", query, NOW, "k1.feed")


def told(library: Library) -> list[tuple[str, str, str]]:
    """Return (watch, article by its name, change) of each event on the bus."""
    details = [json.loads(event["Detail"]) for event in library.bus.events]
    return [(each["watch"], library.ids[each["id"]], each["change"]) for each in details]


def test_each_matching_article_is_an_event_and_a_feed_entry(library: Library) -> None:
    watch = make_watch(library, 'bridge -toll "swing span"', publisher=["Gazette"])
    library.file("fits", "A new swing span for the bridge.", title="Port plan")
    library.file("toll", "A swing span, a bridge, a toll.", title="Port plan")
    library.file("other", "A swing span for the bridge.", title="Port plan", publisher="Herald")
    assert told(library) == [(watch.id, "fits", "stored")]
    (event,) = library.bus.events
    assert (event["Source"], event["DetailType"], event["EventBusName"]) == ("clippings", "clippings.match", "default")
    (item,) = library.wiring.watches.matches(watch.id, limit=9).items
    assert (item["title"], item["change"]) == ("Port plan", "stored")


def test_a_revision_is_reported_but_a_repeated_change_is_not(library: Library) -> None:
    watch = make_watch(library, "bridge")
    article_id = library.file("a", "The bridge opens.")
    library.follower.follow([article_id, article_id])
    library.follower.follow([article_id])
    assert told(library) == [(watch.id, "a", "stored")]
    library.file("a", "The bridge is closed again, says the council.", hours=2)
    assert told(library)[1:] == [(watch.id, "a", "revised")]


def test_an_event_rejected_by_the_bus_is_sent_by_the_next_delivery(library: Library) -> None:
    watch = make_watch(library, "bridge")
    library.bus.refuses = 1
    with pytest.raises(Conflict):
        library.file("a", "The bridge opens.")
    (article_id,) = library.ids
    library.follower.follow([article_id])
    assert told(library) == [(watch.id, "a", "stored")]


def test_a_watch_ends_with_its_key_and_when_it_is_deleted(library: Library) -> None:
    ended, deleted = make_watch(library, "bridge", "k1"), make_watch(library, "bridge", "k2")
    library.wiring.watches.delete(deleted.id)
    library.wiring.keys.synchronize([], NOW + timedelta(minutes=5))
    assert library.wiring.watches.get(ended.id) is not None
    library.file("a", "The bridge opens.")
    assert told(library) == []


def test_deliveries_may_come_late_and_twice(library: Library, index: SearchIndex) -> None:
    article_id = library.file("a", "Old words.", title="Lighthouse opens")
    old = library.wiring.articles.get(article_id)
    library.file("a", "New words of the council.", title="Lighthouse closes", hours=2)
    from clippings.storage.article_following import to_search_document

    assert old is not None
    late = to_search_document(old)
    assert late is not None
    index.put([late])
    index.remove([(article_id, late.version)])
    library.refresh()
    assert (library.find("closes"), library.find("lighthouse opens")) == (["a"], [])


def test_an_empty_index_is_filled_and_a_stale_one_repaired(library: Library, index: SearchIndex) -> None:
    names = [f"n{n}" for n in range(PAGE + 3)]
    for name in names:
        library.file(name, "Harbour.", day="2026-03-02" if name != "n1" else "2026-01-02")
    library.file("gone", "Harbour.")
    gone = next(key for key, name in library.ids.items() if name == "gone")
    index.remove([(key, 1_000_000 if key == gone else 1) for key in library.ids])
    record = library.wiring.articles.get_record(gone)
    assert record is not None
    reindexer = Reindexer(library.wiring.lists, library.follower)
    position, steps = None, 0
    while True:
        library.refresh()  # OpenSearch pages only through what it has refreshed
        done = reindexer.step(position, is_late=lambda: True)
        position, steps = done.position, steps + 1
        if position is None:
            break
    library.refresh()
    assert steps > 3
    assert sorted(library.find("harbour")) == sorted(names)  # a newer version is kept, also of what is not found
