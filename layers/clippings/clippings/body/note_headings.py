"""What announces the notes of a text: a heading such as "Notes", a rule, or the name of their box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from clippings.body.footnotes import NOTE_NAME
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Element, Node, Text, attribute

#: A line that draws a rule.
RULE = re.compile(r"[-_*—–=~ ]{3,200}")
#: Longest heading of notes, in characters.
MAX_HEADING_CHARS = 40
#: Nodes in an element that are examined for a rule.
MAX_BESIDE = 5
#: Levels above a passage whose names and preceding elements are examined.
REACH = 4


def is_note_heading(text: str) -> bool:
    """Return whether *text* is a heading of notes or sources, perhaps with a colon."""
    return len(text) <= MAX_HEADING_CHARS and text.strip(" :：.[]【】()（）").lower() in _headings()


@cache
def _headings() -> frozenset[str]:
    return frozenset(all_words("notes", "headings"))


def is_rule(text: str) -> bool:
    """Return whether *text* draws a line."""
    return RULE.fullmatch(text) is not None


def is_announced(passages: Sequence[Passage], index: int) -> bool:
    """Return whether the passage at *index* is below a heading of notes or a rule, or in a box named as notes."""
    before = passages[index - 1].text if index else ""
    if is_note_heading(before) or is_rule(before):
        return True
    element: Node | None = passages[index].box.element
    is_first = True
    for _ in range(REACH):
        if type(element) is not Element:
            return False
        names = f"{attribute(element, 'class') or ''} {attribute(element, 'id') or ''}"
        if NOTE_NAME.search(names):
            return True
        if is_first and (before_it := _element_before(element)) is not None:
            if before_it.tag == "hr" or _holds_a_rule(before_it):
                return True
            is_first = False
        element = element.parent
    return False


def _element_before(element: Element) -> Element | None:
    before = element.previous_sibling
    while before is not None and _is_blank(before):
        before = before.previous_sibling
    return before if type(before) is Element else None


def _holds_a_rule(element: Element) -> bool:
    """Return whether *element* contains a rule and nothing else."""
    inside = [node for node in islice(element.descendants, MAX_BESIDE) if not _is_blank(node)]
    return len(inside) == 1 and getattr(inside[0], "tag", "") == "hr"


def _is_blank(node: Node) -> bool:
    return type(node) is Text and node.data.isspace()
