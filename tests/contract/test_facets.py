"""The API, the command line and the documentation name every facet."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from pathlib import Path

import pytest

from clippings.facets import FACET_NAMES, FACETS, Facet
from clippings.web import list_parameters
from clippings.web.feed_calls import CALLS as FEEDS
from clippings.web.list_calls import CALLS
from clippings.web.open_feed_calls import FeedRequest
from clippings.web.routing import Route
from clippings.web.watch_calls import WATCH, WatchRequest
from clippings_local.read_commands import FILTERS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("facet", FACETS, ids=FACET_NAMES)
def test_every_facet_is_a_parameter_an_option_and_a_row_of_the_documentation(facet: Facet) -> None:
    articles = next(route for route in CALLS if route.path == "/v1/articles")
    assert facet.name in articles.parameters
    assert facet.name in FILTERS
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)
    assert dict(rows)[facet.name] == facet.description


def parameters_of_one_name(route: Route) -> int:
    """Return how many parameters of a call have a name that another has in the API."""
    return len(inspect.signature(route.function).parameters) - len(route.parameters)


def test_no_facet_has_the_name_of_another_parameter() -> None:
    lists = [route for route in (*CALLS, *FEEDS) if route.parameters.issuperset(FACET_NAMES)]
    assert len(lists) == 4
    assert [route.path for route in lists if parameters_of_one_name(route)] == []
    for body in (FeedRequest, WatchRequest):
        assert body.__base__ is not None
        assert set(FACET_NAMES).isdisjoint(body.__base__.model_fields)
    assert WATCH not in FACET_NAMES


def articles_with_a_facet(name: str, monkeypatch: pytest.MonkeyPatch) -> Route:
    """Return the call for lists of articles as it is with one more facet."""
    articles = next(route for route in CALLS if route.path == "/v1/articles")
    monkeypatch.setattr(list_parameters, "FACETS", (*FACETS, replace(FACETS[0], name=name)))
    return replace(articles, function=list_parameters.takes_filters(inspect.unwrap(articles.function)))


def test_a_facet_with_the_name_of_a_parameter_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parameters_of_one_name(articles_with_a_facet("to", monkeypatch)) == 1
    assert parameters_of_one_name(articles_with_a_facet("place", monkeypatch)) == 0


@pytest.mark.parametrize("name", ["q", "sort", "limit", "cursor", "facets", "section"])
def test_facets_with_the_name_of_an_argument_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=f"duplicate parameter name: '{name}'"):
        articles_with_a_facet(name, monkeypatch)
