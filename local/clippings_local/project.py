"""The places of the template, the functions, the sample pages and the command: in a checkout, or installed."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from clippings_local.cli_errors import CommandError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Project:
    """A folder that contains ``template.yaml`` and the code that the template names."""

    root: Path

    @property
    def template(self) -> Path:
        return self.root / "template.yaml"


def find_project() -> Project:
    """Return the installed package's own copy if there is one, else the checkout that contains this file.

    Raises:
        CommandError: Neither contains a template.
    """
    for root in (PACKAGE / "deployed", PACKAGE.parents[1]):
        if (root / "template.yaml").is_file():
            return Project(root)
    raise CommandError("template.yaml is neither in this package nor in a checkout around it; install Clippings anew")


def command_name() -> str:
    """Return how to call this command: its name if the shell finds it, else as it was called."""
    called = sys.argv[0]
    return called if Path(called).name == "clippings" and shutil.which("clippings") is None else "clippings"


def sample_pages() -> list[Path]:
    """Return the sample pages in the order of the demo."""
    return sorted((PACKAGE / "samples").glob("*.html"))
