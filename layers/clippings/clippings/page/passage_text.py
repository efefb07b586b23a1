"""The text of a passage, from the nodes that it is made of."""

from __future__ import annotations

from clippings.page.invisible import remove_invisible
from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Text


def fold(text: str) -> str:
    """Return *text* without invisible characters, white space folded."""
    return " ".join(remove_invisible(text).split())


def joined(nodes: list[PassageNode]) -> str:
    """Return the text of a passage's *nodes*, with line breaks for ``<br>`` and the ends of cells."""
    return "".join([node.data if type(node) is Text or type(node) is Replaced else "\n" for node in nodes])
