"""Fills the search index of a data folder: it is not part of backups, and its format may change."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from clippings.search.sqlite import SqliteEngine


class Invocable(Protocol):
    """A function of the service."""

    def invoke(self, event: dict[str, Any]) -> Any:
        """Return the handler's answer."""


def fill_index(search_file: Path, admin: Invocable) -> int:
    """Make the *admin* function index every article, unless that was done before; return the number of articles.

    The index is marked as filled at the end, so that an interrupted fill is repeated at the next start.
    """
    engine = SqliteEngine(search_file)
    try:
        indexed, cursor = 0, None
        while not engine.is_filled:
            told = json.loads(admin.invoke(_request(cursor))["body"])
            indexed, cursor = indexed + told["indexed"], told["next_cursor"]
            if cursor is None:
                engine.mark_filled()
        return indexed
    finally:
        engine.close()


def start_filling(search_file: Path, admin: Invocable) -> None:
    """Run :func:`fill_index` in the background of the service, and print a message if it fails."""

    def fill() -> None:
        try:
            fill_index(search_file, admin)
        except Exception as trouble:  # noqa: BLE001 - the service continues, and searches what is in the index
            print(f"the search index is not complete; the next start will continue: {trouble!r}", file=sys.stderr)

    threading.Thread(target=fill, name="search-filling", daemon=True).start()


def _request(cursor: str | None) -> dict[str, Any]:
    """Return the event of ``POST /v1/admin/reindex``, uncompressed."""
    return {
        "resource": "/v1/admin/reindex",
        "path": "/v1/admin/reindex",
        "httpMethod": "POST",
        "headers": {"content-type": "application/json"},
        "multiValueHeaders": {"content-type": ["application/json"]},
        "requestContext": {"stage": "live", "path": "/live/v1/admin/reindex", "requestId": "filling", "identity": {}},
        "body": json.dumps({"cursor": cursor} if cursor else {}),
        "isBase64Encoded": False,
    }
