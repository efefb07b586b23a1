"""How answers are shown: tables for people, JSON for pipes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WHOLE = frozenset({"id", "article_id", "day", "at", "status", "outcome"})


def make_console(stream: TextIO | None = None) -> Console:
    """A console for people on *stream*, else on standard output, without colours of its own for numbers and paths."""
    from rich.console import Console  # takes longer to load than most commands run

    return Console(file=stream or sys.stdout, highlight=False)


def is_for_people(wanted: str | None) -> bool:
    """Whether to draw a table: as asked for, else where standard output is a terminal."""
    return wanted == "table" or (wanted is None and sys.stdout.isatty())


def print_items(items: Iterable[dict[str, Any]], columns: Sequence[str], wanted: str | None) -> int:
    """Print *items* as a table of *columns* or as JSON Lines; return how many there were."""
    if not is_for_people(wanted):
        count = 0
        for item in items:
            print(json.dumps(item, ensure_ascii=False))
            count += 1
        return count
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        # Ids, days and times are copied out of the table, and stay whole.
        whole = column in WHOLE
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=whole, ratio=None if whole else 1)
    for item in items:
        # Titles come from strangers' pages: as Text, they are neither markup nor terminal codes.
        table.add_row(*(Text(printable(item.get(column))) for column in columns))
    make_console().print(table if table.row_count else "nothing found")
    return table.row_count


def printable(value: object) -> str:
    """*value* in one line, without control characters."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return "".join(character if character.isprintable() else " " for character in text)
