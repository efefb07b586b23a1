"""Every file is found by its name: no name is used twice, and no file is long."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "layers" / "clippings" / "clippings", ROOT / "local" / "clippings_local")
SOURCES = [path for package in PACKAGES for path in sorted(package.rglob("*.py")) if path.name != "__init__.py"]
#: "About 300": a file may pass it by a few lines before it is divided.
MAX_LINES = 360


def twice(names: list[str]) -> list[str]:
    """Return the names that are there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_files_have_the_same_name() -> None:
    #: Each package has its tree of errors.
    assert twice([path.name for path in SOURCES if path.name != "errors.py"]) == []


def test_no_file_is_much_longer_than_300_lines() -> None:
    long = {path.name: count for path in SOURCES if (count := len(path.read_text("utf-8").splitlines())) > MAX_LINES}
    assert long == {}
