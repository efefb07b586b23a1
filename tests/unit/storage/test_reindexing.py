"""Filling and repairing the search index; tests/integration/search/test_following.py does it with real ones."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from clippings.storage.article_following import Followed
from clippings.storage.lists import Rows
from clippings.storage.reindexing import Reindexed, Reindexer


class Archive:
    """Two pages of a list, and an index that holds one article more."""

    def __init__(self) -> None:
        self.followed: list[str] = []
        self.index = SimpleNamespace(ids=lambda after, _limit: (["a", "b"], "b") if after is None else (["gone"], None))

    def month_page(self, *, limit: int, position: dict[str, Any] | None) -> Rows:
        assert limit > 0
        return Rows(({"id": "b"},), None, 1) if position else Rows(({"id": "a"},), {"sk": "x"}, 1)

    def index_only(self, ids: Iterable[str]) -> Followed:
        ids = list(ids)
        self.followed += ids
        return Followed(len(ids), 0)


def test_reindexing_reads_the_lists_and_then_the_index() -> None:
    archive = Archive()
    done = Reindexer(archive, archive).step(None, is_late=lambda: False)  # type: ignore[arg-type]
    assert archive.followed == ["a", "b", "a", "b", "gone"]
    assert done == Reindexed(5, 0, None)


def test_reindexing_continues_where_it_stopped() -> None:
    archive = Archive()
    reindexer = Reindexer(archive, archive)  # type: ignore[arg-type]
    position: dict[str, Any] | None = None
    for expected in (["a"], ["b"], ["a", "b"], ["gone"]):
        archive.followed = []
        position = reindexer.step(position, is_late=lambda: True).position
        assert archive.followed == expected
    assert position is None


def test_without_an_index_there_is_nothing_to_fill() -> None:
    archive = Archive()
    archive.index = None  # type: ignore[assignment]
    assert Reindexer(archive, archive).step(None, is_late=lambda: False) == Reindexed(0, 0, None)  # type: ignore[arg-type]


def test_articles_are_sent_to_the_table_for_athena_with_and_without_an_index() -> None:
    sent: list[str] = []
    exports = SimpleNamespace(send=sent.extend)
    archive = Archive()
    Reindexer(archive, archive, exports).step(None, is_late=lambda: False)  # type: ignore[arg-type]
    assert sent == ["a", "b"]  # those of the lists; an id that only the index has is not an article any more
    archive.index = None  # type: ignore[assignment]
    position: dict[str, Any] | None = None
    for expected in (["a"], ["b"]):
        sent.clear()
        position = Reindexer(archive, archive, exports).step(position, is_late=lambda: True).position  # type: ignore[arg-type]
        assert sent == expected
    assert Reindexer(archive, archive, exports).step(position, is_late=lambda: True).position is None  # type: ignore[arg-type]
