"""Finds classes and ids that the page's own ``<style>`` elements hide.

Style sheets are not applied. Only simple rules are read: at the top level of a ``<style>`` element, with a class or an
id as selector (``.note``, ``p.note``, ``#note``) and with declarations that hide the element. A name is ignored if
another rule shows it, or if a script on the page mentions it: menus and tabs, for example, are hidden for a while.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.page.styles import HiddenReason, read_style
from clippings.page.tree import Document, Element

#: Maximum number of characters of style sheets, and of a rule's selectors or declarations, that are read.
MAX_SHEET_CHARS, MAX_RULE_CHARS = 500_000, 1_000
#: Maximum number of names that a page hides, and of names for which other rules and scripts are searched.
MAX_NAMES, MAX_CHECKED_NAMES = 2_000, 50
#: Least characters of a hidden inline element. Shorter ones are icons or counts, and are not checked.
MIN_INLINE_CHARS = 20
#: Maximum number of mentions of a name that are checked.
MAX_MENTIONS = 50
#: Declarations that hide an element. Others, such as no opacity or no height, are used for animations and for content
#: that a reader can unfold.
BEGINNINGS = (
    ("display", re.compile(r"display\s{0,3}:\s{0,3}none")),
    ("visibility", re.compile(r"visibility\s{0,3}:\s{0,3}hidden")),
    ("-99", re.compile(r"-99\d{0,4}(?:px|r?em)")),
)
REASONS = frozenset({"display-none", "visibility-hidden", "off-screen"})
SIMPLE = re.compile(r"(?:[a-z][a-z0-9]{0,12})?([.#][A-Za-z_-][\w-]{0,80})")
SHOWN = re.compile(
    r"display\s{0,3}:\s{0,3}(?!none)[a-z]|visibility\s{0,3}:\s{0,3}(?:visible|inherit)|(?:left|top)\s{0,3}:\s{0,3}(?:0|auto)"
)
SCREENS = frozenset({"", "all", "screen"})


class HidingRules:
    """The classes and ids that a page's style sheets hide."""

    def __init__(self, tree: Document) -> None:
        self.tree = tree
        self.sheets: list[str] = []
        self.names: dict[str, HiddenReason] = {}
        self.shown: dict[str, bool] = {}
        self.unnamed: set[str] = set()  #: classes, and values of ``class``, that hide nothing
        self.scripts: str | None = None
        left = MAX_SHEET_CHARS
        for style in tree.find_all("style"):
            if (style.attr("media") or "").strip().lower() in SCREENS and left > 0:
                sheet = _without_comments(style.text[:left])
                left -= len(sheet)
                self.sheets.append(sheet)
                self._read(sheet)

    def __bool__(self) -> bool:
        return bool(self.names)

    def reason(self, element: Element) -> HiddenReason | None:
        """Return why the style sheets hide *element*, or None."""
        if element.tag in ("html", "body"):
            return None
        names = element.attr("class")
        found = [f".{name}" for name in names.split()] if names else []
        own = element.attr("id")
        if own:
            found.append(f"#{own}")
        for name in found:
            reason = self.names.get(name)
            if reason is not None and not self._is_shown(name):
                return reason
        return None

    def inline_reason(self, element: Element) -> HiddenReason | None:
        """Return why the style sheets hide an inline *element*, or None. Very short elements are not checked."""
        names = element.attr("class")
        if names is None or names in self.unnamed or self.unnamed.issuperset(found := names.split()):
            return None
        asked = [name for word in found if (name := f".{word}") in self.names and not self.shown.get(name)]
        if not asked:
            self.unnamed.update(found, (names,))
            return None
        return self.reason(element) if len(element.text) >= MIN_INLINE_CHARS else None

    def _read(self, sheet: str) -> None:
        for selectors, declarations in _hiding_rules(sheet):
            reason = read_style(declarations).hidden
            if reason is not None and reason in REASONS:
                for selector in selectors.split(","):
                    simple = SIMPLE.fullmatch(selector.strip())
                    if simple is not None and len(self.names) < MAX_NAMES:
                        self.names[simple[1]] = reason

    def _is_shown(self, name: str) -> bool:
        """Return whether another rule shows elements with *name*, or a script mentions it. Few names are checked."""
        known = self.shown.get(name)
        if known is None:
            known = self.shown[name] = len(self.shown) >= MAX_CHECKED_NAMES or self._is_mentioned(name)
        return known

    def _is_mentioned(self, name: str) -> bool:
        if any(_shows(sheet, name) for sheet in self.sheets):
            return True
        if self.scripts is None:
            self.scripts = "\n".join(script.text for script in self.tree.find_all("script"))
        return name[1:] in self.scripts


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return "".join([first, *[part.partition("*/")[2] for part in rest]]) if rest else first


def _hiding_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of each top-level rule with a hiding declaration, each rule once."""
    places = sorted(place for first, pattern in BEGINNINGS for place in _find_places(sheet, first, pattern))
    depth = counted = ended = 0
    for place in places:
        if place < ended:
            continue
        depth += sheet.count("{", counted, place) - sheet.count("}", counted, place)
        counted = place
        close = sheet.find("}", place)
        if close < 0:
            return
        opened = sheet.rfind("{", ended, place)
        begun = max(sheet.rfind(sign, ended, opened) for sign in "{};") if opened >= 0 else 0
        if opened >= 0 and depth == 1 and opened - begun <= MAX_RULE_CHARS and close - opened <= MAX_RULE_CHARS:
            yield sheet[max(begun + 1, ended) : opened], sheet[opened + 1 : close]
        ended = close


def _find_places(sheet: str, first: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield where *pattern*, which begins with *first*, matches. Searching that text takes a fifth of the time."""
    place = sheet.find(first)
    while place >= 0:
        if pattern.match(sheet, place):
            yield place
        place = sheet.find(first, place + len(first))


def _shows(sheet: str, name: str) -> bool:
    """Return whether a rule of *sheet* whose selector contains *name* shows the element."""
    place = sheet.find(name)
    for _ in range(MAX_MENTIONS):
        if place < 0:
            return False
        behind = sheet[place + len(name) : place + len(name) + 1]
        opened = sheet.find("{", place)
        if opened < 0:
            return False
        declarations = sheet[opened : opened + MAX_RULE_CHARS].partition("}")[0]
        if not (behind.isalnum() or behind in ("-", "_")) and SHOWN.search(declarations):
            return True
        place = sheet.find(name, place + 1)
    return True
