"""The tables: ``python -m tests.speed.parsing.table`` prints what parsing and starting cost, beside peers and aims."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tests.speed.parsing.figures import figure_lines, find_figures
from tests.speed.parsing.pathological import PAGES, PROMISED
from tests.speed.parsing.peers import PEERS
from tests.speed.parsing.timing import CORPUS, DERIVED, Times, corpus_pages, measure, milliseconds
from tests.support.peers import installed

import clippings


def lines(times: Mapping[str, Times]) -> Iterator[str]:
    """Yield the table of processor times, the peers' shares beside ours."""
    ours, in_python = times["parse"].mean, times.get("parse in Python")
    yield f"{'':<18}{'mean':>8}{'median':>8}{'longest':>9}  ms a page, {len(times['parse'].pages)} pages of aeds"
    for name, taken in times.items():
        beside = f"  parse takes {ours / taken.mean:.2f} of it" if name not in ("parse", *DERIVED) else ""
        if beside and in_python is not None and taken is not in_python:
            beside += f", in Python {in_python.mean / taken.mean:.2f}"
        yield f"{name:<18}{taken.mean:>8.1f}{taken.median:>8.1f}{taken.longest:>9.0f}{beside}"


def measure_memory() -> dict[str, float]:
    """Return what one parse needs in memory, measured in an interpreter of its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path.cwd())])}
    command = [sys.executable, "-m", "tests.speed.parsing.memory"]
    found: dict[str, float] = json.loads(
        subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    )
    return found


def memory_lines(found: Mapping[str, float]) -> Iterator[str]:
    """Yield the table of memory."""
    yield f"{'memory of one parse':<42}times the page's bytes"
    for name, multiple in found.items():
        yield f"{name:<42}{multiple:>6.1f}"


def pathological_lines() -> Iterator[str]:
    """Yield size and processor time of every page that breaks readers."""
    yield f"{'':<42}{'MB':>6}{'seconds':>9}"
    for name, make in PAGES.items():
        page = make()
        seconds = milliseconds(lambda: _read(page)) / 1000  # noqa: B023 - called at once
        promised = "  promised" if name in PROMISED else ""
        yield f"{name:<42}{len(page.encode()) / 1e6:>6.1f}{seconds:>9.2f}{promised}"


def _read(page: str) -> None:
    with suppress(clippings.RejectedPage):
        clippings.parse(page, "https://courier.example/a")


def main() -> None:
    """Print the tables: beside the peers, memory, the pages that break readers, and each figure with its aim."""
    times: dict[str, Times] = {}
    if (CORPUS / "aeds").is_dir():
        times = measure(corpus_pages(), installed(PEERS))
        sys.stdout.writelines(f"{line}\n" for line in lines(times))
    else:
        sys.stdout.write(f"no labelled corpus at {CORPUS}\n")
    memory = measure_memory()
    sys.stdout.writelines(f"{line}\n" for line in ("", *memory_lines(memory), ""))
    sys.stdout.writelines(f"{line}\n" for line in pathological_lines())
    sys.stdout.writelines(f"{line}\n" for line in ("", *figure_lines(find_figures(times, memory))))


if __name__ == "__main__":
    main()
