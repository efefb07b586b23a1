"""Histories that several threads deliver end as the reference model says: in memory, and on DynamoDB itself."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.integration.storage.conftest import LocalStack
from tests.support.histories import World, opened_world
from tests.support.pages import KEYS, any_page
from tests.support.run_history import act
from tests.support.table_check import find_differences

#: ``make soak`` runs more.
THREADED_HISTORIES = int(os.environ.get("CLIPPINGS_THREADED_HISTORIES", "1"))
TABLE: dict[str, Any] = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
}


def test_concurrent_histories_match_the_reference_model() -> None:
    """Four threads deliver what waits, so that the calls of several writers mix."""
    for seed in range(4):
        run_together(seed)


def test_concurrent_histories_match_on_dynamodb_local(stack: LocalStack) -> None:
    """DynamoDB Local cancels transactions that conflict, and answers each call in its own time."""
    if stack.name != "dynamodb-local":
        pytest.skip("moto keeps no transactions apart: tests/integration/storage/test_dynamodb_local.py")
    for seed in range(THREADED_HISTORIES):
        stack.dynamodb.create_table(TableName="articles", **TABLE)
        run_together(seed, dynamodb=stack.dynamodb)
        stack.dynamodb.delete_table(TableName="articles")


def run_together(seed: int, **more: Any) -> None:
    """Have four threads deliver what a random history puts, replays and takes down, and compare the table."""
    with opened_world(random.Random(seed), fault_rate=0.2, **more) as world:
        for _ in range(24):
            world.upload(world.rng.choice(KEYS), any_page(world.rng))
        deliver_together(world, 4)
        for _ in range(8):
            act(world)
        deliver_together(world, 4)
        world.settle()
        assert find_differences(world) == [], seed


def deliver_together(world: World, writers: int) -> None:
    """Deliver all that waits in so many threads."""

    def work(_: int) -> None:
        while (message := world.take_message()) is not None:
            world.deliver(message, twice=world.rng.random() < 0.2)

    world.together = True
    for _ in range(2):  # what is parsed is enriched in the second round, if nobody saw it before
        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(work, range(writers)))
    world.together = False
