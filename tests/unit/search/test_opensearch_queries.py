"""The bodies of searches that OpenSearch gets."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.search.conftest import request

from clippings.search.document import WEIGHTS
from clippings.search.opensearch_queries import to_body


def test_a_search_has_a_timeout_and_requests_only_shown_text() -> None:
    body = to_body(request("bridge", limit=5), "relevance")
    assert (body["size"], body["timeout"], body["_source"]) == (6, "2s", ["short"])
    assert "text" in to_body(request("bridge", highlights=True), "relevance")["_source"]


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        ("bridge", {"term": {"words.title": {"value": "bridge", "boost": WEIGHTS["title"]}}}),
        ("bri*", {"prefix": {"words.title": {"value": "bri", "boost": WEIGHTS["title"]}}}),
        ('"swing bridge"', {"match_phrase": {"words.title": {"query": "swing bridge", "boost": WEIGHTS["title"]}}}),
    ],
)
def test_words_prefixes_and_phrases_are_searched_in_every_field(query: str, clause: dict[str, Any]) -> None:
    (text,) = to_body(request(query), "relevance")["query"]["bool"]["must"]
    in_fields = text["bool"]["should"][0]["bool"]["must"][0]["bool"]["should"][0]["bool"]["should"]
    assert clause in in_fields
    assert len(in_fields) == len(WEIGHTS)


def test_filters_do_not_affect_the_ranking() -> None:
    body = to_body(request(None, filters=(("section", ("Transport",)),)), "newest")
    assert body["query"]["bool"]["filter"] == [{"terms": {"facets.section": ["transport"]}}]
    assert "must" not in body["query"]["bool"]
