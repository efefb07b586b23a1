"""docs/table.md lists every item of the table."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STORAGE = ROOT / "layers" / "clippings" / "clippings" / "storage"
#: The beginning of a partition key or a sort key in the code: ``f"ARTICLE#{…}"``, ``"RECORD"``.
PARTITION = re.compile(r'f"([A-Z]+)#\{')
ROW = re.compile(r"^\| [^|]+ \| `([A-Z]+)[^|]*\| `?([A-Z]*)[^|]*\| [^|]+ \| `(\w+\.py)` \|$", re.MULTILINE)


def test_every_kind_of_key_in_the_code_is_in_the_documentation() -> None:
    used = {name for module in STORAGE.glob("*.py") for name in PARTITION.findall(module.read_text("utf-8"))}
    documented = (ROOT / "docs" / "table.md").read_text("utf-8")
    assert used
    assert {name for name in used if f"`{name}#" not in documented} == set()


def test_every_documented_item_is_written_by_its_module() -> None:
    rows = ROW.findall((ROOT / "docs" / "table.md").read_text("utf-8"))
    assert len(rows) >= 14
    facets = (STORAGE / "facet_keys.py").read_text("utf-8")
    for partition, sort, module in rows:
        text = (STORAGE / module).read_text("utf-8")
        assert partition in text + facets or (sort and sort in text), f"{module} does not write {partition}"
