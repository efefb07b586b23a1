"""Rows of the table of articles that Firehose writes: the columns of an exported table, in types that JSON has. Pure.

A row is one version of an article. Rows arrive more than once and in any order, so the newest version of an id
is the one that counts. A withdrawn article has a row of its keys alone, which takes the place of all its others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from clippings.article_columns import COLUMNS, TABLE_SCHEMA, make_row

#: Firehose takes records of at most 1,000 KiB, before they are encoded as base64.
MAX_RECORD_BYTES = 1_000 * 1024
#: Columns of an exported table that say where in a bundle a page was.
OF_BUNDLES = frozenset({"bundle", "name", "offset"})
#: The types of the table by those of an exported one. Lists and structs are JSON texts, times and days ISO 8601 texts.
TYPES = {"string": "string", "int64": "long", "double": "double", "bool": "boolean"}


@dataclass(frozen=True, slots=True)
class StreamedColumn:
    """A column: its Iceberg *type*, and its meaning."""

    type: str
    meaning: str = ""


#: The key of a row, and which version of the article it is.
KEY_COLUMNS = {
    "id": StreamedColumn("string", "the article's id"),
    "added_day": StreamedColumn("string", "the day on which the article was first stored, which never changes"),
    "version": StreamedColumn("long", "rises with every write of the article"),
    "stored_at": StreamedColumn("string", "when this version was stored"),
    "omitted": StreamedColumn("string", "the names of columns that were left out because the record was too large"),
}
#: The columns that identify an article. Firehose replaces rows by them.
UNIQUE_KEYS = ("id", "added_day")
#: Columns that are never left out.
KEPT = frozenset({*KEY_COLUMNS, "table_schema", "withdrawn"})


def make_streamed_columns() -> dict[str, StreamedColumn]:
    """Return every column in its order."""
    exported = {name: kind for name, kind in COLUMNS.items() if name not in OF_BUNDLES | KEY_COLUMNS.keys()}
    return KEY_COLUMNS | {name: StreamedColumn(TYPES.get(kind.name, "string")) for name, kind in exported.items()}


STREAMED_COLUMNS = make_streamed_columns()


def make_streamed_row(
    article_id: str, added_day: date, version: int, stored_at: str, article: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the row of a version of an article, as JSON-ready values.

    Args:
        article_id: The id.
        added_day: The day on which the article was first stored.
        version: The version of the record.
        stored_at: When it was stored, as ISO 8601 in UTC.
        article: The article's JSON with ``markdown``; None if it was withdrawn.
    """
    known = make_row(article or {}, id=article_id, withdrawn=article is None)
    keys = {"id": article_id, "added_day": added_day.isoformat(), "version": version, "stored_at": stored_at}
    known |= {**keys, "omitted": None, "table_schema": TABLE_SCHEMA}
    return {name: _flat(known[name]) for name in STREAMED_COLUMNS}


def _flat(value: Any) -> Any:
    return msgspec.json.encode(value).decode() if isinstance(value, (dict, list, tuple)) else value


def encode_row(row: Mapping[str, Any], most: int = MAX_RECORD_BYTES) -> bytes:
    """Return *row* as a line of JSON of at most *most* bytes.

    Where it is longer, the longest column is left out, then the next one, until it fits. ``omitted`` names them; the
    API has the whole article under its id.
    """
    fitting, omitted = dict(row), list[str]()
    while len(line := msgspec.json.encode(fitting) + b"\n") > most:
        largest = max((name for name in fitting if name not in KEPT), key=lambda name: _size(fitting[name]))
        omitted.append(largest)
        fitting |= {largest: None, "omitted": _flat(omitted)}
    return line


def _size(value: Any) -> int:
    return len(msgspec.json.encode(value))
