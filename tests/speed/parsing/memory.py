"""The memory that one parse needs: ``python -m tests.speed.parsing.memory`` prints it as multiples of the page's bytes.

A number behind it says that of so many pages of the corpus one is read.

Each page is read in a fork of a process that has read next to nothing: what an earlier page left behind would hide what
the next one needs. The kernel counts (Linux).
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path

from tests.speed.parsing.pathological import BODY, PAGES, WORDS
from tests.speed.parsing.timing import CORPUS, corpus_pages

import clippings

SAMPLES = sorted((Path(__file__).parents[3] / "local" / "clippings_local" / "samples").glob("*.html"))
#: Pages made of what pages are made of, beside those that break readers.
MADE = {
    "5 MB of paragraphs": lambda: BODY + "".join(f"<p>{number} {WORDS * 20}</p>" for number in range(11_000)),
    "50,000 short paragraphs": PAGES["50,000 paragraphs"],
    "one text of 5 MB": PAGES["one text of 5 MB"],
    "a script of 10 MB": PAGES["a script of 10 MB"],
    "200,000 breaks": PAGES["200,000 breaks"],
}


def peak_memory(markup: bytes, url: str | None = None) -> int:
    """Return the bytes that one parse of *markup* adds to a fresh process at its peak."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        clippings.parse(BODY)  # a fork counts the pages of code only once it has run them
        Path("/proc/self/clear_refs").write_text("5", "ascii")
        before = _status("VmRSS")
        with suppress(clippings.RejectedPage):
            clippings.parse(markup, url)
        os.write(writing, str(_status("VmHWM") - before).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        needed = int(answer.read())
    os.waitpid(child, 0)
    return needed


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def measure(step: int) -> dict[str, float]:
    """Return, by what was read, the peak as a multiple of the page's bytes; of *step* pages of a corpus one is read."""
    for sample in SAMPLES:  # loads the models and the tables, which stay
        with suppress(clippings.RejectedPage):
            clippings.parse(sample.read_bytes())
    found: dict[str, float] = {}
    if (CORPUS / "aeds").is_dir():
        pages = islice(corpus_pages(), 0, None, step)
        shares = sorted(peak_memory(markup, url or None) / len(markup) for markup, url in pages)
        found["aeds, median"] = shares[len(shares) // 2]
        found["aeds, 95 in 100 below"] = shares[len(shares) * 95 // 100]
        found["aeds, most"] = shares[-1]
    for name, make in MADE.items():
        page = make().encode()
        found[name] = peak_memory(page) / len(page)
    return found


if __name__ == "__main__":
    json.dump(measure(int(sys.argv[1]) if sys.argv[1:] else 1), sys.stdout)
