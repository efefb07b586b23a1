"""How an element is shown according to its attributes: as a block, with its line breaks, or not at all.

Style sheets are not applied. The attributes ``style``, ``hidden`` and ``class`` are read. Of ``class``, the names that
common frameworks use are known.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from clippings.page.tree import Element

#: Why an element is not shown.
HiddenReason = Literal[
    "hidden-attribute",
    "display-none",
    "visibility-hidden",
    "transparent",
    "zero-size",
    "off-screen",
    "same-color",
    "closed-dialog",
]

BLOCK_DISPLAYS = frozenset({"block", "flex", "grid", "list-item", "table", "flow-root"})
LINE_KEEPING = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})
#: Class names of text for screen readers in Bootstrap, WordPress, Tailwind, Foundation and GOV.UK, and of tooltips.
SCREEN_READER_NAMES = re.compile(
    r"(?<![a-z])(?<!label-)(?:sr[-_]?only|visually[-_]?hidden|screen[-_]?reader(?:[-_]?(?:text|only))?|"
    r"show[-_]for[-_]sr|a11y[-_]?(?:hidden|text)|u-?hidden-?visually|hidden[-_]visually|assistive[-_]text|"
    r"element-invisible|offscreen|off-screen|sr[-_]text|tool-?tip[-_]{0,2}(?:text|content|body))(?![a-z])",
    re.IGNORECASE,
)
#: Names of elements whose text is the name of a picture in an icon font.
ICON_NAMES = re.compile(r"(?<![\w-])material-(?:icons|symbols)")
#: Names of the controls beside a heading or in a code block.
CONTROL = re.compile(
    r"(?<![a-z])(?:copy[-_]?(?:btn|button|link|code|icon)|(?:btn|button|code)[-_]?copy|clipboard|mw-editsection|"
    r"edit-?section)(?![a-z])",
    re.IGNORECASE,
)
#: Names of elements that show the number of comments, likes or shares of a paragraph.
COUNTER = re.compile(
    r"(?<![a-z])(?:comments?|likes?|shares?|votes?)[-_]?(?:count(?:er)?|number|num)(?![a-z])"
    r"|(?<![a-z])count[-_]?(?:comments?|likes?|shares?)(?![a-z])"
    r"|(?<![a-z])page-?num(?:ber)?s?(?![a-z])|(?<![a-z])page-?no(?![a-z])",
    re.IGNORECASE,
)
#: Names of utility classes that are shown as a block, and that keep line breaks.
BLOCK_NAMES = frozenset({"block", "d-block", "db"})
LINE_NAMES = frozenset("whitespace-pre whitespace-pre-wrap whitespace-pre-line whitespace-break-spaces".split())
#: Class names of the outermost element of a formula.
FORMULA = re.compile(r"(?<![\w-])(?:katex|MathJax(?:_SVG|_CHTML)?|mjx-chtml|mwe-math-element)(?![\w-])")
#: Names of elements that repeat a formula beside it.
FORMULA_COPY = re.compile(r"(?<![\w-])(?:MathJax_Preview|katex-html|MJX_Assistive_MathML)(?![\w-])")
#: Every class name that has a meaning here contains one of these. They are searched first, because most names have
#: none.
RELEVANT_NAME = re.compile(
    r"katex|mathjax|mjx|mwe-|only|hidden|reader|for.sr|a11y|assistive|invisible|screen|sr.?text|copy|clipboard|edit|"
    r"tip|material-|block|(?<![\w-])db(?![\w-])|whitespace-|count|[-_]num|page-?n",
    re.IGNORECASE,
)
#: Position in CSS pixels from which an element is outside of the screen.
OFF_SCREEN = -900.0
LENGTH = re.compile(r"(-?\d{0,9}\.?\d{0,9})(px|em|rem|vw|vh|%|pt|)")
#: Values of ``clip-path`` and of a scaling ``transform`` that make an element invisible.
CLIPPED_AWAY = re.compile(r"inset\((?:[5-9]\d|100)(?:\.0)?%|circle\(0(?:%|px)?(?![\d.])")
SCALED_AWAY = re.compile(r"scale(?:3d|x|y)?\(\s?0(?:\.0{1,4})?%?\s?[,)]")
#: A transparent color in the notations ``rgb``, ``rgba``, ``hsl``, ``hsla`` and hexadecimal.
NO_ALPHA = re.compile(r"(?:rgb|hsl)a?\([^()]{1,40}[,/]\s?0?\.?0{1,3}%?\s?\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
#: Largest opacity at which text is invisible.
UNSEEN_OPACITY = 0.05
#: The color of a page that declares none.
PAGE_COLOR = "white"
PIXELS = {"em": 16.0, "rem": 16.0, "vw": 10.0, "vh": 10.0, "%": 10.0, "pt": 1.33}


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations of a ``style`` attribute that matter for the text."""

    hidden: HiddenReason | None = None
    is_block: bool = False
    keeps_lines: bool = False
    color: str | None = None
    background: str | None = None


PLAIN = Style()
InlineKind = Literal["block", "lines", "hidden", "screen-reader", "control", "counter", "formula", "copy"]


@lru_cache(maxsize=5_000)
def read_style(style: str) -> Style:
    """Return the value of a ``style`` attribute, parsed. Cached, because values repeat from element to element."""
    found: dict[str, str] = {}
    for declaration in style.lower().split(";")[:100]:
        name, _, value = declaration.partition(":")
        found[name.strip()] = value.replace("!important", "").strip()
    display = found.get("display", "")
    background = found.get("background-color") or found.get("background", "").split(" ")[0]
    return Style(
        _hidden(found, display),
        display in BLOCK_DISPLAYS,
        found.get("white-space", "") in LINE_KEEPING,
        found.get("color") or None,
        background or None,
    )


def _hidden(found: dict[str, str], display: str) -> HiddenReason | None:
    if display == "none":
        return "display-none"
    if found.get("visibility") in ("hidden", "collapse") or found.get("content-visibility") == "hidden":
        return "visibility-hidden"
    if _is_transparent(found):
        return "transparent"
    if _has_no_size(found):
        return "zero-size"
    far = [found.get(name, "") for name in ("text-indent", "margin-left", "margin-top")]
    if found.get("position") in ("absolute", "fixed", "relative"):
        far += [found.get(name, "") for name in ("left", "top", "right", "bottom")]
        if found.get("clip", "").replace(" ", "").replace("px", "") in ("rect(0,0,0,0)", "rect(1,1,1,1)", "rect(0000)"):
            return "off-screen"
    if any(_pixels(value) <= OFF_SCREEN for value in far if value.startswith("-")):
        return "off-screen"
    moved = found.get("transform", "")
    if moved.startswith("translate") and any(
        _pixels(value.strip()) <= OFF_SCREEN for value in moved.partition("(")[2].rstrip(")").split(",")
    ):
        return "off-screen"
    color, background = found.get("color"), found.get("background-color") or found.get("background")
    return "same-color" if color and background and same_color(color, background) else None


def _has_no_size(found: dict[str, str]) -> bool:
    if CLIPPED_AWAY.match(found.get("clip-path", "")) or SCALED_AWAY.search(found.get("transform", "")[:200]):
        return True
    clipped = found.get("overflow", "").startswith(("hidden", "clip")) or "clip" in found or "clip-path" in found
    return _is_tiny(found, "font-size") or (
        clipped and any(_is_tiny(found, name) for name in ("height", "width", "max-height"))
    )


def _is_transparent(found: dict[str, str]) -> bool:
    color = found.get("color", "")
    if color == "transparent" or NO_ALPHA.fullmatch(color):
        return True
    filters = found.get("filter", "")
    opacities = [found.get("opacity", "1")]
    if filters.startswith("opacity("):
        opacities.append(filters[8:].partition(")")[0])
    return any(_share(value) <= UNSEEN_OPACITY for value in opacities)


def _share(value: str) -> float:
    """Return a CSS number or percentage as a share, or 1 if *value* is neither."""
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _is_tiny(found: dict[str, str], name: str) -> bool:
    value = found.get(name)
    return value is not None and value[:1].isdigit() and _pixels(value) <= 1


def _pixels(value: str) -> float:
    length = LENGTH.fullmatch(value)
    try:
        return float(length[1]) * PIXELS.get(length[2], 1.0) if length else 100.0
    except ValueError:
        return 100.0


def same_color(one: str, other: str) -> bool:
    """Return whether two CSS colors are the same or nearly the same."""
    first, second = read_color(one), read_color(other)
    return first is not None and second is not None and sum(abs(a - b) for a, b in zip(first, second, strict=True)) < 24


NAMED_COLORS = {"white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240)}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")


def read_color(value: str) -> tuple[int, int, int] | None:
    """Return red, green and blue of a CSS color, 0 to 255, or None for a notation that is not known."""
    value = value.strip().lower()
    if value in NAMED_COLORS:
        return NAMED_COLORS[value]
    if value.startswith("#") and len(value) in (4, 7):
        digits = value[1:] if len(value) == 7 else "".join(char * 2 for char in value[1:])
        try:
            return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
        except ValueError:
            return None
    found = _RGB.match(value)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def inline_kind(
    element: Element, styled: Container[Element] | None = None, hidden: Container[Element] | None = None
) -> InlineKind | None:
    """Return the special kind of an inline element, or None if it is ordinary running text.

    Args:
        element: The element.
        styled: The elements of its page that have a ``style``, if they are known.
        hidden: The elements of its page that have the attribute ``hidden``, if they are known.
    """
    names = element.attr("class")
    style = element.attr("style") if styled is None or element in styled else None
    if (element.attr("hidden") is not None) if hidden is None else (element in hidden):
        return "hidden"
    if names is None and style is None:
        return None
    kind = _kind_by_style(style) if style else None
    return kind or (_kind_by_names(names) if names else None)


@lru_cache(maxsize=5_000)
def _kind_by_style(value: str) -> InlineKind | None:
    style = read_style(value)
    if style.hidden is not None:
        return "hidden"
    return "block" if style.is_block else "lines" if style.keeps_lines else None


@lru_cache(maxsize=10_000)
def _kind_by_names(names: str) -> InlineKind | None:
    if not RELEVANT_NAME.search(names):
        return None
    if FORMULA.search(names):
        return "formula"
    if FORMULA_COPY.search(names) or ICON_NAMES.search(names):
        return "copy"
    if SCREEN_READER_NAMES.search(names):
        return "screen-reader"
    if CONTROL.search(names):
        return "control"
    if COUNTER.search(names):
        return "counter"
    words = set(names.split())
    return "block" if words & BLOCK_NAMES else "lines" if words & LINE_NAMES else None


@lru_cache(maxsize=5_000)
def keeps_lines(names: str | None, style: str | None) -> bool:
    """Return whether a block with this ``class`` and ``style`` shows the line breaks of its source."""
    if style and "white-space" in style.lower() and read_style(style).keeps_lines:
        return True
    return names is not None and "whitespace-" in names and not LINE_NAMES.isdisjoint(names.split())
