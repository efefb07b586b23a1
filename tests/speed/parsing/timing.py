"""The time and the memory that parsing takes, page by page in turn with the peers in one process."""

from __future__ import annotations

import gzip
import json
import os
import statistics
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.speed.parsing.peers import Reader
from tests.support.clock import seconds

import clippings
from clippings.compiled import describe_implementation, python_only

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
#: Pages read before the clock runs: models, tables and caches are loaded once a process.
WARM_UP = 3
#: What is made of a parsed article.
DERIVED = ("markdown", "html", "enrich")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Times:
    """Processor time of one reader in milliseconds, page by page."""

    pages: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        return statistics.mean(self.pages)

    @property
    def median(self) -> float:
        return statistics.median(self.pages)

    @property
    def longest(self) -> float:
        return max(self.pages)


def corpus_pages(collection: str = "aeds", corpus: Path = CORPUS) -> Iterator[tuple[bytes, str]]:
    """Yield bytes and address of the pages of one set of the corpus."""
    for line in (corpus / collection / "truth.jsonl").read_bytes().splitlines():
        page = json.loads(line)
        yield gzip.decompress((corpus / collection / f"{page['id']}.html.gz").read_bytes()), page.get("url") or ""


def milliseconds(call: Callable[[], object]) -> float:
    """Return the processor time that *call* takes."""
    return 1000 * seconds(call)


def measure(pages: Iterator[tuple[bytes, str]], peers: Mapping[str, Reader]) -> dict[str, Times]:
    """Return the times of ``parse``, of what is made of an article (``DERIVED``), and of each peer.

    Where the native modules are built, ``parse in Python`` is the time without them. The two take turns at being first:
    what the first one caches, such as the meaning of class names, the second one finds.
    """
    is_native = describe_implementation() == "native"
    in_python = ("parse in Python",) if is_native else ()
    times: dict[str, Times] = {name: Times() for name in ("parse", *in_python, *DERIVED, *peers)}
    for number, (markup, url) in enumerate(pages):
        found: dict[str, float] = {}
        articles: list[clippings.ParsedArticle] = []
        if is_native and number % 2:
            found["parse in Python"] = milliseconds(lambda: _parse_in_python(markup, url))  # noqa: B023 - called at once
        found["parse"] = milliseconds(lambda: articles.extend(_parsed(markup, url)))  # noqa: B023
        if is_native and not number % 2:
            found["parse in Python"] = milliseconds(lambda: _parse_in_python(markup, url))  # noqa: B023
        for article in articles:
            found["markdown"] = milliseconds(lambda: article.markdown)  # noqa: B023
            found["html"] = milliseconds(lambda: article.html)  # noqa: B023
            found["enrich"] = milliseconds(lambda: clippings.enrich(article, None, NOW))  # noqa: B023
        for name, read in peers.items():
            found[name] = milliseconds(lambda: read(markup, url))  # noqa: B023
        if number >= WARM_UP:
            for name, taken in found.items():
                times[name].pages.append(taken)
    return times


def _parse_in_python(markup: bytes, url: str) -> None:
    with python_only():
        list(_parsed(markup, url))


def _parsed(markup: bytes, url: str) -> Iterator[clippings.ParsedArticle]:
    with suppress(clippings.RejectedPage):
        yield clippings.parse(markup, url or None)
