"""The columns of a table of articles, derived from the article's own fields. They are the same for every format."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from clippings.article import EnrichedArticle

#: Version of the columns. It rises when a column changes its meaning or type or is removed, not when one is added.
TABLE_SCHEMA = 1
#: Fields of the article that are not columns: the body in pieces, and the trace of each rule.
LEFT_OUT = frozenset({"blocks", "provenance"})
#: The simple types of columns, by the type of the field.
SIMPLE: dict[Any, str] = {
    str: "string", int: "int64", float: "double", bool: "bool", date: "date", datetime: "timestamp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The type of a column: a simple one by name, a ``list`` of *parts* (one), or a ``struct`` of named *parts*."""

    name: str
    parts: tuple[tuple[str, ColumnType], ...] = ()

    def __str__(self) -> str:
        if self.name == "list":
            return f"list<{self.parts[0][1]}>"
        if self.name == "struct":
            return f"struct<{', '.join(f'{name}: {part}' for name, part in self.parts)}>"
        return self.name


#: Where a row comes from. These columns are before those of the article.
ORIGIN_COLUMNS: dict[str, tuple[type, str]] = {
    "table_schema": (int, "The version of these columns."),
    "bundle": (str, "The file that the page was read from; empty for articles of a service."),
    "name": (str, "The file's name in a ZIP, tar or WACZ archive."),
    "offset": (int, "Where in the bundle the page can be read again."),
    "withdrawn": (bool, "Of stored articles: whether it was taken down. All but its id is then empty."),
    "captured_at": (datetime, "When the page was captured (`WARC-Date`)."),
}
#: Renderings of the body, which are not fields of the article.
BODY_COLUMNS: dict[str, tuple[type, str]] = {
    "text": (str, "The body as plain text."),
    "markdown": (str, "The body as CommonMark."),
}


def column_type(hint: Any) -> ColumnType:
    """Return the type of the column for a field with the type *hint*.

    Raises:
        TypeError: No column can hold such a field.
    """
    if hint in SIMPLE:
        return ColumnType(SIMPLE[hint])
    origin, parts = get_origin(hint), [part for part in get_args(hint) if part is not type(None)]
    if origin in (Union, types.UnionType) and len(parts) == 1:
        return column_type(parts[0])
    if origin is Literal:
        return ColumnType("string")
    if origin is tuple and parts[-1:] == [...]:
        return ColumnType("list", (("item", column_type(parts[0])),))
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return ColumnType("struct", tuple((each.name, column_type(hints[each.name])) for each in fields(hint)))
    raise TypeError(f"no column holds {hint}")


def make_columns() -> dict[str, ColumnType]:
    """Return every column in its order."""
    hints = get_type_hints(EnrichedArticle)
    article = {each.name: hints[each.name] for each in fields(EnrichedArticle) if each.name not in LEFT_OUT}
    origin = {name: hint for name, (hint, _) in ORIGIN_COLUMNS.items()}
    body = {name: hint for name, (hint, _) in BODY_COLUMNS.items()}
    return {name: column_type(hint) for name, hint in {**origin, **article, **body}.items()}


COLUMNS = make_columns()


def make_row(article: Mapping[str, Any], **origin: Any) -> dict[str, Any]:
    """Return the row of an article that is given as JSON-ready values, with what is known of its origin.

    What a parsed article does not have (the fields that are derived when it is stored) is None.
    """
    known = {"table_schema": TABLE_SCHEMA, **article, **origin}
    return {name: known.get(name) for name in COLUMNS}
