"""Caches for pure functions of the core, since histories repeat a few pages many times."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from clippings.enrichment import enriching
from clippings.parsing import parse
from clippings.storage import page_parsing

#: The expensive functions of enrichment, which depend on their arguments only.
ENRICHMENT = (
    "split_sentences", "find_entities", "find_keywords", "find_quotes", "find_summary", "find_fingerprint",
    "choose_language",
)  # fmt: skip
#: Later than every date of the pages, so that their dates are accepted, as at the time of each capture.
NEWEST = datetime(2026, 4, 1, tzinfo=UTC)


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return *function* with a cache. Arguments are equal if their repr is equal."""
    answers: dict[str, Any] = {}

    def answer(*given: Any, **named: Any) -> Any:
        key = repr((given, named))
        if key not in answers:
            answers[key] = function(*given, **named)
        return answers[key]

    return answer


def _parse(data: bytes, url: str | None, **more: Any) -> Any:
    return parse(data, url, NEWEST, **more)


REMEMBERED = {name: remembered(getattr(enriching, name)) for name in ENRICHMENT}
PARSE = remembered(_parse)


@contextlib.contextmanager
def pure_functions_remembered() -> Iterator[None]:
    """Parse and enrich each page only once within the block."""
    originals = {name: getattr(enriching, name) for name in ENRICHMENT}
    page_parsing.parse = lambda data, url, _captured_at, **more: PARSE(data, url, **more)
    for name, function in REMEMBERED.items():
        setattr(enriching, name, function)
    try:
        yield
    finally:
        page_parsing.parse = parse
        for name, original in originals.items():
            setattr(enriching, name, original)
