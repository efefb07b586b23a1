"""``clippings export``: the stored articles as JSON Lines, as they change, or as a Parquet table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from clippings.article import ParsedArticle
from clippings.article_columns import make_row
from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError
from clippings_local.options import find_api
from clippings_local.parquet_file import write_parquet
from clippings_local.table_output import find_format


def run(arguments: argparse.Namespace) -> int:
    """Write what changed, as JSON Lines or as a table."""
    api = find_api(arguments)
    state = Path(arguments.state) if arguments.state else None
    cursor = state.read_text("utf-8").strip() if state and state.exists() else None
    output = Path(arguments.output) if arguments.output else None
    if find_format(output or Path(), arguments.format) == "parquet":
        return _export_table(api, output, state, cursor or None)
    count = 0
    with ExitStack() as stack:
        out = stack.enter_context(output.open("a", encoding="utf-8")) if output else sys.stdout
        for lines, reached in read_changes(api, cursor or None):
            for line in lines:
                print(json.dumps(line, ensure_ascii=False), file=out)
            out.flush()
            count += len(lines)
            if state and reached:
                state.write_text(reached, "utf-8")
    _say(count)
    return 0


def _say(count: int) -> None:
    """Print how many articles were written. Changes are listed when no slower writer can come before them."""
    print(f"articles exported: {count}, without changes of the last ten seconds", file=sys.stderr)


def _export_table(api: ApiClient, output: Path | None, state: Path | None, cursor: str | None) -> int:
    """Write a new Parquet file of the changes since *cursor*, and then save the cursor that was reached."""
    if output is None:
        raise CommandError("--format parquet needs --output")
    if output.exists():
        raise CommandError(f"{output} exists; a Parquet file cannot be appended to: name another")
    reached, count = cursor, 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal reached, count
        for lines, last in read_changes(api, cursor):
            yield from map(stored_row, lines)
            reached, count = last, count + len(lines)

    write_parquet(output, rows())
    if state and reached:
        state.write_text(reached, "utf-8")
    _say(count)
    return 0


def stored_row(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the row of a stored article, or of a withdrawn one, which has its id alone."""
    if plain.get("withdrawn"):
        return make_row(plain)
    return make_row({**plain, "markdown": ParsedArticle.from_dict(plain).markdown}, withdrawn=False)


def read_changes(api: ApiClient, cursor: str | None) -> Iterator[tuple[list[dict[str, Any]], str | None]]:
    """Yield each page of the changes since *cursor*, with the cursor after the page."""
    while True:
        page = api.get("/v1/changes", {"cursor": cursor}).plain
        came_from, cursor = cursor, page.get("next_cursor") or cursor
        yield _as_now(api, page["items"]), cursor
        if not page["items"] or cursor == came_from:
            return


def _as_now(api: ApiClient, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the articles of *changes* in their present state, each once."""
    lines = []
    for name in dict.fromkeys(change["id"] for change in changes):
        try:
            lines.append(api.article(name).plain)
        except CommandError as gone:
            if gone.status != 1:
                raise
            lines.append({"id": name, "withdrawn": True})
    return lines
