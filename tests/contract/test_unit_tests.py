"""Every module has unit tests of its own, in the file of its name: the tests mirror the packages. All tests are run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "tests" / "unit"
#: Where a package lies, and where in the unit tests its modules have theirs.
PACKAGES = {ROOT / "layers" / "clippings" / "clippings": UNIT, ROOT / "local" / "clippings_local": UNIT / "local"}
MODULES = {
    source: tests / source.parent.relative_to(package) / f"test_{source.stem}.py"
    for package, tests in PACKAGES.items()
    for source in sorted(package.rglob("*.py"))
    if source.stem != "__init__"
}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_module_has_unit_tests(module: Path) -> None:
    tests = MODULES[module]
    assert tests.is_file(), f"{tests.relative_to(ROOT)} is missing"
    assert re.search(r"^def test_", tests.read_text("utf-8"), re.MULTILINE), f"{tests.relative_to(ROOT)} tests nothing"


def test_every_folder_of_tests_is_run() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["testpaths"]
    found = {path.relative_to(ROOT).parts[:2] for path in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(Path(each).parts for each in named) == sorted(found)
