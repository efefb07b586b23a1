"""The labeled corpus as texts, and a way to show figures in a test run."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from clippings.records import Block, Inline

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")


@pytest.fixture(scope="session")
def truths() -> Callable[[str], list[dict[str, Any]]]:
    """Return the labeled pages of one set of the corpus; skip where it is absent."""

    def read(name: str) -> list[dict[str, Any]]:
        path = CORPUS / name / "truth.jsonl"
        if not path.is_file():
            pytest.skip(f"no labelled corpus at {CORPUS}")
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    return read


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Write a line of figures to the terminal, whatever pytest captures."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n    {line}")

    return write


@pytest.fixture(scope="session")
def split() -> Callable[[str], list[str]]:
    return lambda text: [part.strip() for part in re.split(r"\n+", text or "") if part.strip()]


@pytest.fixture(scope="session")
def to_blocks() -> Callable[[Iterable[str]], tuple[Block, ...]]:
    return lambda texts: tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts))
