"""The output of `sam build`, and the tools that run it. A test whose tool is missing is skipped and says which."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import pytest
from tests.end_to_end.stack import TOOLS

ROOT = Path(__file__).parents[2]
SAM = TOOLS / "sam" / "bin" / "sam"
#: Lambda's version of Python, with the pip that `sam build` runs.
BUILDER = TOOLS / "builder" / "bin" / "python3.13"
#: Lambda's runtime interface client.
RIC = TOOLS / "ric" / "bin" / "python"
MINISTACK = TOOLS / "ministack" / "bin" / "ministack"
#: Lambda's name for the processor of this machine.
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def needed(tool: Path, target: str) -> Path:
    if not tool.exists():
        pytest.skip(f"no {tool.parents[1].name} in .tools: `make {target}` brings it where there is python3.13")
    return tool


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of `sam build` for the present template and this machine's processor."""
    builder, sam = needed(BUILDER, "stack"), needed(SAM, "stack")
    folder = tmp_path_factory.mktemp("sam")
    command = [sam, "build", "--template", ROOT / "template.yaml", "--build-dir", folder / "build", "--no-cached"]
    command += ["--parallel", "--parameter-overrides", f"Architecture={ARCHITECTURE}"]
    environment = {**os.environ, "PATH": f"{builder.parent}:{os.environ['PATH']}", "SAM_CLI_TELEMETRY": "0"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder / "build"
