"""Keeps disclosures whole: sections with a title that opens and closes them, alone or in an accordion.

The title is a button or link that names the section's element (``aria-controls`` of WAI-ARIA, or the collapse of
Bootstrap), the ``<summary>`` of ``<details>``, or the heading of a section of ``<amp-accordion>``. A text with a
section that lost its title is damaged, and so is an accordion that lost one of its sections.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from clippings.body.class_names import group_bits
from clippings.body.layout import Layout
from clippings.body.regions import Region
from clippings.body.roles import around
from clippings.page.page import Page
from clippings.page.tree import Element

#: Controls that open and close an element, and the attributes that name it.
CONTROLS = '[aria-expanded][aria-controls],[data-toggle="collapse"],[data-bs-toggle="collapse"]'
TARGETS = ("aria-controls", "data-bs-target", "data-target", "href")
#: Most controls of a page, levels between a title and its control, and passages of an accordion.
MAX_CONTROLS, MAX_LEVELS, MAX_PASSAGES = 500, 4, 120
#: Least mean probability of a single section and of an accordion. On the labeled pages the bodies contain all of the 15
#: accordions of which the selection kept sections, but one; of those directly between two kept passages all.
MIN_CHANCE, MIN_JOINED_CHANCE = 0.15, 0.05
#: Largest linked share of them.
MAX_LINKED = 0.3
#: Passages before and after an accordion of which one must be kept.
NEAR = 5
#: Boxes at and above a passage that are examined for their names, and those of sections that are not a part of a text.
REACH = 3
LEADING_AWAY = frozenset({"comment", "related", "share", "nav", "ad", "subscribe"})
AWAY = group_bits(LEADING_AWAY)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A section: the index of its *title*, and of the *first* and the *last* passage of its content."""

    title: int
    first: int
    last: int


def with_disclosures(page: Page, layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the titles of kept sections, and with whole accordions.

    An accordion is completed where one of its sections is kept or where it is directly between two kept passages.
    """
    inside = set(kept)
    for group in join(find_disclosures(page, layout)):
        members = range(group[0].title, group[-1].last + 1)
        begun = [section for section in group if section.first in inside or section.last in inside]
        if not _leads_away(layout, members) and (begun or _is_between(members, inside)):
            weights = [layout.sizes[index] for index in members]
            mean = fsum(chances[index] * layout.sizes[index] for index in members) / fsum(weights)
            if mean >= (MIN_JOINED_CHANCE if len(group) > 1 else MIN_CHANCE):
                inside.update(members)
                continue
        inside.update(section.title for section in begun if section.first in inside)
    inside.discard(-1 if layout.headline is None else layout.headline)
    return sorted(inside)


def find_disclosures(page: Page, layout: Layout) -> list[Disclosure]:
    """Return the sections of *page* that have a title directly before them, in order."""
    found = {}
    for control, region in _opened(page, layout):
        title = region.first - 1
        if title >= 0 and title != layout.headline and _is_in(control, layout.passages[title].element):
            found[region.first] = Disclosure(title, region.first, region.last)
    for region in layout.order:
        if region.passages > 1 and _is_titled(region, layout.regions[region.first]):
            found[region.first + 1] = Disclosure(region.first, region.first + 1, region.last)
    return [found[first] for first in sorted(found)]


def _is_titled(region: Region, first: Region) -> bool:
    """Return whether the *first* passage of *region* is the title by which a reader opens it."""
    tag, around = region.box.tag, region.parent
    if tag == "details":
        return "summary" in (first.box.tag, first.parent.box.tag if first.parent is not None else "")
    return tag == "section" and around is not None and around.box.tag == "amp-accordion" and first.parent is region


def join(sections: Sequence[Disclosure]) -> list[list[Disclosure]]:
    """Return the *sections* in groups of those that directly follow each other. Those inside another are left out."""
    groups: list[list[Disclosure]] = []
    for section in sections:
        if not groups or section.title > groups[-1][-1].last + 1:
            groups.append([section])
        elif section.title == groups[-1][-1].last + 1:
            groups[-1].append(section)
    return groups


def _opened(page: Page, layout: Layout) -> Iterator[tuple[Element, Region]]:
    controls = page.tree.select(CONTROLS)[:MAX_CONTROLS]
    if not controls:
        return
    named = {name: region for region in layout.order if (name := region.box.element.attr("id"))}
    for control in controls:
        for attribute in TARGETS:
            region = named.get((control.attr(attribute) or "").strip().removeprefix("#"))
            if region is not None:
                yield control, region
                break


def _is_in(control: Element, title: Element) -> bool:
    """Return whether *control* is in the element of the *title*, or around it."""
    for inner, outer in ((control, title), (title, control)):
        node = inner
        for _ in range(MAX_LEVELS):
            if node == outer:
                return True
            if type(node.parent) is not Element:
                break
            node = node.parent
    return False


def _leads_away(layout: Layout, members: range) -> bool:
    """Return whether an accordion is too long, mostly links, or named as something that is not a part of a text."""
    if len(members) > MAX_PASSAGES or layout.headline in members:
        return True
    linked = fsum(layout.passages[index].linked for index in members)
    return linked > MAX_LINKED * fsum(len(layout.passages[index].text) for index in members) or any(
        around(layout.regions[index], REACH)[1] & AWAY for index in members
    )


def _is_between(members: range, kept: Collection[int]) -> bool:
    """Return whether a kept passage is shortly before and shortly after *members*."""
    before, after = range(members.start - NEAR, members.start), range(members.stop, members.stop + NEAR)
    return any(index in kept for index in before) and any(index in kept for index in after)
