"""Prints results: tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WHOLE = frozenset({"id", "article_id", "day", "at", "status", "outcome"})


def make_console(stream: TextIO | None = None) -> Console:
    """Return a console on *stream*, or on standard output, that does not color numbers and paths."""
    from rich.console import Console  # takes longer to load than most commands run

    return Console(file=stream or sys.stdout, highlight=False)


def is_for_people(wanted: str | None) -> bool:
    """Return whether to print a table: *wanted*, or else whether standard output is a terminal."""
    return wanted == "table" or (wanted is None and sys.stdout.isatty())


def print_items(items: Iterable[dict[str, Any]], columns: Sequence[str], wanted: str | None) -> int:
    """Print *items* as a table of *columns* or as JSON Lines; return their number.

    A table has no column that would be empty.
    """
    if not is_for_people(wanted):
        count = 0
        for item in items:
            print(json.dumps(item, ensure_ascii=False))
            count += 1
        return count
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    rows = list(items)
    columns = [column for column in columns if any(printable(item.get(column)) for item in rows)]
    for column in columns:
        # Ids, days and times are copied from the table, and are not shortened.
        whole = column in WHOLE
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=whole, ratio=None if whole else 1)
    for item in rows:
        # Titles come from untrusted pages. As Text, they are neither markup nor terminal codes.
        table.add_row(*(Text(printable(item.get(column))) for column in columns))
    make_console().print(table if table.row_count else "nothing found")
    return table.row_count


def printable(value: object) -> str:
    """Return *value* on one line, without control characters."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return "".join(character if character.isprintable() else " " for character in text)
