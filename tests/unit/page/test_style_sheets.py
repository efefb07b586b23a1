"""Which classes and ids the page's own style sheets hide."""

from __future__ import annotations

import pytest

from clippings.page.style_sheets import HidingRules
from clippings.page.tree import read_tree


def rules(sheet: str, rest: str = "") -> HidingRules:
    return HidingRules(read_tree(f"<head><style>{sheet}</style></head><body>{rest}</body>"))


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        (".a{display:none}", {".a": "display-none"}),
        ("p{margin:0}.a,\n #b {visibility : hidden}", {".a": "visibility-hidden", "#b": "visibility-hidden"}),
        (".a{position:absolute;left:-999em}", {".a": "off-screen"}),
        (".a .b{display:none}.c>p{display:none}.d:hover{display:none}", {}),
        ("@media screen{.a{display:none}}.b{display:none}", {".b": "display-none"}),
        ("@import 'x.css';.a{display:none}", {".a": "display-none"}),
        (".a{opacity:0}.b{max-height:0;overflow:hidden}", {}),
        ("display:none}.a{color:red}", {}),
        ("", {}),
    ],
)
def test_rules_with_one_simple_selector_are_read(sheet: str, names: dict[str, str]) -> None:
    assert rules(sheet).names == names


@pytest.mark.parametrize(
    "piece", [".a{display:none", "display:none}", "{display:none", "/*display:none", "display:none "]
)
def test_broken_sheets_are_read_in_one_pass(piece: str) -> None:
    assert not rules(piece * 20_000 + "}").names.keys() - {".a"}


def test_the_body_is_never_hidden() -> None:
    assert rules(".a{display:none}").reason(read_tree('<body class="a">').find_all("body")[0]) is None
