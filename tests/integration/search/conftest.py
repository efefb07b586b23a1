"""An archive in memory, every engine that searches it, and a real OpenSearch on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.memory_dynamodb import MemoryTable
from tests.support.memory_s3 import MemoryBuckets

from clippings import enrich
from clippings.article import Entity, ParsedArticle
from clippings.records import Author, Block, Capture, Inline, Timestamp
from clippings.search.engine import SearchEngine, SearchIndex, SearchRequest, SearchResult
from clippings.search.opensearch import OpenSearchEngine
from clippings.search.query import parse_query
from clippings.search.sqlite import SqliteEngine
from clippings.settings import Settings
from clippings.storage import Wiring
from clippings.storage.article_following import ArticleFollower, EventBus
from clippings.storage.captures import Extraction
from clippings.storage.signed_http import SignedTransport

ROOT = Path(__file__).parents[3]
#: Where ``make tools`` puts OpenSearch and the class that starts it.
OPENSEARCH = Path(os.environ.get("CLIPPINGS_OPENSEARCH", ROOT / ".tools" / "opensearch"))
ENGINES = ("terms", "sqlite", "opensearch")
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def opensearch() -> Iterator[str]:
    """The address of a real OpenSearch, which ends with its standard input."""
    java = shutil.which("java")
    if java is None or not (OPENSEARCH / ".ready").exists():
        pytest.skip(f"no Java, or no OpenSearch in {OPENSEARCH}: `make tools` brings it")
    options = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]  # it runs for too short to be optimized
    with tempfile.TemporaryDirectory() as home:
        command = [java, *options, "-cp", f"{OPENSEARCH}/classes:{OPENSEARCH}/lib/*", "LoopbackNode", home]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            port = next((line.split()[1] for line in process.stdout if line.startswith("LISTENING")), None)
            assert port, "OpenSearch did not start"
            yield f"http://127.0.0.1:{port}"
            process.stdin.close()
            process.wait(30)


class Bus:
    """A fake of EventBridge: keeps the events, and rejects some on request."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.refuses = 0

    def put_events(self, *, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803 - boto3 calls it so
        told: list[dict[str, Any]] = []
        for entry in Entries:
            if self.refuses:
                self.refuses -= 1
                told.append({"ErrorCode": "ThrottlingException"})
            else:
                self.events.append(entry)
                told.append({"EventId": str(len(self.events))})
        return {"Entries": told, "FailedEntryCount": sum("ErrorCode" in each for each in told)}


@dataclass
class Library:
    """An archive, one engine over it, and what feeds that."""

    wiring: Wiring
    engine: SearchEngine
    follower: ArticleFollower
    bus: Bus
    refresh: Callable[[], None] = lambda: None
    ids: dict[str, str] = field(default_factory=dict)

    def file(self, name: str, *paragraphs: str, hours: float = 0, **fields: Any) -> str:
        """File an article under a *name* of the test's, follow the change, and return its id."""
        url = f"https://news.example/{name}"
        capture = Capture("inbox", f"{name}.html", NOW + timedelta(hours=hours), f"v{hours}", "1F", "e", 9, url)
        day = date.fromisoformat(fields.pop("day", "2026-03-02")) if fields.get("day", "") is not None else None
        fields.pop("day", None)
        entities = fields.pop("entities", None)
        plain: dict[str, Any] = {
            "title": name,
            "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(paragraphs)),
            "published": Timestamp(day, None, "day", "none", day.isoformat()) if day else None,
            "url": url,
            "canonical_url": url,
            "publisher": "Gazette",
            "language": "en",
            "provenance": {},
        }
        plain |= {**fields, "authors": tuple(Author(each) for each in fields.get("authors", ()))}
        article = enrich(ParsedArticle(**plain), capture, NOW)
        if entities is not None:
            article = replace(article, entities=tuple(Entity(each, "organisation") for each in entities))
        filed = self.wiring.articles.file(article, capture, Extraction(1, 1), NOW + timedelta(hours=hours))
        self.ids[filed.article_id] = name
        self.follower.follow([filed.article_id])
        self.refresh()
        return filed.article_id

    def ask(self, text: str | None, **rest: Any) -> SearchResult:
        return self.engine.search(SearchRequest(parse_query(text) if text is not None else None, **rest))

    def find(self, text: str | None, **rest: Any) -> list[str]:
        """Return the names of the articles that are found, in order, on all pages."""
        names: list[str] = []
        while True:
            found = self.ask(text, **rest)
            names += [self.ids[hit.short["id"]] for hit in found.hits]
            if found.position is None:
                return names
            rest["position"] = found.position


def make_library(index: Any = None, refresh: Callable[[], None] = lambda: None) -> Library:
    """Return an empty archive with the engine *index*, or with ``terms``."""
    table, bus = MemoryTable(), Bus()
    clients = {"dynamodb": table.client(), "s3": MemoryBuckets("inbox", "parsed").client(), "events": bus}
    wiring = Wiring(Settings("inbox", "parsed", "articles"), lambda service, *_, **__: clients[service])
    follower = ArticleFollower(wiring.articles, wiring.watches, EventBus(lambda: bus, "default"), index)
    return Library(wiring, index or wiring.listings, follower, bus, refresh)


@pytest.fixture(params=ENGINES)
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    """An empty archive with each engine in turn."""
    if request.param == "terms":
        yield make_library()
    elif request.param == "sqlite":
        engine = SqliteEngine()
        yield make_library(engine)
        engine.close()
    else:
        transport = SignedTransport(request.getfixturevalue("opensearch"), "", "", None, 120)
        node = OpenSearchEngine(transport, f"test{os.urandom(4).hex()}")
        node.make_index()
        yield make_library(node, node.refresh)
        transport.send("DELETE", f"/{node.index}")


@pytest.fixture
def index(library: Library) -> SearchIndex:
    """The index of the engine; the test is not about ``terms``, which has none."""
    if library.follower.index is None:
        pytest.skip("the table's listings are kept by filing, and tested with it")
    return library.follower.index
