"""Fake stores of lists that return one page and record the requests."""

from __future__ import annotations

from typing import Any

from clippings.storage.cursors import Cursors
from clippings.storage.lists import Lists

CURSORS = Cursors(lambda: "a secret of more than sixteen bytes")


class Recorder:
    """Lists, changes and ingestions that return one page and record the requests."""

    def __init__(self, page: Any) -> None:
        self.answer = page
        self.asked: list[tuple[Any, ...]] = []
        self.options: dict[str, Any] = {}
        unread = Lists(None, 1)  # type: ignore[arg-type]
        self.is_listed = unread.is_listed

    def _ask(self, *places: Any, **options: Any) -> Any:
        self.asked.append(places)
        self.options = options
        return self.answer

    def page(self, *places: Any, filters: Any = (), **options: Any) -> Any:
        return self._ask(*places, *filters, **options)

    def month_page(self, filters: Any = (), **options: Any) -> Any:
        return self._ask(*filters, **options)

    for_key = on_day = _ask


class AnyPublisher:
    """Facet values in which every publisher is found by its name."""

    def find_publishers(self, asked: str) -> tuple[str, ...]:
        return (asked,)
