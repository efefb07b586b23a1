"""Any history ends as the reference model says: random orders, repetitions, faults and kills at any call."""

from __future__ import annotations

import contextlib
import copy
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.integration.storage.conftest import NOW
from tests.support.faults import Faults, Killed
from tests.support.histories import Message, PageSpec, Takedown, World, opened_world
from tests.support.run_history import ADDRESSES, KEYS, any_page, run_history
from tests.support.table_check import find_differences

from clippings.enrichment.identity import address_hash

#: ``make soak`` runs ten times as many.
EXAMPLES = 50


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


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_a_takedown_that_dies_at_any_of_its_calls_ends_clean_when_it_is_made_again(*, after: bool) -> None:
    address = ADDRESSES[0]
    with opened_world(random.Random(7)) as world:
        for text, key in (("A", "a.html"), ("B", "a.html"), ("A", "b.html")):
            world.upload(key, PageSpec(text, address, address))
        world.upload("c.html", PageSpec("A", None, address))
        world.settle()
        before = copy.deepcopy((world.table.items, world.table.partitions, world.buckets.objects))
        at, faults = 1, Faults()
        while faults.calls >= at - 1:
            world.table.items, world.table.partitions, world.buckets.objects = copy.deepcopy(before)
            takedown, faults = Takedown(address_hash(address)), Faults(at, after=after)
            with contextlib.suppress(Killed):
                world.wiring(faults).withdrawals.withdraw(takedown.article_id, "by request", NOW)
            world.takedowns = [takedown]
            world.pending.append(Message("withdraw", takedown))
            world.settle()
            left = str(world.items()) + str(world.buckets.objects)
            found = find_differences(world)
            assert found + [word for word in ("bridge A opens", "Paragraph 1", address) if word in left] == [], at
            at += 1
        assert at > 30


def test_histories_of_many_writers_at_once_end_as_the_reference_model_says() -> None:
    """Four threads deliver what waits, so that the calls of several writers mix."""
    for seed in range(4):
        with opened_world(random.Random(seed), fault_rate=0.2) as world:
            for _ in range(24):
                world.upload(world.rng.choice(KEYS), any_page(world.rng))
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
