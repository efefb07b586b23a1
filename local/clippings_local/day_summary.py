"""The summary of ``clippings status`` without a key: the results of a day."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from rich.table import Table
from rich.text import Text

from clippings_local.api_client import ApiClient
from clippings_local.output import is_for_people, make_console, printable

#: Kinds of changes in the order of the summary.
CHANGES = ("stored", "revised", "withdrawn")
#: Most pages of changes that are read for one summary. The API lists changes from the oldest on.
MAX_CALLS = 300
#: Most keys of failed and of rejected pages that are printed.
MAX_NAMED = 10


def print_day(api: ApiClient, day: str, wanted: str | None) -> int:
    """Print how many articles were stored, revised and withdrawn on *day* (in UTC), and the rejected and failed pages.

    Returns:
        1 if a page failed, else 0.
    """
    changes = count_changes(api, day)
    refused = {
        status: list(api.items("/v1/ingestions", {"status": status, "day": day}, None))
        for status in ("rejected", "failed")
    }
    reasons = Counter(item["reason"] or "" for item in refused["rejected"])
    if is_for_people(wanted):
        _print_table(day, changes, reasons, refused)
    else:
        told: dict[str, Any] = {"day": day, **(changes or {}), "rejected": dict(reasons.most_common())}
        print(json.dumps(told | {"failed": [item["key"] for item in refused["failed"]]}, ensure_ascii=False))
    return 1 if refused["failed"] else 0


def count_changes(api: ApiClient, day: str) -> dict[str, int] | None:
    """Return the number of changes of each kind on *day*; None if there are too many to read.

    The API lists a change after ten seconds, when no slower writer can come before it. New articles are counted at
    once: those that were added since the last change.
    """
    counts: Counter[str] = Counter()
    stored: set[str] = set()
    cursor, last = None, f"{day}T00:00:00Z"
    for _ in range(MAX_CALLS):
        page = api.get("/v1/changes", {"cursor": cursor, "limit": 100}).plain
        items = page["items"]
        counts.update(each["change"] for each in items if each["at"][:10] == day)
        stored.update(each["id"] for each in items if each["at"][:10] == day and each["change"] == "stored")
        last = max([last, *(each["at"] for each in items[-1:])])
        came_from, cursor = cursor, page.get("next_cursor")
        if last[:10] > day:
            return {kind: counts[kind] for kind in CHANGES}
        if not items or cursor in (None, came_from):
            # Whole seconds, as articles have them.
            recent = {"sort": "added", "added_since": f"{last[:19]}Z", "fields": "id,added_at"}
            added = api.items("/v1/articles", recent, None)
            counts["stored"] += sum(each["added_at"][:10] == day and each["id"] not in stored for each in added)
            return {kind: counts[kind] for kind in CHANGES}
    return None


def _print_table(
    day: str, changes: dict[str, int] | None, reasons: Counter[str], refused: dict[str, list[dict[str, Any]]]
) -> None:
    console = make_console()
    console.print(f"[bold]{day}[/bold] (UTC); revisions and withdrawals up to ten seconds ago")
    table = Table(box=None, pad_edge=False, show_header=False)
    for kind in CHANGES:
        table.add_row(kind, str(changes[kind]) if changes else "?", "" if changes else "too many changes to count")
    which = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    table.add_row("rejected", str(reasons.total()), which)
    table.add_row("failed", str(len(refused["failed"])), "")
    console.print(table)
    for status, items in refused.items():
        for item in items[:MAX_NAMED]:
            why = ": ".join(part for part in (item.get("reason"), item.get("detail")) if part)
            line = f"{status:9} {printable(item['key'])}  {printable(why)}"
            console.print(Text(line.rstrip()), soft_wrap=True)
        if len(items) > MAX_NAMED:
            console.print(f"{status:9} and {len(items) - MAX_NAMED} more: clippings status --{status} --day {day}")
