"""Write docs/parameters.md: every parameter of the template with its default, its values and its description."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import read_template

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "parameters.md"
HEAD = """# Parameters

The parameters of a stack, as `template.yaml` declares them. `make parameters` writes this page; a test compares both.
Pass them to `sam deploy --parameter-overrides Name=value`, or keep them in `samconfig.toml`.
"""


def to_page(document: dict[str, Any]) -> str:
    """Return the page for a template, group by group.

    Args:
        document: The template as it was read.

    Returns:
        Markdown: a table for each group of parameters.
    """
    parts = [HEAD]
    for group in document["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]:
        rows = [_row(name, document["Parameters"][name]) for name in group["Parameters"]]
        table = ["| parameter | default | values | what it does |", "|---|---|---|---|", *rows]
        parts.append(f"## {group['Label']['default']}\n\n" + "\n".join(table) + "\n")
    return "\n".join(parts)


def _row(name: str, declared: dict[str, Any]) -> str:
    default = str(declared.get("Default", ""))
    shown = f"`{default}`" if default else "empty"
    return f"| `{name}` | {shown} | {_values(declared)} | {' '.join(declared['Description'].split())} |"


def _values(declared: dict[str, Any]) -> str:
    if "AllowedValues" in declared:
        return ", ".join(f"`{value}`" for value in declared["AllowedValues"])
    if "MinValue" in declared:
        most = f" to {declared['MaxValue']}" if "MaxValue" in declared else " or more"
        return f"{declared['MinValue']}{most}"
    return "text"


def main() -> None:
    """Write the page."""
    template = read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)
    PAGE.write_text(to_page(template.document), "utf-8")


if __name__ == "__main__":
    main()
