"""Which colors and backgrounds the page's own style sheets give to names."""

from __future__ import annotations

import pytest

from clippings.page.paint_rules import PaintRules
from clippings.page.tree import Element, read_tree


def rules_and_element(sheet: str, body: str, head: str = "") -> tuple[PaintRules, Element]:
    tree = read_tree(f"<head>{head}</head><body>{body}</body>")
    element = tree.select_one("#here")
    assert element is not None
    return PaintRules(tree, [sheet]), element


@pytest.mark.parametrize(
    ("sheet", "color"),
    [
        (".k{color:#fff}", "#fff"),
        ("p{margin:0}.j, .k { margin:1px;COLOR : White !important }", "white"),
        ("#here{color:rgb(255, 255, 254)}", "rgb(255, 255, 254)"),
        (".k{color:#fff}.k{color:#ffffff}", None),
        (".k{color:#fff}.box .k{color:#000}", None),
        (".k{color:#f00}", None),
        (".k{background-color:#fff}", None),
        ("@media(max-width:9px){.k{color:#fff}}", None),
        (".j{color:#fff}", None),
        (".k{color:#fff", "#fff"),
    ],
)
def test_a_color_of_paper_counts_if_all_rules_agree(sheet: str, color: str | None) -> None:
    rules, element = rules_and_element(sheet, '<p class="k" id="here">x</p>')
    assert rules.color(element) == color


def test_a_color_does_not_count_beside_a_separate_style_sheet() -> None:
    link = '<link rel="preload stylesheet" href="/a.css">'
    rules, element = rules_and_element(".k{color:#fff}", '<p class="k" id="here">x</p>', link)
    assert rules.color(element) is None


@pytest.mark.parametrize(
    ("sheet", "background"),
    [
        (".k{background:#222 url(a.png)}", "#222"),
        (".menu .k:hover{background-color:navy}", "navy"),
        ("p{background:linear-gradient(red, blue)}", "linear-gradient(red,"),
        ("*{background:#eee}", "#eee"),
        (".k{background:#222}p{background:#333}", "unknown"),
        (".k{background:none}p{background-color:transparent}", None),
        (".k p{background:#222}", "#222"),
        (".j{background:#222}", None),
    ],
)
def test_a_background_is_one_that_a_rule_may_give(sheet: str, background: str | None) -> None:
    rules, element = rules_and_element(sheet, '<p class="k" id="here">x</p>')
    assert rules.background(element) == background


def test_a_tag_or_a_name_may_have_a_color_of_its_own() -> None:
    rules, element = rules_and_element("p{color:#222}", '<p id="here">x</p>')
    assert rules.may_color(element)
    rules, element = rules_and_element("div{color:#222}", '<p id="here">x</p>')
    assert not rules.may_color(element)
