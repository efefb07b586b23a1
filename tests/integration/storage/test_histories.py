"""Any history ends as the reference model says: random orders, repetitions, faults and kills at any call."""

from __future__ import annotations

import contextlib
import copy
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.integration.storage.conftest import NOW, LocalStack
from tests.support.faults import Faults, Killed
from tests.support.histories import Message, Takedown, World, opened_world
from tests.support.pages import ADDRESSES, KEYS, PageSpec, any_page
from tests.support.run_history import act, run_history
from tests.support.table_check import find_differences

from clippings.enrichment.identity import address_hash
from clippings.errors import ClippingsError

#: ``make soak`` runs more of both.
EXAMPLES = int(os.environ.get("CLIPPINGS_HISTORIES", "50"))
THREADED_HISTORIES = int(os.environ.get("CLIPPINGS_THREADED_HISTORIES", "3"))
TABLE: dict[str, Any] = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32), acts=st.integers(1, 10))
def test_any_history_ends_as_the_reference_model_says(seed: int, acts: int) -> None:
    differences, _ = run_history(seed, acts)
    assert differences == []


@pytest.mark.parametrize("acts", [12])
def test_a_history_has_kills_takedowns_and_big_contents(acts: int) -> None:
    """The histories above would prove nothing if these did not happen in them."""
    worlds = [run_history(seed, acts)[1] for seed in range(6)]
    assert sum(world.faults for world in worlds) > 10
    assert sum(len(world.takedowns) for world in worlds) > 2
    assert any("/content/" in f"/{key}" for world in worlds for key in world.buckets.objects["parsed"])


#: How a call of a takedown is interrupted.
INTERRUPTIONS: dict[str, dict[str, bool]] = {
    "killed before the call": {},
    "killed after the call": {"after": True},
    "throttled": {"throttle": True},
}


@pytest.mark.parametrize("copies", [False, True], ids=["alone", "with copies"])
@pytest.mark.parametrize("how", INTERRUPTIONS)
def test_a_takedown_that_is_interrupted_at_any_of_its_calls_ends_clean_when_it_is_made_again(
    how: str, *, copies: bool
) -> None:
    at = 1
    for takedown, world in takedowns_of_one_article(copies=copies):
        faults = Faults(at, **INTERRUPTIONS[how])
        with contextlib.suppress(Killed, ClientError, ClippingsError):
            world.wiring(faults).withdrawals.withdraw(takedown.article_id, "by request", NOW, copies=copies)
        assert what_a_takedown_leaves(world, takedown) == [], at
        if faults.calls < at:
            break
        at += 1
    assert at > 30


def test_a_takedown_that_runs_out_of_time_at_any_of_its_checks_goes_on_from_there() -> None:
    at = 0
    for takedown, world in takedowns_of_one_article(copies=False):
        checks = iter(range(at))
        told = world.wiring().withdrawals.withdraw(
            takedown.article_id, "by request", NOW, is_late=lambda checks=checks: next(checks, None) is None
        )
        assert what_a_takedown_leaves(world, takedown) == [], at
        assert told is not None
        if told.done:
            break
        at += 1
    assert at > 10


def takedowns_of_one_article(*, copies: bool) -> Iterator[tuple[Takedown, World]]:
    """Yield a takedown of one article, and an account that holds it as it was, as often as is asked for.

    The article has three captures of two texts, a claim of an upload without an address, and a copy elsewhere.
    """
    address = ADDRESSES[0]
    with opened_world(random.Random(7)) as world:
        for text, key in (("A", "a.html"), ("B", "a.html"), ("A", "b.html")):
            world.upload(key, PageSpec(text, address, address))
        world.upload("c.html", PageSpec("A", None, address))
        if copies:
            world.upload("d.html", PageSpec("A", "https://other.example/copy-of-the-bridge-story", None))
        world.settle()
        before = copy.deepcopy((world.table.items, world.table.partitions, world.buckets.objects))
        while True:
            world.table.items, world.table.partitions, world.buckets.objects = copy.deepcopy(before)
            world.takedowns = [Takedown(address_hash(address), copies)]
            yield world.takedowns[0], world


def what_a_takedown_leaves(world: World, takedown: Takedown) -> list[str]:
    """Make *takedown* again, and return what is wrong with the table or left of the article then."""
    world.pending.append(Message("withdraw", takedown))
    world.settle()
    left = str(world.items()) + str(world.buckets.objects)
    words = ("bridge A opens", "Paragraph 1", ADDRESSES[0])
    return find_differences(world) + [word for word in words if word in left]


def test_histories_of_many_writers_at_once_end_as_the_reference_model_says() -> None:
    """Four threads deliver what waits, so that the calls of several writers mix."""
    for seed in range(4):
        run_together(seed)


def test_the_same_histories_end_so_on_dynamodb_itself(stack: LocalStack) -> None:
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
