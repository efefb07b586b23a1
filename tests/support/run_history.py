"""One random history from a seed: what is uploaded, deleted, replayed and taken down, and in which order."""

from __future__ import annotations

import random
from typing import Any

from tests.support.histories import Message, PageSpec, World, opened_world
from tests.support.table_check import find_differences

#: Addresses of two publishers; the second names the same page as the first.
ADDRESSES = (
    "https://news.example/2026/03/the-bridge-opens",
    "https://news.example/2026/03/the-bridge-opens/print",
    "https://news.example/story-81234",
    "https://other.example/copy-of-the-bridge-story",
)
KEYS = ("a.html", "b.html", "c.html")


def any_page(rng: random.Random) -> PageSpec:
    """Return a page: half of them say nothing about their address, and some are uploaded without one."""
    return PageSpec(
        text=rng.choice("ABC"),
        url=rng.choice((None, *ADDRESSES)),
        canonical=rng.choice((None, None, *ADDRESSES)),
        short=rng.random() < 0.2,
        dated=rng.random() < 0.7,
    )


def act(world: World) -> None:
    """Let one thing happen outside of the service."""
    rng, dice = world.rng, world.rng.random()
    if dice < 0.66:
        world.upload(rng.choice(KEYS), any_page(rng), bucket="loose" if rng.random() < 0.15 else "inbox")
    elif dice < 0.74:
        world.delete(rng.choice(KEYS))
    elif dice < 0.86:
        world.pending.append(Message("replay", rng.choice(KEYS)))
    else:
        world.withdraw_any()


def run_history(seed: int, acts: int = 8, fault_rate: float = 0.5, **more: Any) -> tuple[list[str], World]:
    """Return how the table differs from the model after the history of *seed*, and the world that it was run in."""
    with opened_world(random.Random(seed), fault_rate=fault_rate, **more) as world:
        for _ in range(acts):
            act(world)
            for _ in range(world.rng.randint(0, 4)):
                if (message := world.take_message()) is not None:
                    world.deliver(message, twice=world.rng.random() < 0.3)
        world.settle()
        return find_differences(world), world
