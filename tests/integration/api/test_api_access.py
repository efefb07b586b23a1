"""Who may do what over HTTP, the answers to callers without a key, and what a page cannot get into an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.api_functions import load, story
from tests.support.gateway_client import Client

from clippings.records import Author, Block, Image, Inline, Rights
from clippings.storage.keys import PlanKey, fingerprint

BAD = "javascript:alert(document.domain)"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVERYONE = {name: PlanKey(name, fingerprint(name), frozenset(rights)) for name, rights in {
    "reader": {"read"}, "writer": {"read", "upload", "feeds"},
        "another": {"feeds"},
}.items()}  # fmt: skip


@pytest.fixture
def keys(store: Any) -> Any:
    store.keys.synchronize(EVERYONE.values(), NOW)
    return store.keys


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(("key", "status"), [("reader", 403), ("writer", 201)])
def test_reader_keys_cannot_upload_or_make_feeds(feeds: Client, uploads: Client, key: str, status: int) -> None:
    assert feeds.post("/v1/feeds", {}, {"x-api-key": key}).status == status
    assert uploads.post("/v1/uploads", {"size": 9}, {"x-api-key": key}).status == status


@pytest.mark.usefixtures("keys")
def test_reader_keys_can_read(client: Client) -> None:
    assert client.get("/v1/articles", {"x-api-key": "reader"}).status == 200


def feed_of(feeds: Client, key: str, **asked: Any) -> str:
    made = feeds.post("/v1/feeds", {"format": "json", **asked}, {"x-api-key": key})
    assert made.status == 201, made.text
    return str(made.json["address"]).removeprefix("https://api.example/live")


def test_a_feed_ends_with_the_key_that_made_it(client: Client, feeds: Client, keys: Any) -> None:
    path = feed_of(feeds, "writer")
    assert client.get(path).status == 200
    keys.synchronize([EVERYONE["reader"]], NOW)
    assert (client.get(path).status, client.get(path).json["type"]) == (410, "urn:clippings:problem:withdrawn")


@pytest.mark.usefixtures("keys")
def test_a_feed_with_an_end_is_open_until_its_end(client: Client, feeds: Client, store: Any) -> None:
    path = feed_of(feeds, "writer", ends_at=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    assert client.get(path).status == 200
    (row,) = store.table.query_all("FEEDS#writer")
    store.table.put(row | {"ends_at": "2026-01-01T00:00:00.000000Z"})
    assert client.get(path).status == 410


@pytest.mark.usefixtures("keys")
def test_each_key_lists_its_own_feeds(feeds: Client) -> None:
    feed_of(feeds, "writer", tag="floods")
    (listed,) = feeds.get("/v1/feeds", {"x-api-key": "writer"}).json["items"]
    assert (listed["filters"], listed["open"]) == ({"tag": "floods"}, True)
    assert feeds.get("/v1/feeds", {"x-api-key": "another"}).json["items"] == []


def test_a_container_without_a_cached_key_rejects_a_revoked_one_at_once(keys: Any, client: Client) -> None:
    keys.revoke("reader", NOW)
    assert client.get("/v1/articles", {"x-api-key": "reader"}).json["type"] == "urn:clippings:problem:right-missing"


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/v1/articles", "/nowhere"])
def test_without_a_key_no_answer_names_the_inbox_or_the_account(
    store: Any,  # noqa: ARG001 - the environment that it makes
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    monkeypatch.setenv("CLIPPINGS_INBOX_BUCKET", "clippings-inbox-123456789012-eu-west-1")
    answer = Client(load("lookup").handler, key=None).get(path)
    told = f"{answer.headers} {answer.text}"
    assert "clippings-inbox" not in told
    assert "123456789012" not in told


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_a_forged_host_header_changes_no_links(client: Client, feeds: Client, desk: Any, form: str) -> None:
    desk.file()
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    made = feeds.post("/v1/feeds", {"format": form}, forged).json["address"]
    assert made.startswith("https://api.example/live/")
    for path in (made.removeprefix("https://api.example/live"), f"/v1/feed.{form}", "/", "/docs", "/openapi.json"):
        plain, other = client.get(path), client.get(path, forged)
        assert other.text == plain.text
        assert "evil.example" not in f"{other.headers} {other.text}"


@pytest.mark.parametrize("path", ["/", "/docs", "/v1/articles"])
def test_answers_over_tls_have_strict_transport_security(client: Client, path: str) -> None:
    assert client.get(path).headers["strict-transport-security"] == "max-age=31536000"


def poisoned(desk: Any) -> str:
    """File an article that has a bad address wherever a page can put one."""
    rights = Rights(licence=BAD)
    blocks = (
        *story().blocks,
        Block("bad", "paragraph", (Inline("A paragraph that has a link in it.", href=BAD), Inline(" And more words."))),
    )
    images = (Image(BAD, lead=True), Image("https://daily.example/flood.jpg"))
    authors = (Author("Kari Moe", url=BAD),)
    filed = desk.file(rights=rights, blocks=blocks, images=images, authors=authors, addresses=(BAD,))
    return str(filed.id)


@pytest.mark.parametrize("form", ["json", "markdown", "html", "text", "jsonld"])
def test_articles_in_every_format_have_only_web_addresses(client: Client, desk: Any, form: str) -> None:
    answer = client.get(f"/v1/articles/{poisoned(desk)}", format=form)
    assert answer.status == 200
    assert "javascript:" not in answer.text
    assert "Kari Moe" in answer.text or form == "text"


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/changes", "/v1/feed.json", "/v1/feed.atom", "/v1/feed.rss"])
def test_lists_have_only_web_addresses(client: Client, desk: Any, path: str) -> None:
    poisoned(desk)
    answer = client.get(path)
    assert answer.status == 200
    assert "javascript:" not in answer.text
