"""The entries of a live blog: where each begins, and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from typing import Any

from clippings.body.class_names import group_bits, groups_in
from clippings.body.layout import Layout
from clippings.body.regions import Region
from clippings.page.flow import Box, Passage
from clippings.page.page import Page
from clippings.page.tree import Element, Text, attribute, beginning
from clippings.records import Role

#: Class names of one entry of a live blog. Names of the parts of an entry are excluded.
ENTRY_NAME = re.compile(
    r"live[-_ ]?(?:blog|ticker|feed|story|update|event)?s?[-_ ]{0,2}(?:entry|post|item|block|update)s?(?![\w-])",
    re.IGNORECASE,
)
#: Most boxes between an entry and its first passage.
ENTRY_REACH = 4
#: Roles with which an entry may begin.
BEGINNINGS: frozenset[Role | None] = frozenset({"paragraph", "heading", "list_item", "quote"})
#: Tags of an entry's title, and passages at its beginning that are examined for title and time.
TITLES = frozenset({"h2", "h3", "h4", "h5", "h6"})
MAX_HEAD = 4
#: Longest text of a time, in characters, and its largest linked share: links beyond it share the entry.
MAX_TIME_CHARS, MAX_TITLE_LINKS = 40, 0.5
#: A time of day as text: "18:05", "6:05 pm", "18.05 Uhr", "18h05".
CLOCK = re.compile(r"\d{1,2}[:h.][0-5]\d(?::[0-5]\d)?(?: ?[^\W\d]{1,4}\.?)?")
LIVE = frozenset({"LiveBlogPosting"})
BYLINE = group_bits(["byline"])
#: Letters by which an entry is recognized, and the least number that identifies one.
KNOWN_LETTERS, MIN_KNOWN_LETTERS = 60, 12


def mark_entries(page: Page, passages: Sequence[Passage], roles: list[Role | None]) -> dict[int, datetime | None]:
    """Give the first passage of each entry the role ``live_entry``, and return the times of the entries by passage.

    An entry is one that the page's JSON-LD lists among a live blog's updates, or a box that is named as one. A time is
    naive if the page names no time zone.
    """
    updates = _declared(page)
    times: dict[int, datetime | None] = {}
    seen: set[Box] = set()
    for index, role in enumerate(roles):
        if role not in BEGINNINGS:
            continue
        time = updates.pop(_letters(passages[index].text), None) if updates else None
        entry = _entry_around(passages[index].box)
        if time is None and (entry is None or entry in seen):
            continue
        if entry is not None:
            seen.add(entry)
            time = time or _times(page).get(entry.element)
        roles[index] = "live_entry"
        times[index] = time
    return times


def with_heads(page: Page, layout: Layout, kept: Sequence[int], *, is_live: bool) -> list[int]:
    """Return *kept* with the titles of its entries, and without times that are alone in a passage.

    Args:
        page: The page.
        layout: The page's passages and boxes.
        kept: Indices of the passages that were selected, in order.
        is_live: Whether the page declares a live blog; then each of several articles with a time is an entry.
    """
    entries: dict[Region, None] = {}
    for index in kept:
        region: Region | None = layout.regions[index]
        for _ in range(ENTRY_REACH + 1):
            if region is None:
                break
            if _is_entry(page, region, is_live=is_live):
                entries[region] = None
                break
            region = region.parent
    chosen = set(kept)
    for entry in entries:
        for index in range(entry.first, min(entry.last, entry.first + MAX_HEAD) + 1):
            passage = layout.passages[index]
            if _is_time(passage) or _is_byline(passage):
                chosen.discard(index)
            elif passage.box.tag in TITLES or (
                layout.shares[index] < MAX_TITLE_LINKS and _is_in_header(layout.regions[index], entry)
            ):
                chosen.add(index)
    return sorted(chosen)


def is_live_blog(page: Page) -> bool:
    """Return whether the page's JSON-LD declares a live blog."""
    return bool(page.linked_data.of_type(LIVE))


def _is_entry(page: Page, region: Region, *, is_live: bool) -> bool:
    if region.names and ENTRY_NAME.search(region.names):
        return True
    if not is_live or region.box.tag not in ("article", "section", "li") or not region.alike or region.alike[0] < 2:
        return False
    return region.box.element in _times(page)


def _times(page: Page) -> dict[Element, datetime | None]:
    """Return the first readable time, or None, of each element that contains a ``<time>`` element."""
    return page.cached("times", lambda: _find_times(page))


def _find_times(page: Page) -> dict[Element, datetime | None]:
    found: dict[Element, datetime | None] = {}
    for stamp in page.tree.find_all("time"):
        time = _read_time(attribute(stamp, "datetime"))
        around = stamp.parent
        while type(around) is Element and (around not in found or (found[around] is None and time is not None)):
            found[around] = time
            around = around.parent
    return found


def _is_time(passage: Passage) -> bool:
    """Return whether the passage is the text of a ``<time>`` element, or a time of day, and nothing else."""
    if len(passage.text) > MAX_TIME_CHARS:
        return False
    if CLOCK.fullmatch(passage.text):
        return True
    first = next((node for node in passage.nodes if type(node) is Text and not node.data.isspace()), None)
    stamp = first.parent if first is not None else None
    while type(stamp) is Element and stamp.tag != "time" and stamp != passage.element:
        stamp = stamp.parent
    return type(stamp) is Element and stamp.tag == "time" and beginning(stamp) == passage.text


def _is_byline(passage: Passage) -> bool:
    """Return whether all text of a short passage is in an element that is named as a byline or as an author."""
    if len(passage.text) > MAX_TIME_CHARS or passage.box.tag in TITLES:
        return False
    texts = [node.parent for node in passage.nodes if type(node) is Text and not node.data.isspace()]
    names = [attribute(parent, "class") or "" if type(parent) is Element else "" for parent in texts]
    return bool(names) and all(groups_in(name) & BYLINE for name in names)


def _is_in_header(region: Region, entry: Region) -> bool:
    level: Region | None = region
    while level is not None and level is not entry:
        if level.box.tag == "header":
            return True
        level = level.parent
    return False


def _declared(page: Page) -> dict[str, datetime]:
    """Return the times of the updates in the page's JSON-LD, by the letters with which each begins."""
    data = page.linked_data
    found: dict[str, datetime] = {}
    for _, blog in data.of_type(LIVE):
        for update in data.values(blog, "liveBlogUpdate"):
            time = _read_time(update.get("datePublished")) if isinstance(update, dict) else None
            if time is None:
                continue
            for key in ("headline", "articleBody"):
                letters = _letters(unescape(text)) if isinstance(text := update.get(key), str) else ""
                if len(letters) >= MIN_KNOWN_LETTERS:
                    found.setdefault(letters, time)
                    break
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[: 3 * KNOWN_LETTERS].lower()))[:KNOWN_LETTERS]


def _entry_around(box: Box | None) -> Box | None:
    for _ in range(ENTRY_REACH):
        if box is None:
            return None
        names = attribute(box.element, "class")
        if names and ENTRY_NAME.search(names):
            return box
        box = box.parent
    return None


def _read_time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None
