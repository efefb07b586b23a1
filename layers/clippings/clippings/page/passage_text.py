"""The text of a passage, from the nodes that it is made of."""

from __future__ import annotations

import re

from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Text

#: Soft hyphen, zero-width space, word joiner, byte-order mark, bidi marks. ``str.translate`` takes forty times as long.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e]")


def fold(text: str) -> str:
    """Return *text* without invisible characters, white space folded."""
    if not text.isascii():
        text = INVISIBLE.sub("", text)
    return " ".join(text.split())


def joined(nodes: list[PassageNode]) -> str:
    """Return the text of a passage's *nodes*, with line breaks for ``<br>`` and the ends of cells."""
    return "".join([node.data if type(node) is Text or type(node) is Replaced else "\n" for node in nodes])
