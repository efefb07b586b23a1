"""Removes invisible characters. A reader does not see them, but a search, a comparison or a language model reads them.

Tags and variation selectors can spell a hidden message. Two uses are kept: one variation selector after a character,
which changes how that is drawn, and tags after a black flag, which make it the flag of a region.
"""

from __future__ import annotations

import re

#: Variation selectors: of symbols, and of ideographs.
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
#: Runs of soft hyphens, zero-width spaces, word joiners, invisible operators, direction marks, annotation and object
#: marks, byte-order marks, tags, and variation selectors. ``str.translate`` takes forty times as long.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc\U000e0000-\U000e007f"
    + SELECTORS
    + "]+"
)
SELECTOR = re.compile(f"[{SELECTORS}]")
BLACK_FLAG = "\U0001f3f4"
#: The tags of a region's flag: letters and digits of its code, and the tag that ends them.
REGION = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")


def remove_invisible(text: str) -> str:
    """Return *text* without invisible characters. None of them is an ASCII character."""
    return text if text.isascii() else INVISIBLE.sub(_visible_part, text)


def _visible_part(run: re.Match[str]) -> str:
    """Return the part of a run of invisible characters that changes how the character before it is drawn."""
    kept = SELECTOR.match(run[0])
    if kept is None and run.string[run.start() - 1 : run.start()] == BLACK_FLAG:
        kept = REGION.match(run[0])
    return kept[0] if kept else ""
