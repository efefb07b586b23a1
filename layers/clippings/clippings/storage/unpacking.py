"""Unpacks a bundle stretch by stretch, each in an invocation of its own.

A stretch reads some entries of the bundle and hands their pages to the parse queue. Its end is recorded before the next
stretch is sent, and the first record of it stays: a stretch that is delivered again, or twice at the same time, has the
same next one, and its numbers count once. A page that is handed on twice is parsed twice, which changes nothing.

A page that can be read alone from its offset in the bundle is announced by that offset. Others (those of a ``.tar.gz``
or of a WARC that is gzipped as a whole, and revisits) are copied to objects of the inbox. The key follows from the
bundle and the page's number, and such an object is put once.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from clippings.errors import Conflict, RejectedPage, UnreadableEvent
from clippings.storage.bundle_places import COPIES, MAX_KEY_BYTES, BundlePlace, copy_key
from clippings.storage.ingestion_items import upload_id
from clippings.storage.ingestions import Ingestions
from clippings.storage.page_store import PARSED, PageStore
from clippings.storage.parse_queue import BATCH, ParseQueue
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from clippings.bundles import BundlePage
    from clippings.storage.buckets import Bucket
    from clippings.storage.ranged_objects import RangedObject

#: The most pages that a stretch hands on, and the most bytes that it reads from S3.
STRETCH_PAGES = 1_000
STRETCH_BYTES = 256 * 1024 * 1024
#: Bytes that are read at once from S3.
BLOCK = 4 * 1024 * 1024
#: The longest address that is kept in the metadata of an object, which S3 limits to 2 kB.
MAX_METADATA_URL = 1_700
#: Names that bundles have. An object of another name is read as a page.
NAMES = (".warc", ".warc.gz", ".wacz", ".zip", ".tar", ".tar.gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bundle that one invocation unpacks, and what was counted before it.

    Attributes:
        upload: The bundle.
        kind: The kind of the bundle.
        extractor: The extractor that the pages are for: a newer one unpacks the bundle again.
        number: How many stretches there were before.
        offset: Where reading begins. Always 0 in a bundle that has no offsets.
        passed: Entries from there on that belong to the stretches before. Always 0 in a bundle that has offsets.
        pages: Pages that were handed on before.
        skipped: Entries that hold no page, by the reason.
    """

    upload: Upload
    kind: str
    extractor: int = PARSED.extractor
    number: int = 0
    offset: int = 0
    passed: int = 0
    pages: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, Any]:
        """The numbers of the bundle so far, as its ingestion shows them."""
        return {"pages": self.pages, "skipped": self.skipped}


@dataclass(frozen=True, slots=True)
class Unpacked:
    """How a stretch ended: the numbers up to its end in *after*; *done* where the bundle ended with it."""

    after: Stretch
    done: bool


def stretches_in(body: str) -> tuple[Stretch, ...]:
    """Return the one stretch in a message of the bundle queue.

    Raises:
        UnreadableEvent: The message is anything else.
    """
    try:
        return (msgspec.json.decode(body, type=Stretch),)
    except msgspec.DecodeError as broken:
        raise UnreadableEvent(f"no stretch of a bundle: {broken}") from broken


class BundleQueue:
    """The queue at *url*, which the unpack function reads; *client* is made on first use."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client = client
        self.url = url

    def send(self, stretch: Stretch) -> None:
        """Request that *stretch* is unpacked."""
        self._client().send_message(QueueUrl=self.url, MessageBody=msgspec.json.encode(stretch).decode())


class Unpacker:
    """Unpacks bundles. *days* is how long the ends of stretches are kept."""

    def __init__(
        self,
        table: Table,
        objects: PageStore,
        ingestions: Ingestions,
        pages: ParseQueue,
        stretches: BundleQueue,
        days: int,
    ) -> None:
        self.table = table
        self.objects = objects
        self.ingestions = ingestions
        self.pages = pages
        self.stretches = stretches
        self.days = days

    def find_kind(self, upload: Upload) -> str | None:
        """Return the kind of the bundle that *upload* is, or None where it is a page. It reads the first bytes.

        Only an object that is named as a bundle is read. What was copied out of a bundle is no bundle.

        Raises:
            RejectedPage: The object is gone.
        """
        if upload.offset is not None or not upload.key.lower().endswith(NAMES) or upload.key.startswith(COPIES):
            return None
        # Imported here: the functions that only read articles do without it.
        from clippings.bundles import HEAD_BYTES, kind_of

        kind = kind_of(upload.key, self.objects.open_bundle(upload, HEAD_BYTES).read(HEAD_BYTES) or b"")
        return kind.value if kind else None

    def start(self, upload: Upload, kind: str, extractor: int = PARSED.extractor) -> None:
        """Request that the bundle *upload* is unpacked from its start; pages that this extractor has are skipped."""
        first = Stretch(upload, kind, extractor)
        self.ingestions.put_unpacking(upload, first.counts, 0, extractor)
        self.stretches.send(first)

    def unpack(self, stretch: Stretch, is_late: Callable[[], bool] = lambda: False) -> Unpacked:
        """Unpack *stretch*, and send the next one or record that the bundle has ended.

        Args:
            stretch: The stretch.
            is_late: Returns whether to end the stretch early.

        Raises:
            RejectedPage: The bundle cannot be unpacked, or is gone. The caller records it.
        """
        ended = self.advance(stretch, is_late)
        if not ended.done:
            self.stretches.send(ended.after)
        return ended

    def advance(self, stretch: Stretch, is_late: Callable[[], bool] = lambda: False) -> Unpacked:
        """Unpack *stretch*, and record how far the bundle is; the caller sees to the next one.

        Args and errors are those of :meth:`unpack`.
        """
        ended = self._find_end(stretch) or self._commit(stretch, self._work(stretch, is_late))
        counted = ended.after
        if ended.done:
            self.ingestions.put_unpacked(stretch.upload, counted.counts, stretch.extractor)
        else:
            self.ingestions.put_unpacking(stretch.upload, counted.counts, counted.number, stretch.extractor)
        return ended

    def _work(self, stretch: Stretch, is_late: Callable[[], bool]) -> Unpacked:
        """Send the pages of *stretch*. An entry is never divided, so each stretch has at least one."""
        from clippings.bundles import BundleKind, BundlePage, next_offset, read_bundle

        stream = self.objects.open_bundle(stretch.upload, BLOCK)
        recipient = _Recipient(self.pages, self.objects.inbox, stretch, stream)
        skipped, pages = Counter(stretch.skipped), stretch.pages
        before = None
        with io.BufferedReader(stream) as file:
            entries = read_bundle(file, BundleKind(stretch.kind), offset=stretch.offset)
            for number, entry in enumerate(entries, 1):
                stream.check()
                if number <= stretch.passed:
                    continue
                before = stream.fetched if before is None else before
                if isinstance(entry, BundlePage):
                    recipient.take(entry, pages)
                    pages += 1
                else:
                    skipped[entry.reason.value] += 1
                spent = pages - stretch.pages >= STRETCH_PAGES or stream.fetched - before >= STRETCH_BYTES
                if spent or is_late():
                    recipient.flush()
                    after, there = _counted(stretch, pages, skipped), next_offset(entry)
                    at = replace(after, passed=number) if there is None else replace(after, offset=there, passed=0)
                    return Unpacked(at, done=False)
            stream.check()
            recipient.flush()
        return Unpacked(_counted(stretch, pages, skipped), done=True)

    def _find_end(self, stretch: Stretch) -> Unpacked | None:
        """Return how the stretch ended when it was first unpacked, or None."""
        row = self.table.get(*_end_key(stretch), consistent=True)
        return msgspec.json.decode(row["end"], type=Unpacked) if row else None

    def _commit(self, stretch: Stretch, ended: Unpacked) -> Unpacked:
        """Write down how the stretch ended; where another invocation was first, return how it ended there."""
        pk, sk = _end_key(stretch)
        expires_at = int((datetime.now(UTC) + timedelta(days=self.days)).timestamp())
        item = {"pk": pk, "sk": sk, "end": msgspec.json.encode(ended).decode(), "expires_at": expires_at}
        try:
            self.table.put(item, "attribute_not_exists(pk)")
        except Conflict:
            return self._find_end(stretch) or ended
        return ended


class _Recipient:
    """Hands pages of a bundle on: announced by their offsets to the parse queue, or copied to objects of the inbox."""

    def __init__(self, queue: ParseQueue, inbox: Bucket, stretch: Stretch, bundle: RangedObject) -> None:
        self._queue = queue
        self._inbox = inbox
        self._upload = stretch.upload
        self._kind = stretch.kind
        self._bundle = bundle
        self._waiting: list[Upload] = []

    def take(self, page: BundlePage, number: int) -> None:
        """Send the page *number* of the bundle, from 0."""
        if page.offset is None:
            self._copy(page, number)
        elif page.content_offset not in (None, page.offset):  # a revisit: its record alone has no content
            self._copy(page, page.offset)
        else:
            self._announce(page.offset)

    def flush(self) -> None:
        """Send what was announced and not sent yet."""
        self._queue.send(self._waiting)
        self._waiting.clear()

    def _announce(self, offset: int) -> None:
        key = f"{self._upload.key}#{offset}"
        self._waiting.append(replace(self._upload, key=key, size=None, bundle=self._kind, offset=offset))
        if len(self._waiting) >= BATCH:
            self.flush()

    def _copy(self, page: BundlePage, number: int) -> None:
        key = copy_key(BundlePlace(self._upload.key, upload_id(self._upload), number))
        if len(key.encode("utf-8", "surrogatepass")) > MAX_KEY_BYTES:
            raise RejectedPage("key-too-long", "its pages have to be copied out, and S3 takes no key that is so long")
        charset = f"; charset={page.charset}" if page.charset else ""
        self._inbox.put_new(key, page.body, f"text/html{charset}", self._metadata(page))

    def _metadata(self, page: BundlePage) -> dict[str, str]:
        """Return what the bundle says of the page, and what the metadata of the bundle say of all its pages."""
        told = dict(self._bundle.metadata)
        told.pop("url", None)
        captured_at = page.captured_at.isoformat() if page.captured_at else told.get("captured-at")
        told["captured-at"] = captured_at or self._upload.event_time.isoformat()
        url = page.url or ""
        quoted = url if url.isascii() else quote(url, safe="")
        if quoted and len(quoted) <= MAX_METADATA_URL:
            told["url"] = quoted
        return told


def _counted(stretch: Stretch, pages: int, skipped: Counter[str]) -> Stretch:
    """Return the stretch after *stretch*, with these numbers."""
    return replace(stretch, number=stretch.number + 1, pages=pages, skipped=dict(sorted(skipped.items())))


def _end_key(stretch: Stretch) -> tuple[str, str]:
    upload = stretch.upload
    return (
        f"UNPACKING#{upload.bucket}/{upload.key}#{upload_id(upload)}",
        f"{stretch.extractor:06d}#{stretch.number:06d}",
    )
