"""Clients that generators make of the contract: they type-check strictly, and a round with each of them works.

`make clients` runs these; `make tools` brings the generators.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings_local.project import find_project, sample_pages
from clippings_local.stack import LocalStack, running_stack

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".tools" / "clients"
PROGRAMS = Path(__file__).with_name("clients")


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with running_stack(find_project().template) as running:
        yield running


@pytest.fixture(scope="module")
def contract(stack: LocalStack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as the service answers it, in a folder of its own."""
    if not (TOOLS / ".ready").exists():
        pytest.skip("no client generators in .tools: `make tools` brings them where there is npm")
    path = tmp_path_factory.mktemp("clients") / "openapi.json"
    with urllib.request.urlopen(f"{stack.api}/openapi.json") as answer:  # noqa: S310 - our own address
        path.write_bytes(answer.read())
    return path


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in *folder* and return what it printed; it has to succeed."""
    environment = {**os.environ, "MYPYPATH": str(folder), "OPENAPI_TS_TELEMETRY_DISABLED": "1", "CI": "1"}
    ran = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def check_round(printed: str) -> None:
    """Check what a round found: the article by its title in the list, by itself and in the feed."""
    found = json.loads(printed.splitlines()[-1])
    title = found["title"]
    assert title
    assert (found["listed"], found["entry"]) == (title, title)
    assert found["rule"]
    assert len(found["id"]) == 26


@pytest.fixture(scope="module")
def typescript(contract: Path) -> Path:
    """A folder with both TypeScript clients and their programs, type-checked strictly and compiled."""
    folder, binaries = contract.parent, TOOLS / "node_modules" / ".bin"
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    for program in (*PROGRAMS.glob("*.ts"), PROGRAMS / "tsconfig.json"):
        shutil.copy(program, folder)
    run(binaries / "openapi-typescript", contract, "-o", "schema.ts", folder=folder)
    run(binaries / "openapi-ts", "-i", contract, "-o", "hey", "-c", "@hey-api/client-fetch", folder=folder)
    run(binaries / "tsc", "-p", ".", folder=folder)
    return folder / "built"


@pytest.mark.parametrize("program", ["round_fetch", "round_hey"])
def test_a_generated_typescript_client_makes_all_calls(stack: LocalStack, typescript: Path, program: str) -> None:
    page = sample_pages()[0]
    printed = run("node", typescript / f"{program}.js", stack.api, stack.api_key, page, folder=typescript)
    check_round(printed)


def test_a_generated_python_client_makes_all_calls(stack: LocalStack, contract: Path) -> None:
    folder, binaries = contract.parent, TOOLS / "python" / "bin"
    # As a module: the command itself names the folder in which it was installed.
    client = (binaries / "python", "-m", "openapi_python_client")
    generate = (*client, "generate", "--path", contract, "--output-path", "generated")
    options = ("--meta", "none", "--config", PROGRAMS / "python.yaml", "--fail-on-warning")
    run(*generate, *options, folder=folder)
    shutil.copy(PROGRAMS / "round_python.py", folder)
    checked = ("--strict", "--python-executable", binaries / "python", "round_python.py", "generated")
    run(sys.executable, "-m", "mypy", *checked, folder=folder)
    printed = run(binaries / "python", "round_python.py", stack.api, stack.api_key, sample_pages()[0], folder=folder)
    check_round(printed)
