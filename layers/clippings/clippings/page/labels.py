"""Labels before a text: a number, a name or a time that only a style sheet separates from what follows.

``<span>1</span><span>A keeper`` is shown as "1 A keeper". Read without the style sheet, it would be "1A keeper".
"""

from __future__ import annotations

import re

from clippings.page.drop_caps import QUOTES, is_word
from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Element, Node, Text, attribute

#: A number of a section, a step or a verse, a year, or the letter of a question or an answer.
NUMBER = re.compile(r"(?:\d{1,4}(?:\.\d{1,3}){0,4}[A-Z]{0,2}|[QAF])[.:]?")
#: The same with a sign that no word contains: ``§ 1``, ``(2)``, ``[a]``.
SIGNED_NUMBER = re.compile(r"§{1,2}\s?\d{1,4}[a-zA-Z]?|[(\[][\da-zA-Z]{1,4}[)\]]")
#: Class names of the parts of a line that are set apart.
PART = re.compile(
    r"(?<![a-z])(?:labels?|values?|num(?:ber)?|title|names?|date|time(?:stamp)?|year|day|keys?|terms?|units?|amount|"
    r"step|speaker|question|answer|category|kicker|rank|dateline|location|author)(?![a-z])",
    re.IGNORECASE,
)
#: Class names of the signature of a function, whose parts are not set apart.
SIGNATURE = re.compile(r"(?<![a-z])(?:sig|descname|prototype)(?![a-z])", re.IGNORECASE)
#: Signs with which a label ends.
ENDS = ".:)]"
STRONG = frozenset({"b", "strong", "em", "i"})
CODE = frozenset({"code", "kbd", "samp", "tt", "pre"})
#: Texts of a passage that are examined, and elements above a text that may belong to its part.
MAX_TEXTS, MAX_LEVELS = 12, 3


def separate_labels(nodes: list[PassageNode]) -> list[PassageNode]:
    """Return the *nodes* of a passage with a space after each label at its beginning."""
    separated: list[PassageNode] = []
    for place, after in enumerate(nodes[:MAX_TEXTS]):
        before = nodes[place - 1] if place else None
        if type(before) is Text and type(after) is Text:
            around = _separated(before, after, is_first=place == 1)
            if around is not None:
                separated.append(Replaced(around, " "))
        separated.append(after)
    return nodes if len(separated) == min(len(nodes), MAX_TEXTS) else [*separated, *nodes[MAX_TEXTS:]]


def _separated(before: Text, after: Text, *, is_first: bool) -> Element | None:
    """Return the element around a label and its text, or None if *before* is not a label of *after*."""
    said, follows = before.data, after.data
    if not said or not follows or said[-1].isspace() or not (follows[0].isalnum() or follows[0] in QUOTES):
        return None
    around, label, other = _parts(before, after)
    if around is None or label is None or around.tag in CODE or SIGNATURE.search(attribute(around, "class") or ""):
        return None
    said, follows = said.strip(), follows.lstrip(QUOTES)
    if not said or not (said[-1].isalnum() or said[-1] in ENDS):
        return None
    if is_first and _is_numbered(said, follows):
        return around
    if _is_letter(said) or _is_letter(follows.strip()):  # a drop cap, or a line that is animated letter by letter
        return None
    if _is_set_apart(around, label, other) or (is_first and label.tag in STRONG and _is_title(said, other, follows)):
        return around if other is not None or _begins_text(follows) else None
    return None


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _is_numbered(label: str, text: str) -> bool:
    if SIGNED_NUMBER.fullmatch(label):
        return True
    return NUMBER.fullmatch(label) is not None and _begins_text(text)


def _is_title(label: str, other: Element | None, text: str) -> bool:
    """Return whether strong text is not a part of the word after it: it has a number or two words, or text follows.

    "5 May" and "Height" are titles before "The board met" and "41 m"; "Light" in "LightHouse" is not.
    """
    if (" " in label or any(map(str.isdecimal, label))) and _begins_text(text):
        return True
    return other is not None and other.tag not in STRONG and (text[0].isdecimal() or " " in text.strip())


def _is_set_apart(around: Element, label: Element, other: Element | None) -> bool:
    """Return whether the tag, the class or the style of an element sets it apart from the text beside it."""
    if "flex" in (around.attr("style") or ""):
        return True
    return any(
        part.tag == "time"
        or PART.search(attribute(part, "class") or "")
        or "inline-block" in (part.attr("style") or "")
        for part in (label, other)
        if part is not None
    )


def _begins_text(text: str) -> bool:
    """Return whether *text* begins with a capital and a lower-case letter, or with a word of one letter.

    "3D", "4G" and "1st" are one word.
    """
    return text[:1].isupper() and (text[1:2].islower() or (text[1:2].isspace() and is_word(text[0], None)))


def _parts(before: Text, after: Text) -> tuple[Element | None, Element | None, Element | None]:
    """Return the nearest element around both texts, and the elements in it that contain the one and the other."""
    one = _around(before)
    other: Node = after
    for _ in range(MAX_LEVELS + 1):
        parent = other.parent
        if type(parent) is not Element:
            break
        if parent in one:
            place = one.index(parent)
            return parent, one[place - 1] if place else None, other if type(other) is Element else None
        other = parent
    return None, None, None


def _around(text: Text) -> list[Element]:
    found: list[Element] = []
    node = text.parent
    while type(node) is Element and len(found) <= MAX_LEVELS:
        found.append(node)
        node = node.parent
    return found
