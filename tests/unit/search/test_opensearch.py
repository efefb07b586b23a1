"""Requests to OpenSearch and its answers; tests/integration/search uses a real one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.search.conftest import document, request

from clippings.facets import FACET_NAMES
from clippings.search import opensearch as module
from clippings.search.document import FIELDS
from clippings.search.engine import EngineUnavailable
from clippings.search.opensearch import MAPPING, HttpReply, OpenSearchEngine


class Endpoint:
    """Answers every request alike, and keeps what it was sent."""

    def __init__(self, *replies: HttpReply) -> None:
        self.replies = list(replies)
        self.sent: list[tuple[str, str, bytes]] = []

    def send(self, method: str, path: str, body: bytes = b"", media_type: str = "application/json") -> HttpReply:
        assert media_type
        self.sent.append((method, path, body))
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def answer(**body: Any) -> HttpReply:
    return HttpReply(200, json.dumps(body).encode())


def test_the_index_has_every_field_and_facet() -> None:
    properties: Any = MAPPING["properties"]
    assert set(properties["words"]["properties"]) == set(FIELDS)
    assert set(properties["facets"]["properties"]) == set(properties["labels"]["properties"]) == set(FACET_NAMES)


def test_a_missing_index_is_created_once() -> None:
    endpoint = Endpoint(HttpReply(404, b""), HttpReply(200, b""), answer(items=[]))
    engine = OpenSearchEngine(endpoint)
    engine.put([document("a", title="Bridge")])
    engine.put([document("b", title="Bridge")])
    assert [method for method, _, _ in endpoint.sent] == ["HEAD", "PUT", "POST", "POST"]


def test_an_article_is_written_with_its_version_and_late_versions_are_ignored() -> None:
    late = {"index": {"_id": "a", "status": 409}}
    endpoint = Endpoint(HttpReply(200, b""), answer(items=[late]))
    OpenSearchEngine(endpoint).put([document("a", title="Bridge", version=7)])
    action, source = (json.loads(line) for line in endpoint.sent[1][2].splitlines())
    assert action == {
        "index": {"_index": "clippings-1", "_id": "a", "version": 7, "version_type": "external_gte"},
    }
    assert (source["words"]["title"], source["short"]["id"]) == ("bridge", "a")


def test_removing_a_missing_article_is_not_an_error() -> None:
    endpoint = Endpoint(HttpReply(200, b""), answer(items=[{"delete": {"_id": "a", "status": 404}}]))
    OpenSearchEngine(endpoint).remove([("a", 8)])
    assert json.loads(endpoint.sent[1][2])["delete"]["version"] == 8


@pytest.mark.parametrize(
    "reply", [HttpReply(503, b"overloaded"), answer(items=[{"index": {"_id": "a", "status": 429, "error": {}}}])]
)
def test_writes_rejected_by_the_index_are_retried(reply: HttpReply) -> None:
    with pytest.raises(EngineUnavailable):
        OpenSearchEngine(Endpoint(HttpReply(200, b""), reply)).put([document("a", title="Bridge")])


def test_large_writes_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BULK", 2_000)
    endpoint = Endpoint(HttpReply(200, b""), answer(items=[]))
    OpenSearchEngine(endpoint).put([document(f"a{n}", "word " * 100, title="Bridge") for n in range(4)])
    assert len(endpoint.sent) == 1 + 4


@pytest.mark.parametrize("reply", [HttpReply(404, b"no such index"), answer(timed_out=True)])
def test_a_search_without_an_answer_is_an_unavailable_engine(reply: HttpReply) -> None:
    with pytest.raises(EngineUnavailable):
        OpenSearchEngine(Endpoint(reply)).search(request("bridge"))


def test_a_lower_bound_of_a_count_is_marked() -> None:
    hits = {"total": {"value": 10_000, "relation": "gte"}, "hits": []}
    found = OpenSearchEngine(Endpoint(answer(hits=hits))).search(request("bridge"))
    assert (found.total, found.total_is_exact) == (10_000, False)
