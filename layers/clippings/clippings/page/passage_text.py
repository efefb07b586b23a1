"""The text of a passage, made from its nodes."""

from __future__ import annotations

from clippings.page.invisible import remove_invisible
from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Text


def fold(text: str) -> str:
    """Return *text* without invisible characters, and with white space collapsed."""
    return " ".join(remove_invisible(text).split())


def joined(nodes: list[PassageNode]) -> str:
    """Return the text of a passage's *nodes*, with line breaks for ``<br>`` and the ends of cells."""
    return "".join([node.data if type(node) is Text or type(node) is Replaced else "\n" for node in nodes])
