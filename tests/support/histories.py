"""Random histories of uploads, deletions, replays and takedowns, delivered by the real handlers over memory.

Messages are delivered in any order and more than once; any call to AWS may fail or be the last thing a function does.
What failed is delivered again until all is quiet.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

from botocore.exceptions import ClientError
from tests.support.faults import Faults, Killed
from tests.support.memory_dynamodb import MemoryTable
from tests.support.memory_s3 import MemoryBuckets
from tests.support.reference_model import Filed

from clippings.errors import ClippingsError
from clippings.settings import Settings
from clippings.storage import Wiring, contents
from clippings.storage.articles import Articles
from clippings.storage.attributes import from_attributes
from clippings.storage.captures import Extraction
from clippings.storage.replaying import Replayer
from clippings.storage.s3_events import uploads_in

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
SETTINGS = Settings("inbox", "parsed", "articles")
#: A content of more bytes than this lies in the bucket, so that short histories have both kinds.
SMALL = 1_150
MAX_RECEIVES = 5


@dataclass(frozen=True)
class PageSpec:
    """A page as it is uploaded: what it says, and what it and its uploader say about its address."""

    text: str
    url: str | None
    canonical: str | None
    short: bool = False
    dated: bool = True

    def html(self) -> bytes:
        paragraphs = "".join(
            f"<p>Paragraph {n} of text {self.text} tells of the bridge over the river, which was closed for eleven "
            f"months, of the {self.text * 3} workers who repaired it, and of what the town council paid for it.</p>"
            for n in range(3 if self.short else 8)
        )
        head = f"<title>The bridge {self.text} opens after repairs</title><meta name=keywords content='Tag{self.text}'>"
        if self.canonical:
            head += f'<link rel="canonical" href="{self.canonical}">'
        plain: dict[str, Any] = {"@type": "NewsArticle", "headline": f"The bridge {self.text} opens after repairs"}
        if self.dated:
            plain["datePublished"] = "2026-03-01T08:00:00+00:00"
        if self.short:
            plain["isAccessibleForFree"] = False
        head += f'<script type="application/ld+json">{json.dumps(plain)}</script>'
        heading = f"<h1>The bridge {self.text} opens after repairs</h1>"
        return f"<html><head>{head}</head><body><article>{heading}{paragraphs}</article></body></html>".encode()


@dataclass
class Message:
    """Something to be done: a function's event, a replay of a key, or a takedown."""

    kind: str
    body: Any
    receives: int = 0


@dataclass
class Takedown:
    """What the table held when the tombstone was written, and when the call said that it was done."""

    article_id: str
    done: bool = False
    filed_at_done: set[tuple[str, str]] = field(default_factory=set)


def load_handler(name: str) -> ModuleType:
    """Return a function's module, loaded anew."""
    spec = importlib.util.spec_from_file_location(f"{name}_handler", ROOT / "functions" / name / "handler.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "Clippings")
    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "CRITICAL")
    os.environ.setdefault("POWERTOOLS_SERVICE_NAME", name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CONTEXT = SimpleNamespace(
    function_name="f", function_version="1", memory_limit_in_mb=512, aws_request_id="r",
    invoked_function_arn="arn:aws:lambda:us-east-1:1:function:f", get_remaining_time_in_millis=lambda: 300_000,
)  # fmt: skip


class World:
    """An account, its messages, and all that was ever filed in it."""

    def __init__(self, rng: random.Random, *, dynamodb: Any = None, fault_rate: float = 0.0) -> None:
        self.rng = rng
        self.table = MemoryTable()
        self.buckets = MemoryBuckets("inbox", "parsed", unversioned=("loose",))
        self.dynamodb = dynamodb
        self.fault_rate = fault_rate
        self.pending: list[Message] = []
        self.dead: list[Message] = []
        self.attempts: list[Filed] = []
        self.takedowns: list[Takedown] = []
        self.uploads = 0
        self.deliveries = self.faults = 0
        self.local = threading.local()
        self.together = False  #: whether threads deliver: then without the handlers' metrics, which are one process's
        self.lock = threading.RLock()

    def wiring(self, faults: Faults | None = None) -> Wiring:
        """Return the stores of a new container whose calls *faults* interrupts."""
        clients = {"dynamodb": self.table.client(faults), "s3": self.buckets.client(faults)}
        if self.dynamodb is not None:
            clients["dynamodb"] = Interrupted(self.dynamodb, faults or Faults())
        made = Wiring(SETTINGS, lambda service, _: clients[service])
        made.table.pause = lambda _: None
        return made

    def upload(self, key: str, spec: PageSpec, *, bucket: str = "inbox") -> None:
        """Put a page into a bucket; S3 will tell of it."""
        self.uploads += 1
        moment = START + timedelta(minutes=self.uploads)
        metadata = {"url": spec.url} if spec.url else {}
        with self.lock:
            self.buckets.put(bucket, key, spec.html(), metadata, "text/html", moment)
            self._take_events(moment)

    def delete(self, key: str) -> None:
        """Delete an upload, as its owner does."""
        self.buckets.client().delete_object(Bucket="inbox", Key=key)

    def _take_events(self, moment: datetime) -> None:
        with self.buckets.lock:
            told, self.buckets.on_put = self.buckets.on_put, []
        for bucket, key, version, etag in told:
            if bucket == "parsed" and not key.startswith("parsed/"):
                continue
            found = {"key": quote_plus(key), "eTag": etag, "sequencer": f"{self.uploads:016X}"}
            record = {
                "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": moment.isoformat(),
                "s3": {"bucket": {"name": bucket}, "object": found | ({"versionId": version} if version else {})},
            }  # fmt: skip
            self.pending.append(Message("enrich" if bucket == "parsed" else "parse", {"Records": [record]}))

    def deliver(self, message: Message, *, twice: bool = False) -> None:
        """Do what *message* says once; what fails is put back, and with *twice* it comes again anyway."""
        at = self.rng.randint(1, 14) if self.rng.random() < self.fault_rate else 0
        faults = Faults(at, after=self.rng.random() < 0.5, throttle=self.rng.random() < 0.2)
        self.deliveries += 1
        message.receives += 1
        try:
            done = self._do(message, self.wiring(faults), at)
        except (Killed, ClippingsError, ClientError):
            done = False
        if faults.calls >= at > 0:
            self.faults += 1
        with self.lock:
            if not done and message.kind == "enrich" and message.receives >= MAX_RECEIVES and not at:
                self.dead.append(message)
            elif not done or twice:
                self.pending.append(message)
            self._take_events(START + timedelta(minutes=self.uploads))

    def _do(self, message: Message, wiring: Wiring, at: int) -> bool:
        if message.kind == "withdraw":
            return self._withdraw(message.body, wiring, at)
        if message.kind == "replay":
            replayer = Replayer(wiring, Extraction(1, 2))
            for upload in replayer.uploads_of(message.body, older=True):
                replayer.replay(upload, datetime.now(UTC))
            return True
        self.local.wiring = wiring
        if self.together:
            for upload in uploads_in(message.body):
                JOBS[message.kind](HANDLERS[message.kind])(upload, last=False).run()
            return True
        record = {
            "messageId": "m",
            "receiptHandle": "r",
            "body": json.dumps(message.body),
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:1:queue",
        }
        answer = HANDLERS[message.kind].handler({"Records": [record]}, CONTEXT)
        return not answer["batchItemFailures"]

    def _withdraw(self, takedown: Takedown, wiring: Wiring, at: int) -> bool:
        checks = iter(range(at or 10_000))
        told = None
        try:
            told = wiring.withdrawals.withdraw(
                takedown.article_id, "by request", datetime.now(UTC), is_late=lambda: next(checks, None) is None
            )
        finally:
            if told is not None and told.done:
                takedown.done = True
                takedown.filed_at_done = self.filed()
        return told is None or told.done

    def items(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return every item of the table."""
        if self.dynamodb is None:
            return {key: from_attributes(item) for key, item in list(self.table.items.items())}
        pages = self.dynamodb.get_paginator("scan").paginate(TableName="articles", ConsistentRead=True)
        found = (from_attributes(item) for page in pages for item in page["Items"])
        return {(item["pk"], item["sk"]): item for item in found}

    def filed(self) -> set[tuple[str, str]]:
        """Return (article, hash of the upload) of each capture in the table."""
        return {(pk.partition("#")[2], sk.rpartition("-")[2]) for pk, sk in self.items() if sk.startswith("CAPTURE#")}

    def withdraw_any(self) -> None:
        """Have one of the articles taken down that are there now."""
        standing = sorted(
            item["id"] for (_, sk), item in self.items().items() if sk == "RECORD" and "withdrawn_at" not in item
        )
        if standing:
            takedown = Takedown(self.rng.choice(standing))
            self.takedowns.append(takedown)
            self.pending.append(Message("withdraw", takedown))

    def take_message(self) -> Message | None:
        """Take any message out of those that wait."""
        with self.lock:
            return self.pending.pop(self.rng.randrange(len(self.pending))) if self.pending else None

    def settle(self) -> None:
        """Deliver without faults until nothing waits."""
        self.fault_rate = 0.0
        while (message := self.take_message()) is not None:
            self.deliver(message)


HANDLERS: dict[str, ModuleType] = {}
#: The work of a function's handler on one upload.
JOBS = {"parse": lambda module: module.ParseJob, "enrich": lambda module: module.EnrichJob}


class Interrupted:
    """A client of a real DynamoDB whose calls *faults* interrupts."""

    def __init__(self, client: Any, faults: Faults) -> None:
        self.client = client
        self.faults = faults

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        return lambda **request: self.faults.around(name, lambda: call(**request))


@contextlib.contextmanager
def opened_world(rng: random.Random, *, small: int = SMALL, **more: Any) -> Iterator[World]:
    """A new world; the handlers reach it while it is open. Contents of more than *small* bytes lie in the bucket."""
    world = World(rng, **more)
    file, inline = Articles.file, contents.MAX_INLINE

    def noted(self: Articles, article: Any, capture: Any, extraction: Any, now: Any) -> Any:
        world.attempts.append(Filed(article, capture, extraction))
        return file(self, article, capture, extraction, now)

    if not HANDLERS:
        HANDLERS.update({name: load_handler(name) for name in ("parse", "enrich")})
    for module in HANDLERS.values():
        module.wiring.cache_clear()
    originals = {name: module.wiring for name, module in HANDLERS.items()}
    environment = Wiring.__dict__["from_environment"]
    Wiring.from_environment = classmethod(lambda *_: world.wiring())  # type: ignore[assignment,method-assign]
    Articles.file = noted  # type: ignore[method-assign]
    contents.MAX_INLINE = small
    for module in HANDLERS.values():
        module.wiring = lambda: world.local.wiring  # type: ignore[attr-defined]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield world
    finally:
        for name, module in HANDLERS.items():
            module.wiring = originals[name]  # type: ignore[attr-defined]
            module.wiring.cache_clear()
        Wiring.from_environment = environment  # type: ignore[method-assign]
        Articles.file, contents.MAX_INLINE = file, inline  # type: ignore[method-assign]
