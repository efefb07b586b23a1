"""The storage package on moto and, where it runs, DynamoDB Local; tables and buckets are the template's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from tests.support.moto_shortcuts import take_shortcuts
from tests.support.stored_records import revisions_of

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Inline, Timestamp
from clippings.settings import Settings
from clippings.storage import Wiring
from clippings.storage.captures import Extraction
from clippings_local.resources import PSEUDO_PARAMETERS, Resources
from clippings_local.template import Template, read_template

ROOT = Path(__file__).parents[3]
#: Where ``make`` unpacks DynamoDB Local; it listens on every address, so it runs where there is only a loopback.
DYNAMODB_LOCAL = Path(os.environ.get("CLIPPINGS_DYNAMODB_LOCAL", ROOT / ".tools" / "dynamodb-local"))
ISOLATED = [name for _, name in socket.if_nameindex()] == ["lo"]
PORT = 8787
FIRST = Extraction(1, 1)
SECOND = Extraction(1, 2)
MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)

_numbers = count(1)


def client(service: str, **more: Any) -> Any:
    # moto does not know the endpoints that carry an account's number
    config = Config(retries={"max_attempts": 1}, max_pool_connections=32, account_id_endpoint_mode="disabled")
    return boto3.client(
        service, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=config, **more
    )


@pytest.fixture(scope="session")
def dynamodb_local() -> Iterator[str]:
    """DynamoDB Local's address; it is started in the network namespace that the tests themselves run in."""
    if not ISOLATED:
        pytest.skip(
            "DynamoDB Local needs a network namespace of its own: tests/integration/storage/test_dynamodb_local.py"
        )
    jar = next(DYNAMODB_LOCAL.rglob("DynamoDBLocal.jar"), None)
    java = shutil.which("java")
    if jar is None or java is None:
        pytest.skip(f"no Java, or no DynamoDB Local in {DYNAMODB_LOCAL}")
    library = f"-Djava.library.path={jar.parent / 'DynamoDBLocal_lib'}"
    options = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]  # it runs for too short to be optimized
    command = [java, *options, library, "-jar", str(jar), "-inMemory", "-port", str(PORT), "-disableTelemetry"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(PORT)
            yield f"http://127.0.0.1:{PORT}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("DynamoDB Local did not start")


class OneCallAtATime:
    """A client whose calls do not overlap: moto keeps no transaction apart from another thread's, DynamoDB does.

    What lies between two calls of a writer still mixes with the others'.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._lock = threading.RLock()

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        if not callable(call) or name == "get_paginator":
            return call

        def locked(**request: Any) -> Any:
            with self._lock:
                return call(**request)

        return locked


@dataclass
class LocalStack:
    """Clients of one floor, the template's resources on it, and what the tests ask of it."""

    name: str
    dynamodb: Any
    streams: Any
    s3: Any
    settings: Settings

    def wiring(self, **changes: Any) -> Wiring:
        """Return the wiring of one container in this environment."""
        clients = {"dynamodb": self.dynamodb, "s3": self.s3} | changes.pop("clients", {})
        return Wiring(replace(self.settings, **changes), lambda service, _: clients[service])

    def items(self, *prefixes: str) -> dict[tuple[str, str], dict[str, Any]]:
        """Return every item of the table whose partition begins with one of *prefixes* (all without one)."""
        from clippings.storage.attributes import from_attributes

        pages = self.dynamodb.get_paginator("scan").paginate(TableName=self.settings.table, ConsistentRead=True)
        found = (from_attributes(item) for page in pages for item in page["Items"])
        return {(i["pk"], i["sk"]): i for i in found if not prefixes or i["pk"].startswith(prefixes)}


FLOORS = ("dynamodb-local",) if ISOLATED else ("moto",)


@pytest.fixture(scope="module", params=FLOORS)
def stack(request: pytest.FixtureRequest) -> Iterator[LocalStack]:
    take_shortcuts()
    with mock_aws():
        dynamodb, streams = client("dynamodb"), client("dynamodbstreams")
        if request.param == "dynamodb-local":
            address = request.getfixturevalue("dynamodb_local")
            dynamodb, streams = (client(name, endpoint_url=address) for name in ("dynamodb", "dynamodbstreams"))
        account = SimpleNamespace(
            dynamodb=dynamodb, s3=client("s3"), sqs=client("sqs"), secretsmanager=client("secretsmanager")
        )
        resources = Resources(_template(), account)  # type: ignore[arg-type]
        settings = Settings(
            inbox_bucket=resources.ref("InboxBucket"),
            parsed_bucket=resources.ref("ParsedBucket"),
            table=resources.ref("ArticleTable"),
        )
        if request.param == "dynamodb-local":  # it deletes what the clock of the machine calls past
            expiry = {"Enabled": False, "AttributeName": "expires_at"}
            dynamodb.update_time_to_live(TableName=settings.table, TimeToLiveSpecification=expiry)
        if request.param == "moto":
            dynamodb = OneCallAtATime(dynamodb)
        yield LocalStack(request.param, dynamodb, streams, account.s3, settings)
        dynamodb.delete_table(TableName=settings.table)


def _template() -> Template:
    return read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)


@pytest.fixture
def store(stack: LocalStack) -> Wiring:
    return stack.wiring()


@dataclass(frozen=True)
class Story:
    """One article of the tests, at an address that no other test uses."""

    number: int

    @property
    def url(self) -> str:
        return f"https://news.example/2026/03/02/a-story-{self.number:05d}"

    def capture(self, hours: float = 0, *, version: str = "", key: str = "") -> Capture:
        """Return a capture so many hours after the first."""
        key = key or f"pages/{self.number}.html"
        version = version or f"v{hours}"
        return Capture(
            "inbox", key, MORNING + timedelta(hours=hours), version, f"{int(hours * 100) + 4096:X}", "e", 9, self.url
        )

    def parsed(self, *paragraphs: str, **fields: Any) -> ParsedArticle:
        texts = paragraphs or ("The bridge opens on Monday.", "It was closed for eleven months.")
        blocks = tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts))
        plain: dict[str, Any] = {
            "title": "The bridge opens",
            "authors": (Author("Maeve Oduya"),),
            "published": Timestamp(date(2026, 3, 2), MORNING, "minute", "explicit", "2026-03-02T06:00Z"),
            "url": self.url,
            "canonical_url": self.url,
            "publisher": f"Gazette {self.number}",
            "tags": ("Bridges", "Traffic"),
            "language": "en",
            "provenance": {},
        }
        return ParsedArticle(blocks=blocks, **(plain | fields))

    def article(self, *paragraphs: str, capture: Capture | None = None, **fields: Any) -> EnrichedArticle:
        return enrich(self.parsed(*paragraphs, **fields), capture or self.capture(), NOW)

    def file(
        self,
        wiring: Wiring,
        hours: float,
        *paragraphs: str,
        extraction: Extraction = FIRST,
        now: datetime = NOW,
        **fields: Any,
    ) -> Any:
        """File this story as it stood so many hours after its first capture."""
        capture = self.capture(hours)
        article = self.article(*paragraphs, capture=capture, **fields)
        return wiring.articles.file(article, capture, extraction, now)

    def runs(self, wiring: Wiring, article_id: str) -> list[tuple[str, float, float]]:
        """Return (first paragraph, first seen, last seen) of each revision, oldest first, in hours."""
        found = []
        for revision in reversed(revisions_of(wiring, article_id)):
            stored = wiring.articles.get_revision(article_id, revision.id)
            assert stored is not None
            assert stored.article is not None
            hours = [(moment - MORNING) / timedelta(hours=1) for moment in (revision.first_seen, revision.last_seen)]
            found.append((stored.article.blocks[0].text, *hours))
        return found


@pytest.fixture
def story() -> Story:
    return Story(next(_numbers))


@pytest.fixture
def make_story() -> Callable[[], Story]:
    return lambda: Story(next(_numbers))
