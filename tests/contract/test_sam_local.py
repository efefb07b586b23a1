"""What `sam local` is given: every committed event is documented, and the variables are declared in the template."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from clippings_local.template import _Loader

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sam-local.md").read_text("utf-8")
GIVEN: dict[str, str] = json.loads((ROOT / "local" / "sam-local.json").read_text("utf-8"))["Parameters"]
TEMPLATE = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Loader)  # noqa: S506 - a SafeLoader


def variables(declared: dict[str, object]) -> dict[str, object]:
    found = declared.get("Environment", {})
    assert isinstance(found, dict)
    return dict(found.get("Variables", {}))


def test_each_event_has_one_row_in_the_documentation() -> None:
    rows = re.findall(r"^\| `(events/[^`]+)` \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    committed = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("events/**/*.json"))
    assert sorted(event for event, _, _ in rows) == committed
    assert all(needs.strip() and ends.strip() for _, needs, ends in rows)


def test_the_template_declares_every_variable_of_the_sam_local_file() -> None:
    functions = [
        resource["Properties"]
        for resource in TEMPLATE["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Function"
    ]
    declared = variables(TEMPLATE["Globals"]["Function"])
    for function in functions:
        declared |= variables(function)
    assert set(GIVEN) <= set(declared)


def test_deployed_functions_lack_variables_of_sam_local() -> None:
    shared = variables(TEMPLATE["Globals"]["Function"])
    for name in ("AWS_ENDPOINT_URL", "CLIPPINGS_PUBLIC_S3_ENDPOINT"):
        assert shared[name] == {"Ref": "AWS::NoValue"}


def test_the_sam_local_file_contains_no_credentials() -> None:
    assert not [name for name in GIVEN if re.search("KEY|TOKEN|SECRET(?!_ARN)|PASSWORD", name)]
