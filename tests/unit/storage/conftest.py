"""Captures and articles for tests, and an empty account in moto to store them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from tests.support.moto_shortcuts import take_shortcuts

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Block, Capture, Inline, Timestamp
from clippings.settings import Settings
from clippings.storage import Wiring
from clippings.storage.captures import BLOCK_HASH, CaptureRecord, Extraction
from clippings.storage.filing import Filing

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
FIRST = Extraction(1, 1)
URL = "https://news.example/2026/03/02/the-bridge-opens"
MakeSighting = Callable[..., CaptureRecord]


def to_blocks(paragraphs: str) -> bytes:
    """Return block hashes as a capture keeps them; each letter is a paragraph."""
    return b"".join(sha256(letter.encode()).digest()[:BLOCK_HASH] for letter in paragraphs)


@pytest.fixture
def make_sighting() -> MakeSighting:
    """Make a capture *hours* after the first, of a text whose paragraphs are letters."""

    def make(hours: float, text: str, extractor: int = 1, **fields: Any) -> CaptureRecord:
        plain: dict[str, Any] = {
            "id": f"at-{hours}",
            "captured_at": MORNING + timedelta(hours=hours),
            "bucket": "inbox",
            "key": "pages/one.html",
            "version": f"v{hours}",
            "sequencer": "",
            "schema": 1,
            "extractor": extractor,
            "digest": f"{text}{extractor}",
            "tokens": {str(extractor): f"{text}{extractor}"},
            "words": 100 * len(text),
            "title": "t",
            "standfirst": "s",
            "blocks": to_blocks(text),
        }
        return CaptureRecord(**(plain | fields))

    return make


def to_article(*paragraphs: str, **fields: Any) -> ParsedArticle:
    """Return an article that was published at URL, with these paragraphs."""
    texts = paragraphs or ("The bridge opens on Monday.", "It was closed for eleven months.")
    plain: dict[str, Any] = {
        "title": "The bridge opens",
        "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts)),
        "published": Timestamp(date(2026, 3, 2), MORNING, "minute", "explicit", "2026-03-02T06:00Z"),
        "url": URL,
        "canonical_url": URL,
        "publisher": "Gazette",
        "language": "en",
        "provenance": {},
    }
    return ParsedArticle(**(plain | fields))


def to_capture(hours: float = 0, key: str = "pages/one.html") -> Capture:
    """Return a capture of URL, so many hours after the first."""
    return Capture("inbox", key, MORNING + timedelta(hours=hours), f"v{hours}", "1F", "e", 9, URL)


def to_enriched(*paragraphs: str, **fields: Any) -> EnrichedArticle:
    """Return the article described, as it was first captured."""
    return enrich(to_article(*paragraphs, **fields), to_capture(), NOW)


def file(
    store: Wiring, *paragraphs: str, hours: float = 0, key: str = "pages/one.html", now: datetime = NOW, **fields: Any
) -> Filing:
    """File the article as it stood so many hours after its first capture."""
    capture = to_capture(hours, key)
    return store.articles.file(enrich(to_article(*paragraphs, **fields), capture, now), capture, FIRST, now)


def prose(seed: str, sentences: int = 12) -> tuple[str, ...]:
    """Return paragraphs that are long enough to be known again, in words that only *seed* has."""
    return tuple(
        " ".join(
            f"{seed}{n}x{word}" for word in "one heron crosses the harbour and tells its pilot what all saw".split()
        )
        for n in range(sentences)
    )


Clients = dict[str, Any]


@pytest.fixture(scope="session")
def clients() -> Clients:
    """Clients by service; what they reach lasts for one test."""
    return {name: _client(name) for name in ("dynamodb", "s3", "sqs", "secretsmanager")}


def _client(service: str) -> Any:
    signed = {"signature_version": "s3v4"} if service == "s3" else {}
    # moto does not know the endpoints that carry an account's number
    config = Config(retries={"max_attempts": 1}, account_id_endpoint_mode="disabled", **signed)
    return boto3.client(
        service, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=config
    )


def fill(clients: Clients) -> Settings:
    """Make the table, the buckets, the queue and the secret; return their names."""
    keys = {"pk": "HASH", "sk": "RANGE"}
    clients["dynamodb"].create_table(
        TableName="articles",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
    )
    for bucket in ("inbox", "parsed"):
        clients["s3"].create_bucket(Bucket=bucket)
        clients["s3"].put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    secret = clients["secretsmanager"].create_secret(Name="cursors", SecretString="c" * 64)["ARN"]
    queue = clients["sqs"].create_queue(QueueName="parse")["QueueUrl"]
    return Settings("inbox", "parsed", "articles", cursor_secret_arn=secret, parse_queue_url=queue)


@pytest.fixture
def store(clients: Clients) -> Iterator[Wiring]:
    """The stores of one container over an empty account."""
    take_shortcuts()
    with mock_aws():
        yield Wiring(fill(clients), lambda service, _: clients[service])
