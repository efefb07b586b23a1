"""Fills and repairs the search index from the table: writes every article, and removes articles that no longer exist.

If articles are exported to a table for Athena, their rows are written too. The lists of months are read, then the
index, in steps. The table is not scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clippings.storage.article_following import ArticleFollower
from clippings.storage.article_stream import ExportQueue
from clippings.storage.lists import Lists

#: Most articles of one bulk request.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Reindexed:
    """The numbers of articles of one step, and the *position* of the next step; None when the index is complete."""

    indexed: int
    removed: int
    position: dict[str, Any] | None


class Reindexer:
    """Makes *follower* index the articles of *lists*, and sends them to *exports* if there is such a queue."""

    def __init__(self, lists: Lists, follower: ArticleFollower, exports: ExportQueue | None = None) -> None:
        self._lists = lists
        self._follower = follower
        self._exports = exports

    def step(self, position: Mapping[str, Any] | None, *, is_late: Callable[[], bool]) -> Reindexed:
        """Continue from *position* (None: the beginning) until *is_late* returns True or everything is indexed."""
        index = self._follower.index
        if index is None and self._exports is None:
            return Reindexed(0, 0, None)
        at: dict[str, Any] | None = dict(position) if position else {"listed": None}
        indexed = removed = 0
        while at is not None:
            if "listed" in at:
                rows = self._lists.month_page(limit=PAGE, position=at["listed"])
                ids = [item["id"] for item in rows.items]
                at = {"listed": rows.position} if rows.position else {"held": None}
                if self._exports is not None:
                    self._exports.send(ids)
            elif index is None:
                return Reindexed(indexed, removed, None)
            else:
                # Articles in the index that the table no longer lists, because a removal was lost.
                ids, after = index.ids(at["held"], PAGE)
                at = {"held": after} if after else None
            followed = self._follower.index_only(ids)
            indexed, removed = indexed + followed.indexed, removed + followed.removed
            if is_late():
                break
        return Reindexed(indexed, removed, at)
