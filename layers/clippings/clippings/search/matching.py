"""Decides whether one article matches a query. It is used for saved searches, and as the reference in tests."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.search.document import SearchDocument
from clippings.search.engine import SearchRequest
from clippings.search.folding import facet_value
from clippings.search.query import Operand, TextQuery


class MatchedDocument:
    """A document whose words are indexed for many queries."""

    def __init__(self, document: SearchDocument) -> None:
        self.document = document
        self._places: dict[str, list[tuple[Sequence[str], int]]] = {}
        for words in document.words.values():
            for at, word in enumerate(words):
                self._places.setdefault(word, []).append((words, at))
        self._facets: dict[str, set[str]] = {}
        for kind, folded, _ in document.facets:
            self._facets.setdefault(kind, set()).add(folded)

    def fits(self, request: SearchRequest) -> bool:
        """Return whether the article matches *request*, without regard to its position, order and limit."""
        document = self.document
        if request.dated is not None and document.dated != request.dated:
            return False
        if (request.first_day or request.last_day) and not document.dated:
            return False
        if request.first_day and document.day < request.first_day:
            return False
        if request.last_day and document.day > request.last_day:
            return False
        if request.first_second and document.added_at < request.first_second:
            return False
        for kind, values in request.filters:
            if self._facets.get(kind, set()).isdisjoint(facet_value(kind, value) for value in values):
                return False
        return request.query is None or self._fits_query(request.query)

    def _fits_query(self, query: TextQuery) -> bool:
        if query.title and query.title == self.document.title_key:
            return True
        if any(self._has(operand) for operand in query.without):
            return False
        return all(any(self._has(operand) for operand in clause) for clause in query.clauses)

    def _has(self, operand: Operand) -> bool:
        if len(operand.words) == 1 and operand.is_prefix:
            return any(word.startswith(operand.words[0]) for word in self._places)
        return any(self._follow(words, at, operand) for words, at in self._places.get(operand.words[0], ()))

    @staticmethod
    def _follow(words: Sequence[str], at: int, operand: Operand) -> bool:
        found = tuple(words[at : at + len(operand.words)])
        if not operand.is_prefix:
            return found == operand.words
        whole = found[:-1] == operand.words[:-1] and len(found) == len(operand.words)
        return whole and found[-1].startswith(operand.words[-1])
