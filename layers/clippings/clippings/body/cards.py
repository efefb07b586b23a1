"""Leaves out cards: boxes between paragraphs with a linked headline and a blurb that lead to another page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import fsum

from clippings.body.class_names import NAMES
from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.regions import MARK, Region
from clippings.page.tree import Element

GROUP = {name: 1 << bit for bit, name in enumerate(NAMES)}
#: Class names of boxes that point to other pages.
POINTING = GROUP["related"] | GROUP["ad"] | GROUP["subscribe"]
#: Most passages of a card, and most text, in Latin letters.
MIN_PASSAGES, MAX_PASSAGES, MAX_SIZE = 2, 6, 700.0
#: The same for a box that is not named as a card.
MAX_UNNAMED_SIZE = 350.0
#: Least words of a headline.
MIN_HEADLINE_LINKS, MIN_HEADLINE_CHARS = 0.8, 12
#: Boxes above a passage that are examined for a card, and elements above it that are examined for a link.
REACH = 4
#: Largest share of the text around it that a card has, and largest share that all cards have together.
MAX_SHARE, MAX_DROPPED = 0.4, 0.3
#: Elements that are not cards unless they are named so: a blockquote may embed a page.
TEXT_BOXES = frozenset({"li", "ul", "ol", "dl", "blockquote", "td", "tr", "table", "tbody"})
#: Class names of a teaser in one line, and the share of its link: the rest is a blurb.
LINE_NAME = re.compile(r"(?<![a-z])(?:teaser|read-?(?:more|also|next)|see-?also|recirc)(?![a-z])", re.IGNORECASE)
MIN_LINE_LINKS, MAX_LINE_LINKS = 0.25, 0.8
#: More unnamed boxes than this, each with a blurb without headline, are a list and not cards.
MAX_UNNAMED = 3


def without_cards(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* without the passages of cards.

    A box is a card if it is small, contains a linked headline, and one of these is true: its class names a card, it is
    an ``<aside>``, or its headline was not kept. Many such boxes without a name of cards are the entries of a list that
    is the article.
    """
    inside = frozenset(kept)
    size = fsum(layout.sizes[index] for index in kept)
    named: set[int] = set()
    unnamed: dict[Region, range] = {}
    decided: dict[Region, bool] = {}
    for index in kept:
        region: Region | None = layout.regions[index]
        for _ in range(REACH):
            if region is None or region.passages > MAX_PASSAGES or region.size > min(MAX_SIZE, MAX_SHARE * size):
                break
            if region not in decided:
                decided[region] = is_card(layout, region, inside)
            if decided[region]:
                members = range(region.first, region.last + 1)
                if points_elsewhere(region):
                    named.update(members)
                else:
                    unnamed[region] = members
                break
            region = region.parent
        else:
            region = None
        if is_linked_line(layout, index):
            named.add(index)
        elif (region is None or not decided.get(region)) and is_linked_card(layout, index, inside):
            unnamed[layout.regions[index]] = range(index, index + 1)
    dropped = named | ({i for members in unnamed.values() for i in members} if len(unnamed) <= MAX_UNNAMED else set())
    if not dropped or fsum(layout.sizes[index] for index in kept if index in dropped) > MAX_DROPPED * size:
        return list(kept)
    return [index for index in kept if index not in dropped]


def is_card(layout: Layout, region: Region, kept: Iterable[int]) -> bool:
    """Return whether the box of *region* is a card."""
    if not region.passages >= MIN_PASSAGES:
        return False
    members = range(region.first, region.last + 1)
    if any(layout.passages[index].kind != "text" for index in members):
        return False
    headlines = [index for index in members if is_headline(layout, index)]
    if points_elsewhere(region):
        return bool(headlines) or any(layout.shares[index] >= MIN_HEADLINE_LINKS for index in members)
    return (
        len(headlines) == 1
        and headlines[0] not in kept
        and region.size <= MAX_UNNAMED_SIZE
        and (region.box.tag not in TEXT_BOXES or (region.box.tag == "blockquote" and "card" in region.names))
    )


def is_headline(layout: Layout, index: int) -> bool:
    """Return whether the passage at *index* is a link with enough words for a headline."""
    return layout.shares[index] >= MIN_HEADLINE_LINKS and len(layout.passages[index].text) >= MIN_HEADLINE_CHARS


def points_elsewhere(region: Region) -> bool:
    """Return whether the names or the tag of the box mark it as a pointer to other pages."""
    return bool(region.groups & POINTING or region.marks & MARK["aside"])


def is_linked_line(layout: Layout, index: int) -> bool:
    """Return whether the passage at *index* is a teaser in one line: a link and a blurb in a box with such a name."""
    region = layout.regions[index]
    around = region if region.names or region.parent is None or region.parent.passages > 1 else region.parent
    passage = layout.passages[index]
    if layout.sizes[index] > MAX_UNNAMED_SIZE or not MIN_LINE_LINKS <= layout.shares[index] <= MAX_LINE_LINKS:
        return False
    if passage.linked < MIN_HEADLINE_CHARS or passage.kind != "text" or passage.box.tag in HEADINGS:
        return False
    return bool(around.groups & GROUP["related"]) or LINE_NAME.search(around.names) is not None


def is_linked_card(layout: Layout, index: int, kept: Iterable[int]) -> bool:
    """Return whether the passage at *index* is in a link around a whole box, of which another passage was not kept."""
    if layout.shares[index] < MIN_HEADLINE_LINKS:
        return False
    link = layout.passages[index].element
    for _ in range(REACH):
        parent = link.parent
        if type(parent) is not Element:
            return False
        link = parent
        if link.tag == "a":
            break
    if link.tag != "a" or link.attr("href") is None:
        return False
    neighbours = [other for other in (index - 2, index - 1, index + 1, index + 2) if 0 <= other < len(layout.passages)]
    return any(
        other not in kept and link in layout.passages[other].element.ancestors
        for other in neighbours
        if layout.passages[other].element != link
    )
