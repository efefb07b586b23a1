"""How many rows a list reads: at most a thousand a call, and no more than it returns, filters out and has shards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.api_functions import load
from tests.support.gateway_client import Client

from clippings.storage.attributes import to_attributes
from clippings.storage.facet_keys import token
from clippings.storage.keys import PARTITION as KEYS
from clippings.storage.rows import Listed, listing_rows

MOST_ROWS_READ = 1_000


@dataclass
class Counted:
    """A DynamoDB client that counts the rows that its queries read, and finds rows by queries only."""

    real: Any
    rows_read: int = 0
    queries: int = 0

    def query(self, **request: Any) -> Any:
        answer = self.real.query(**request)
        if not request["ExpressionAttributeValues"][":pk"]["S"].startswith(("MONTHS", "VALUES#")):
            self.rows_read += answer["ScannedCount"]
            self.queries += 1
        return answer

    def get_item(self, **request: Any) -> Any:
        """Return the record of the caller's key, which a container reads once a minute; a list reads no other item."""
        assert request["Key"]["pk"]["S"] == KEYS, "a list reads rows, and no article"
        return self.real.get_item(**request)


@dataclass
class Counting:
    """The lookup function, and the rows that its last answer read."""

    client: Client
    table: Counted

    def get(self, path: str, **query: str) -> Any:
        self.table.rows_read = self.table.queries = 0
        return self.client.get(path, **query)


@pytest.fixture
def counting(store: Any) -> Counting:  # noqa: ARG001 - the environment and the account that it makes
    module = load("lookup")
    archive = module.api.open_wiring()
    archive.__dict__["_dynamodb"] = Counted(archive._dynamodb)
    return Counting(Client(module.handler), archive.__dict__["_dynamodb"])


def fill(store: Any, count: int, *, section: str, start: int = 0, day: str = "2026-02-10", shards: int = 1) -> None:
    """Write the listings of *count* articles, as filing them would."""
    rows: list[dict[str, Any]] = []
    for number in range(start, start + count):
        name = f"{number:026d}".translate(str.maketrans("0123456789", "abcdefghij"))
        tokens = (token("tag", "floods"), token("section", section), token("language", "en"))
        listed = Listed(f"{day}#00#{name}", tokens, (), shards)
        short = {"id": name, "title": f"Article {number}", "day": day, "dated": True, "section": section}
        rows += listing_rows(name, listed, short)
    put_rows(store, [*rows, {"pk": "MONTHS", "sk": day[:7]}])


def put_rows(store: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 25):
        puts = [{"PutRequest": {"Item": to_attributes(row)}} for row in rows[start : start + 25]]
        store._dynamodb.batch_write_item(RequestItems={"articles": puts})


def pages(counting: Counting, path: str = "/v1/articles", **query: str) -> Iterator[Any]:
    cursor: dict[str, str] = {}
    while True:
        answer = counting.get(path, **query, **cursor)
        assert answer.status == 200, answer.text
        yield answer
        if answer.json["next_cursor"] is None:
            return
        cursor = {"cursor": answer.json["next_cursor"]}


def test_a_page_ends_after_a_thousand_rows_with_a_cursor(store: Any, counting: Counting) -> None:
    fill(store, 1, section="Sport", day="2026-02-01")
    fill(store, 1_050, section="News", start=10)

    first, second = pages(counting, tag="floods", section="Sport")

    assert first.json["items"] == []
    assert 'rel="next"' in first.headers["link"]
    assert [item["title"] for item in second.json["items"]] == ["Article 0"]


def test_no_call_reads_more_than_a_thousand_rows(store: Any, counting: Counting) -> None:
    fill(store, 1_050, section="News")
    for query in ({"tag": "floods", "section": "Sport"}, {"language": "en", "section": "Sport"}):
        for _ in pages(counting, **query):
            assert counting.table.rows_read <= MOST_ROWS_READ
    for _ in pages(counting, section="Sport"):
        assert counting.table.rows_read == 0


@pytest.mark.parametrize("limit", [1, 7, 50, 100])
def test_a_list_reads_its_items_and_one_more_row(store: Any, counting: Counting, limit: int) -> None:
    fill(store, 130, section="News")
    for query in ({"tag": "floods"}, {"language": "en"}, {"section": "news"}, {}):
        answer = counting.get("/v1/articles", limit=str(limit), **query)
        assert len(answer.json["items"]) == limit
        assert counting.table.rows_read <= limit + 1, query


def test_the_last_page_reads_no_extra_rows(store: Any, counting: Counting) -> None:
    fill(store, 12, section="News")
    *_, last = pages(counting, tag="floods", limit="5")
    assert len(last.json["items"]) == 2
    assert counting.table.rows_read <= 3


def test_a_filter_reads_only_the_rows_that_it_drops(store: Any, counting: Counting) -> None:
    fill(store, 40, section="Sport")
    fill(store, 60, section="News", start=100)
    answer = counting.get("/v1/articles", tag="floods", section="Sport")
    assert len(answer.json["items"]) == 40
    assert counting.table.rows_read <= 100


@pytest.mark.parametrize(("kept", "dropped"), [(9, 1), (1, 1), (1, 4)])
def test_extra_rows_are_at_most_the_rows_that_the_filter_dropped(
    store: Any, counting: Counting, kept: int, dropped: int
) -> None:
    together = kept + dropped
    for start in range(0, 300, together):
        fill(store, kept, section="Sport", start=start)
        fill(store, dropped, section="News", start=start + kept)
    answer = counting.get("/v1/articles", tag="floods", section="Sport", limit="20")
    assert len(answer.json["items"]) == 20
    needed = -(-21 // kept) * together
    assert counting.table.rows_read <= needed + (needed - 21)


@pytest.mark.parametrize("shards", [2, 4])
def test_each_shard_reads_only_needed_rows(store: Any, monkeypatch: pytest.MonkeyPatch, shards: int) -> None:
    """Each of a language's partitions has to be read as far as the page may reach in it."""
    monkeypatch.setenv("CLIPPINGS_SHARDS", str(shards))
    module = load("lookup")
    table = Counted(store._dynamodb)
    module.api.open_wiring().__dict__["_dynamodb"] = table
    fill(store, 130, section="News", shards=shards)
    answer = Client(module.handler).get("/v1/articles", language="en", limit="20")
    titles = [item["title"] for item in answer.json["items"]]
    assert titles == [f"Article {number}" for number in range(129, 109, -1)]
    assert table.rows_read <= shards * 21


def test_days_limit_the_rows_that_are_read(store: Any, counting: Counting) -> None:
    fill(store, 30, section="News", day="2026-02-10")
    fill(store, 30, section="News", start=100, day="2026-02-20")
    answer = counting.get("/v1/articles", tag="floods", to="2026-02-10", limit="100")
    assert len(answer.json["items"]) == 30
    assert counting.table.rows_read == 30


@pytest.mark.parametrize("form", ["json", "atom", "rss"])
def test_a_feed_reads_no_more_than_its_list(store: Any, counting: Counting, form: str) -> None:
    fill(store, 130, section="News")
    assert counting.get(f"/v1/feed.{form}", tag="floods", limit="20").status == 200
    assert counting.table.rows_read == 21
