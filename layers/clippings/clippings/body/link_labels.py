"""Leaves out labels without their links ("Topics:", "Share this:"), and the links of a pointer ("See also:")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clippings.body.furniture_words import kind_bits, kinds_in
from clippings.body.layout import Layout
from clippings.body.line_patterns import READ_ALSO

#: Kinds of furniture that the words of a label name, and the kinds whose links may be in the label's own line.
LABELS = frozenset({"share", "tag", "comment", "subscribe", "account", "advert"})
LABEL = kind_bits(LABELS)
TAG, ADVERT = (kind_bits({name}) for name in ("tag", "advert"))
#: Longest label, and most passages of links after a pointer.
MAX_LABEL_CHARS, MAX_POINTED = 40, 6
#: Least linked share of what a label announces.
MIN_LINKED, MIN_POINTED = 0.5, 0.9
COLONS = (":", "：")


def without_link_labels(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* without labels whose links were not kept, without lines of tags, and without pointers' links."""
    inside = set(kept)
    dropped: set[int] = set()
    for index in kept:
        text = layout.passages[index].text
        if _is_line_of_tags(layout, index):
            dropped.add(index)
        elif len(text) > MAX_LABEL_CHARS:
            continue
        elif READ_ALSO.fullmatch(text):
            dropped.update(_pointed(layout, index))
        elif _is_label(layout, index) and (_is_advert(layout, index) or _lost_its_links(layout, index, inside)):
            dropped.add(index)
    return [index for index in kept if index not in dropped] if dropped else list(kept)


def _is_label(layout: Layout, index: int) -> bool:
    """Return whether the passage names a kind of furniture and nothing else, or ends with a colon."""
    if not layout.kinds[index] & LABEL or layout.shares[index] >= MIN_LINKED:
        return False
    return layout.passages[index].text.endswith(COLONS) or all(kinds_in([word], word) for word in layout.words[index])


def _is_advert(layout: Layout, index: int) -> bool:
    words = layout.words[index]
    return bool(words) and all(kinds_in([word], word) & ADVERT for word in words)


def _lost_its_links(layout: Layout, index: int, kept: Collection[int]) -> bool:
    following = index + 1
    if following >= len(layout.passages) or following in kept:
        return False
    return layout.shares[following] >= MIN_LINKED or layout.structures[following] is not None


def _is_line_of_tags(layout: Layout, index: int) -> bool:
    """Return whether the passage is a label such as "Filed under:" and links."""
    passage = layout.passages[index]
    label, colon, _ = passage.text.partition(":")
    if not colon or len(label) > MAX_LABEL_CHARS or not layout.kinds[index] & TAG:
        return False
    rest = len(passage.text) - len(label)
    return passage.linked >= MIN_LINKED * rest and bool(kinds_in(label.lower().split(), label) & TAG)


def _pointed(layout: Layout, index: int) -> list[int]:
    """Return the links directly after the pointer at *index*, in the same box."""
    around = layout.regions[index].parent
    found: list[int] = []
    for following in range(index + 1, min(index + 1 + MAX_POINTED, len(layout.passages))):
        is_beside = around is not None and following <= around.last
        if not is_beside or layout.shares[following] < MIN_POINTED:
            break
        found.append(following)
    return found
