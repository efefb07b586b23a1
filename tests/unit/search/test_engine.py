"""The port of search."""

from __future__ import annotations

from typing import get_args

from clippings.errors import ClippingsError
from clippings.search.engine import ORDERS, EngineUnavailable, Order, SearchRequest


def test_every_order_is_offered() -> None:
    assert get_args(Order) == ORDERS


def test_a_request_has_no_filters_by_default() -> None:
    request = SearchRequest(None)
    assert (request.filters, request.facets, request.position) == ((), (), None)


def test_an_unanswering_engine_is_an_engine_error() -> None:
    assert issubclass(EngineUnavailable, ClippingsError)
