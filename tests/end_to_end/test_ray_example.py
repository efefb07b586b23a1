"""The example for Ray, on an engine on this machine, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from tests.support.bundle_files import article_page, http, members, record

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".tools" / "ray" / "bin" / "python"


@pytest.mark.slow
@pytest.mark.skipif(not PYTHON.exists(), reason="no ray in .tools: `make ray` brings it and runs this test")
def test_each_warc_becomes_a_table(tmp_path: Path) -> None:
    crawls = tmp_path / "crawls"
    crawls.mkdir()
    for crawl in range(3):
        records = [record(http(article_page(n)), url=f"https://press.example/{crawl}/{n}") for n in range(4)]
        (crawls / f"{crawl}.warc.gz").write_bytes(members([*records, record(http(media_type="image/png"))]))
    path = os.pathsep.join([str(ROOT / "layers" / "clippings"), str(ROOT / "local")])
    command = [PYTHON, ROOT / "examples" / "ray_tables.py", crawls, tmp_path / "tables"]
    environment = {**os.environ, "PYTHONPATH": path, "RAY_USAGE_STATS_ENABLED": "0"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stderr
    for crawl in range(3):
        table = pyarrow.parquet.read_table(tmp_path / "tables" / f"{crawl}.parquet").to_pylist()
        assert [row["url"] for row in table] == [f"https://press.example/{crawl}/{n}" for n in range(4)]
        assert table[0]["title"] == "Council votes for bridge 0"
