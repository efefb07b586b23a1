"""What `sam build` makes, and the tools that run it; a test whose tool is missing says which, and how to get it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.end_to_end.stack import TOOLS, Stack, deployed_stack

ROOT = Path(__file__).parents[2]
SAM = TOOLS / "sam" / "bin" / "sam"
#: Lambda's version of Python, with the pip that `sam build` runs.
BUILDER = TOOLS / "builder" / "bin" / "python3.13"
#: Lambda's runtime interface client.
RIC = TOOLS / "ric" / "bin" / "python"
MINISTACK = TOOLS / "ministack" / "bin" / "ministack"
#: What the processor of this machine is called by Lambda.
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def needed(tool: Path, target: str) -> Path:
    if not tool.exists():
        pytest.skip(f"no {tool.parents[1].name} in .tools: `make {target}` brings it where there is python3.13")
    return tool


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `sam build` filled from the template as it stands, for this machine's processor."""
    builder, sam = needed(BUILDER, "stack"), needed(SAM, "stack")
    folder = tmp_path_factory.mktemp("sam")
    command = [sam, "build", "--template", ROOT / "template.yaml", "--build-dir", folder / "build", "--no-cached"]
    command += ["--parallel", "--parameter-overrides", f"Architecture={ARCHITECTURE}"]
    environment = {**os.environ, "PATH": f"{builder.parent}:{os.environ['PATH']}", "SAM_CLI_TELEMETRY": "0"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder / "build"


@pytest.fixture(scope="session")
def stack(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The built template, deployed to an emulated account that enforces IAM and TLS."""
    ministack = needed(MINISTACK, "stack")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl, which makes the emulated account's certificate")
    with deployed_stack(ministack, SAM, built, ARCHITECTURE, tmp_path_factory.mktemp("account")) as stack:
        yield stack
