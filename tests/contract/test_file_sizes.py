"""A file has a size at which its reader sees all of it: about 300 lines, a file of tests about 400."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
MAX_LINES = 300
#: Tests are read one by one, and some are tables of pages.
MAX_TEST_LINES = 400
#: The compiled forms of several modules each, in one file because a call from one C file to another is slow.
COMPILED = {"layers/clippings/clippings/body/_passages.pyx": 700}

FOLDERS = ("functions", "layers", "local", "tests", "tools", "training")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".pyx", ".pxd")
)


def most_lines(name: str) -> int:
    return COMPILED.get(name, MAX_TEST_LINES if name.startswith("tests/") else MAX_LINES)


def test_no_file_is_longer_than_its_limit() -> None:
    sizes = {name: (ROOT / name).read_bytes().count(b"\n") for name in FILES}
    assert {name: size for name, size in sizes.items() if size > most_lines(name)} == {}


def test_size_exceptions_are_still_needed() -> None:
    for name in COMPILED:
        assert (ROOT / name).read_bytes().count(b"\n") > MAX_LINES
