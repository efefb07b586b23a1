"""Headings, lists and tables that are built of ``<div>`` elements and marked by ARIA roles.

A screen reader treats such an element like the HTML element with the same implicit role (WAI-ARIA 1.2, HTML-AAM).
Here it is renamed to that HTML element, so that all other modules read it the same way.
"""

from __future__ import annotations

from clippings.page.tree import Document, Element

#: ARIA role → the HTML element with that role.
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
#: ARIA role → the role that an ancestor must have. Without such an ancestor the role is ignored.
PARENTS = {
    "listitem": "list",
    "rowgroup": "table",
    "row": "table",
    "cell": "row",
    "gridcell": "row",
    "columnheader": "row",
    "rowheader": "row",
}
#: Elements without a role of their own. Only these are renamed.
NAMELESS = frozenset({"div", "span", "p", "section"})
ROLES = ",".join(f"[role={role}]" for role in TAGS)
HEADING_LEVELS = frozenset("123456")
#: Maximum number of elements of a page that are renamed, and of levels up to the ancestor with the parent role.
MAX_ELEMENTS, MAX_LEVELS = 20_000, 4


#: Roles of the elements with these types (EPUB Structural Semantics Vocabulary).
EPUB_TYPES = {
    "noteref": "doc-noteref",
    "footnote": "doc-footnote",
    "rearnote": "doc-endnote",
    "endnote": "doc-endnote",
}


def name_by_roles(tree: Document) -> None:
    """Rename the elements of *tree* that are headings, lists or tables by their ARIA role to those HTML elements."""
    for element in tree.select("[epub\\:type]")[:MAX_ELEMENTS]:
        role = EPUB_TYPES.get(element.attr("epub:type") or "")
        if role is not None and element.attr("role") is None:
            element.attrs["role"] = role
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
