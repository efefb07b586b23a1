"""What an element's own attributes say about its visibility and its form."""

from __future__ import annotations

import pytest

from clippings.page.styles import inline_kind, keeps_lines, read_color, read_style, same_color
from clippings.page.tree import read_tree


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("display:none", "display-none"),
        ("color: red; DISPLAY : None !important;", "display-none"),
        ("visibility: hidden", "visibility-hidden"),
        ("opacity:0", "transparent"),
        ("color: transparent", "transparent"),
        ("font-size:0", "zero-size"),
        ("height:0;overflow:hidden", "zero-size"),
        ("position:absolute;left:-9999px", "off-screen"),
        ("text-indent:-5000px", "off-screen"),
        ("position:absolute;clip:rect(0 0 0 0)", "zero-size"),
        ("color:#fff;background-color:white", "same-color"),
        ("color:#fefefe; background: #ffffff", "same-color"),
    ],
)
def test_hiding_styles_have_their_reason(style: str, reason: str) -> None:
    found = read_style(style).hidden
    assert found == reason or (reason == "zero-size" and found == "off-screen")


@pytest.mark.parametrize(
    "style",
    ["", "display:block", "opacity:0.9", "color:#000;background:#fff", "left:-9999px", "font-size:12px",
     "height:0", "text-indent:-20px", "margin-left:-15px", "position:absolute;left:0", "color:inherit"],
)  # fmt: skip
def test_visible_styles_do_not_hide(style: str) -> None:
    assert read_style(style).hidden is None


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<span>a</span>", None),
        ("<span hidden>a</span>", "hidden"),
        ("<span style='display:block'>a</span>", "block"),
        ("<span class='d-block'>a</span>", "block"),
        ("<span style='white-space:pre-line'>a</span>", "lines"),
        ("<span class='text-sm whitespace-pre-wrap'>a</span>", "lines"),
        ("<span class='sr-only'>a</span>", "screen-reader"),
        ("<span class='VisuallyHidden__text-x1'>a</span>", "screen-reader"),
        ("<span class='screen-reader-text'>a</span>", "screen-reader"),
        ("<span class='copy-button'>a</span>", "control"),
        ("<span class='tooltiptext'>a</span>", "screen-reader"),
        ("<span class='tooltip'>a</span>", None),
        ("<span class='material-icons'>phone</span>", "copy"),
        ("<span class='material-symbols-outlined'>phone</span>", "copy"),
        ("<span class='katex'>a</span>", "formula"),
        ("<span class='katex-html'>a</span>", "copy"),
        ("<span class='blocked theatre'>a</span>", None),
    ],
)
def test_attributes_change_the_kind_of_inline_elements(markup: str, kind: str | None) -> None:
    element = read_tree(markup).find("span")
    assert element is not None
    assert inline_kind(element) == kind


def test_line_breaks_are_kept_by_style_or_class() -> None:
    assert keeps_lines(None, "white-space: pre-wrap")
    assert keeps_lines("whitespace-pre-line", None)
    assert not keeps_lines("prewrapped", "white-space: nowrap")


def test_colors_are_read_in_common_formats() -> None:
    assert read_color("#FFF") == read_color("rgb(255, 255, 255)") == read_color("white") == (255, 255, 255)
    assert read_color("#zzzzzz") is None
    assert read_color("var(--ink)") is None
    assert not same_color("white", "black")
