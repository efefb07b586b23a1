"""An engine that uses another one where the first does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tests.unit.search.conftest import request

from clippings.search.engine import EngineUnavailable, SearchRequest, SearchResult
from clippings.search.fallback import FallbackEngine


class Engine:
    """Answers, or does not; counts how often it was asked."""

    def __init__(self, name: str, *, works: bool = True) -> None:
        self.name = name
        self.engines = frozenset({name})
        self.works = works
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> SearchResult:
        self.asked.append(request)
        if not self.works:
            raise EngineUnavailable("no answer")
        return SearchResult(self.name, (), None, "newest")

    def count_values(self, kind: str, values: Sequence[str]) -> dict[str, int] | None:
        if not self.works:
            raise EngineUnavailable("no answer")
        return dict.fromkeys(values, len(kind)) if self.name == "opensearch" else None


def position(engine: str) -> dict[str, Any]:
    return {"position": {"engine": engine, "after": [1]}}


def test_the_first_engine_answers_if_available() -> None:
    first, reserve = Engine("opensearch"), Engine("terms")
    engine = FallbackEngine(first, reserve)
    assert engine.search(request("bridge")).engine == "opensearch"
    assert reserve.asked == []
    assert engine.name == "opensearch"
    assert engine.engines == {"opensearch", "terms"}


def test_the_reserve_answers_if_the_first_engine_fails() -> None:
    assert (
        FallbackEngine(Engine("opensearch", works=False), Engine("terms")).search(request("bridge")).engine == "terms"
    )


def test_a_list_continues_with_its_first_engine() -> None:
    first, reserve = Engine("opensearch"), Engine("terms")
    engine = FallbackEngine(first, reserve)
    assert engine.search(request("bridge", **position("terms"))).engine == "terms"
    assert first.asked == []
    first.works = False
    with pytest.raises(EngineUnavailable):
        engine.search(request("bridge", **position("opensearch")))


def test_values_are_counted_if_the_engine_answers() -> None:
    first = Engine("opensearch")
    engine = FallbackEngine(first, Engine("terms"))
    assert engine.count_values("kind", ["opinion"]) == {"opinion": 4}
    first.works = False
    assert engine.count_values("kind", ["opinion"]) is None
