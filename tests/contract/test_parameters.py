"""The page of the stack's parameters says what the template declares."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]


def load_writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_parameters", ROOT / "tools" / "write_parameters.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documented_parameters_match_the_template() -> None:
    document = read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS).document
    page = (ROOT / "docs" / "parameters.md").read_text("utf-8")
    assert page == load_writer().to_page(document), "run `make parameters`"
    for name in document["Parameters"]:
        assert page.count(f"| `{name}` |") == 1
