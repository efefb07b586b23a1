"""The template and the samples are found in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings_local import project
from clippings_local.cli_errors import CommandError
from clippings_local.project import command_name, find_project, sample_pages


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder without anything in it, two folders deep as in a checkout."""
    folder = tmp_path / "local" / "clippings_local"
    folder.mkdir(parents=True)
    monkeypatch.setattr(project, "PACKAGE", folder)
    return folder


def test_a_checkout_uses_its_own_template() -> None:
    assert find_project().template == Path(__file__).parents[3] / "template.yaml"


def test_an_installed_package_uses_its_own_copy(package: Path) -> None:
    (package / "deployed").mkdir()
    for folder in (package / "deployed", package.parents[1]):
        (folder / "template.yaml").write_text("", "utf-8")
    assert find_project().root == package / "deployed"


@pytest.mark.usefixtures("package")
def test_without_a_template_the_error_gives_advice() -> None:
    with pytest.raises(CommandError, match=r"template\.yaml .* install Clippings anew"):
        find_project()


@pytest.mark.parametrize(
    ("called", "found", "typed"),
    [
        (".venv/bin/clippings", None, ".venv/bin/clippings"),
        (".venv/bin/clippings", "/usr/bin/clippings", "clippings"),
        ("/usr/bin/clippings", "/usr/bin/clippings", "clippings"),
        ("-c", None, "clippings"),
    ],
)
def test_the_command_name_can_be_typed(
    called: str, found: str | None, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [called])
    monkeypatch.setattr("shutil.which", lambda _: found)
    assert command_name() == typed


def test_the_samples_are_eight_pages_sorted_by_number() -> None:
    assert [page.name[:2] for page in sample_pages()] == [f"{number:02}" for number in range(1, 9)]
