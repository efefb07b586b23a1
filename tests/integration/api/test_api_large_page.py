"""The program in docs/clients.md takes in a page that is too large to be parsed at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from clippings_local.project import find_project, sample_pages
from clippings_local.stack import running_stack

ROOT = Path(__file__).parents[3]
MEBIBYTE = 1024 * 1024


def test_a_page_over_four_mebibytes_is_uploaded_as_documented(tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "clients.md").read_text("utf-8"), re.DOTALL)
    page = tmp_path / "page.html"
    padding = b"<!--" + b"x" * (5 * MEBIBYTE) + b"-->"
    page.write_bytes(sample_pages()[0].read_bytes().replace(b"</body>", padding + b"</body>"))
    assert page.stat().st_size > 5 * MEBIBYTE
    with running_stack(find_project().template) as stack:
        environment = {**os.environ, "API": stack.api, "KEY": stack.api_key, "PAGE": str(page)}
        command = [sys.executable, "-c", program]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Last of Port Amery's swing bridges to reopen")
