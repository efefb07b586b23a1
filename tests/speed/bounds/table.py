"""Print what the costliest pages known take: seconds of processor time a step, and memory at the peak.

Each page is worked on in a process of its own. Seconds are those of a quiet core, by the work that never changes of
``tests/clock.py``.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

from tests.clock import slowness
from tests.speed.bounds.hostile_pages import PAGES
from tests.speed.bounds.limits import STEPS, TookTooLong, step_seconds
from tests.speed.bounds.pieces import BODY

LARGEST = 16 * 1024 * 1024


def _full(piece: str) -> Callable[[], str | bytes]:
    return lambda: BODY + piece * ((LARGEST - len(BODY)) // len(piece.encode()))


ROWS: dict[str, Callable[[], str | bytes]] = {
    "41 kB of spaces in keywords": lambda: PAGES["spaces in keywords"](41_000),
    "101 kB of spaces in keywords": lambda: PAGES["spaces in keywords"](101_000),
    "101 kB of spaces in a date": lambda: PAGES["spaces in a date"](101_000),
    "101 kB of spaces in a byline": lambda: PAGES["spaces in a byline"](101_000),
    "101 kB of spaces in broken JSON-LD": lambda: PAGES["spaces in broken JSON-LD"](101_000),
    "16,000 anchors in a paragraph": lambda: PAGES["anchors in a paragraph"](16_000),
    "200,000 anchors in a paragraph": lambda: PAGES["anchors in a paragraph"](200_000),
    "190 kB of spans": lambda: PAGES["spans"](6_000),
    "20,000 rows of spans": lambda: PAGES["spans"](80_000),
    "1. a<br>, 2.6 MB": lambda: PAGES["numbers and breaks"](330_000),
    "1. a<br>, 5.1 MB": lambda: PAGES["numbers and breaks"](640_000),
    "copyright signs, 1.3 MB": lambda: PAGES["copyright signs"](430_000),
    "16 MiB of a<!>": _full("a<!>"),
    "16 MiB of a<a>": _full("a<a>"),
    "16 MiB of a<br>": _full("a<br>"),
    "16 MiB of short paragraphs": _full("<p>The mayor opened the quay on Monday."),
}


def main(arguments: list[str]) -> None:
    """Print the table, or one row of it where *arguments* name one."""
    if arguments:
        _print_row(arguments[0])
        return
    _say(f"{'page':<36}" + "".join(f"{step:>10}" for step in STEPS) + f"{'MB':>8}")
    for row in ROWS:
        done = subprocess.run([sys.executable, "-m", __spec__.name, row], check=False)
        if done.returncode:
            _say(f"{row:<36} ended with {done.returncode}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _print_row(row: str) -> None:
    page = ROWS[row]()
    try:
        taken = step_seconds(page, 120.0)
    except TookTooLong:
        _say(f"{row:<36} more than 120 s")
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slow = slowness()
    _say(f"{row:<36}" + "".join(f"{taken.get(step, 0.0) / slow:>10.2f}" for step in STEPS) + f"{peak:>8.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
