"""Random histories of uploads, deletions, replays and takedowns, processed by the real handlers over memory.

Messages are delivered in any order and more than once. Any call to AWS may fail or be the last call of a function.
Failed messages are delivered again until none is left.
"""

from __future__ import annotations

import contextlib
import io
import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from botocore.exceptions import ClientError
from tests.support.faults import Faults, Killed
from tests.support.functions import CONTEXT, JOBS, load_handler, queue_event, s3_event
from tests.support.memory_dynamodb import MemoryTable
from tests.support.memory_s3 import MemoryBuckets
from tests.support.pages import PageSpec
from tests.support.reference_model import Filed
from tests.support.remembered import pure_functions_remembered
from tests.support.rights import ROLES, Watched

from clippings.article import EXTRACTOR, SCHEMA
from clippings.errors import ClippingsError, InvalidRequest
from clippings.settings import Settings
from clippings.storage import Wiring, contents
from clippings.storage.articles import Articles
from clippings.storage.attributes import from_attributes
from clippings.storage.captures import Extraction
from clippings.storage.replaying import Replayer
from clippings.storage.s3_events import uploads_in

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
SETTINGS = Settings("inbox", "parsed", "articles")
#: The extraction rules of replays.
NEWER = Extraction(SCHEMA, EXTRACTOR + 1)
#: Largest content in the table, in bytes, so that short histories have both kinds of content.
SMALL = 1_150
MAX_RECEIVES = 5


@dataclass
class Message:
    """A piece of work: a function's event, a replay of a key, or a takedown."""

    kind: str
    body: Any
    receives: int = 0


@dataclass
class Takedown:
    """A call to withdraw an article, and the filed captures at the time when it was reported as done."""

    article_id: str
    copies: bool = False
    done: bool = False
    filed_at_done: set[tuple[str, str]] = field(default_factory=set)


class World:
    """An account, its messages, and everything that was ever filed in it."""

    def __init__(
        self, rng: random.Random, *, dynamodb: Any = None, fault_rate: float = 0.0, versioned_inbox: bool = True
    ) -> None:
        self.rng = rng
        self.table = MemoryTable()
        unversioned = ("loose",) if versioned_inbox else ("loose", "inbox")
        self.buckets = MemoryBuckets("inbox", "parsed", unversioned=unversioned)
        self.dynamodb = dynamodb
        self.fault_rate = fault_rate
        self.pending: list[Message] = []
        self.dead: list[Message] = []
        self.attempts: list[Filed] = []
        self.takedowns: list[Takedown] = []
        self.denied: set[str] = set()  #: permissions that a function lacked
        self.uploads = 0
        self.deliveries = self.faults = 0
        self.local = threading.local()
        self.together = (
            False  #: whether threads deliver; then the handlers' metrics, which are global to a process, are not used
        )
        self.lock = threading.RLock()

    def wiring(self, faults: Faults | None = None, kind: str | None = None) -> Wiring:
        """Return the stores of a new container.

        *faults* interrupts their calls; *kind* selects the permissions to check.
        """
        clients: dict[str, Any] = {"dynamodb": self.table.client(faults), "s3": self.buckets.client(faults)}
        if self.dynamodb is not None:
            clients["dynamodb"] = Interrupted(self.dynamodb, faults or Faults())
        if kind is not None:
            clients = {name: Watched(each, ROLES[kind], self.denied) for name, each in clients.items()}
        made = Wiring(SETTINGS, lambda service, _: clients[service])
        made.table.pause = lambda _: None
        return made

    def upload(self, key: str, spec: PageSpec, *, bucket: str = "inbox") -> None:
        """Put a page into a bucket; S3 sends a notification."""
        if bucket in self.buckets.unversioned:
            self.finish_replays()
        self.uploads += 1
        moment = START + timedelta(minutes=self.uploads)
        with self.lock:
            self.buckets.put(bucket, key, spec.html(), spec.metadata, "text/html", moment)
            self._take_events(moment)

    def delete(self, key: str) -> None:
        """Delete an upload, or one version of it, as its owner does."""
        self.finish_replays()
        kept = [each.id for each in self.buckets.objects["inbox"].get(key, []) if each.data is not None]
        version = {"VersionId": self.rng.choice(kept)} if kept and self.rng.random() < 0.3 else {}
        self.buckets.client().delete_object(Bucket="inbox", Key=key, **version)

    def finish_replays(self) -> None:
        """Repeat interrupted replays before their uploads are deleted.

        Such a replay can only be completed by reading the upload again; decision 0045 states this limit.
        """
        rate, self.fault_rate = self.fault_rate, 0.0
        for message in [each for each in self.pending if each.kind.startswith("replay") and each.receives]:
            self.pending.remove(message)
            self.deliver(message)
        self.fault_rate = rate

    def replay_any(self, keys: tuple[str, ...]) -> None:
        """Extract the uploads of one of *keys*, or of an article, with newer rules."""
        articles = sorted(item["id"] for (_, sk), item in self.items().items() if sk == "RECORD")
        if articles and self.rng.random() < 0.4:
            self.pending.append(Message("replay-article", self.rng.choice(articles)))
        else:
            self.pending.append(Message("replay", self.rng.choice(keys)))

    def _take_events(self, moment: datetime) -> None:
        with self.buckets.lock:
            told, self.buckets.on_put = self.buckets.on_put, []
        for bucket, key, version, etag in told:
            if bucket == "parsed" and not key.startswith("parsed/"):
                continue
            late = timedelta(milliseconds=self.rng.randint(-500, 1_500))
            event = s3_event(bucket, key, version, etag, f"{self.uploads:016X}", (moment + late).isoformat())
            self.pending.append(Message("enrich" if bucket == "parsed" else "parse", event))

    def deliver(self, message: Message, *, twice: bool = False) -> None:
        """Process *message* once. If it fails it is put back; with *twice* it is put back anyway."""
        at = self.rng.randint(1, 14) if self.rng.random() < self.fault_rate else 0
        faults = Faults(at, after=self.rng.random() < 0.5, throttle=self.rng.random() < 0.2)
        self.deliveries += 1
        message.receives += 1
        try:
            done = self.do(message, faults)
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

    def do(self, message: Message, faults: Faults) -> bool:
        """Do what *message* says, interrupted by *faults*; return whether it is done."""
        return self._do(message, self.wiring(faults, message.kind), faults.at)

    def _do(self, message: Message, wiring: Wiring, at: int) -> bool:
        if message.kind == "withdraw":
            return self._withdraw(message.body, wiring, at)
        if message.kind.startswith("replay"):
            replayer = Replayer(wiring, NEWER)
            by_key = message.kind == "replay"
            uploads = replayer.uploads_of(message.body, older=True) if by_key else replayer.uploads_in(message.body)
            for upload in uploads:
                replayer.replay(upload, datetime.now(UTC))
            return True
        self.local.wiring = wiring
        if self.together:
            for upload in uploads_in(message.body):
                getattr(HANDLERS[message.kind], JOBS[message.kind])(upload, last=False).run()
            return True
        answer = HANDLERS[message.kind].handler(queue_event(message.body, message.receives), CONTEXT)
        return not answer["batchItemFailures"]

    def _withdraw(self, takedown: Takedown, wiring: Wiring, at: int) -> bool:
        checks = iter(range(at or 10_000))
        told = None
        try:
            told = wiring.withdrawals.withdraw(
                takedown.article_id, "by request", datetime.now(UTC),
                copies=takedown.copies, is_late=lambda: next(checks, None) is None,
            )  # fmt: skip
        except InvalidRequest:  # another takedown was first, so the copies are no longer known
            takedown.done, takedown.filed_at_done = True, self.filed()
            return True
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
        """Return (article, name) of each capture in the table."""
        return {(pk.partition("#")[2], sk.partition("#")[2]) for pk, sk in self.items() if sk.startswith("CAPTURE#")}

    def count(self) -> Counter[str]:
        """Return the numbers of everything in the history, by kind."""
        return Counter(
            {
                "uploads": self.uploads,
                "deliveries": self.deliveries,
                "faults and kills": self.faults,
                "takedowns": len(self.takedowns),
                "of them with copies": sum(each.copies for each in self.takedowns),
                "rows compared": len(self.items()),
            }
        )

    def withdraw_any(self) -> None:
        """Take one of the present articles down."""
        standing = sorted(
            item["id"] for (_, sk), item in self.items().items() if sk == "RECORD" and "withdrawn_at" not in item
        )
        if standing:
            takedown = Takedown(self.rng.choice(standing), copies=self.rng.random() < 0.3)
            self.takedowns.append(takedown)
            self.pending.append(Message("withdraw", takedown))

    def take_message(self) -> Message | None:
        """Remove and return a random waiting message."""
        with self.lock:
            return self.pending.pop(self.rng.randrange(len(self.pending))) if self.pending else None

    def settle(self) -> None:
        """Deliver without faults until no message waits."""
        self.fault_rate = 0.0
        while (message := self.take_message()) is not None:
            self.deliver(message)


HANDLERS: dict[str, ModuleType] = {}


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
    """Yield a new world; while it is open the handlers use it.

    Contents of more than *small* bytes are in the bucket.
    """
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
        with contextlib.redirect_stdout(io.StringIO()), pure_functions_remembered():
            yield world
    finally:
        for name, module in HANDLERS.items():
            module.wiring = originals[name]  # type: ignore[attr-defined]
            module.wiring.cache_clear()
        Wiring.from_environment = environment  # type: ignore[method-assign]
        Articles.file, contents.MAX_INLINE = file, inline  # type: ignore[method-assign]
