"""Print what each kind of hostile page takes at 16 MiB: seconds of processor time a step, and memory at the peak.

Each page is worked on in a process of its own: as it is, and with every passage selected. The longer time of a step
counts. Seconds are those of a quiet core, by the work that never changes of ``tests/support/clock.py``. The exit status
is 1 where a page takes more than it may.
"""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO

from tests.speed.bounds.hostile_pages import PAGES
from tests.speed.bounds.limits import MOST_MEGABYTES, MOST_SECONDS, STEPS, TookTooLong, step_seconds, whole_step_seconds
from tests.support.clock import slowness

LARGEST = 16 * 1024 * 1024
#: The pages of the issue that asked for limits, at the sizes that it names.
KNOWN: dict[str, Callable[[], str | bytes]] = {
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
}


def main(arguments: list[str]) -> int:
    """Print the table, or the rows of it that *arguments* name; return how many rows are over a limit, at most 1."""
    if arguments[:1] == ["--row"]:
        return _print_row(arguments[1])
    _say(f"{'page':<48}" + "".join(f"{step:>10}" for step in STEPS) + f"{'MB':>8}")
    over = [
        row
        for row in arguments or [*KNOWN, *PAGES]
        if subprocess.run([sys.executable, "-m", __spec__.name, "--row", row], check=False).returncode
    ]
    _say(f"over {MOST_SECONDS:.0f} s or {MOST_MEGABYTES} MB: {'; '.join(over) or 'none'}")
    return min(1, len(over))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make_full(kind: str) -> str | bytes:
    """Return the page of *kind* that has about 16 MiB, before or after expansion, whichever is more."""
    few, many = 1_000, 2_000
    small, large = (_size(PAGES[kind](count)) for count in (few, many))
    count = few + (LARGEST - small) * (many - few) // max(1, large - small)
    page = PAGES[kind](count)
    while (size := _size(page)) > LARGEST:  # numbers of more digits make longer pieces
        count = int(0.99 * count * LARGEST / size)
        page = PAGES[kind](count)
    return page


def _size(page: str | bytes) -> int:
    if isinstance(page, str):
        return len(page.encode("utf-8", "replace"))
    size = len(page)
    while page.startswith(b"\x1f\x8b"):
        page = gzip.GzipFile(fileobj=BytesIO(page)).read()  # gzip.decompress copies what is left for each member
        size = max(size, len(page))
    return size


def _print_row(row: str) -> int:
    page = KNOWN[row]() if row in KNOWN else make_full(row)
    try:
        taken = step_seconds(page, 12 * MOST_SECONDS)
        # What the models leave out is not rendered and not enriched.
        whole = whole_step_seconds(page, 12 * MOST_SECONDS)
    except TookTooLong:
        _say(f"{row:<48} more than {12 * MOST_SECONDS:.0f} s")
        return 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slow = slowness()
    quiet = {step: max(taken.get(step, 0.0), whole.get(step, 0.0)) / slow for step in STEPS}
    _say(f"{row:<48}" + "".join(f"{quiet[step]:>10.2f}" for step in STEPS) + f"{peak:>8.0f}")
    return int(max(quiet.values()) > MOST_SECONDS or peak > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
