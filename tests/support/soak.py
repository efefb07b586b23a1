"""``make soak``: many random histories, until so many deliveries were made, and every row compared after each."""

from __future__ import annotations

import argparse
import sys
import time

from tests.support.run_history import run_history


def main() -> int:
    """Run histories one after the other; return 1 where one of them ends otherwise than the model says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=40, help="Uploads, deletions, replays and takedowns of a history.")
    parser.add_argument("--seed", type=int, default=0, help="Of the first history.")
    asked = parser.parse_args()
    seed, deliveries, faults, uploads, takedowns, wrong = asked.seed, 0, 0, 0, 0, 0
    began = time.monotonic()
    while deliveries < asked.deliveries:
        differences, world = run_history(seed, asked.acts)
        deliveries, faults = deliveries + world.deliveries, faults + world.faults
        uploads, takedowns = uploads + world.uploads, takedowns + len(world.takedowns)
        if differences:
            wrong += 1
            sys.stdout.write(f"seed {seed}:\n  " + "\n  ".join(differences[:10]) + "\n")
        seed += 1
        if (seed - asked.seed) % 50 == 0:
            sys.stdout.write(f"{seed - asked.seed} histories, {deliveries} deliveries, {wrong} wrong\n")
            sys.stdout.flush()
    minutes = (time.monotonic() - began) / 60
    sys.stdout.write(
        f"{seed - asked.seed} histories, {uploads} uploads, {deliveries} deliveries, {faults} faults and kills, "
        f"{takedowns} takedowns in {minutes:.0f} minutes: {wrong} ended otherwise than the model says\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
