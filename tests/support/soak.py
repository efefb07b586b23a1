"""``make soak``: many random histories up to a number of deliveries; every row is compared after each history."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.support.run_history import run_history

#: Histories between two progress lines.
STEP = 50
#: The numbers that are summed over the histories.
KINDS = ("uploads", "deliveries", "faults and kills", "takedowns", "of them with copies", "rows compared")


def main() -> int:
    """Run histories one after the other; return 1 if the table differs from the model after one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=40, help="Uploads, deletions, replays and takedowns of a history.")
    parser.add_argument("--seed", type=int, default=0, help="Of the first history.")
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    began = time.process_time()
    while total["deliveries"] < asked.deliveries:
        seed = asked.seed + total["histories"]
        differences, world = run_history(seed, asked.acts)
        total += world.count()
        total["histories"] += 1
        if differences:
            total["wrong"] += 1
            sys.stdout.write(f"seed {seed}:\n  " + "\n  ".join(differences[:10]) + "\n")
        if differences or total["histories"] % STEP == 0:
            sys.stdout.write(describe(total, began))
            sys.stdout.flush()
    sys.stdout.write(describe(total, began))
    return 1 if total["wrong"] else 0


def describe(total: Counter[str], began: float) -> str:
    """Return a progress line with the totals since *began*, in processor time."""
    kinds = ", ".join(f"{total[kind]:,} {kind}" for kind in ("histories", *KINDS))
    minutes = (time.process_time() - began) / 60
    return f"{kinds} in {minutes:.1f} minutes of processor time: {total['wrong']} ended otherwise than the model says\n"


if __name__ == "__main__":
    sys.exit(main())
