"""Bundles through the real handlers over memory: every call to AWS can be the last thing that a function does."""

from __future__ import annotations

import contextlib
import io
import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from unittest.mock import patch

from botocore.exceptions import ClientError
from tests.support.faults import Faults, FaultyClient, Killed
from tests.support.functions import CONTEXT, load_handler, queue_event, s3_event
from tests.support.memory_dynamodb import MemoryTable
from tests.support.memory_s3 import MemoryBuckets
from tests.support.remembered import pure_functions_remembered
from tests.support.rights import ROLES, Watched

from clippings.errors import ClippingsError
from clippings.settings import Settings
from clippings.storage import Wiring, unpacking
from clippings.storage.attributes import from_attributes

SETTINGS = Settings("inbox", "parsed", "articles", parse_queue_url="ParseQueue", bundle_queue_url="BundleQueue")
#: The function that reads each queue.
READERS = {"BundleQueue": "unpack", "ParseQueue": "parse", "EnrichQueue": "enrich"}
MAX_RECEIVES = 5
UPLOADED = datetime(2026, 3, 2, 6, tzinfo=UTC)


@dataclass
class Message:
    """A message of a queue."""

    body: Any
    receives: int = 0


class QueueClient(FaultyClient):
    """The calls of SQS' client."""

    def __init__(self, world: BundleWorld, faults: Faults) -> None:
        super().__init__(world.buckets.lock, faults)
        self.world = world

    def do_send_message(self, *, QueueUrl: str, MessageBody: str) -> Any:  # noqa: N803
        self.world.queues[QueueUrl].append(Message(json.loads(MessageBody)))
        return {}

    def do_get_queue_attributes(self, *, QueueUrl: str, AttributeNames: list[str]) -> Any:  # noqa: N803
        (name,) = AttributeNames
        assert name == "ApproximateNumberOfMessages"
        return {"Attributes": {name: str(len(self.world.queues[QueueUrl]))}}

    def do_send_message_batch(self, *, QueueUrl: str, Entries: Any) -> Any:  # noqa: N803
        assert 1 <= len(Entries) <= 10
        self.world.queues[QueueUrl].extend(Message(json.loads(each["MessageBody"])) for each in Entries)
        return {}


class BundleWorld:
    """An account with its queues. *faults* counts the calls of all functions, and interrupts one."""

    def __init__(self, faults: Faults | None = None, *, versioned: bool = True, keeps_images: bool = False) -> None:
        self.settings = replace(SETTINGS, keeps_images=keeps_images)
        self.table = MemoryTable()
        self.buckets = MemoryBuckets(
            "parsed", *(["inbox"] if versioned else []), unversioned=("loose", *(() if versioned else ("inbox",)))
        )
        self.queues: dict[str, deque[Message]] = {name: deque() for name in READERS}
        self.faults = faults or Faults()
        self.dead: list[tuple[str, Message]] = []
        self.denied: set[str] = set()
        self.runs: Counter[str] = Counter()
        self.uploads = 0
        self.current = self.wiring()

    def wiring(self, function: str | None = None) -> Wiring:
        """Return the stores of a new container, which may do what the template lets *function* do."""
        clients: dict[str, Any] = {
            "dynamodb": self.table.client(self.faults),
            "s3": self.buckets.client(self.faults),
            "sqs": QueueClient(self, self.faults),
        }
        if function is not None:
            clients = {name: Watched(each, ROLES[function], self.denied) for name, each in clients.items()}
        made = Wiring(self.settings, lambda service, _: clients[service])
        made.table.pause = lambda _: None
        return made

    def put(self, key: str, data: bytes, **metadata: str) -> str:
        """Put an object into the inbox, and return its version; S3 sends its notification."""
        self.uploads += 1
        made = self.buckets.put("inbox", key, data, metadata, "", UPLOADED)
        self.take_events()
        return made.id

    def take_events(self) -> None:
        """Put the notifications of new objects into the queues."""
        told, self.buckets.on_put = self.buckets.on_put, []
        for bucket, key, version, etag in told:
            if bucket == "inbox" or key.startswith("parsed/"):
                event = s3_event(bucket, key, version, etag, f"{self.buckets.count:016X}", UPLOADED.isoformat())
                self.queues["ParseQueue" if bucket == "inbox" else "EnrichQueue"].append(Message(event))

    def run_task(self, task: Any) -> Any:
        """Invoke the unpack function with a task of the state machine; return its answer."""
        self.current = self.wiring("unpack")
        answer = HANDLERS["unpack"].handler(json.loads(json.dumps(task)), CONTEXT)
        self.take_events()
        return answer

    def deliver(self, queue: str) -> None:
        """Deliver the first message of *queue*; what fails comes again, and at last becomes a dead letter."""
        message = self.queues[queue].popleft()
        message.receives += 1
        function = READERS[queue]
        self.runs[function] += 1
        self.current = self.wiring(function)
        try:
            answer = HANDLERS[function].handler(queue_event(message.body, message.receives), CONTEXT)
            done = not answer["batchItemFailures"]
        except (Killed, ClippingsError, ClientError):
            done = False
        self.take_events()
        if not done and message.receives >= MAX_RECEIVES:
            self.dead.append((queue, message))
        elif not done:
            self.queues[queue].append(message)

    def settle(self) -> None:
        """Deliver until every queue is empty; nothing is interrupted afterwards."""
        while waiting := [name for name, queue in self.queues.items() if queue]:
            self.deliver(waiting[0])
        self.faults = Faults()

    def items(self, beginning: str) -> list[dict[str, Any]]:
        """Return the rows of the table whose partition begins so."""
        found = (from_attributes(item) for _, item in sorted(self.table.items.items()))
        return [item for item in found if item["pk"].startswith(beginning)]

    def captures(self) -> Counter[str]:
        """Return how many captures the table has of each page, by its key."""
        return Counter(item["key"] for item in self.items("ARTICLE#") if item["sk"].startswith("CAPTURE#"))

    def ingestion(self, key: str) -> dict[str, Any]:
        """Return the one ingestion of *key*, as the API shows it."""
        (found,) = self.wiring().ingestions.for_key("inbox", key).items
        return found


def stored_pictures(world: BundleWorld) -> dict[str, bytes]:
    """Return the bytes of every kept picture, by the address that its article's image has."""
    found = {}
    for row in [each for each in world.items("ARTICLE#") if each["sk"].startswith("CAPTURE#")]:
        store = world.wiring()
        article = store.articles.get(row["pk"].removeprefix("ARTICLE#"))
        assert article is not None
        for image in article.article.images:
            if image.kept:
                stored = store.pictures.get(image.kept)
                assert stored is not None
                assert stored.content_type == "image/png"
                found[image.url] = stored.data or b""
    return found


HANDLERS: dict[str, ModuleType] = {}


@contextlib.contextmanager
def opened_bundle_world(
    faults: Faults | None = None,
    *,
    stretch_pages: int = 1_000,
    versioned: bool = True,
    keeps_images: bool = False,
) -> Iterator[BundleWorld]:
    """A new world whose functions the handlers are. A stretch of a bundle has *stretch_pages*."""
    if not HANDLERS:
        HANDLERS.update({name: load_handler(name) for name in READERS.values()})
    world = BundleWorld(faults, versioned=versioned, keeps_images=keeps_images)
    with contextlib.ExitStack() as stack:
        for module in HANDLERS.values():
            stack.enter_context(patch.object(module, "wiring", lambda: world.current))
            # The worker was made with the function that the module had when it was loaded.
        stack.enter_context(patch.object(Wiring, "from_environment", classmethod(lambda *_: world.current)))
        stack.enter_context(patch.object(unpacking, "STRETCH_PAGES", stretch_pages))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(pure_functions_remembered())
        yield world
