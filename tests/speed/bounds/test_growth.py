"""The test for growth distinguishes quadratic from linear time, on a busy machine too."""

from __future__ import annotations

import random

import pytest
from tests.speed.bounds.growth import find_growth
from tests.speed.bounds.limits import TookTooLong


def _measured(power: float, slowest: float = 1.0, phase: float = 1.0, seed: int = 7) -> str | None:
    """Return what the net says of a step that takes *power* of the page's size.

    Args:
        power: 1 for linear time.
        slowest: Largest random factor of a single measurement.
        phase: Factor by which the machine is slower for stretches of 1 to 20 measurements.
        seed: Of the chance.
    """
    chance = random.Random(seed)
    pace, left = 1.0, 0

    def measure(page: str | bytes, most: float) -> dict[str, float]:
        nonlocal pace, left
        if not left:
            pace, left = (phase if pace == 1.0 else 1.0), chance.randint(1, 20)
        left -= 1
        seconds = 0.001 * (len(page) / 1000) ** power * chance.uniform(1.0, slowest) * pace
        if seconds > most:
            raise TookTooLong
        return {"parse": round(seconds / 0.004) * 0.004}

    return find_growth(lambda count: "x" * count, 0.1, 1_000_000, measure)


@pytest.mark.parametrize("slowest", [1.0, 1.5, 3.0])
def test_linear_time_passes_on_a_busy_machine(slowest: float) -> None:
    assert {_measured(1.0, slowest, seed=seed) for seed in range(20)} == {None}


@pytest.mark.parametrize("phase", [6.0])
def test_linear_time_passes_on_a_temporarily_slow_machine(phase: float) -> None:
    assert {_measured(1.0, 1.5, phase, seed) for seed in range(200)} == {None}


@pytest.mark.parametrize("power", [2.0, 3.0])
@pytest.mark.parametrize("slowest", [1.0, 1.5])
def test_quadratic_time_is_found(power: float, slowest: float) -> None:
    assert None not in [_measured(power, slowest, seed=seed) for seed in range(20)]
