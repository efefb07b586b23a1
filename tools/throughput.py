"""Measures `clippings serve --data`: pages a second, how long a read waits meanwhile, and how long a restart takes.

    python -m tools.throughput [--pages N] [--restart-with N] [--folder FOLDER]

The restart is measured with as many rows and pages as N articles have: those of the articles that were taken in, copied
under other keys.

Each page is one of the samples with an address, a title and some words of its own, so that none is a copy of another.
Every figure is of this machine; processor seconds depend less on what else runs there than seconds do.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clippings_local.api_client import ApiClient
from clippings_local.project import sample_pages
from clippings_local.put_command import PageFile, connect, put_pages

COMMAND = [sys.executable, "-c", "from clippings_local.command import main; raise SystemExit(main())"]
#: Seconds between two checks of the queues.
LOOK = 0.5


def write_pages(folder: Path, count: int) -> list[PageFile]:
    """Write *count* pages that are not copies of each other, and return them."""
    chance = random.Random(21)  # noqa: S311 - pages, not secrets
    samples = [page.read_bytes() for page in sample_pages() if not page.name.startswith(("05", "07", "08"))]
    words = [
        f"{chance.choice('bcdfglmnprst')}{chance.choice('aeiou')}{chance.choice('lmnrst')}{n}" for n in range(4000)
    ]
    made = []
    for number in range(count):
        own = "".join(f"<p>{' '.join(chance.choices(words, k=40))}.</p>" for _ in range(8)).encode()
        page = samples[number % len(samples)].replace(b"https://", b"https://n%d." % number)
        page = page.replace(b"</p>", b"</p>" + own, 1)
        path = folder / f"page-{number:06d}.html"
        path.write_bytes(page)
        made.append(PageFile(path, path.name))
    return made


@contextmanager
def served(folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Run ``clippings serve --data`` on *folder*; yield what it said, and the id of its process."""
    command = [*COMMAND, "serve", "--json", "--port", "0", "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        yield json.loads(process.stdout.readline()), process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def processor_seconds(process: int) -> float:
    """Return the processor seconds of a process and of those that descend from it, the ended ones included."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for each in descendants(process):
        try:
            fields = Path(f"/proc/{each}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / ticks
    return total


def descendants(process: int) -> list[int]:
    """Return *process* and every process that it started, directly or not."""
    found = [process]
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found += descendants(int(path.name))
    return found


def memory(process: int) -> float:
    """Return the megabytes that a process and its descendants have to themselves: each shared page counts once."""
    total = 0
    for each in descendants(process):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text("utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


class Reader(threading.Thread):
    """Requests a list of articles repeatedly; *waits* has the seconds of each answer."""

    def __init__(self, api: ApiClient) -> None:
        super().__init__(daemon=True)
        self.api = api
        self.waits: list[float] = []
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.2):
            began = time.monotonic()
            self.api.get("/v1/articles", {"limit": 20})
            self.waits.append(time.monotonic() - began)


def take_in(told: dict[str, str], pages: list[PageFile], folder: Path) -> float:
    """Put *pages* and wait until all have ended; return the seconds that took."""
    from clippings_local.put_command import put_page

    s3 = connect(told["s3"])
    began = time.monotonic()
    put_pages(lambda page: put_page(s3, told["inbox_bucket"], page), pages)
    while left(folder):
        time.sleep(LOOK)
    return time.monotonic() - began


def left(folder: Path) -> int:
    """Return how many messages wait or are being worked on."""
    from clippings_local.data_folder import DataFolder
    from clippings_local.store.database import Database, Durability

    database = Database(DataFolder(folder).database, Durability.KILL)
    with database.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM messages").fetchone()
    database.close()
    return int(count)


def measure_intake(folder: Path, scratch: Path, count: int) -> dict[str, Any]:
    """Ingest *count* pages while a client reads, and return the figures."""
    pages = write_pages(scratch, count + 20)
    with served(folder) as (told, process):
        take_in(told, pages[:20], folder)  # the workers start
        reader = Reader(ApiClient(told["api"], told["api_key"]))
        reader.start()
        spent, own = processor_seconds(process), resource.getrusage(resource.RUSAGE_SELF)
        seconds = take_in(told, pages[20:], folder)
        reader.ended.set()
        service = processor_seconds(process) - spent
        after = resource.getrusage(resource.RUSAGE_SELF)
        client = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
        waits = sorted(reader.waits)
        return {
            "pages": count,
            "pages_per_second": round(count / seconds, 1),
            "service_processor_ms_per_page": round(1000 * service / count, 1),
            "client_processor_ms_per_page": round(1000 * client / count, 1),
            "pages_per_second_on_two_processors": round(2 * count / (service + client), 1),
            "read_ms_median": round(1000 * statistics.median(waits)),
            "read_ms_longest": round(1000 * waits[-1]),
            "memory_mb": round(memory(process)),
        }


def grow(folder: Path, articles: int) -> None:
    """Copy the rows and pages in *folder* under other keys until they are those of *articles* articles."""
    from clippings_local.data_folder import DataFolder
    from clippings_local.store.database import Database, Durability

    database = Database(DataFolder(folder).database, Durability.NOTHING)
    with database.writing() as connection:
        (there,) = connection.execute(
            "SELECT count(*) FROM items WHERE pk LIKE 'ARTICLE#%' AND sk = 'RECORD'"
        ).fetchone()
        # In separate tables, so that each copy reads the first rows only.
        connection.execute("CREATE TEMP TABLE first_items AS SELECT * FROM items")
        connection.execute("CREATE TEMP TABLE first_objects AS SELECT * FROM objects")
        for number in range(1, -(-articles // there)):
            connection.execute(
                "INSERT INTO items (table_id, pk, sk, expires, data) SELECT table_id, pk || ?1, sk, expires, data "
                "FROM first_items",
                (f"~{number}",),
            )
            connection.execute(
                "INSERT INTO objects (bucket, key, version, modified, size, etag, deleted, headers, metadata, data) "
                "SELECT bucket, key || ?1, version, modified, size, etag, deleted, headers, metadata, data "
                "FROM first_objects",
                (f"~{number}",),
            )
    database.close()


def measure_restart(folder: Path) -> dict[str, Any]:
    """Start the service over what *folder* holds; return the figures."""
    began = time.monotonic()
    with served(folder) as (told, process):
        ready = time.monotonic() - began
        api = ApiClient(told["api"], told["api_key"])
        first = api.get("/v1/articles", {"limit": 20}).plain["items"]
        listed = time.monotonic() - began
        api.article(first[0]["id"])
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        return {
            "ready_seconds": round(ready, 2),
            "first_list_seconds": round(listed, 2),
            "processor_seconds": round(processor_seconds(process), 2),
            "memory_mb": round(memory(process)),
            "folder_mb": round(size),
        }


def main() -> int:
    """Measure, and print one line of JSON for each measurement."""
    parser = argparse.ArgumentParser(description="Measure `clippings serve --data`.")
    parser.add_argument("--pages", type=int, default=300, help="pages that are taken in (300)")
    parser.add_argument("--restart-with", type=int, metavar="N", help="articles that are there at the restart")
    parser.add_argument("--folder", type=Path, help="a data folder to continue with (a new one)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch) / "data"
        pages = Path(scratch) / "pages"
        pages.mkdir()
        print(json.dumps({"intake": measure_intake(folder, pages, given.pages)}), flush=True)
        if given.restart_with:
            grow(folder, given.restart_with)
        print(json.dumps({"restart": measure_restart(folder)}), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
