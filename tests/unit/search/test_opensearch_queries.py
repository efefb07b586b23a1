"""The bodies of searches that OpenSearch gets."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.search.conftest import request

from clippings.search.document import WEIGHTS
from clippings.search.opensearch_queries import to_body


def test_a_search_is_bounded_in_time_and_asks_for_no_text_that_is_not_shown() -> None:
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
def test_a_word_a_prefix_and_a_phrase_are_looked_for_in_every_field(query: str, clause: dict[str, Any]) -> None:
    (text,) = to_body(request(query), "relevance")["query"]["bool"]["must"]
    in_fields = text["bool"]["should"][0]["bool"]["must"][0]["bool"]["should"][0]["bool"]["should"]
    assert clause in in_fields
    assert len(in_fields) == len(WEIGHTS)


def test_filters_limit_the_articles_and_do_not_rank_them() -> None:
    body = to_body(request(None, filters=(("section", ("Transport",)),)), "newest")
    assert body["query"]["bool"]["filter"] == [{"terms": {"facets.section": ["transport"]}}]
    assert "must" not in body["query"]["bool"]
