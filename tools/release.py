"""Make a release: a version, a changelog section, a commit, a tag, and the layer as a zip file.

    python tools/release.py prepare 0.2.0    # version and changelog section, committed and tagged v0.2.0
    python tools/release.py zip              # build/clippings-layer-<version>-<processor>.zip of what make build built

``make release VERSION=0.2.0`` does both, with the build between them. Nothing is pushed. The exit status is 1, with a
message and without any change, where a release is not possible.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

#: The layers of the template by the processor that they are built for.
LAYERS = {"arm64": "ClippingsLayerArm64", "x86_64": "ClippingsLayerX86"}
#: The time of every file in a zip file: the same build gives the same bytes. ZIP knows no earlier year.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
PROJECT_VERSION = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
LOCKED_VERSION = re.compile(r'(?<=^name = "clippings"\nversion = ")[^"]+', re.MULTILINE)
UNRELEASED = "## [Unreleased]\n"


class ReleaseError(Exception):
    """A release is not possible. The text says why."""


def read_version(project: str) -> str:
    """Return the version in the text of ``pyproject.toml``.

    Raises:
        ReleaseError: The text has no version.
    """
    match = PROJECT_VERSION.search(project)
    if match is None:
        raise ReleaseError("pyproject.toml has no version")
    return match[1]


def cut_section(changelog: str, version: str, day: date) -> tuple[str, str]:
    """Return the changelog with its unreleased changes as a section of *version*, and the text of that section.

    Raises:
        ReleaseError: There is no section of unreleased changes, or it is empty.
    """
    before, heading, after = changelog.partition(UNRELEASED)
    if not heading:
        raise ReleaseError(f"CHANGELOG.md has no line {UNRELEASED.strip()!r}")
    following = re.search(r"^## ", after, re.MULTILINE)
    end = following.start() if following else len(after)
    changes = after[:end].strip()
    if not changes:
        raise ReleaseError("CHANGELOG.md has no unreleased changes")
    section = f"## [{version}] - {day.isoformat()}\n\n{changes}\n"
    rest = after[end:]
    return f"{before}{UNRELEASED}\n{section}" + (f"\n{rest}" if rest else ""), changes


def check_version(version: str, current: str, tags: list[str]) -> None:
    """Check that *version* can be released.

    Raises:
        ReleaseError: *version* is not MAJOR.MINOR.PATCH, is older than the *current* one, or has a tag already.
    """
    wanted, now = VERSION.fullmatch(version), VERSION.fullmatch(current)
    if wanted is None or now is None:
        raise ReleaseError(f"a version is MAJOR.MINOR.PATCH, not {version!r}")
    if tuple(map(int, wanted.groups())) < tuple(map(int, now.groups())):
        raise ReleaseError(f"{version} is older than {current}, the version in pyproject.toml")
    if f"v{version}" in tags:
        raise ReleaseError(f"the tag v{version} exists already")


def prepare(root: Path, version: str, day: date) -> None:
    """Write *version* and its changelog section, commit them and tag the commit.

    Raises:
        ReleaseError: The working tree has changes, or the version or the changelog does not allow a release.
    """
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("the working tree has uncommitted changes")
    project, lock, log = root / "pyproject.toml", root / "uv.lock", root / "CHANGELOG.md"
    current = read_version(project.read_text("utf-8"))
    check_version(version, current, _git(root, "tag", "--list").split())
    changelog, changes = cut_section(log.read_text("utf-8"), version, day)
    log.write_text(changelog, "utf-8")
    project.write_text(PROJECT_VERSION.sub(f'version = "{version}"', project.read_text("utf-8"), count=1), "utf-8")
    lock.write_text(LOCKED_VERSION.sub(version, lock.read_text("utf-8")), "utf-8")
    _git(root, "add", "pyproject.toml", "uv.lock", "CHANGELOG.md")
    _git(root, "commit", "--quiet", "-m", f"Release {version}")
    _git(root, "tag", "--annotate", f"v{version}", "--cleanup=verbatim", "-m", f"Clippings {version}\n\n{changes}")


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise ReleaseError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def zip_layers(root: Path) -> list[Path]:
    """Zip each layer that was built under ``.aws-sam/build``, as ``aws lambda publish-layer-version`` takes it.

    Returns:
        The files written, in the order of their names.

    Raises:
        ReleaseError: No layer was built.
    """
    version = read_version((root / "pyproject.toml").read_text("utf-8"))
    written = []
    for processor, layer in LAYERS.items():
        folder = root / ".aws-sam" / "build" / layer
        if not folder.is_dir():
            continue
        path = root / "build" / f"clippings-layer-{version}-{processor}.zip"
        path.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(each for each in folder.rglob("*") if each.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), ZIP_TIME)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
        written.append(path)
    if not written:
        raise ReleaseError("no layer was built: make build")
    return written


def main() -> int:
    """Run the command line, and return its exit status."""
    parser = argparse.ArgumentParser(description="Make a release.")
    commands = parser.add_subparsers(dest="command", required=True)
    prepared = commands.add_parser("prepare", help="write, commit and tag a version and its changelog section")
    prepared.add_argument("version", help="MAJOR.MINOR.PATCH")
    commands.add_parser("zip", help="zip the layers that make build built")
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    try:
        if options.command == "prepare":
            prepare(root, options.version, date.today())  # noqa: DTZ011 - the day where the release is made
            print(f"committed and tagged v{options.version}; push it with: git push --follow-tags")
        else:
            for path in zip_layers(root):
                print(path.relative_to(root))
    except ReleaseError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
