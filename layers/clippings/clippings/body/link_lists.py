"""Keeps lists of links that belong to the text: reports, courses, sources that it names.

A list of short links is furniture for the model (``structures.Structure.is_furniture``). Directly between two kept
passages of one box it mostly is not: of such lists of ``wcxb``, ``aeds`` and ``fundus``, contents apart, the labeled
bodies contain those of 23 pages, and leave out those of 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from clippings.body.class_names import group_bits
from clippings.body.furniture_words import kind_bits
from clippings.body.layout import Layout
from clippings.body.roles import is_pointer, make_role_context
from clippings.body.structure_rules import is_right_between
from clippings.body.structures import KINDS, Structure

#: Groups of class names of lists that lead away from the text.
LEADING_AWAY = frozenset({"related", "ad", "subscribe", "nav", "share", "tag", "following", "tool", "comment"})
AWAY = group_bits(LEADING_AWAY)
#: Kinds of furniture whose words in a short line before a list announce no part of the text: "Share this:", "Topics:".
LABELS = frozenset({"share", "tag", "comment", "subscribe", "account", "advert"})
LABEL = kind_bits(LABELS)
MAX_LABEL_CHARS = 60
#: Most items of a list that only asks a reader to follow or share, as their words show.
MAX_CALLS = 2
#: Least linked share of such a list, and most of the kept text that it may have.
MIN_LINKED, MAX_SHARE = 0.5, 0.3


def with_link_lists(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* with the lists of links directly between two kept passages.

    The entries are short, or the passage before the list ends with a colon. "Read also:" announces other articles.
    """
    inside = set(kept)
    room = MAX_SHARE * fsum(layout.sizes[index] for index in kept)
    for structure in dict.fromkeys(layout.structures[index + 1] for index in kept[:-1]):
        if structure is not None and structure.members[0] not in inside and _belongs(layout, structure, inside, room):
            inside.update(structure.members)
    return sorted(inside)


def _belongs(layout: Layout, structure: Structure, kept: set[int], room: float) -> bool:
    region, before = structure.region, structure.members[0] - 1
    if structure.kind != KINDS["ul"] or region.linked < MIN_LINKED * region.size or region.size > room:
        return False
    if region.groups & AWAY or region.embedded or not is_right_between(layout, structure, kept):
        return False
    if all(layout.kinds[index] & LABEL for index in structure.members[: MAX_CALLS + 1]):
        return False
    text = layout.passages[before].text
    if not (text[-1] in ":：" or structure.is_furniture) or is_pointer(make_role_context(layout, before)):
        return False
    if layout.kinds[before] & LABEL and len(text) <= MAX_LABEL_CHARS:
        return False
    return not _is_contents(structure)


def _is_contents(structure: Structure) -> bool:
    """Return whether most links of the list lead to places on the page itself."""
    addresses = [link.attr("href") or "" for link in structure.region.box.element.find_all("a")]
    return 2 * sum(address.startswith("#") for address in addresses) >= len(addresses)
