"""Which engine answers a list, and where its cursors are valid."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.served_calls import to_exchange

from clippings.search.engine import Hit, SearchRequest, SearchResult
from clippings.storage.cursors import Cursors
from clippings.storage.lists import Rows
from clippings.web.list_parameters import select
from clippings.web.list_reading import ListPage, read_page
from clippings.web.problems import Problem

CURSORS = Cursors(lambda: "a secret of more than sixteen bytes")


class Engine:
    """Answers one page and keeps what it was asked."""

    def __init__(self, name: str, position: dict[str, Any] | None = None, **more: Any) -> None:
        self.name, self.engines = name, frozenset({name})
        self.result = SearchResult(name, (Hit({"id": name}),), position, "newest", **more)
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> SearchResult:
        self.asked.append(request)
        return self.result


def read(search: Engine, cursor: str | None = None, facets: tuple[str, ...] = (), **asked: Any) -> ListPage:
    additions = SimpleNamespace(page=lambda *_, **__: Rows(({"id": "added"},), None, 1))
    publishers = SimpleNamespace(find_publishers=lambda value: (value.lower(),))
    wiring: Any = SimpleNamespace(
        search=search, listings=Engine("terms"), cursors=CURSORS, additions=additions, facet_values=publishers
    )
    request = to_exchange(open_wiring=lambda: wiring)
    return read_page(request, select(**asked), 5, cursor, "binding", facets=facets)


def test_searches_and_counts_use_the_engine_and_other_lists_the_table() -> None:
    engine = Engine("sqlite")
    assert read(engine, q="bridge").items == [{"id": "sqlite"}]
    assert read(engine, facets=("tag",)).items == [{"id": "sqlite"}]
    assert read(engine, tag=["port"]).items == [{"id": "terms"}]


def test_the_order_by_addition_is_read_from_the_changes_if_the_engine_lacks_it() -> None:
    assert read(Engine("terms"), sort="added", q="bridge").items == [{"id": "added"}]
    assert read(Engine("sqlite"), sort="added", q="bridge").items == [{"id": "sqlite"}]


def test_the_request_to_the_engine_has_the_whole_selection() -> None:
    engine = Engine("sqlite")
    read(engine, q="bridge", publisher=["GAZETTE"], tag=["a", "b"], sort="oldest", dated="true")
    (asked,) = engine.asked
    assert asked.filters == (("tag", ("a", "b")), ("publisher", ("gazette",)))
    assert (asked.order, asked.dated, asked.limit) == ("oldest", True, 5)


def test_a_cursor_continues_with_its_engine() -> None:
    engine = Engine("sqlite", {"after": [1, "x"]})
    cursor = read(engine, q="bridge").cursor
    read(engine, cursor, q="bridge")
    assert engine.asked[1].position == {"after": [1, "x"], "engine": "sqlite"}
    with pytest.raises(Problem) as refused:
        read(Engine("opensearch"), cursor, q="bridge")
    assert refused.value.code == "invalid-cursor"


def test_dropped_words_and_ignored_clauses_are_named() -> None:
    words = " ".join(f"w{n:02}" for n in range(33))
    assert read(Engine("terms", ignored=("bri",)), q=words).dropped == ("w32", "bri")
