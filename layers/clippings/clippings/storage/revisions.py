"""Reads an article's revisions, newest first, only as far as needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from clippings.storage import captures
from clippings.storage.captures import CAPTURES, CaptureRecord
from clippings.storage.history import Revision, runs, to_revision
from clippings.storage.table import Table

#: Captures that one query reads: some 50 kB.
STEP = 100
#: Captures after which a page ends. A revision with more captures is a page by itself.
MAX_CAPTURES = 1_000


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """*items*, newest first; *position* is the start of the next page, None after the last."""

    items: tuple[Revision, ...]
    position: dict[str, Any] | None


def read_page(walk: Iterator[Revision], limit: int) -> RevisionPage:
    """Return at most *limit* of the revisions that :func:`walk_revisions` yields."""
    items: list[Revision] = []
    seen = 0
    for revision in walk:
        items.append(revision)
        seen += revision.captures
        if len(items) == limit or seen >= MAX_CAPTURES:
            break
    if not items or items[-1].changed is None:  # only the oldest revision has no differences from the one before
        return RevisionPage(tuple(items), None)
    return RevisionPage(tuple(items), {"before": items[-1].id, "number": items[-1].number - 1})


def walk_revisions(
    table: Table, article_id: str, *, count: int, fullest: int, position: dict[str, Any] | None = None
) -> Iterator[Revision]:
    """Yield the revisions of an article, newest first, or from *position* on.

    *count* and *fullest* come from its record: the number of revisions, and the words of the longest capture. A run of
    captures is complete when the last capture of the run before it has been read.
    """
    number = position["number"] if position else count
    window: list[CaptureRecord] = []
    after = None
    while True:
        page = table.query(f"ARTICLE#{article_id}", _bounds(position), after=after, forward=False, limit=STEP)
        read = [captures.from_item(item) for item in page.items]
        window += _before(read, position["before"]) if position and after is None else read
        found = runs(window, fullest)
        for before, run in reversed(list(pairwise(found))):
            yield to_revision(run, number, before)
            number -= 1
        if page.last is None:
            if found:
                yield to_revision(found[0], number, None)
            return
        window = found[0].capture_records if found else []
        after = page.last


def _bounds(position: dict[str, Any] | None) -> tuple[str, str]:
    """Return the bounds up to and including the time of the capture *position*, which others may have too."""
    if position is None:
        return CAPTURES
    moment, _, _ = position["before"].rpartition("-")
    return CAPTURES[0], f"{CAPTURES[0]}{moment}~"


def _before(read: list[CaptureRecord], name: str) -> list[CaptureRecord]:
    first = next((each for each in read if each.id == name), None)
    return [each for each in read if first is None or each.order < first.order]
