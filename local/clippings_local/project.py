"""Where the template, the functions and the sample pages lie: in a checkout, or inside the installed package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clippings_local.mistakes import CommandError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Project:
    """A folder that holds ``template.yaml`` and, beside it, the code that the template names."""

    root: Path

    @property
    def template(self) -> Path:
        return self.root / "template.yaml"


def find_project() -> Project:
    """Return the installed package's own copy where there is one, else the checkout that this file lies in.

    Raises CommandError where neither holds a template.
    """
    for root in (PACKAGE / "deployed", PACKAGE.parents[1]):
        if (root / "template.yaml").is_file():
            return Project(root)
    raise CommandError("template.yaml is neither in this package nor in a checkout around it; install Clippings anew")


def sample_pages() -> list[Path]:
    """Return the sample pages in the order in which the demo shows them."""
    return sorted((PACKAGE / "samples").glob("*.html"))
