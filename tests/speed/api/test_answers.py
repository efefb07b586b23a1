"""What a warm lookup function costs in process, storage apart; what its import costs; how many items a list reads.

``pytest -s -m speed tests/speed/api`` prints the figures. Times are the processor's: a busy machine counts little.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.speed.cold_start import import_times
from tests.support.api_functions import Desk, load
from tests.support.clock import is_within
from tests.support.gateway_client import Client

ROUNDS = 30
MOST_MILLISECONDS = 3.0
#: Most time of an import, as a multiple of that of an empty function of the same kind. Runs gave 1.1 to 1.2.
MOST_IMPORT_RATIO = {"lookup": 1.3, "parse": 1.3}


class Stopwatch:
    """Counts the processor's time that passes inside the table's client."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.items = 0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            answer = call(*given, **named)
            self.spent += time.process_time() - began
            self.items += answer.get("ScannedCount", 1)
            return answer

        return timed


class Watched:
    """A DynamoDB client whose calls are timed."""

    def __init__(self, real: Any, watch: Stopwatch) -> None:
        self.get_item, self.query = watch.around(real.get_item), watch.around(real.query)


@dataclass
class Warm:
    """A warm lookup function and what its storage costs."""

    client: Client
    storage: Stopwatch

    def milliseconds(self, path: str, **query: str) -> float:
        """Return the median of what an answer costs, storage apart."""
        costs = []
        for _ in range(ROUNDS):
            self.storage.spent, began = 0.0, time.process_time()
            answer = self.client.get(path, **query)
            costs.append(1000 * (time.process_time() - began - self.storage.spent))
            assert answer.status == 200
        return statistics.median(costs)


@pytest.fixture
def warm(store: Any) -> Warm:  # noqa: ARG001 - the environment and the account that it makes
    module, watch = load("lookup"), Stopwatch()
    wiring = module.api.open_wiring()
    wiring.__dict__["_dynamodb"] = Watched(wiring._dynamodb, watch)
    client = Client(module.handler)
    client.get("/v1/articles")  # the key's rights are read once a minute
    return Warm(client, watch)


def filed(desk: Desk, count: int, **changed: Any) -> str:
    """File so many articles and return the last one's id."""
    for number in range(count):
        last = desk.file(canonical_url=f"https://daily.example/story-{number}", **changed).id
    return last


@pytest.mark.speed
def test_reading_an_article_and_a_list_is_fast(warm: Warm, desk: Desk) -> None:
    article = filed(desk, 50)
    costs = {
        "article": warm.milliseconds(f"/v1/articles/{article}"),
        "article as Markdown": warm.milliseconds(f"/v1/articles/{article}", format="markdown"),
        "list of 50": warm.milliseconds("/v1/articles", tag="floods", limit="50"),
    }
    print({name: f"{cost:.2f} ms" for name, cost in costs.items()})  # noqa: T201
    assert is_within(costs["article"] / 1000, MOST_MILLISECONDS / 1000)
    assert is_within(costs["list of 50"] / 1000, MOST_MILLISECONDS / 1000)


@pytest.mark.speed
@pytest.mark.parametrize("function", MOST_IMPORT_RATIO)
def test_functions_import_little(function: str) -> None:
    own, empty = import_times(function)
    print(f"{function} {1000 * own:.0f} ms, empty {1000 * empty:.0f} ms, {own / empty:.2f}")  # noqa: T201
    assert own / empty <= MOST_IMPORT_RATIO[function]


def test_a_list_reads_its_items_and_one_more(
    warm: Warm,
    desk: Desk,
) -> None:
    filed(desk, 12)
    for limit in (1, 5, 11):
        warm.storage.items = 0
        assert len(warm.client.get("/v1/articles", tag="floods", limit=str(limit)).json["items"]) == limit
        assert warm.storage.items == limit + 1


def test_a_filtered_list_reads_its_items_and_the_dropped_ones(
    warm: Warm,
    desk: Desk,
) -> None:
    filed(desk, 12)
    desk.file(canonical_url="https://daily.example/sport", section="Sport")
    warm.storage.items = 0
    answer = warm.client.get("/v1/articles", tag="floods", section="Sport")
    assert len(answer.json["items"]) == 1
    assert warm.storage.items <= 13


def test_an_article_takes_two_reads_or_one_if_unchanged(
    warm: Warm,
    desk: Desk,
) -> None:
    path = f"/v1/articles/{desk.file().id}"
    warm.storage.items = 0
    etag = warm.client.get(path).headers["etag"]
    assert warm.storage.items == 2
    warm.storage.items = 0
    assert warm.client.get(path, {"If-None-Match": etag}).status == 304
    assert warm.storage.items == 1
