"""Finds the elements that the page's own ``<style>`` elements hide.

Style sheets are not applied. Only simple rules are read: at the top level of a ``<style>`` element, with classes, ids,
tags and attributes as selector (``.note``, ``#note p``) and with declarations that hide the element. A rule is ignored
if another one shows the last class or id of its selector, or if a script on the page mentions it: menus and tabs, for
example, are hidden for a while.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from clippings.page.styles import HiddenReason, read_style
from clippings.page.tree import Document, Element

#: Maximum number of characters of style sheets, and of a rule's selectors or declarations, that are read.
MAX_SHEET_CHARS, MAX_RULE_CHARS = 500_000, 1_000
#: Maximum number of names that a page hides, and of names for which other rules and scripts are searched.
MAX_NAMES, MAX_CHECKED_NAMES = 2_000, 50
#: Maximum number of rules whose selectors end in the same name or tag.
MAX_RULES = 10
#: Least characters of a hidden inline element. Shorter ones are icons or counts, and are not checked.
MIN_INLINE_CHARS = 20
#: Maximum number of nodes in an element without size that are checked for a size of their own.
MAX_PARTS = 200
#: Maximum number of mentions of a name that are checked.
MAX_MENTIONS = 50
#: Declarations that hide an element. Others, such as no opacity or no height, are used for animations and for content
#: that a reader can unfold.
BEGINNINGS = (
    ("display", re.compile(r"display\s{0,3}:\s{0,3}none")),
    ("visibility", re.compile(r"visibility\s{0,3}:\s{0,3}hidden")),
    ("-99", re.compile(r"-99\d{0,4}(?:px|r?em)")),
    ("font-size:0", re.compile(r"font-size:0(?![\d.])")),
    ("font-size: 0", re.compile(r"font-size: 0(?![\d.])")),
    ("clip", re.compile(r"clip(?:-path)?\s{0,3}:\s{0,3}(?:rect\(|inset\((?:50|100)%)")),
)
REASONS = frozenset({"display-none", "visibility-hidden", "off-screen", "zero-size"})
SIMPLE = re.compile(r"(?:[a-z][a-z0-9]{0,12})?([.#][A-Za-z_-][\w-]{0,80})")
#: A selector without states, and the names in it.
STATIC = re.compile(r"[\w\s>+~.#\[\]=\"'*-]{1,200}")
NAME = re.compile(r"[.#][A-Za-z_-][\w-]{0,80}")
#: The tag or the name of the element that such a selector matches.
SUBJECT = re.compile(r"(?:[.#][A-Za-z_-][\w-]{0,80}|[a-z][a-z0-9]{0,12})")
SHOWN = re.compile(
    r"display\s{0,3}:\s{0,3}(?!none)[a-z]|visibility\s{0,3}:\s{0,3}(?:visible|inherit)"
    r"|(?:left|top)\s{0,3}:\s{0,3}(?:0|auto)|clip\s{0,3}:\s{0,3}auto|font-size\s{0,3}:\s{0,3}(?:[1-9]|0?\.\d)"
)
SCREENS = frozenset({"", "all", "screen"})


class HidingRule(NamedTuple):
    """A rule that hides elements: its selector, the last name in it, and why the elements are hidden."""

    selector: str
    name: str
    reason: HiddenReason


class HidingRules:
    """The rules of a page's style sheets that hide elements."""

    def __init__(self, tree: Document) -> None:
        self.tree = tree
        self.sheets: list[str] = []
        self.names: dict[str, HiddenReason] = {}  #: rules of one class or id
        self.rules: dict[str, list[HidingRule]] = {}  #: other rules, by the last name or tag of their selector
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
        return bool(self.names or self.rules)

    def reason(self, element: Element) -> HiddenReason | None:
        """Return why the style sheets hide *element*, or None."""
        if element.tag in ("html", "body"):
            return None
        names = element.attr("class")
        found = [element.tag, *(f".{name}" for name in names.split())] if names else [element.tag]
        own = element.attr("id")
        if own:
            found.append(f"#{own}")
        reason = next((reason for name in found if (reason := self._named_reason(element, name)) is not None), None)
        return None if reason == "zero-size" and _has_styled_parts(element) else reason

    def _named_reason(self, element: Element, name: str) -> HiddenReason | None:
        reason = self.names.get(name)
        if reason is not None and not self._is_shown(name):
            return reason
        for rule in self.rules.get(name, ()):
            if element.matches(rule.selector) and not self._is_shown(rule.name):
                return rule.reason
        return None

    def inline_reason(self, element: Element) -> HiddenReason | None:
        """Return why the style sheets hide an inline *element*, or None. Very short elements are not checked."""
        names = element.attr("class")
        if names is None or names in self.unnamed or self.unnamed.issuperset(found := names.split()):
            return None
        asked = [
            name
            for word in found
            if ((name := f".{word}") in self.names and not self.shown.get(name)) or name in self.rules
        ]
        if not asked:
            self.unnamed.update(found, (names,))
            return None
        return self.reason(element) if len(element.text) >= MIN_INLINE_CHARS else None

    def _read(self, sheet: str) -> None:
        for selectors, declarations in _hiding_rules(sheet):
            reason = read_style(declarations).hidden
            if reason is not None and reason in REASONS:
                for selector in selectors.split(","):
                    self._add(selector.strip(), reason)

    def _add(self, selector: str, reason: HiddenReason) -> None:
        if len(self.names) + len(self.rules) >= MAX_NAMES:
            return
        simple = SIMPLE.fullmatch(selector)
        if simple is not None:
            self.names[simple[1]] = reason
        elif STATIC.fullmatch(selector) and (names := NAME.findall(selector)) and self._is_valid(selector):
            *_, subject = SUBJECT.findall(selector)
            rules = self.rules.setdefault(subject, [])
            if len(rules) < MAX_RULES:
                rules.append(HidingRule(selector, names[-1], reason))

    def _is_valid(self, selector: str) -> bool:
        try:
            return self.tree.root is not None and self.tree.root.matches(selector) is not None
        except ValueError:
            return False

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


def _has_styled_parts(element: Element) -> bool:
    """Return whether parts of *element* may have a font size of their own: a container has none to close gaps."""
    inside = list(islice(element.descendants, MAX_PARTS + 1))
    styled = (type(node) is Element and (node.attr("class") or node.attr("style")) for node in inside)
    return len(inside) > MAX_PARTS or any(styled)


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
