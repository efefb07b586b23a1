"""Unpacks a bundle in stretches, each in a separate invocation.

A stretch reads some entries of the bundle and sends their pages to the parse queue. Its end is recorded before the next
stretch is sent, and the first record is kept. So a stretch that is delivered twice has the same next stretch, and its
numbers are counted once. A page that is sent twice is parsed twice, without effect.

If a page can be read alone from its offset in the bundle, its message contains the offset. Other pages (of a
``.tar.gz``, of a WARC that is compressed as a whole, revisits, and saved pages that are packed with their pictures) are
copied to objects of the inbox. The key of a copy follows from the bundle and the page's number, and each copy is put
once.

If the service keeps pictures, the first stretches send no page. They list the pictures of a WARC or WACZ
(:mod:`clippings.storage.bundle_pictures`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from clippings.errors import Conflict, RejectedPage
from clippings.storage.bundle_pictures import WITH_INDEX, BundlePictures
from clippings.storage.bundle_places import COPIES, MAX_KEY_BYTES, BundlePlace, copy_key
from clippings.storage.ingestion_items import upload_id
from clippings.storage.ingestions import Ingestions
from clippings.storage.page_store import PARSED, PageStore
from clippings.storage.parse_queue import BATCH, ParseQueue
from clippings.storage.s3_events import Upload
from clippings.storage.stretches import BundleQueue, Stretch, Unpacked
from clippings.storage.table import Table

if TYPE_CHECKING:
    from clippings.bundles import BundlePage
    from clippings.storage.buckets import Bucket
    from clippings.storage.ranged_objects import RangedObject

#: Maximum number of pages that a stretch sends, and of bytes that it reads from S3.
STRETCH_PAGES = 1_000
STRETCH_BYTES = 256 * 1024 * 1024
#: Bytes that are read at once from S3.
BLOCK = 4 * 1024 * 1024
#: The longest address that is kept in the metadata of an object, which S3 limits to 2 kB.
MAX_METADATA_URL = 1_700
#: Names that bundles have. An object of another name is read as a page.
NAMES = (".warc", ".warc.gz", ".wacz", ".zip", ".tar", ".tar.gz", ".tgz")


class Unpacker:
    """Unpacks bundles. The ends of stretches are kept for *days*. With *keeps_pictures*, pictures are listed."""

    def __init__(
        self,
        table: Table,
        objects: PageStore,
        ingestions: Ingestions,
        pages: ParseQueue,
        stretches: BundleQueue,
        days: int,
        *,
        keeps_pictures: bool,
    ) -> None:
        self.table = table
        self.objects = objects
        self.ingestions = ingestions
        self.pages = pages
        self.stretches = stretches
        self.pictures = BundlePictures(objects.parsed)
        self.keeps_pictures = keeps_pictures
        self.days = days

    def find_kind(self, upload: Upload) -> str | None:
        """Return the kind of bundle of *upload*, or None if it is a page. Reads the first bytes.

        An object is read only if its name is that of a bundle. A page that was copied from a bundle is never a bundle.

        Raises:
            RejectedPage: The object does not exist any more.
        """
        if upload.offset is not None or not upload.key.lower().endswith(NAMES) or upload.key.startswith(COPIES):
            return None
        # Imported here because functions that only read articles do not need it.
        from clippings.bundles import HEAD_BYTES, kind_of

        kind = kind_of(upload.key, self.objects.open_bundle(upload, HEAD_BYTES).read(HEAD_BYTES) or b"")
        return kind.value if kind else None

    def start(self, upload: Upload, kind: str, extractor: int = PARSED.extractor) -> None:
        """Send the first stretch of the bundle *upload*. Pages that *extractor* has extracted are skipped later."""
        first = self.first_stretch(upload, kind, extractor)
        self.ingestions.put_unpacking(upload, first.counts, 0, extractor)
        self.stretches.send(first)

    def first_stretch(self, upload: Upload, kind: str, extractor: int = PARSED.extractor) -> Stretch:
        """Return the stretch that the bundle *upload* begins with: where pictures are kept, it lists those."""
        return Stretch(upload, kind, extractor, listing=self.keeps_pictures and kind in WITH_INDEX)

    def unpack(self, stretch: Stretch, is_late: Callable[[], bool] = lambda: False) -> Unpacked:
        """Unpack *stretch*, and send the next one or record that the bundle has ended.

        Args:
            stretch: The stretch.
            is_late: Returns whether to end the stretch early.

        Raises:
            RejectedPage: The bundle cannot be unpacked, or does not exist any more. The caller records this.
        """
        ended = self.advance(stretch, is_late)
        if not ended.done:
            self.stretches.send(ended.after)
        return ended

    def advance(self, stretch: Stretch, is_late: Callable[[], bool] = lambda: False) -> Unpacked:
        """Unpack *stretch*, and record its end. The caller sends the next stretch.

        Args and errors are those of :meth:`unpack`.
        """
        work = self._list_pictures if stretch.listing else self._work
        ended = self._find_end(stretch) or self._commit(stretch, work(stretch, is_late))
        counted = ended.after
        if ended.done:
            self.ingestions.put_unpacked(stretch.upload, counted.counts, stretch.extractor)
        else:
            self.ingestions.put_unpacking(stretch.upload, counted.counts, counted.number, stretch.extractor)
        return ended

    def _work(self, stretch: Stretch, is_late: Callable[[], bool]) -> Unpacked:
        """Send the pages of *stretch*. It has at least one entry, because an entry is never divided."""
        from clippings.bundles import BundleKind, BundlePage, next_offset, read_bundle

        stream = self.objects.open_bundle(stretch.upload, BLOCK)
        recipient = _Recipient(self.pages, self.objects.inbox, stretch, stream)
        skipped, pages = Counter(stretch.skipped), stretch.pages
        before = None
        with io.BufferedReader(stream) as file:
            largest = self.objects.max_page_bytes if self.keeps_pictures else 0
            entries = read_bundle(file, BundleKind(stretch.kind), offset=stretch.offset, largest_archive=largest)
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

    def _list_pictures(self, stretch: Stretch, is_late: Callable[[], bool]) -> Unpacked:
        """List the pictures of *stretch*; the last such stretch writes the index, and the first page is next."""
        from clippings.bundles import BundleKind
        from clippings.bundles.warc_pictures import list_pictures

        stream = self.objects.open_bundle(stretch.upload, BLOCK)
        listed = []
        with io.BufferedReader(stream) as file:
            for record in list_pictures(file, BundleKind(stretch.kind), stretch.offset):
                stream.check()
                if record.picture:
                    listed.append(record.picture)
                if stream.fetched >= STRETCH_BYTES or is_late():
                    self.pictures.put_part(stretch.upload, (stretch.offset, record.end), listed)
                    ends = (*stretch.listed, record.end)
                    after = replace(stretch, number=stretch.number + 1, offset=record.end, listed=ends)
                    return Unpacked(after, done=False)
            stream.check()
        self.pictures.put_index(stretch.upload, stretch.listed, listed)
        after = replace(stretch, number=stretch.number + 1, offset=0, listed=(), listing=False)
        return Unpacked(after, done=False)

    def _find_end(self, stretch: Stretch) -> Unpacked | None:
        """Return the recorded end of the stretch, or None if it has none yet."""
        row = self.table.get(*_end_key(stretch), consistent=True)
        return msgspec.json.decode(row["end"], type=Unpacked) if row else None

    def _commit(self, stretch: Stretch, ended: Unpacked) -> Unpacked:
        """Record the end of the stretch, and return it. If another invocation was first, return its record."""
        pk, sk = _end_key(stretch)
        expires_at = int((datetime.now(UTC) + timedelta(days=self.days)).timestamp())
        item = {"pk": pk, "sk": sk, "end": msgspec.json.encode(ended).decode(), "expires_at": expires_at}
        try:
            self.table.put(item, "attribute_not_exists(pk)")
        except Conflict:
            return self._find_end(stretch) or ended
        return ended


class _Recipient:
    """Sends pages of a bundle: as messages with their offsets to the parse queue, or as copies to the inbox."""

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
        # The record of a revisit has no content; an archive of a saved page is in no place of the bundle.
        elif page.packed or page.content_offset not in (None, page.offset):
            self._copy(page, page.offset)
        else:
            self._announce(page.offset)

    def flush(self) -> None:
        """Send the pages that are not sent yet."""
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
            raise RejectedPage("key-too-long", "its pages have to be copied, and their keys would be too long for S3")
        charset = f"; charset={page.charset}" if page.charset else ""
        self._inbox.put_new(key, page.body, f"text/html{charset}", self._metadata(page))

    def _metadata(self, page: BundlePage) -> dict[str, str]:
        """Return the page's metadata: its own from the bundle, and those of the bundle that apply to all its pages."""
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
    """Return *stretch* with these numbers added."""
    return replace(stretch, number=stretch.number + 1, pages=pages, skipped=dict(sorted(skipped.items())))


def _end_key(stretch: Stretch) -> tuple[str, str]:
    upload = stretch.upload
    return (
        f"UNPACKING#{upload.bucket}/{upload.key}#{upload_id(upload)}",
        f"{stretch.extractor:06d}#{stretch.number:06d}",
    )
