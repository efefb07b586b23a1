"""Leaves out the comments of readers that the model kept below an article.

The model judges each comment alone, and many read like paragraphs. Two signs show all of them at once: a box that is
named after comments, and **entries**, which are boxes of the same kind beside one another that each have a date with a
time of day. A named box is left out only below the running text: within it, it is the remark of an expert or an editor.
Entries are left out only where the model is less sure of them than of the text before, or where they can be answered:
those of a live blog or of a chat are the article themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from clippings.body.class_names import group_bits
from clippings.body.furniture_words import kind_bits
from clippings.body.layout import Layout
from clippings.body.regions import Region

COMMENTS, LABEL = group_bits({"comment"}), kind_bits({"comment"})
#: Least size of the kept text before comments, in Latin letters.
MIN_TEXT = 300
#: Text that the model is so sure of is never a comment, unless a name says so and it is shorter than the text before.
SURE = 0.8
#: By how much less probable entries are than the text before.
MARGIN = 0.1
#: Fewest entries, and levels of boxes around a date that may be an entry.
MIN_ENTRIES, MAX_LEVELS = 3, 10
#: Longest date line and longest "Reply" of an entry in characters, and most dates that are examined.
MAX_STAMP_CHARS, MAX_CONTROL_CHARS, MAX_STAMPS = 100, 30, 2_000
#: Most boxes and runs of entries that are examined; they may be inside one another.
MAX_SECTIONS = 50
STAMP = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)")
DIGITS = re.compile(r"\d+")
DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2})(?!\d)")
#: Words beside "comments" in a class name of an article: there are some, or a part of it can be commented on.
STATES = frozenset("allowed closed disabled enabled off on open has hide no show with without".split())
WORD = re.compile(r"[A-Z]?[a-z]+")
#: Elements whose names say nothing of a box of comments.
UNNAMED = frozenset({"html", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6"})


def without_reader_comments(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* without the comments of readers.

    Args:
        layout: The layout of the page.
        chances: The probability of each passage.
        kept: The passages of the article, in order.
    """
    named = list(_named_boxes(layout, kept))
    covered = {index for section in named for index in section.members}
    text_ends = max((index for index in kept if layout.good[index] and index not in covered), default=-1)
    below = [section for section in named if section.members.start > text_ends]
    sections = sorted([*below, *_entries(layout, kept)], key=lambda found: found.members.start)
    text = _Text(layout, chances)
    place = 0
    for section in sections[:MAX_SECTIONS]:
        members = section.members
        start, stop = bisect_left(kept, members.start, place), bisect_left(kept, members.stop, place)
        text.extend(kept[place:start])
        place = max(place, start)
        if _are_comments(layout, text, _Text(layout, chances, kept[place:stop]), section):
            text.drop_label()
            place = stop
    text.extend(kept[place:])
    return text.indices


class _Section(NamedTuple):
    """Passages that may be comments, and the box around them, which may be named after comments."""

    members: range
    region: Region
    is_named: bool


class _Text:
    """Some passages, with their size and their mean probability."""

    def __init__(self, layout: Layout, chances: Sequence[float], indices: Iterable[int] = ()) -> None:
        self._layout, self._chances = layout, chances
        self.indices: list[int] = []
        self.size = self._weight = 0.0
        self.extend(indices)

    @property
    def chance(self) -> float:
        """The mean probability, weighted by size."""
        return self._weight / self.size if self.size else 0.0

    def extend(self, indices: Iterable[int]) -> None:
        """Add passages at the end."""
        for index in indices:
            self.indices.append(index)
            self._count(index, 1)

    def drop_label(self) -> None:
        """Remove labels of comments from the end: "Comments (12)", "Leave a comment"."""
        while self.indices and self._layout.kinds[self.indices[-1]] & LABEL and self._chances[self.indices[-1]] < SURE:
            self._count(self.indices.pop(), -1)

    def _count(self, index: int, times: int) -> None:
        self.size += times * self._layout.sizes[index]
        self._weight += times * self._layout.sizes[index] * self._chances[index]


def _are_comments(layout: Layout, text: _Text, found: _Text, section: _Section) -> bool:
    """Return whether *found*, the kept passages of the *section*, are comments on the *text* before it."""
    if not found.indices or text.size < MIN_TEXT:
        return False
    if layout.headline is not None and layout.headline >= section.members.start:
        return False
    if section.is_named:
        return found.chance < SURE or found.size <= text.size
    return found.chance < min(SURE, text.chance - MARGIN) or _is_answered(layout, section, text.indices[-1])


def _is_answered(layout: Layout, section: _Section, last: int) -> bool:
    """Return whether entries have words such as "Reply", or there is a field for text with them.

    Args:
        layout: The layout of the page.
        section: The entries.
        last: The last passage of the text before them.
    """
    labels = 0
    for index in section.members:
        labels += bool(layout.kinds[index] & LABEL) and len(layout.passages[index].text) <= MAX_CONTROL_CHARS
    region = section.region
    while region.parent is not None and region.parent.first > last:
        region = region.parent
    return labels >= MIN_ENTRIES or (region.first > last and region.box.element.find("textarea") is not None)


def _named_boxes(layout: Layout, kept: Iterable[int]) -> Iterator[_Section]:
    """Yield the outermost boxes named after comments around passages of *kept*."""
    outermost: dict[Region, Region | None] = {}
    found: dict[Region, None] = {}
    for index in kept:
        region: Region | None = layout.regions[index]
        climbed: list[Region] = []
        while region is not None and region not in outermost:
            climbed.append(region)
            region = region.parent
        named = outermost[region] if region is not None else None
        for region in reversed(climbed):
            if named is None and _is_named(region):
                named = region
            outermost[region] = named
        if named is not None:
            found[named] = None
    for box in found:
        yield _Section(range(box.first, box.last + 1), box, is_named=True)


def _is_named(region: Region) -> bool:
    """Return whether the box is named after comments."""
    if not region.groups & COMMENTS or region.box.tag in UNNAMED:
        return False
    about = [WORD.findall(name) for name in region.names.split() if "comment" in name.lower()]
    return STATES.isdisjoint(word.lower() for words in about for word in words)


def _entries(layout: Layout, kept: Sequence[int]) -> Iterator[_Section]:
    """Yield each run of entries, from its first entry to its last."""
    if not kept:
        return
    children: dict[Region, dict[Region, None]] = {}
    own: dict[Region, list[int]] = {}  #: the dates that are in no box of their own
    for index in _stamps(layout, kept[0]):
        child = layout.regions[index]
        own.setdefault(child, []).append(index)
        for _ in range(MAX_LEVELS):
            parent = child.parent
            if parent is None:
                break
            children.setdefault(parent, {})[child] = None
            child = parent
    for region, stamps in own.items():
        if len(stamps) >= MIN_ENTRIES:
            yield _Section(range(stamps[0], region.last + 1), region, is_named=False)
    for region, found in children.items():
        entries = _alike(found)
        if len(entries) >= MIN_ENTRIES:
            yield _Section(range(entries[0].first, _end(region, entries) + 1), region, is_named=False)


def _alike(boxes: Iterable[Region]) -> list[Region]:
    """Return the largest group of *boxes* with the same tag and, but for numbers, the same class."""
    groups: dict[tuple[str, str], list[Region]] = {}
    for box in boxes:
        groups.setdefault((box.box.tag, DIGITS.sub("", box.names)), []).append(box)
    return max(groups.values(), key=len)


def _end(parent: Region, entries: Sequence[Region]) -> int:
    """Return the last passage of the entries: where a date is a box of its own, its text is in the boxes after it."""
    alone = all(entry.first == entry.last for entry in entries)
    return parent.last if alone else entries[-1].last


def _stamps(layout: Layout, start: int) -> list[int]:
    """Return the short passages from *start* on that have a date with a time of day."""
    stamps = (
        passage.index
        for passage in islice(layout.passages, start, None)
        if len(passage.text) <= MAX_STAMP_CHARS and STAMP.search(passage.text) and DAY.search(passage.text)
    )
    return list(islice(stamps, MAX_STAMPS))
