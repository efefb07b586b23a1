"""Measure `clippings parse` of a WARC file: rate, memory and the share of time in parsing, compared with trafilatura.

    python -m tools.bundle_figures crawl.warc.gz --jobs 2

The command runs as its users run it. The processor time and the memory of all its processes (shared pages counted once)
are read from /proc while it runs. Then pages of the file are parsed again in this process, alternating between
clippings and trafilatura, so that the load of the machine affects both alike; their processor times are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import trafilatura

import clippings
from clippings.bundles import HEAD_BYTES, BundlePage, kind_of, read_bundle
from clippings.compiled import describe_implementation
from clippings_local.bundle_parsing import make_line

MEGABYTE = 1_000_000
START = "from clippings_local.command import main; raise SystemExit(main())"
#: Seconds between two measurements of the processes.
INTERVAL = 0.25
#: Number of equal parts of the run whose peaks of memory are printed.
PARTS = 10
#: The generation of the processes that parse pages: the command starts one from which they are forked.
WORKERS = 2


def descendants_of(process: int) -> dict[int, int]:
    """Return the ids of a process and of all that it started, each with its generation, from 0."""
    found = {process: 0}
    new = [process]
    for each in new:
        try:
            told = Path(f"/proc/{each}/task/{each}/children").read_text("ascii")
        except OSError:
            continue
        children = [int(child) for child in told.split()]
        found |= dict.fromkeys(children, found[each] + 1)
        new += children
    return found


def memory_of(process: int) -> int:
    """Return the bytes of memory of one process, its part of shared pages included."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def time_of(process: int) -> float:
    """Return the processor seconds that a process has taken."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watched:
    """The measured memory and processor time of the processes of a command."""

    def __init__(self) -> None:
        self.memory: list[int] = []
        #: Processor seconds of each process, those that have ended too.
        self._times: dict[int, float] = {}
        self._workers: set[int] = set()

    def look(self, process: int) -> None:
        """Measure *process* and all its descendants."""
        found = descendants_of(process)
        self.memory.append(sum(map(memory_of, found)))
        self._workers |= {each for each, generation in found.items() if generation == WORKERS}
        for each in found:
            self._times[each] = max(time_of(each), self._times.get(each, 0.0))

    @property
    def processor_seconds(self) -> float:
        """The time of all processes."""
        return sum(self._times.values())

    @property
    def share_of_workers(self) -> float:
        """The share of the processor time that is of the processes that parse pages."""
        return sum(self._times[each] for each in self._workers) / self.processor_seconds

    def peak_of_parts(self) -> list[float]:
        """Return the peak of each tenth of the time, in MB."""
        size = max(1, len(self.memory) // PARTS)
        return [max(self.memory[start : start + size]) / MEGABYTE for start in range(0, len(self.memory), size)]


def run_command(warc: Path, jobs: int) -> dict[str, Any]:
    """Run `clippings parse`; return seconds, processor seconds, memory over time, and the outcomes as it tells them."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "articles.parquet"
        command = [sys.executable, "-c", START, "parse", str(warc), "--output", str(output), "--jobs", str(jobs)]
        watched, started = Watched(), time.monotonic()
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603
        while process.poll() is None:
            watched.look(process.pid)
            time.sleep(INTERVAL)
        ended = time.monotonic()
        told = process.stderr.read() if process.stderr else ""
        if process.returncode:
            raise SystemExit(f"clippings parse ended with {process.returncode}: {told}")
        return {
            "outcomes": told.strip(),
            "seconds": round(ended - started, 1),
            "processor_seconds": round(watched.processor_seconds, 1),
            "share_of_time_in_workers": round(watched.share_of_workers, 3),
            "peak_mb": round(max(watched.memory) / MEGABYTE),
            "peak_of_each_tenth_mb": [round(peak) for peak in watched.peak_of_parts()],
            "output_mb": round(output.stat().st_size / MEGABYTE, 1),
        }


def time_pages(warc: Path, most: int) -> dict[str, float]:
    """Return the entries and pages that were read, and the processor seconds for them.

    *most* pages, spread over the file, are parsed by both extractors, and rows are made; the others are read alone.
    """
    spent = {"row": 0.0, "clippings": 0.0, "trafilatura": 0.0}
    pages = compared = 0
    every = max(1, count_pages(warc) // most)
    started = time.process_time()
    for page in read_pages(warc):
        pages += 1
        if pages % every:
            continue
        compared += 1
        begun = time.process_time()
        article = None
        with suppress(clippings.RejectedPage):
            article = clippings.parse(page.body, url=page.url, received=page.captured_at, charset=page.charset)
        parsed = time.process_time()
        if article:
            make_line("", page, article)
        lined = time.process_time()
        trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
        spent["clippings"] += parsed - begun
        spent["row"] += lined - parsed
        spent["trafilatura"] += time.process_time() - lined
    reading = time.process_time() - started - sum(spent.values())
    return {"pages": pages, "compared": compared, **spent, "reading": reading}


def read_pages(warc: Path) -> Iterator[BundlePage]:
    """Yield the pages of the file."""
    with warc.open("rb") as stream:
        kind = kind_of(warc.name, stream.read(HEAD_BYTES))
        if kind is None:
            raise SystemExit(f"{warc} is not a bundle")
        yield from (entry for entry in read_bundle(stream, kind) if isinstance(entry, BundlePage))


def count_pages(warc: Path) -> int:
    """Return how many pages the file has."""
    return sum(1 for _ in read_pages(warc))


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warc", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--compare", type=int, default=1000, help="pages that both extractors parse, spread over the file (1000)"
    )
    arguments = parser.parse_args()
    if arguments.compare < 1:
        parser.error("--compare must be at least 1")
    ran = run_command(arguments.warc, arguments.jobs)
    timed = time_pages(arguments.warc, arguments.compare)
    print(json.dumps({"jobs": arguments.jobs, **ran, **summarize(timed, ran)}, indent=2))
    return 0


def summarize(timed: Mapping[str, float], ran: Mapping[str, Any]) -> dict[str, object]:
    """Return figures per page, so that they do not depend on the number of pages.

    Args:
        timed: What `time_pages` returned.
        ran: What `run_command` returned.
    """
    pages, compared = timed["pages"], timed["compared"]
    in_parse = timed["clippings"] / (timed["clippings"] + timed["row"])
    return {
        "implementation": describe_implementation(),
        "pages": pages,
        "compared": compared,
        "pages_per_second_and_core": round(pages / ran["processor_seconds"], 1),
        "clippings_parse_pages_per_second": round(compared / timed["clippings"], 1),
        "trafilatura_pages_per_second": round(compared / timed["trafilatura"], 1),
        "times_trafilatura": round(timed["trafilatura"] / timed["clippings"], 2),
        "share_of_time_in_parse": round(ran["share_of_time_in_workers"] * in_parse, 3),
    }


if __name__ == "__main__":
    raise SystemExit(main())
