"""A release is a version, a changelog section, a commit and a tag; and the layer as a zip file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from release import UNRELEASED, ReleaseError, cut_section, prepare, read_version, zip_layers  # noqa: E402

DAY = date(2031, 5, 4)
CHANGELOG = f"# Changelog\n\n{UNRELEASED}\n### Added\n\n- A bridge.\n\n## [0.1.0] - 2030-01-01\n\n- The first one.\n"


def git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=repository, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with the project's own version, lock and changelog."""
    for variable in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{variable}_NAME", "Tester")
        monkeypatch.setenv(f"{variable}_EMAIL", "tester@example.org")
    for name in ("pyproject.toml", "uv.lock", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Begin")
    return tmp_path


def test_a_release_turns_unreleased_changes_into_its_changelog_section() -> None:
    changelog, changes = cut_section(CHANGELOG, "0.2.0", DAY)
    assert changes == "### Added\n\n- A bridge."
    sections = re.findall(r"^## .*", changelog, re.MULTILINE)
    assert sections == ["## [Unreleased]", "## [0.2.0] - 2031-05-04", "## [0.1.0] - 2030-01-01"]
    with pytest.raises(ReleaseError, match="no unreleased changes"):
        cut_section(changelog, "0.3.0", DAY)


def test_a_release_is_committed_and_tagged_with_its_changes(repository: Path) -> None:
    prepare(repository, "9.8.7", DAY)
    assert read_version((repository / "pyproject.toml").read_text("utf-8")) == "9.8.7"
    assert 'name = "clippings"\nversion = "9.8.7"' in (repository / "uv.lock").read_text("utf-8")
    assert "## [9.8.7] - 2031-05-04" in (repository / "CHANGELOG.md").read_text("utf-8")
    assert git(repository, "log", "-1", "--format=%s").strip() == "Release 9.8.7"
    assert git(repository, "status", "--porcelain") == ""
    assert "### Changed" in git(repository, "tag", "--list", "v9.8.7", "--format=%(contents)")


@pytest.mark.parametrize(("version", "why"), [("0.0.1", "older"), ("1.0", "MAJOR.MINOR.PATCH"), ("v1.0.0", "MAJOR")])
def test_a_version_that_is_not_a_successor_is_rejected(repository: Path, version: str, why: str) -> None:
    with pytest.raises(ReleaseError, match=why):
        prepare(repository, version, DAY)
    assert git(repository, "status", "--porcelain") == ""


def test_a_release_requires_a_new_version_and_a_clean_tree(repository: Path) -> None:
    git(repository, "tag", "v9.8.7")
    with pytest.raises(ReleaseError, match="exists already"):
        prepare(repository, "9.8.7", DAY)
    (repository / "CHANGELOG.md").write_text("", "utf-8")
    with pytest.raises(ReleaseError, match="uncommitted changes"):
        prepare(repository, "9.9.0", DAY)


def test_the_same_layer_gives_the_same_zip_file(repository: Path) -> None:
    with pytest.raises(ReleaseError, match="make build"):
        zip_layers(repository)
    module = repository / ".aws-sam" / "build" / "ClippingsLayerArm64" / "python" / "clippings" / "__init__.py"
    module.parent.mkdir(parents=True)
    module.write_text("", "utf-8")
    (path,) = zip_layers(repository)
    assert path.name == f"clippings-layer-{read_version((repository / 'pyproject.toml').read_text('utf-8'))}-arm64.zip"
    assert zipfile.ZipFile(path).namelist() == ["python/clippings/__init__.py"]
    first = path.read_bytes()
    module.touch()
    assert zip_layers(repository)[0].read_bytes() == first
