"""The entries of a live blog: how their boxes are named, and when each was written."""

from __future__ import annotations

import re
from datetime import datetime

from clippings.page.flow import Box
from clippings.page.tree import attribute

#: Names of one entry of a live blog.
ENTRY_NAME = re.compile(
    r"live[-_ ]?(?:blog|ticker|feed|story|update)?[-_ ]{0,2}(?:entry|post|item|block|update)s?(?![a-z])", re.IGNORECASE
)
#: Boxes between an entry and its first passage.
ENTRY_REACH = 4


def entry_time(box: Box | None) -> datetime | None:
    """Return the time that the live entry around *box* shows in a ``<time datetime>``, or None.

    It is naive where the page names no zone.
    """
    for _ in range(ENTRY_REACH):
        if box is None:
            return None
        if ENTRY_NAME.search(attribute(box.element, "class") or ""):
            for stamp in box.element.find_all("time"):
                try:
                    return datetime.fromisoformat((attribute(stamp, "datetime") or "").strip())
                except ValueError:
                    continue
            return None
        box = box.parent
    return None
