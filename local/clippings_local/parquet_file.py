"""Rows as a Parquet file, by pyarrow: the extra ``clippings[parquet]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from clippings.article_columns import BODY_COLUMNS, COLUMNS, TABLE_SCHEMA, ColumnType
from clippings_local.cli_errors import CommandError

#: Rows of a row group: some 10 MB of articles, which a reader loads at a time.
ROW_GROUP = 1000
#: Characters of the bodies in a row group, after which it ends early: pages may have 16 MiB each.
ROW_GROUP_CHARACTERS = 16_000_000


def check_pyarrow() -> None:
    """Check that pyarrow is installed, without loading it: it takes 45 MB and is needed only at the end of a run.

    Raises:
        CommandError: It is not installed.
    """
    if find_spec("pyarrow") is None:
        raise CommandError("Parquet needs pyarrow: pip install 'clippings[parquet]'")


def load_pyarrow() -> ModuleType:
    """Return pyarrow.

    Raises:
        CommandError: It is not installed.
    """
    check_pyarrow()
    import_module("pyarrow.parquet")
    return import_module("pyarrow")


def arrow_schema() -> Any:
    """Return the schema of the file; its metadata name the version of the columns."""
    arrow = load_pyarrow()
    columns = [arrow.field(name, _arrow_type(arrow, kind)) for name, kind in COLUMNS.items()]
    return arrow.schema(columns, metadata={"clippings.table_schema": str(TABLE_SCHEMA)})


def _arrow_type(arrow: Any, kind: ColumnType) -> Any:
    match kind.name:
        case "list":
            return arrow.list_(_arrow_type(arrow, kind.parts[0][1]))
        case "struct":
            return arrow.struct([(name, _arrow_type(arrow, part)) for name, part in kind.parts])
        case "timestamp":
            return arrow.timestamp("us", tz="UTC")
        case "date":
            return arrow.date32()
        case "bool":
            return arrow.bool_()
        case "double":
            return arrow.float64()
        case name:
            return getattr(arrow, name)()


def from_json(value: Any, kind: ColumnType) -> Any:
    """Return a JSON value as the Python value that pyarrow expects for a column of *kind*, such as a date.

    A time without a zone is taken as UTC.
    """
    if value is None:
        return None
    match kind.name:
        case "list":
            return [from_json(item, kind.parts[0][1]) for item in value]
        case "struct":
            return {name: from_json(value.get(name), part) for name, part in kind.parts}
        case "timestamp":
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case "date":
            return date.fromisoformat(value)
        case _:
            return value


def write_parquet(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write *rows* to *path*, which appears when it is complete; return how many there were."""
    arrow = load_pyarrow()
    schema = arrow_schema()
    count = 0
    unfinished = path.with_name(path.name + ".unfinished")
    with arrow.parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for group in _groups(rows):
            typed = [{name: from_json(row.get(name), kind) for name, kind in COLUMNS.items()} for row in group]
            writer.write_table(arrow.Table.from_pylist(typed, schema=schema))
            count += len(group)
    unfinished.replace(path)
    return count


def _groups(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += sum(len(row.get(name) or "") for name in BODY_COLUMNS)
        if len(group) == ROW_GROUP or characters >= ROW_GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group
