"""The layer holds what the lock says, no more and no less."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = ROOT / ".tools" / "uv" / "bin" / "uv"
REQUIREMENTS = ROOT / "layers" / "clippings" / "requirements.txt"


@pytest.mark.skipif(not UV.exists(), reason="no uv in .tools: `make test` brings it")
def test_the_requirements_of_the_layer_match_the_lock_file() -> None:
    command = [UV, "export", "--locked", "--no-dev", "--no-emit-project", "--no-header", "--quiet", "--offline"]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert stated(ran.stdout) == stated(REQUIREMENTS.read_text("utf-8"))


def stated(text: str) -> list[str]:
    """The lines that say something: comments name the caller of the export."""
    return [line.rstrip(" \\") for line in text.splitlines() if not line.strip().startswith("#")]
