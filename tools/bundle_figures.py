"""Measure `clippings parse` of a WARC file: rate, memory, the share of time in parsing, and trafilatura beside it.

    python -m tools.bundle_figures crawl.warc.gz --jobs 2

The command runs as its users run it. Its processor time and the memory of all its processes (shared pages counted
once) are read from /proc. After that every page of the file is parsed once more in this process, by clippings and by
trafilatura in turn, so that both meet the same machine; their processor times are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path

import trafilatura

import clippings
from clippings.bundles import HEAD_BYTES, BundlePage, kind_of, read_bundle

MEGABYTE = 1_000_000
START = "from clippings_local.command import main; raise SystemExit(main())"
#: Seconds between two looks at the memory.
INTERVAL = 0.25


def children_of(process: int) -> list[int]:
    """Return the ids of a process and of all that it started."""
    found = [process]
    for each in found:
        try:
            told = Path(f"/proc/{each}/task/{each}/children").read_text("ascii")
        except OSError:
            continue
        found += map(int, told.split())
    return found


def memory_of(process: int) -> int:
    """Return the bytes of memory of one process, its part of shared pages included."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def run_command(warc: Path, jobs: int) -> dict[str, float]:
    """Run `clippings parse`; return seconds, processor seconds, memory at the peak and after a fifth of the time."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "articles.parquet"
        command = [sys.executable, "-c", START, "parse", str(warc)]
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        process = subprocess.Popen([*command, "--output", str(output), "--jobs", str(jobs)])  # noqa: S603
        seen: list[int] = []
        while process.poll() is None:
            seen.append(sum(map(memory_of, children_of(process.pid))))
            time.sleep(INTERVAL)
        after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        if process.returncode:
            raise SystemExit(f"clippings parse ended with {process.returncode}")
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        early = max(seen[: max(1, len(seen) // 5)])
        return {
            "seconds": ended - started,
            "processor_seconds": used,
            "peak_mb": max(seen) / MEGABYTE,
            "peak_of_first_fifth_mb": early / MEGABYTE,
            "output_mb": output.stat().st_size / MEGABYTE,
        }


def time_pages(warc: Path, most: int) -> dict[str, float]:
    """Return how many pages there are, and the processor seconds that both extractors and the reading take for them."""
    with warc.open("rb") as stream:
        kind = kind_of(warc.name, stream.read(HEAD_BYTES))
    if kind is None:
        raise SystemExit(f"{warc} is not a bundle")
    count = 0
    spent = {"clippings": 0.0, "trafilatura": 0.0}
    started = time.process_time()
    with warc.open("rb") as stream:
        pages = (entry for entry in read_bundle(stream, kind) if isinstance(entry, BundlePage))
        for page in islice(pages, most):
            count += 1
            begun = time.process_time()
            with suppress(clippings.RejectedPage):
                clippings.parse(page.body, url=page.url, received=page.captured_at, charset=page.charset)
            parsed = time.process_time()
            trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
            spent["clippings"] += parsed - begun
            spent["trafilatura"] += time.process_time() - parsed
    total = time.process_time() - started
    return {"pages": count, **spent, "reading": total - sum(spent.values())}


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warc", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--compare", type=int, default=sys.maxsize, help="pages that are compared (all)")
    arguments = parser.parse_args()
    ran = run_command(arguments.warc, arguments.jobs)
    timed = time_pages(arguments.warc, arguments.compare)
    pages = timed["pages"]
    figures = {
        **{name: round(value, 2) for name, value in {**ran, **timed}.items()},
        "jobs": arguments.jobs,
        "pages_per_second_and_core": round(pages / ran["processor_seconds"], 1),
        "clippings_parse_pages_per_second": round(pages / timed["clippings"], 1),
        "trafilatura_pages_per_second": round(pages / timed["trafilatura"], 1),
        "times_trafilatura": round(timed["trafilatura"] / timed["clippings"], 2),
        "share_of_time_in_parse": round(timed["clippings"] / ran["processor_seconds"], 3),
    }
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
