"""An engine that uses another one if the first does not answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from clippings.search.engine import EngineUnavailable, SearchEngine, SearchRequest, SearchResult

logger = logging.getLogger(__name__)


class FallbackEngine:
    """Uses *first*, or *reserve* if that does not answer. The engine that began a list returns all of its pages."""

    def __init__(self, first: SearchEngine, reserve: SearchEngine) -> None:
        self._first = first
        self._reserve = reserve
        self.name = first.name
        self.engines = first.engines | reserve.engines

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of the articles that match *request*.

        Raises:
            EngineUnavailable: The engine of the previous page does not answer.
        """
        began = request.position["engine"] if request.position else None
        if began == self._reserve.name:
            return self._reserve.search(request)
        try:
            return self._first.search(request)
        except EngineUnavailable as trouble:
            if began:
                raise
            logger.warning("%s did not answer, %s does: %s", self._first.name, self._reserve.name, trouble)
            return self._reserve.search(request)

    def count_values(self, kind: str, values: Sequence[str]) -> Mapping[str, int] | None:
        """Return the number of articles with each of *values* of the facet *kind*; None if no engine counts."""
        try:
            return self._first.count_values(kind, values)
        except EngineUnavailable as trouble:
            logger.warning("%s did not count, %s is asked: %s", self._first.name, self._reserve.name, trouble)
            return self._reserve.count_values(kind, values)
