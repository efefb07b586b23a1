"""The net for pages tells a square from a line, also on a busy machine."""

from __future__ import annotations

import random

import pytest
from tests.speed.bounds.growth import find_growth
from tests.speed.bounds.limits import TookTooLong


def _measured(power: float, slowest: float = 1.0) -> str | None:
    """What the net says of a step that takes *power* of the page's size, up to *slowest* times as long by chance."""
    chance = random.Random(7)

    def measure(page: str | bytes, most: float) -> dict[str, float]:
        seconds = 0.001 * (len(page) / 1000) ** power * chance.uniform(1.0, slowest)
        if seconds > most:
            raise TookTooLong
        return {"parse": round(seconds / 0.004) * 0.004}

    return find_growth(lambda count: "x" * count, 0.1, 1_000_000, measure)


@pytest.mark.parametrize("slowest", [1.0, 1.5, 3.0])
def test_a_line_is_let_through_however_busy_the_machine_is(slowest: float) -> None:
    assert [_measured(1.0, slowest) for _ in range(20)] == [None] * 20


@pytest.mark.parametrize("power", [2.0, 3.0])
@pytest.mark.parametrize("slowest", [1.0, 1.5])
def test_a_power_is_found(power: float, slowest: float) -> None:
    assert None not in [_measured(power, slowest) for _ in range(20)]
