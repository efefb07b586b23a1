"""Hidden text: which kept passages are not visible, and which of those are left out.

Much hidden text belongs to the article: tabs, accordions, pages that a script reveals. Left out are hidden leaves among
visible siblings: short pieces that no control on the page opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from clippings.page.flow import Passage
from clippings.page.page import Page
from clippings.page.paint_rules import UNKNOWN, PaintRules
from clippings.page.style_sheets import HidingRules
from clippings.page.styles import PAGE_COLOR, SCREEN_READER_NAMES, HiddenReason, read_color, read_style, same_color
from clippings.page.tree import Element, Node, Text, attribute

T = TypeVar("T")

#: Class names and roles of parts that a reader can open.
OPENABLE = re.compile(
    r"(?<![a-z])(?:tab(?:s|-?panel|-?pane|-?content)?|panel|pane|accordion|collaps[a-z]*|toggle[a-z]*|expand[a-z]*|faq|"
    r"more|read-?more|rest|full(?:text)?|spoiler|answer|reveal[a-z]*|drawer|slide[a-z]*|carousel|swiper|step|page-?\d{0,3}|"
    r"lazy[a-z]*|fade[a-z]*|animat[a-z]*|aos|wow|details|disclosure)(?![a-z])",
    re.IGNORECASE,
)
#: Class names to which style sheets give a background.
BACKED = re.compile(
    r"background|(?<![a-z])(?:bg|cover|dark|hero|banner|overlay|black|inverse|inverted)(?![a-z])", re.IGNORECASE
)
#: Attributes of a control that name the element that it opens.
CONTROLS = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "href")
#: Most passages and characters of a leaf, and largest share of the kept text that all leaves have together.
MAX_PASSAGES, MAX_CHARS, MAX_SHARE = 4, 1_000, 0.5
#: Elements above a hidden one that are examined for one with more content.
REACH = 4


class Hidden(NamedTuple):
    """Why a passage is hidden, and the outermost element that hides it."""

    reason: HiddenReason
    element: Element


class HiddenReader:
    """Finds the hidden passages of one page, and caches the result for each element."""

    def __init__(self, page: Page) -> None:
        self.hiding = page.cached("hiding", lambda: HidingRules(page.tree))
        self.paint = PaintRules(page.tree, self.hiding.sheets)
        self.declared = Backgrounds(_declared_background)
        self.painted = Backgrounds(lambda element: _declared_background(element) or self.paint.background(element))
        self.known: dict[Element, Hidden | None] = {}
        self.lengths: dict[Element, int] = {}

    def read(self, passage: Passage) -> Hidden | None:
        """Return why *passage* is hidden, or None if it is visible."""
        first = next((node for node in passage.nodes if type(node) is not Text or not node.data.isspace()), None)
        start: Node | None = first.parent if first is not None else passage.element
        if type(start) is not Element or not _is_inside(start, passage.element):
            start = passage.element
        while start != passage.element and self._length(start) < len(passage.text):  # a hidden node hides only itself
            if type(start.parent) is not Element:
                break
            start = start.parent
        return self.around(start)

    def _length(self, element: Element) -> int:
        """Return the characters in *element*, which are counted once: many passages may begin in one element."""
        found = self.lengths.get(element)
        if found is None:
            found = self.lengths[element] = len(element.text)
        return found

    def around(self, element: Element) -> Hidden | None:
        """Return the outermost element at or above *element* that hides its content."""
        climbed, found = _climb(element, self.known)
        for inner in reversed(climbed):
            if found is not None and found.reason == "same-color" and self._has_own_color(inner):
                found = None
            if found is None:
                reason = self._own_reason(inner) or (self.hiding.reason(inner) if self.hiding else None)
                found = Hidden(reason, inner) if reason is not None else None
            self.known[inner] = found
        return found

    def _own_reason(self, element: Element) -> HiddenReason | None:
        """Return why *element* by itself is hidden, or None."""
        tag = element.tag
        if tag in ("html", "body"):
            return None
        if element.attr("hidden") is not None:
            return "hidden-attribute"
        if tag == "dialog" and element.attr("open") is None:
            return "closed-dialog"
        style = read_style(element.attr("style") or "")
        if style.hidden is not None:
            return style.hidden
        color = style.color or (element.attr("color") if tag == "font" else None) or self.paint.color(element)
        if color and (style.color is None or style.background is None) and self._is_unseen(element, color):
            return "same-color"
        names = attribute(element, "class")
        return "off-screen" if names and SCREEN_READER_NAMES.search(names) else None

    def _is_unseen(self, element: Element, color: str) -> bool:
        """Return whether text of *color* has the color of its background: the nearest one, or else white."""
        if read_color(color) is None:
            return False
        return all(same_color(color, each.behind(element)) for each in (self.declared, self.painted))

    def _has_own_color(self, element: Element) -> bool:
        return read_style(element.attr("style") or "").color is not None or self.paint.may_color(element)


class Backgrounds:
    """The nearest background behind each element, which is found once for each: many may be inside one another."""

    def __init__(self, own: Callable[[Element], str | None]) -> None:
        self.own = own
        self.known: dict[Element, str] = {}

    def behind(self, element: Element) -> str:
        """Return the color of the background behind *element*, or what is not a color where it is not known."""
        climbed, known = _climb(element, self.known)
        found = known or PAGE_COLOR
        for inner in reversed(climbed):
            found = self.known[inner] = self.own(inner) or found
        return found


def _climb(element: Element, known: Mapping[Element, T]) -> tuple[list[Element], T | None]:
    """Return the elements from *element* up to the nearest one that is *known*, without it, and what is known of it."""
    climbed: list[Element] = []
    node: Node | None = element
    while type(node) is Element:
        if node in known:
            return climbed, known[node]
        climbed.append(node)
        node = node.parent
    return climbed, None


def _declared_background(element: Element) -> str | None:
    declared = element.attr("bgcolor") or read_style(element.attr("style") or "").background
    if declared or element.tag == "html":
        return declared
    names = f"{attribute(element, 'class') or ''} {element.attr('id') or ''}"
    return UNKNOWN if BACKED.search(names) else None


def find_hidden(page: Page, passages: Sequence[Passage], kept: Sequence[int]) -> dict[int, Hidden]:
    """Return the hidden ones of the *kept* passages."""
    reader = HiddenReader(page)
    return {index: found for index in kept if (found := reader.read(passages[index])) is not None}


def find_leaves(page: Page, passages: Sequence[Passage], kept: Sequence[int], hidden: Mapping[int, Hidden]) -> set[int]:
    """Return those *hidden* passages that are left out: short pieces among visible ones that no control opens."""
    if not hidden:
        return set()
    groups: dict[Element, list[int]] = {}
    for index, found in hidden.items():
        groups.setdefault(found.element, []).append(index)
    size = sum(len(passages[index].text) for index in kept)
    opened: set[str] | None = None
    around = _Surroundings(passages, kept, hidden)
    leaves: set[int] = set()
    for element, members in groups.items():
        chars = sum(len(passages[index].text) for index in members)
        if len(members) > MAX_PASSAGES or chars > MAX_CHARS or chars > MAX_SHARE * size or is_openable(element):
            continue
        if opened is None:
            opened = _controlled(page)
        if (element.attr("id") or "") not in opened and around.show(element, members):
            leaves.update(members)
    return leaves if sum(len(passages[index].text) for index in leaves) <= MAX_SHARE * size else set()


def is_openable(element: Element) -> bool:
    """Return whether *element*, or one directly around it, is named as something that a reader can open."""
    node: Node | None = element
    for _ in range(2):
        if type(node) is not Element or node.tag in ("body", "main", "article"):
            return False
        names = f"{attribute(node, 'class') or ''} {node.attr('id') or ''} {node.attr('role') or ''}"
        if OPENABLE.search(names) or node.attr("x-show") is not None or node.attr("v-show") is not None:
            return True
        node = node.parent
    return False


def _controlled(page: Page) -> set[str]:
    """Return the ids that a control on the page names."""
    found: set[str] = set()
    for name in CONTROLS:
        selector = 'a[href^="#"]' if name == "href" else f"[{name}]"
        for control in page.tree.select(selector):
            found.update(word.lstrip("#") for word in (control.attr(name) or "").split())
    return found - {""}


class _Surroundings:
    """The surroundings of hidden elements. Each element is measured once, since it may contain many."""

    def __init__(self, passages: Sequence[Passage], kept: Sequence[int], hidden: Mapping[int, Hidden]) -> None:
        self.passages = passages
        self.kept = kept
        self.hidden = hidden
        self.places = {index: place for place, index in enumerate(kept)}
        self.sizes: dict[Element, int] = {}

    def show(self, element: Element, members: Sequence[int]) -> bool:
        """Return whether a visible kept passage is beside *element*, which hides *members*."""
        around = element.parent
        for _ in range(REACH):  # an element that contains only the hidden text is skipped
            if type(around) is not Element or around.tag == "body" or self._size(around) > self._size(element):
                break
            around = around.parent
        if type(around) is not Element:
            return False
        place = self.places[members[0]]
        before = self.kept[max(0, place - 3) : place]
        behind = self.kept[place + len(members) : place + len(members) + 3]
        return any(
            index not in self.hidden and _is_inside(self.passages[index].element, around)
            for index in (*before, *behind)
        )

    def _size(self, element: Element) -> int:
        if element not in self.sizes:
            self.sizes[element] = len(element.text.strip())
        return self.sizes[element]


def _is_inside(element: Node | None, outer: Element) -> bool:
    while element is not None:
        if element == outer:
            return True
        element = element.parent
    return False
