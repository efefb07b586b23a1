"""Headings, lists and tables that are made of divisions, and known by their ARIA roles.

A screen reader treats such a division like the HTML element that has the role by itself (WAI-ARIA 1.2, HTML-AAM). So
the division gets the name of that element, and is read like it.
"""

from __future__ import annotations

from clippings.page.tree import Document, Element

#: The elements of roles.
TAGS = {
    "heading": "h2",
    "list": "ul",
    "listitem": "li",
    "table": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
#: The role that must be around a role for it to count.
PARENTS = {
    "listitem": "list",
    "rowgroup": "table",
    "row": "table",
    "cell": "row",
    "gridcell": "row",
    "columnheader": "row",
    "rowheader": "row",
}
#: Elements without a meaning of their own, which get another name.
NAMELESS = frozenset({"div", "span", "p", "section"})
ROLES = ",".join(f"[role={role}]" for role in TAGS)
HEADING_LEVELS = frozenset("123456")
#: Most elements of a page that get another name, and most levels between a role and the one it belongs to.
MAX_ELEMENTS, MAX_LEVELS = 20_000, 4


def name_by_roles(tree: Document) -> None:
    """Give the elements of *tree* that are headings, lists or tables by their role the names of such elements."""
    for element in tree.select(ROLES)[:MAX_ELEMENTS]:
        role = element.attr("role") or ""
        if element.tag not in NAMELESS or (role in PARENTS and not _belongs(element, PARENTS[role])):
            continue
        level = element.attr("aria-level") or ""
        element.tag = f"h{level}" if role == "heading" and level in HEADING_LEVELS else TAGS[role]


def _belongs(element: Element, parent: str) -> bool:
    node = element.parent
    for _ in range(MAX_LEVELS):
        if type(node) is not Element:
            return False
        if node.attr("role") == parent:
            return node.tag == TAGS[parent]
        node = node.parent
    return False
