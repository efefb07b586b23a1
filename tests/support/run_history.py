"""One random history from a seed: uploads, deletions, replays and takedowns in random order."""

from __future__ import annotations

import random
from typing import Any

from tests.support.histories import World, opened_world
from tests.support.pages import KEYS, any_page
from tests.support.table_check import find_differences


def act(world: World) -> None:
    """Perform one random action outside of the service."""
    rng, dice = world.rng, world.rng.random()
    if dice < 0.68:
        world.upload(rng.choice(KEYS), any_page(rng), bucket="loose" if rng.random() < 0.15 else "inbox")
    elif dice < 0.75:
        world.delete(rng.choice(KEYS))
    elif dice < 0.95:
        world.replay_any(KEYS)
    else:
        world.withdraw_any()


def run_history(seed: int, acts: int = 8, fault_rate: float = 0.5, **more: Any) -> tuple[list[str], World]:
    """Return the differences between the table and the model after the history of *seed*, and its world."""
    with opened_world(random.Random(seed), fault_rate=fault_rate, **more) as world:
        for _ in range(acts):
            act(world)
            for _ in range(world.rng.randint(0, 4)):
                if (message := world.take_message()) is not None:
                    world.deliver(message, twice=world.rng.random() < 0.3)
        world.settle()
        return find_differences(world), world
