"""The handlers of the API's functions, over a table and buckets in moto, and articles to put there."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest
from moto import mock_aws
from tests.support.gateway_client import KEY, Client
from tests.support.moto_shortcuts import take_shortcuts

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Image, Inline, Timestamp
from clippings.storage import Wiring
from clippings.storage.captures import Extraction
from clippings.storage.keys import RIGHTS, PlanKey, fingerprint

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "CLIPPINGS_INBOX_BUCKET": "inbox",
    "CLIPPINGS_PARSED_BUCKET": "parsed",
    "CLIPPINGS_TABLE": "articles",
    "CLIPPINGS_CALL_ATTEMPTS": "2",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "POWERTOOLS_SERVICE_NAME": "lookup",
    "POWERTOOLS_METRICS_NAMESPACE": "Clippings",
}


def load(function: str) -> ModuleType:
    """Load a function's handler by its path, as Lambda does."""
    spec = importlib.util.spec_from_file_location(f"{function}_handler", ROOT / "functions" / function / "handler.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wiring]:
    """The stores of an empty account in moto; the environment names its resources."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    take_shortcuts()
    with mock_aws():
        for bucket in ("inbox", "parsed"):
            boto3.client("s3").create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
            )
        boto3.client("dynamodb").create_table(
            TableName="articles",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        secret = boto3.client("secretsmanager").create_secret(Name="cursors", SecretString="c" * 64)
        monkeypatch.setenv("CLIPPINGS_CURSOR_SECRET_ARN", secret["ARN"])
        wiring = Wiring.from_environment(os.environ)
        wiring.keys.synchronize([PlanKey("tests", fingerprint(KEY), frozenset(RIGHTS))], NOW)
        yield wiring


def story(**changed: Any) -> ParsedArticle:
    """Return an article of a page of ``daily.example``; *changed* replaces attributes."""
    words = (
        "The river rose by two metres in one night.",
        "Anna Berg, who runs the ferry, said that she had never seen it so high.",
        "The council will decide on Monday whether the old bridge has to be closed.",
    )
    plain: dict[str, Any] = {
        "title": "River Ålna floods the old town",
        "standfirst": "Two hundred people had to leave their homes.",
        "authors": (Author("Kari Moe"),),
        "published": Timestamp(date(2026, 2, 20), datetime(2026, 2, 20, 9, 30, tzinfo=UTC), "minute"),
        "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(words)),
        "images": (Image("https://daily.example/flood.jpg", caption="The quay", alt="Water", lead=True),),
        "canonical_url": "https://daily.example/news/river-floods",
        "publisher": "The Daily Example",
        "section": "News",
        "tags": ("floods", "weather"),
        "language": "en",
        "access": "free",
        "provenance": {},
    }
    return ParsedArticle(**{**plain, **changed})


@dataclass
class Desk:
    """Files articles."""

    store: Wiring
    filed: int = 0

    def file(self, article: ParsedArticle | None = None, *, later: int = 0, **changed: Any) -> EnrichedArticle:
        """File an article captured *later* minutes after the first, and return it."""
        self.filed += 1
        at = NOW + timedelta(minutes=later)
        capture = Capture("inbox", f"page-{self.filed}.html", at, version=f"v{self.filed}")
        enriched = enrich(article or story(**changed), capture, at)
        self.store.articles.file(enriched, capture, Extraction(1, 1), at)
        return enriched


@pytest.fixture
def desk(store: Wiring) -> Desk:
    return Desk(store)


@pytest.fixture
def client(store: Wiring) -> Client:  # noqa: ARG001 - the environment and the account that it makes
    """The lookup function."""
    return Client(load("lookup").handler)


@pytest.fixture
def feeds(store: Wiring) -> Client:  # noqa: ARG001 - the environment and the account that it makes
    """The feeds function."""
    return Client(load("feeds").handler)


@pytest.fixture
def uploads(store: Wiring) -> Client:  # noqa: ARG001 - the environment and the account that it makes
    """The upload function."""
    return Client(load("upload").handler)


@pytest.fixture
def admin(store: Wiring) -> Client:  # noqa: ARG001 - the environment and the account that it makes
    """The admin function, whose caller IAM has authenticated."""
    return Client(load("admin").handler).as_iam_caller()
