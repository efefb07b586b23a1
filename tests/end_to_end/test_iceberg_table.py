"""The rows of the table for Athena in a real Iceberg table, made as the template declares it, by pyiceberg.

pyiceberg stands for Firehose: the template's own JQ expression says the operation of each record, and an update
replaces the rows with the same unique keys.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.support.exported_articles import make_exported_row
from tests.support.template_names import Names
from tests.support.template_resources import TEMPLATE

from clippings.streamed_rows import encode_row

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".tools" / "iceberg" / "bin" / "python"
WORD = "eleven"


def written(tmp_path: Path, *steps: list[dict[str, Any]]) -> Any:
    """Return what the table holds after each of *steps*."""
    table = TEMPLATE.properties("ExportTable", Names())["OpenTableFormatInput"]["IcebergInput"]["IcebergTableInput"]
    stream = TEMPLATE.properties("ExportStream", Names())["IcebergDestinationConfiguration"]
    (processor,) = stream["ProcessingConfiguration"]["Processors"]
    parameters = {each["ParameterName"]: each["ParameterValue"] for each in processor["Parameters"]}
    given = {
        "fields": table["Schema"]["Fields"],
        "partition": table["PartitionSpec"]["Fields"],
        "expression": parameters["MetadataExtractionQuery"],
        "keys": stream["DestinationTableConfigurationList"][0]["UniqueKeys"],
        "steps": [[encode_row(row).decode() for row in step] for step in steps],
    }
    command = [PYTHON, ROOT / "tests" / "support" / "iceberg_table.py", tmp_path]
    ran = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.slow
@pytest.mark.skipif(not PYTHON.exists(), reason="no pyiceberg in .tools: `make iceberg` brings it and runs this test")
def test_versions_are_appended_and_a_takedown_replaces_them(tmp_path: Path) -> None:
    first, second = make_exported_row("a", 1), make_exported_row("a", 2)
    other, tombstone = make_exported_row("b", 1), make_exported_row("a", 3, withdrawn=True)
    told = written(tmp_path, [first, other], [second, second], [tombstone])
    added, repeated, taken_down = told["steps"]
    assert added["operations"] + repeated["operations"] + taken_down["operations"] == ["insert"] * 4 + ["update"]
    assert sorted(added["rows"], key=lambda row: row["id"]) == [first, other]
    assert sorted(row["version"] for row in repeated["rows"] if row["id"] == "a") == [1, 2, 2]
    assert sorted(taken_down["rows"], key=lambda row: row["id"]) == [tombstone, other]
    # What a takedown cannot undo by itself: older snapshots have the text until they are expired.
    assert WORD in json.dumps([row for row in told["old_rows"] if row["id"] == "a"])
    assert told["snapshots_after_expiry"] == 1
    assert set(told["files"]) == {"added_day=2026-06-12"}
