"""Compiled modules are used where they are built, and everything works without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clippings import compiled
from clippings.compiled import MODULES, describe_implementation, find_compiled, python_only

NAME = next(iter(MODULES))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package with the Python of every compiled module, in which nothing is built."""
    folder = tmp_path / "clippings"
    for module, others in MODULES.items():
        source = tmp_path.joinpath(*module.split(".")).with_suffix(".pyx")
        for path in (source, *(folder / other for other in others)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", "utf-8")
            os.utime(path, (1_000, 1_000))
    monkeypatch.setattr(compiled, "__file__", str(folder / "compiled.py"))
    return folder


def build(package: Path, name: str, time: float) -> Path:
    base = package.parent.joinpath(*name.split("."))
    library = base.with_name(f"{base.name}{compiled.EXTENSION_SUFFIXES[0]}")
    library.write_bytes(b"")
    os.utime(library, (time, time))
    return library


def test_an_unbuilt_package_runs_in_python(package: Path) -> None:
    assert package.is_dir()
    assert describe_implementation() == "Python"


def test_a_built_package_is_native(package: Path) -> None:
    for name in MODULES:
        build(package, name, 2_000)
    assert describe_implementation() == "native"
    with python_only():
        assert describe_implementation() == "Python"


def test_an_outdated_library_is_not_used(package: Path) -> None:
    for name in MODULES:
        build(package, name, 2_000)
    for path in (package.parent.joinpath(*NAME.split(".")).with_suffix(".pyx"), package / MODULES[NAME][0]):
        os.utime(path, (3_000, 3_000))
        assert describe_implementation() != "native"
        os.utime(path, (1_000, 1_000))


def test_an_installed_library_of_any_date_is_used(package: Path) -> None:
    for name in MODULES:
        build(package, name, 500)
        package.parent.joinpath(*name.split(".")).with_suffix(".pyx").unlink()
    assert describe_implementation() == "native"


def test_compiled_modules_can_be_disabled() -> None:
    with python_only():
        assert [find_compiled(name) for name in MODULES] == [None] * len(MODULES)


@pytest.mark.parametrize(("name", "others"), MODULES.items())
def test_every_compiled_module_has_a_source_and_a_reference(name: str, others: tuple[str, ...]) -> None:
    package = Path(compiled.__file__).parent
    assert package.parent.joinpath(*name.split(".")).with_suffix(".pyx").is_file()
    assert all((package / other).is_file() for other in others)
