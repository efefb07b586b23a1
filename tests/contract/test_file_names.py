"""Every file and class is found by its name: no name is used twice."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "layers" / "clippings" / "clippings", ROOT / "local" / "clippings_local")
SOURCES = [path for package in PACKAGES for path in sorted(package.rglob("*.py")) if path.name != "__init__.py"]


def twice(names: list[str]) -> list[str]:
    """Return the names that are there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def public_classes(path: Path) -> list[str]:
    """Return the names of the classes in the file *path* that do not begin with an underscore."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node.name for node in nodes if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def test_no_two_files_have_the_same_name() -> None:
    assert twice([path.name for path in SOURCES]) == []


def test_no_two_public_classes_have_the_same_name() -> None:
    assert twice([name for path in SOURCES for name in public_classes(path)]) == []


def test_a_class_that_another_file_also_has_is_found(tmp_path: Path) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("class Reply:\n    pass\n\n\nclass _Reader:\n    pass\n")
    assert twice([name for path in sorted(tmp_path.glob("*.py")) for name in public_classes(path)]) == ["Reply"]
