"""The links by which a heading links to itself, and the buttons beside its text: no part of what it says."""

from __future__ import annotations

import re
from itertools import islice

from clippings.page.tree import Element, Node, Text

#: Signs by which a heading links to itself. Of 38 headings that the measured pages' truths have, none has the sign.
SIGNS = frozenset("# ## ### ¶ § 🔗 ⚓ ∞ ⌗ ⛓ 🖇".split())
#: What such links say instead.
WORDS = frozenset(
    {"link", "permalink", "anchor", "copy link", "link to this heading", "link to this section", "direct link"}
)
NAME = re.compile(
    r"(?<![a-z])(?:header-?link|anchor(?:js)?(?:-?link)?|permalink|perma|header-?anchor|heading-?(?:link|anchor)|hash-?link"
    r"|section-?link|toclink|deep-?link|direct-?link)(?![a-z])",
    re.IGNORECASE,
)
#: Shown to nobody: a link with nothing else in it is drawn by a style sheet.
UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff]+")
MAX_CHARS = 40
#: Neighbours that are asked for text, and nodes in each of them that are looked at for it.
MAX_LOOKED_AT, MAX_INSIDE = 4, 60


def is_permalink(link: Element) -> bool:
    """Whether *link*, which stands in a heading, leads to the heading itself and says nothing of its own."""
    address = link.attr("href") or ""
    if "#" not in address and address:
        return False
    text = UNSEEN.sub(" ", link.text).strip()
    if len(text) > MAX_CHARS:
        return False
    if text in SIGNS:
        return True
    return (text.lower() in WORDS or NAME.search(link.attr("class") or "") is not None) and has_text_beside(link)


def has_text_beside(element: Element) -> bool:
    """Whether a near sibling of *element* has text."""
    for forwards in (True, False):
        node: Node | None = element
        for _ in range(MAX_LOOKED_AT):
            node = None if node is None else node.next_sibling if forwards else node.previous_sibling
            if node is not None and has_text(node):
                return True
    return False


def has_text(node: Node) -> bool:
    """Whether *node* is a text, or an element with text in it, that is not only white space."""
    inside = islice(node.descendants, MAX_INSIDE) if type(node) is Element else (node,)
    return any(type(each) is Text and not each.data.isspace() for each in inside)
