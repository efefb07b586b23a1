"""The contract is true: schemathesis asks the API for what it promises, and for what it rules out, all checks on.

The exceptions stand in ``schemathesis/schemathesis.toml``, each with its reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import urllib3

from clippings_local.floor import running_floor
from clippings_local.project import find_project, sample_pages

HERE = Path(__file__).parent / "schemathesis"


def test_the_api_keeps_its_contract(tmp_path: Path) -> None:
    with running_floor(find_project().template) as floor:
        for page in sample_pages():
            floor.account.s3.put_object(Bucket=floor.inbox_bucket, Key=page.name, Body=page.read_bytes())
        assert floor.settle()
        key = {"x-api-key": floor.api_key}
        listed = urllib3.request("GET", f"{floor.api}/v1/articles", headers=key, timeout=60).json()["items"]
        made = urllib3.request("POST", f"{floor.api}/v1/feeds", headers=key, json={"format": "json"}, timeout=60).json()
        environment = {
            **os.environ,
            "REAL_ARTICLE_ID": listed[0]["id"],
            "REAL_FEED": made["address"].rpartition("/")[2],
            "SCHEMATHESIS_HOOKS": "real_ids",
            "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path]),
        }
        program = "from schemathesis.cli import schemathesis; schemathesis()"
        command = [
            *(sys.executable, "-W", "ignore", "-c", program, "--config-file", str(HERE / "schemathesis.toml")),
            *("run", f"{floor.api}/openapi.json", "--max-examples", "12", "--seed", "1"),
            *("-H", f"x-api-key: {floor.api_key}", "-H", "authorization: AWS4-HMAC-SHA256 of-this-machine"),
        ]
        run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = tmp_path / "report.txt"
    report.write_text(run.stdout + run.stderr, "utf-8")
    assert run.returncode == 0, f"{report}\n{run.stdout[-6000:]}{run.stderr[-2000:]}"
    assert "Tested: " in run.stdout, json.dumps(run.stdout[-500:])
