"""Leaves out headings and labels at the end of an article if everything below them was left out.

The text below may be links, readers' comments or a form. A heading without it tells a reader nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.body.roles import HEADINGS
from clippings.records import TEXT_ROLES, Role

#: Longest heading and longest label that are left out. A longer one is a sentence of the text.
MAX_HEADING_CHARS, MAX_LABEL_CHARS = 80, 45
#: The end of a sentence, but not of a heading with three dots; and a full stop, or a similar sign, within a label.
ENDS_SENTENCE = re.compile(r"(?<!\.)[.。।։]\W?$")
HAS_SENTENCE = re.compile(r"[.!?]\s|[。！？]")
#: Passages that do not belong to the text below a heading: a picture may be all that it announces.
PICTURED: frozenset[Role | None] = frozenset({"caption", "credit"})


def mark_empty_ends(layout: Layout, roles: list[Role | None], shown: int) -> None:
    """Give headings and labels at the end of the article, whose text was left out, the role ``related`` in *roles*.

    A heading with nothing below it on the page stays.

    Args:
        layout: The page.
        roles: The role of each passage.
        shown: The passage before which the last embedded medium of the article is, 0 if there is none.
    """
    for index in range(len(roles) - 1, shown - 1, -1):
        is_label = roles[index] in ("paragraph", "list_item") and _is_empty_label(layout, index)
        if is_label or (roles[index] == "heading" and _lost_its_text(layout, index, roles)):
            roles[index] = "related"
        elif roles[index] in TEXT_ROLES or roles[index] == "hidden":
            return


def _lost_its_text(layout: Layout, index: int, roles: Sequence[Role | None]) -> bool:
    """Return whether the passage is a short heading, and the page has text before the next one of its level."""
    heading = layout.passages[index]
    if len(heading.text) > MAX_HEADING_CHARS or ENDS_SENTENCE.search(heading.text):
        return False
    for below in layout.passages[index + 1 :]:
        if below.box.tag in HEADINGS and below.box.tag <= heading.box.tag:
            return False
        if roles[below.index] not in PICTURED:
            return True
    return False


def _is_empty_label(layout: Layout, index: int) -> bool:
    """Return whether the passage is a few words and a colon, before a passage that is not a heading."""
    text = layout.passages[index].text
    if len(text) > MAX_LABEL_CHARS or not text.endswith((":", "：")) or HAS_SENTENCE.search(text):
        return False
    return index + 1 < len(layout.passages) and layout.passages[index + 1].box.tag not in HEADINGS
