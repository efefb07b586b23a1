"""Colors and backgrounds that the page's own ``<style>`` elements give to classes, ids and tags.

Style sheets are not applied. Only rules at the top level of a ``<style>`` element are read, and only on a page where a
name has the color of paper, which few have. A color counts if all rules of its name agree, and if no separate style
sheet, which is not read, may change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from clippings.page.styles import PAGE_COLOR, same_color
from clippings.page.tree import Document, Element, attribute

#: How colors that may be that of paper begin, and what is before the value of a color.
LIGHT = ("#f", "#F", "white", "White", "WHITE", "rgb(2", "rgba(2", "snow", "ivory")
COLOR_BEFORE = re.compile(r"(?<![\w-])color\s{0,3}:\s{0,3}\Z", re.IGNORECASE)
COLOR = re.compile(r"(?:^|[;\s])color\s{0,3}:\s{0,3}([^;!]{1,60})", re.IGNORECASE)
BACKGROUND = re.compile(r"(?:^|[;\s])background(?:-color|-image)?\s{0,3}:\s{0,3}([^;!]{1,60})", re.IGNORECASE)
#: The class, id or tag that a selector ends in, with what may follow: attributes and states.
SUBJECT = re.compile(
    r"([.#]?[A-Za-z*][\w-]{0,80})(?:\[[^\]]{0,80}\]|::?[a-z-]{1,30}(?:\([^()]{0,80}\))?){0,3}\s{0,20}$"
)
ONE_NAME = re.compile(r"[.#][A-Za-z_-][\w-]{0,80}")
#: Backgrounds that show the one behind them.
UNPAINTED = frozenset({"none", "transparent", "inherit", "initial", "unset", "0", "0 0"})
#: Maximum number of rules of a page and of selectors of a rule, and of characters of a selector, that are read.
MAX_RULES, MAX_SELECTORS, MAX_SELECTOR_CHARS = 10_000, 50, 300
#: Most characters of style sheets in which colors are looked for: those of a whole site have many on dark boxes.
MAX_SHEET_CHARS = 100_000
#: Most characters between the beginning of a rule and its color.
MAX_DECLARATION_CHARS = 1_000
#: Most characters of ``color:`` and the spaces in it.
MAX_BEFORE = 12
#: A color that is not known, because rules disagree.
UNKNOWN = "unknown"


class PaintRules:
    """The colors of text and the backgrounds that a page's style sheets give to names."""

    def __init__(self, tree: Document, sheets: Sequence[str]) -> None:
        self.tree = tree
        self.sheets = sheets

    def color(self, element: Element) -> str | None:
        """Return the color of paper that the style sheets give to *element* by one of its names, or None."""
        if not self._light_names:
            return None
        names = self._light_names.intersection(_names(element))
        colors = (self._rules[0].get(name, UNKNOWN) for name in names)
        return next((color for color in colors if same_color(color, PAGE_COLOR)), None)

    def may_color(self, element: Element) -> bool:
        """Return whether the style sheets may give the text of *element* another color than that around it."""
        return any(name in self._rules[0] for name in (*_names(element), element.tag))

    def background(self, element: Element) -> str | None:
        """Return the background that the style sheets may give to *element*, or None."""
        known = self._rules[1]
        found = {known[name] for name in (*_names(element), element.tag, "*") if name in known}
        return None if not found else found.pop() if len(found) == 1 else UNKNOWN

    @cached_property
    def _light_names(self) -> frozenset[str]:
        """The names that may have the color of paper; none where a separate style sheet may change it."""
        links = (attribute(link, "rel") or "" for link in self.tree.find_all("link"))
        if not 0 < sum(map(len, self.sheets)) <= MAX_SHEET_CHARS or any(
            "stylesheet" in relation.lower() for relation in links
        ):
            return frozenset()
        found: set[str] = set()
        for sheet in self.sheets:
            for place in _light_places(sheet):
                opened = max(sheet.rfind("{", max(place - MAX_DECLARATION_CHARS, 0), place), 0)
                first = max(opened - MAX_SELECTOR_CHARS, 0)
                begun = max(sheet.rfind(sign, first, opened) for sign in "{};") + 1
                selectors = sheet[max(begun, first) : opened]
                found.update(selector.strip() for selector in selectors.split(","))
        return frozenset(filter(ONE_NAME.fullmatch, found))

    @cached_property
    def _rules(self) -> tuple[dict[str, str], dict[str, str]]:
        """The colors, and the backgrounds, by class, id or tag."""
        colors: dict[str, str] = {}
        backgrounds: dict[str, str] = {}
        for sheet in self.sheets:
            for selectors, declarations in _top_level_rules(sheet):
                color, background = COLOR.search(declarations), BACKGROUND.search(declarations)
                for selector in selectors.split(",", MAX_SELECTORS)[:MAX_SELECTORS] if color or background else ():
                    subject = SUBJECT.search(selector[-MAX_SELECTOR_CHARS:])
                    if subject is None:
                        continue
                    if color is not None:
                        _note(colors, subject[1], color[1] if ONE_NAME.fullmatch(selector.strip()) else UNKNOWN)
                    if background is not None and background[1].strip().lower() not in UNPAINTED:
                        _note(backgrounds, subject[1], background[1])
        return colors, backgrounds


def _light_places(sheet: str) -> Iterator[int]:
    """Yield where a color begins that may be that of paper."""
    for value in LIGHT:
        place = sheet.find(value)
        while place >= 0:
            if COLOR_BEFORE.search(sheet, max(place - MAX_BEFORE, 0), place):
                yield place
            place = sheet.find(value, place + len(value))


def _note(found: dict[str, str], name: str, value: str) -> None:
    """Note the first word of *value*, or that the values of *name* differ."""
    value = value.strip().lower()
    first = value if value.startswith(("rgb", "hsl")) or not value else value.split(maxsplit=1)[0]
    found[name] = first if found.get(name, first) == first else UNKNOWN


def _names(element: Element) -> list[str]:
    names = [f".{name}" for name in (attribute(element, "class") or "").split()]
    own = element.attr("id")
    return [*names, f"#{own}"] if own else names


def _top_level_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that are not inside of another one."""
    depth = 0
    for piece in sheet.split("}", MAX_RULES)[:MAX_RULES]:
        before, *inner = piece.split("{")
        if depth == 0 and len(inner) == 1:
            yield before.rpartition(";")[2], inner[0]
        depth = max(0, depth + len(inner) - 1)
