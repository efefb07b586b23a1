"""The built template, deployed to an emulated account."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.end_to_end.stack import Stack, deployed_stack
from tests.support.built_template import ARCHITECTURE, MINISTACK, SAM, built, needed  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def stack(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:  # noqa: F811 - the fixture
    """The built template, deployed to an emulated account that enforces IAM and TLS."""
    ministack = needed(MINISTACK, "stack")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl, which makes the emulated account's certificate")
    with deployed_stack(ministack, SAM, built, ARCHITECTURE, tmp_path_factory.mktemp("account")) as stack:
        yield stack
