"""The values of a facet: which facets have them, and how they page."""

from __future__ import annotations

from types import SimpleNamespace

from tests.support.gateway_client import Client
from tests.support.served_calls import serve

from clippings.facets import FACET_NAMES
from clippings.storage.cursors import Cursors
from clippings.storage.facet_values import FacetValue
from clippings.web.facet_calls import CALLS, ENUMERATED

VALUES = tuple(FacetValue(name.lower(), name, (f"{name.lower()}.example",)) for name in ("Echo", "Gazette", "Times"))


def shelve(counts: dict[str, int] | None = None) -> Client:
    values = SimpleNamespace(of=lambda _kind: VALUES)
    engine = SimpleNamespace(count_values=lambda _kind, _values: counts)
    cursors = Cursors(lambda: "a secret of more than sixteen bytes")
    return serve(CALLS, facet_values=values, search=engine, cursors=cursors)


def test_no_enumerated_facet_contains_people() -> None:
    assert {"publisher", "section", "language"} <= set(ENUMERATED) <= set(FACET_NAMES)
    assert set(ENUMERATED).isdisjoint({"author", "entity", "tag", "keyword"})


def test_publishers_have_hosts_and_languages_have_none() -> None:
    publisher, language = (shelve().get(f"/v1/facets/{kind}").json["items"][0] for kind in ("publisher", "language"))
    assert publisher == {"value": "Echo", "count": None, "hosts": ["echo.example"]}
    assert language == {"value": "Echo", "count": None}


def test_the_cursor_of_a_page_is_valid_for_its_facet_only() -> None:
    client = shelve()
    first = client.get("/v1/facets/publisher", limit="2").json
    rest = client.get("/v1/facets/publisher", limit="2", cursor=first["next_cursor"]).json
    assert [item["value"] for item in (*first["items"], *rest["items"])] == ["Echo", "Gazette", "Times"]
    assert rest["next_cursor"] is None
    assert client.get("/v1/facets/language", cursor=first["next_cursor"]).status == 400


def test_a_counting_engine_adds_the_number_of_articles() -> None:
    items = shelve({"Echo": 3, "Gazette": 0, "Times": 1}).get("/v1/facets/language").json["items"]
    assert [(item["value"], item["count"]) for item in items] == [("Echo", 3), ("Gazette", 0), ("Times", 1)]
