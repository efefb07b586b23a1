"""Waits until uploads have been processed, and returns their ingestions."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from clippings_local.api_client import ApiClient
from clippings_local.output import make_console, printable

#: Final statuses of an ingestion. A failed one may still be redriven, but not by itself.
ENDED = ("stored", "unchanged", "unpacked", "rejected", "failed")
#: Most uploads that are checked in one round: the oldest, which end first.
ROUND = 20
#: Seconds between two rounds if nothing ended.
PAUSE_SECONDS = 0.3
#: Requests per second: half of what a key may send by default, so that others can use the key meanwhile.
RATE = 25
#: Seconds without any end after which the wait is over: a function may run for 90 and be tried again.
PATIENCE_SECONDS = 600.0


@dataclass(frozen=True)
class Put:
    """An upload: its key, and its version if the bucket has versioning."""

    key: str
    version: str = ""


def wait_for(api: ApiClient, uploads: Sequence[Put], patience: float = PATIENCE_SECONDS) -> list[dict[str, Any]]:
    """Return the ingestion of each upload once all have ended, in the order of ending.

    Uploads that have not ended when nothing ended for *patience* seconds come last, with the status ``waiting``.
    """
    waiting, ended = deque(uploads), []
    deadline = time.monotonic() + patience
    with _bar() as progress:
        task = progress.add_task("becoming articles", total=len(uploads))
        while waiting and (began := time.monotonic()) < deadline:
            asked = min(ROUND, len(waiting))
            found = _ended(api, waiting, asked)
            ended += found
            progress.update(task, advance=len(found))
            now = time.monotonic()
            if found:
                deadline = now + patience
            if waiting:
                time.sleep(max(0.0 if found else PAUSE_SECONDS, asked / RATE - (now - began)))
    return ended + [{"key": each.key, "version": each.version, "status": "waiting"} for each in waiting]


def _ended(api: ApiClient, waiting: deque[Put], asked: int) -> list[dict[str, Any]]:
    """Remove those of the first *asked* uploads that have ended from *waiting*, and return their ingestions."""
    found = []
    for _ in range(asked):
        upload = waiting.popleft()
        ingestion = _ingestion(api, upload)
        if ingestion is not None and ingestion["status"] in ENDED:
            found.append(ingestion)
        else:
            waiting.append(upload)
    return found


def _ingestion(api: ApiClient, upload: Put) -> dict[str, Any] | None:
    """Return the ingestion of *upload*: that of its version, or the newest of its key if the version is unknown."""
    newest = 1 if not upload.version else None
    items = api.items("/v1/ingestions", {"key": upload.key, "limit": newest or 100}, newest)
    return next((item for item in items if not upload.version or item["version"] == upload.version), None)


def print_summary(ingestions: Iterable[dict[str, Any]]) -> None:
    """Print the number of uploads in each status, and the uploads without an article."""
    told = list(ingestions)
    statuses = Counter(item["status"] for item in told)
    reasons = Counter(item.get("reason") or "" for item in told if item["status"] == "rejected")
    counts = Table(box=None, pad_edge=False, show_header=False)
    for status in (*ENDED, *sorted(set(statuses) - set(ENDED))):
        if status == "unpacked" and not statuses[status]:
            continue
        which = (
            ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) if status == "rejected" else ""
        )
        counts.add_row(status, str(statuses[status]), which)
    console = make_console()
    console.print(counts)
    for item in told:
        if item["status"] not in ("stored", "unchanged"):
            why = ": ".join(part for part in (item.get("reason"), item.get("detail")) if part)
            console.print(
                Text(f"{item['status']:9} {printable(item['key'])}  {printable(why)}".rstrip()), soft_wrap=True
            )


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=make_console(sys.stderr), disable=not sys.stderr.isatty())
