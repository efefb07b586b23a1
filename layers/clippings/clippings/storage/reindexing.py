"""Fills the search index from the table, and repairs it: every article is put in as it is, and what is gone is removed.

It goes through the lists of months and then through the index, step by step; no table is scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clippings.storage.article_following import ArticleFollower
from clippings.storage.lists import Lists

#: Articles of one bulk request.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What was done, and the *position* to go on from; None when the index is complete."""

    indexed: int
    removed: int
    position: dict[str, Any] | None


class Reindexer:
    """Has *follower* feed the index with the articles of *lists*."""

    def __init__(self, lists: Lists, follower: ArticleFollower) -> None:
        self._lists = lists
        self._follower = follower

    def step(self, position: Mapping[str, Any] | None, *, is_late: Callable[[], bool]) -> Reindexed:
        """Go on from *position*, None for the beginning, until *is_late* or the end."""
        index = self._follower.index
        if index is None:
            return Reindexed(0, 0, None)
        at: dict[str, Any] | None = dict(position) if position else {"listed": None}
        indexed = removed = 0
        while at is not None:
            if "listed" in at:
                rows = self._lists.month_page(limit=PAGE, position=at["listed"])
                ids = [item["id"] for item in rows.items]
                at = {"listed": rows.position} if rows.position else {"held": None}
            else:
                # What the table does not list any more: its removal from the index was lost.
                ids, after = index.ids(at["held"], PAGE)
                at = {"held": after} if after else None
            followed = self._follower.index_only(ids)
            indexed, removed = indexed + followed.indexed, removed + followed.removed
            if is_late():
                break
        return Reindexed(indexed, removed, at)
