"""Any history ends as the reference model says: random orders, repetitions, faults and kills at any call."""

from __future__ import annotations

import contextlib
import copy
import itertools
import os
import random
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.integration.storage.conftest import NOW
from tests.support.faults import Faults, Killed
from tests.support.histories import NEWER, Message, Takedown, World, opened_world
from tests.support.pages import ADDRESSES, PageSpec
from tests.support.run_history import run_history
from tests.support.table_check import find_differences

from clippings.enrichment.identity import address_hash
from clippings.errors import ClippingsError

#: ``make soak`` runs ten times as many.
EXAMPLES = int(os.environ.get("CLIPPINGS_HISTORIES", "50"))


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32), acts=st.integers(1, 10))
def test_random_histories_match_the_reference_model(seed: int, acts: int) -> None:
    differences, _ = run_history(seed, acts)
    assert differences == []


def test_random_histories_cover_all_difficult_cases() -> None:
    """They would prove nothing if these things did not happen in them."""
    worlds = [run_history(seed, 20)[1] for seed in range(8)]
    assert sum(world.faults for world in worlds) > 40
    assert any(takedown.copies for world in worlds for takedown in world.takedowns)
    assert any(key.startswith("content/") for world in worlds for key in world.buckets.objects["parsed"])
    assert any(each.extraction == NEWER for world in worlds for each in world.attempts)
    kinds = {sk.partition("#")[0] for world in worlds for pk, sk in world.table.items if pk.startswith("ARTICLE#")}
    assert kinds == {"RECORD", "CAPTURE", "CONTENT", "PROVENANCE"}
    statuses = {item["status"] for world in worlds for (pk, _), item in world.items().items() if pk[:7] == "OBJECT#"}
    assert statuses == {"stored", "unchanged", "rejected"}
    reasons = {item.get("reason") for world in worlds for item in world.items().values()}
    assert {"withdrawn", "by request"} < reasons


#: How a call of a takedown is interrupted.
INTERRUPTIONS: dict[str, dict[str, bool]] = {
    "killed before the call": {},
    "killed after the call": {"after": True},
    "throttled": {"throttle": True},
}


@pytest.mark.parametrize("copies", [False, True], ids=["alone", "with copies"])
@pytest.mark.parametrize("how", INTERRUPTIONS)
def test_an_interrupted_takedown_is_completed_by_the_next_call(how: str, *, copies: bool) -> None:
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


def test_a_takedown_out_of_time_continues_where_it_stopped() -> None:
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


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_the_event_completes_a_killed_replay(*, after: bool) -> None:
    for at in itertools.count(1):
        faults = Faults(at, after=after)
        with opened_world(random.Random(1)) as world:
            # With a time of its own the capture shows the same after the event as before.
            page = PageSpec("A", ADDRESSES[0], ADDRESSES[0], captured_at="2026-03-01T12:00:00Z")
            world.upload("a.html", page)
            with contextlib.suppress(Killed):
                world.do(Message("replay", "a.html"), faults)
            if not world.filed():  # killed before it filed: as if there had been no replay
                world.attempts.clear()
            world.settle()
            differences = find_differences(world)
        # The object that a replay put and did not file is deleted when the replay is repeated.
        assert [each for each in differences if not each.startswith("object left")] == [], at
        if faults.calls < at:
            break
    assert at > 10


def takedowns_of_one_article(*, copies: bool) -> Iterator[tuple[Takedown, World]]:
    """Yield a withdrawal of one article, with a fresh account that contains it, any number of times.

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
