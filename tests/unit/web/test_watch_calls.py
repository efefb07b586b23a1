"""Calls for watches, over a table in memory."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.gateway_client import Client
from tests.support.memory_dynamodb import MemoryTable
from tests.support.served_calls import serve

from clippings.storage import watches as module
from clippings.storage.cursors import Cursors
from clippings.storage.open_feeds import Feeds
from clippings.storage.table import Table
from clippings.storage.watches import Watches
from clippings.web.watch_calls import CALLS

CURSORS = Cursors(lambda: "a secret of more than sixteen bytes")


@pytest.fixture
def client() -> Client:
    table = Table(MemoryTable().client, "articles")  # type: ignore[arg-type]
    return serve(CALLS, watches=Watches(table), feeds=Feeds(table), cursors=CURSORS)


def test_a_watch_can_be_created_read_listed_and_deleted(client: Client) -> None:
    made = client.post(
        "/v1/watches", {"name": "Bridges", "q": "bridge -toll", "publisher": "Gazette", "tag": ["a", "b"]}
    )
    assert made.status == 201
    watch = made.json
    assert (watch["name"], watch["q"]) == ("Bridges", "bridge -toll")
    assert watch["filters"] == {"publisher": ["Gazette"], "tag": ["a", "b"]}
    assert watch["feed"].startswith("https://api.example/live/v1/feeds/")
    assert made.headers["location"] == f"/live/v1/watches/{watch['id']}"
    path = f"/v1/watches/{watch['id']}"
    assert client.get(path).json == watch
    assert client.get("/v1/watches").json == {"items": [watch], "next_cursor": None}
    assert client.ask("DELETE", path).json == {"id": watch["id"], "deleted": True}
    assert client.get(path).json["type"].endswith("no-such-watch")
    assert client.get("/v1/watches").json["items"] == []


@pytest.mark.parametrize(
    ("body", "kind", "parameter"),
    [
        ({}, "invalid-body", None),
        ({"name": "x"}, "invalid-body", None),
        ({"q": "the"}, "not-searchable", "q"),
        ({"q": '"bridge'}, "invalid-parameter", "q"),
        ({"q": "x" * 1_001}, "invalid-body", None),
        ({"q": " ".join(f"w{n}x" for n in range(40))}, "invalid-body", "q"),
        ({"q": "bridge", "tag": [f"t{n}" for n in range(200)]}, "invalid-body", None),
        ({"q": "bridge", "nonsense": "x"}, "invalid-body", None),
    ],
)
def test_an_invalid_watch_is_rejected(client: Client, body: Any, kind: str, parameter: str | None) -> None:
    answer = client.post("/v1/watches", body)
    assert (answer.status, answer.json["type"].rpartition(":")[2], answer.json.get("parameter")) == (
        400,
        kind,
        parameter,
    )


def test_the_number_of_watches_is_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WATCHES", 1)
    assert client.post("/v1/watches", {"q": "bridge"}).status == 201
    refused = client.post("/v1/watches", {"q": "ferry"})
    assert (refused.status, refused.json["type"].rpartition(":")[2]) == (409, "too-many-watches")


def test_watches_of_other_keys_are_not_found(client: Client) -> None:
    assert client.get("/v1/watches/other.0123456789abcdef").status == 404
    assert client.ask("DELETE", "/v1/watches/other.0123456789abcdef").status == 404
