"""Applies rows to a real Iceberg table as Firehose does, and prints the table's rows after each step.

It runs in an environment of its own, with pyiceberg and jq (`make iceberg`): python iceberg_table.py FOLDER < input
The input has the table's ``fields`` and ``partition`` as the template declares them, the JQ ``expression`` of the
stream, its ``keys``, and ``steps``: lists of the lines that were put into it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jq  # type: ignore[import-not-found]
import pyarrow as pa  # type: ignore[import-untyped]
from pyiceberg.catalog.sql import SqlCatalog  # type: ignore[import-not-found]
from pyiceberg.expressions import And, EqualTo  # type: ignore[import-not-found]
from pyiceberg.partitioning import PartitionField, PartitionSpec  # type: ignore[import-not-found]
from pyiceberg.schema import Schema  # type: ignore[import-not-found]
from pyiceberg.transforms import parse_transform  # type: ignore[import-not-found]
from pyiceberg.types import BooleanType, DoubleType, LongType, NestedField, StringType  # type: ignore[import-not-found]

TYPES = {"string": StringType(), "long": LongType(), "double": DoubleType(), "boolean": BooleanType()}


def make_table(folder: Path, given: dict[str, Any]) -> Any:
    """Return the empty table that the template declares."""
    fields = [NestedField(each["Id"], each["Name"], TYPES[each["Type"]], required=False) for each in given["fields"]]
    partition = [
        PartitionField(each["SourceId"], 1000 + n, parse_transform(each["Transform"]), each["Name"])
        for n, each in enumerate(given["partition"])
    ]
    catalog = SqlCatalog("test", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}/warehouse")
    catalog.create_namespace("clippings")
    return catalog.create_table("clippings.articles", Schema(*fields), partition_spec=PartitionSpec(*partition))


def deliver(table: Any, lines: list[str], given: dict[str, Any]) -> list[str]:
    """Write *lines*, each by the operation that the expression says; return the operations."""
    route = jq.compile(given["expression"])
    told = []
    for line in lines:
        row, routing = json.loads(line), route.input_text(line).first()
        told.append(routing["operation"])
        if routing["operation"] == "update":
            table.delete(And(*(EqualTo(key, row[key]) for key in given["keys"])))
        table.append(pa.Table.from_pylist([row], schema=table.schema().as_arrow()))
    return told


def main(folder: str) -> None:
    given = json.load(sys.stdin)
    table = make_table(Path(folder), given)
    answer: dict[str, Any] = {"steps": []}
    for lines in given["steps"]:
        operations = deliver(table, lines, given)
        answer["steps"].append({"operations": operations, "rows": table.scan().to_arrow().to_pylist()})
    before = [each.snapshot_id for each in table.snapshots()][:-1]
    answer["old_rows"] = [row for each in before for row in table.scan(snapshot_id=each).to_arrow().to_pylist()]
    table.maintenance.expire_snapshots().by_ids(before).commit()
    answer["snapshots_after_expiry"] = len(table.snapshots())
    answer["files"] = sorted(path.parent.name for path in Path(folder).rglob("*.parquet"))
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
