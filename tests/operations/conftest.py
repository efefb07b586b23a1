"""An emulated account of its own for the steps of docs/operations.md: these delete and restore what others use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.end_to_end.stack import Stack, deploy, running_account
from tests.support.built_template import ARCHITECTURE, MINISTACK, SAM, built, needed  # noqa: F401 - a fixture


@dataclass(frozen=True)
class Operator:
    """Deploys what was built into one account, as stacks of any name."""

    account: Stack
    built: Path
    folder: Path

    def stack(self, name: str) -> Stack:
        return replace(self.account, name=name)

    def deploy(self, name: str, *parameters: str) -> tuple[int, str]:
        """Deploy the stack *name* with parameters written ``Name=value``; return the exit status and what was said."""
        ran = deploy(self.stack(name), SAM, self.built, self.folder, f"Architecture={ARCHITECTURE}", *parameters)
        return ran.returncode, ran.stdout[-6_000:] + ran.stderr[-2_000:]


@pytest.fixture(scope="session")
def operator(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:  # noqa: F811 - the fixture
    """An account with the stack ``clippings`` in it."""
    ministack = needed(MINISTACK, "stack")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl, which makes the emulated account's certificate")
    folder = tmp_path_factory.mktemp("account")
    with running_account(ministack, folder) as account:
        made = Operator(account, built, folder)
        status, said = made.deploy("clippings", "ApiLogRole=create")
        assert status == 0, said
        yield made
