"""Permalinks: links from a heading or a term to itself, which are not part of its text."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from clippings.languages.word_lists import all_words
from clippings.page.tree import Element, Node, Text

#: Texts of permalinks that are signs. On the labeled pages, none of the 38 headings with a permalink contains one in
#: its true text.
SIGNS = frozenset("# ## ### ¶ § 🔗 ⚓ ∞ ⌗ ⛓ 🖇".split())
NAME = re.compile(
    r"(?<![a-z])(?:header-?link|anchor(?:js)?(?:-?link)?|permalink|perma|header-?anchor|heading-?(?:link|anchor)|hash-?link"
    r"|section-?link|toclink|deep-?link|direct-?link)(?![a-z])",
    re.IGNORECASE,
)
#: White space and invisible characters. A link without other text is drawn by a style sheet.
UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff]+")
#: Longest text of a permalink, and longest one with white space around it.
MAX_CHARS, MAX_READ = 40, 1_000
#: Siblings on either side that are checked for text, and nodes in each of them that are checked.
MAX_INSPECTED, MAX_INSIDE = 4, 60


@cache
def _words() -> frozenset[str]:
    """Return the texts of permalinks that are words."""
    return frozenset(all_words("labels", "permalinks"))


def is_permalink(link: Element) -> bool:
    """Return whether *link*, which is in a heading, is the heading's permalink."""
    address = link.attr("href") or ""
    if "#" not in address and address:
        return False
    said = link.text
    text = UNSEEN.sub(" ", said).strip() if len(said) <= MAX_READ else said
    if len(text) > MAX_CHARS:
        return False
    if text in SIGNS:
        return True
    return (text.lower() in _words() or NAME.search(link.attr("class") or "") is not None) and has_text_beside(link)


def is_named_sign(link: Element) -> bool:
    """Return whether *link*, which is not in a heading, is the permalink of a term, a caption or a paragraph.

    Signs are marks of footnotes, too; so the class must name a permalink.
    """
    if not (link.attr("href") or "").startswith("#"):
        return False
    if NAME.search(link.attr("class") or "") is None:
        return False
    said = link.text
    return len(said) <= MAX_READ and UNSEEN.sub("", said) in SIGNS


def has_text_beside(element: Element) -> bool:
    """Return whether a near sibling of *element* has text."""
    for forwards in (True, False):
        node: Node | None = element
        for _ in range(MAX_INSPECTED):
            node = None if node is None else node.next_sibling if forwards else node.previous_sibling
            if node is not None and has_text(node):
                return True
    return False


def has_text(node: Node) -> bool:
    """Return whether *node* is or contains text that is not only white space."""
    inside = islice(node.descendants, MAX_INSIDE) if type(node) is Element else (node,)
    return any(type(each) is Text and not each.data.isspace() for each in inside)
