"""Of the pages that need most memory, one of 16 MiB is within every limit; `make bounds` tries all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_full_page_of_line_breaks_is_within_the_limits() -> None:
    command = [sys.executable, "-m", "tests.speed.bounds.table", "breaks"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
