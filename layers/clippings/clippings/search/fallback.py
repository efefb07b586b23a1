"""An engine that asks another one where the first does not answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from clippings.search.engine import EngineUnavailable, SearchEngine, SearchRequest, SearchResult

logger = logging.getLogger(__name__)


class FallbackEngine:
    """Asks *first*, and *reserve* where that does not answer. The engine that began a list answers all of its pages."""

    def __init__(self, first: SearchEngine, reserve: SearchEngine) -> None:
        self._first = first
        self._reserve = reserve
        self.name = first.name
        self.engines = first.engines | reserve.engines

    def search(self, request: SearchRequest) -> SearchResult:
        """Return a page of what fits *request*.

        Raises:
            EngineUnavailable: The engine that gave the page before does not answer.
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
        """Return how many articles have each of *values* of the facet *kind*; None where no engine knows."""
        try:
            return self._first.count_values(kind, values)
        except EngineUnavailable as trouble:
            logger.warning("%s did not count, %s is asked: %s", self._first.name, self._reserve.name, trouble)
            return self._reserve.count_values(kind, values)
