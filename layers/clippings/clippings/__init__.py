"""Clippings: extracting, enriching and storing the articles in web pages.

>>> import clippings
>>> article = clippings.parse(html, url="https://example.org/story")  # doctest: +SKIP

The parser, the models and the rules load on first use: a function that only reads articles does not need them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clippings.errors import ClippingsError, RejectedPage

if TYPE_CHECKING:
    from clippings.article import EnrichedArticle, ParsedArticle
    from clippings.enrichment import enrich
    from clippings.parsing import parse

__all__ = ["ClippingsError", "EnrichedArticle", "ParsedArticle", "RejectedPage", "enrich", "parse"]

_HOMES = {
    "EnrichedArticle": "clippings.article",
    "ParsedArticle": "clippings.article",
    "enrich": "clippings.enrichment",
    "parse": "clippings.parsing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
