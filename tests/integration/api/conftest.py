"""The lookup and upload functions over a table and buckets in moto, asked as API Gateway would ask them."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from tests.integration.api.browsing import browser, one_browser, site  # noqa: F401 - fixtures
from tests.support.moto_shortcuts import take_shortcuts

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Image, Inline, Timestamp
from clippings.storage import Wiring
from clippings.storage.captures import Extraction
from clippings.storage.keys import RIGHTS, PlanKey, fingerprint

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
STAGE = "live"
#: The key that a client sends unless it is given another one; it has every right.
KEY = "a key of the tests, with every right"
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


@dataclass
class Answer:
    """What API Gateway would send on; header names are lower case."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        content = gzip.decompress(self.content) if self.headers.get("content-encoding") == "gzip" else self.content
        return content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Client:
    """Asks a handler through the event that a REST API makes of a request."""

    handler: Callable[[dict[str, Any], Any], dict[str, Any]]
    stage: str = STAGE
    mapped: str = ""  #: base path of a custom domain
    key: str | None = KEY
    by_iam: bool = False  #: whether IAM let the caller in

    def as_iam_caller(self) -> Client:
        """Return a client whose caller IAM has let in, and who sends no key."""
        return replace(self, key=None, by_iam=True)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Answer:
        return self.ask("GET", path, headers, query={name.rstrip("_"): [value] for name, value in query.items()})

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None, **query: str) -> Answer:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = {"content-type": "text/html" if isinstance(body, bytes) else "application/json"}
        return self.ask("POST", path, {**kind, **(headers or {})}, data, {n: [v] for n, v in query.items()})

    def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        query: dict[str, list[str]] | None = None,
    ) -> Answer:
        sent = {"Host": "api.example", "X-Forwarded-Proto": "https", **(headers or {})}
        if self.key is not None:
            sent.setdefault("x-api-key", self.key)
        event = {
            "resource": "/{proxy+}" if path != "/" else "/",
            "path": self.mapped + path,
            "httpMethod": method,
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "queryStringParameters": {name: values[-1] for name, values in (query or {}).items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": {"proxy": path.lstrip("/")} if path != "/" else None,
            "requestContext": {
                "stage": self.stage,
                "path": (self.mapped or f"/{self.stage}") + path,
                "requestId": "request-1",
                "domainName": "api.example",
                "httpMethod": method,
                "identity": {"userArn": "arn:aws:iam::123456789012:user/anna"} if self.by_iam else {},
            },
            "body": base64.b64encode(body).decode() if body else None,
            "isBase64Encoded": bool(body),
        }
        context = SimpleNamespace(
            function_name="lookup",
            memory_limit_in_mb=512,
            invoked_function_arn="arn:aws:lambda:eu-west-1:123456789012:function:lookup",
            aws_request_id="lambda-1",
            get_remaining_time_in_millis=lambda: 28_000,
        )
        returned = self.handler(json.loads(json.dumps(event)), context)
        text = returned["body"] or ""
        content = base64.b64decode(text) if returned["isBase64Encoded"] else text.encode()
        shown = {name.lower(): ", ".join(values) for name, values in returned["multiValueHeaders"].items()}
        return Answer(returned["statusCode"], shown, content)


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
    """An empty archive; the environment names its resources."""
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
    """The admin function, asked by somebody whom IAM has let in."""
    return Client(load("admin").handler).as_iam_caller()


def story(**changed: Any) -> ParsedArticle:
    """An article as a page of ``daily.example`` would give it; *changed* replaces attributes."""
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
        """File an article captured *later* minutes after the first, and return it as it was filed."""
        self.filed += 1
        at = NOW + timedelta(minutes=later)
        capture = Capture("inbox", f"page-{self.filed}.html", at, version=f"v{self.filed}")
        enriched = enrich(article or story(**changed), capture, at)
        self.store.articles.file(enriched, capture, Extraction(1, 1), at)
        return enriched


@pytest.fixture
def desk(store: Wiring) -> Desk:
    return Desk(store)
