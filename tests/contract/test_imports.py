"""Packages import each other in one direction, and tests share code through modules that are not tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEST_IMPORT = re.compile(r"^\s*from (tests\.[\w.]+) import|^\s*import (tests\.[\w.]+)", re.MULTILINE)


def forbidden_imports(path: Path, text: str) -> list[str]:
    """Return the imports of test modules in *text*, and those of a ``conftest`` of another folder.

    Args:
        path: The importing file, relative to the root of the repository.
        text: Its source.
    """
    found = []
    for match in TEST_IMPORT.finditer(text):
        module = match[1] or match[2]
        *parents, name = module.split(".")
        if name.startswith("test_") or (name == "conftest" and not path.is_relative_to(Path(*parents))):
            found.append(f"{path}: {module}")
    return found


def test_packages_import_only_lower_packages() -> None:
    check = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", check],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "layers/clippings"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_test_imports_another_test() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [
        problem for path in files for problem in forbidden_imports(path.relative_to(ROOT), path.read_text("utf-8"))
    ] == []


def test_an_import_of_a_test_or_of_another_folders_conftest_is_found() -> None:
    text = "from tests.unit.test_one import page\nfrom tests.unit.conftest import stored\nimport tests.unit.test_two\n"
    assert len(forbidden_imports(Path("tests/integration/test_three.py"), text)) == 3
    assert len(forbidden_imports(Path("tests/unit/storage/test_four.py"), text)) == 2
