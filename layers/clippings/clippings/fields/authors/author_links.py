"""Links to the pages of authors, and the names on them."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.fields.authors.byline_words import OTHER_PART, PROFILE
from clippings.fields.authors.name_words import OTHERS
from clippings.fields.authors.person_names import is_wholly_personal, split_names
from clippings.fields.context import ArticleContext
from clippings.page.flow import Passage
from clippings.page.replaced import PassageNode
from clippings.page.tree import Element, Text, beginning

#: Ancestors of a run of text that may be the link.
CLIMB = 3
#: Most runs of text that are read in one passage.
MAX_NODES = 40


def linked_names(context: ArticleContext, passage: Passage) -> Iterator[str]:
    """Yield the names on the passage's links to pages of authors."""
    seen: set[Element] = set()
    said = ""
    nodes = [node for node in passage.nodes[:MAX_NODES] if not (isinstance(node, Text) and node.data.isspace())]
    for node, behind in zip(nodes, [*nodes[1:], None], strict=True):
        said += node.data if isinstance(node, Text) else ""
        link = link_around(node)
        if link is None or link in seen or (isinstance(behind, Text) and OTHER_PART.match(behind.data)):
            continue
        seen.add(link)
        address = link.attr("href") or ""
        if "author" in (link.attr("rel") or "").split() or (
            PROFILE.search(address.lower()) and is_on_own_site(context, address)
        ):
            if OTHERS.search(said):
                return
            yield from (name for name in split_names(beginning(link)) if is_wholly_personal(name))


def link_around(node: PassageNode) -> Element | None:
    """Return the link around *node*, a run of text, or None."""
    element = node.parent
    for _ in range(CLIMB):
        if not isinstance(element, Element):
            return None
        if element.tag == "a":
            return element
        element = element.parent
    return None


def is_on_own_site(context: ArticleContext, address: str) -> bool:
    """Return whether *address* is on the page's own site. A profile elsewhere is an account on another service."""
    return not address.startswith(("http", "//")) or context.hosts[-1] in address.split("/", 3)[2]
