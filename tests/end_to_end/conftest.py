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
MINISTACK = TOOLS / "ministack" / "bin" / "ministack"
#: What the processor of this machine is called by Lambda.
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def needed(tool: Path, target: str) -> Path:
    if not tool.exists():
        pytest.skip(f"no {tool.parents[1].name} in .tools: `make {target}` brings it")
    return tool


def find_python313() -> Path | None:
    """The interpreter itself, past any version manager's shim: `sam build` looks for it on PATH."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for candidate in ("python3.13", *sorted(map(str, versions.glob("3.13.*/bin/python3.13")))):
        if shutil.which(candidate):
            command = [candidate, "-c", "import sys; print(sys.executable)"]
            asked = subprocess.run(command, capture_output=True, text=True, check=False)
            if asked.returncode == 0:
                return Path(asked.stdout.strip())
    return None


@pytest.fixture(scope="session")
def python313() -> Path:
    found = find_python313()
    if found is None:
        pytest.skip("no python3.13, which is Lambda's runtime and builds for it")
    return found


@pytest.fixture(scope="session")
def built(python313: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `sam build` filled from the template as it stands, for this machine's processor."""
    sam = needed(SAM, "stack")
    folder = tmp_path_factory.mktemp("sam")
    command = [sam, "build", "--template", ROOT / "template.yaml", "--build-dir", folder / "build", "--no-cached"]
    command += ["--parallel", "--parameter-overrides", f"Architecture={ARCHITECTURE}"]
    environment = {**os.environ, "PATH": f"{python313.parent}:{os.environ['PATH']}", "SAM_CLI_TELEMETRY": "0"}
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
