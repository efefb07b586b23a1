"""Extracts uploads again after the extraction rules have improved. A replay can be stopped and repeated at any time.

An upload keeps its time of capture, so the article's history stays the same set of captures, with better contents.
Uploads that the current extractor has finished are skipped, so that a repeated replay continues where it stopped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from clippings.article import EnrichedArticle
from clippings.enrichment import enrich
from clippings.enrichment.difference import changed_fields
from clippings.errors import RejectedPage
from clippings.records import Capture
from clippings.storage.buckets import StoredVersion
from clippings.storage.captures import Extraction, find_capture_record
from clippings.storage.change_announcements import running_clock
from clippings.storage.ingestions import Ingestion
from clippings.storage.page_parsing import parse_uploaded
from clippings.storage.page_store import PARSED, UploadedPage, capture_time
from clippings.storage.s3_events import Upload
from clippings.storage.wiring import Wiring

#: Prefix of selections and reports in the parsed bucket. Objects there invoke no function.
REPLAYS = "replays/"
#: Largest difference between the time of an upload's event and that of its object.
SAME_UPLOAD = timedelta(minutes=1)
#: Rows of a listing read at once.
PAGE = 1_000
#: The key of a page of a bundle.
BUNDLE_PAGE = re.compile(r"(?P<bundle>.+)#(?P<offset>[0-9]+)", re.DOTALL)
#: Longest result for the state machine, in bytes: Step Functions accepts 256 KiB from a task.
MAX_ANSWER = 200_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of replaying one upload: a row of the report.

    Attributes:
        outcome: ``current`` if this extractor had extracted it before; ``gone`` if the upload was deleted or, in a
            bucket without versions, overwritten; ``unpacking`` if the upload is a bundle, whose pages the unpack and
            parse functions extract again; else its ingestion status.
        changed: The names of the fields that differ from the extraction before.
        former_id: The article to which the upload belonged before, if it is another one.
    """

    key: str
    version: str
    outcome: Literal["stored", "unchanged", "withdrawn", "rejected", "gone", "current", "unpacking"]
    article_id: str | None = None
    changed: tuple[str, ...] = ()
    former_id: str | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values, without empty ones."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items() if v}


class Replayer:
    """Finds uploads of the inbox and extracts them again. *extraction* is the version of the extractor."""

    def __init__(self, store: Wiring, extraction: Extraction = PARSED) -> None:
        self.store = store
        self.extraction = extraction

    def uploads_of(self, key: str, *, older: bool) -> Iterator[Upload]:
        """Yield the newest upload of *key*, and with *older* all stored versions.

        The key of a page of a bundle, ``<bundle's key>#<offset>``, is read from the versions of the bundle.
        """
        found = False
        for upload in self._objects_of(key, older=older):
            found = True
            yield upload
        page = BUNDLE_PAGE.fullmatch(key)
        if page is None or found:
            return
        for bundle in self._objects_of(page["bundle"], older=older):
            if kind := self.store.unpacker.find_kind(bundle):
                yield replace(bundle, key=key, size=None, bundle=kind, offset=int(page["offset"]))

    def _objects_of(self, key: str, *, older: bool) -> Iterator[Upload]:
        inbox = self.store.inbox
        versions = inbox.versions_of(key) if older else filter(None, [inbox.find_newest(key)])
        for each, moment in _with_times(versions):
            version = "" if each.version == "null" else each.version
            yield Upload(inbox.name, key, moment, version, etag=each.etag, size=each.size)

    def admit(self, uploads: Iterable[Upload]) -> Iterator[Upload]:
        """Admit each of *uploads* permanently, even if it is not an article, and yield it."""
        for upload in uploads:
            self.store.admissions.admit(upload)
            yield upload

    def uploads_in(self, article_id: str) -> Iterator[Upload]:
        """Yield the upload of every capture of an article, oldest first."""
        for seen in self.store.archive.capture_records(article_id):
            yield seen.to_upload()

    def select(self, publisher: str, name: str) -> dict[str, Any]:
        """Write the ids of *publisher*'s articles to the parsed bucket. Return the object's key and their number."""
        found: list[dict[str, str]] = []
        position = None
        while True:
            page = self.store.lists.page("publisher", (publisher,), limit=PAGE, position=position)
            found += ({"article": row["id"]} for row in page.items)
            position = page.position
            if position is None:
                break
        key = f"{REPLAYS}{name}/articles.json"
        self.store.parsed.put(key, msgspec.json.encode(found), "application/json")
        return {"bucket": self.store.parsed.name, "key": key, "articles": len(found)}

    def put_part(self, rows: Sequence[dict[str, Any]], execution: str) -> str:
        """Write rows of the report to the parsed bucket as JSON Lines, and return the object's key.

        The key contains a hash of the rows, so that a repeated call overwrites the same object.
        """
        lines = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
        key = f"{REPLAYS}{execution}/parts/{hashlib.sha256(lines).hexdigest()[:20]}.jsonl"
        self.store.parsed.put(key, lines, "application/jsonl")
        return key

    def limit_rows(self, rows: list[dict[str, Any]], execution: str) -> list[dict[str, Any]]:
        """Return *rows* if they fit into an answer to the state machine, else a row that names an object with them."""
        if len(msgspec.json.encode(rows)) <= MAX_ANSWER:
            return rows
        return [{"part": self.put_part(rows, execution), "rows": len(rows)}]

    def replay(self, upload: Upload, now: datetime) -> Replayed:
        """Extract *upload* again, file it, and return its row of the report. Only rejections are not raised."""
        clock = running_clock(now)
        known = self.store.ingestions.find(upload)
        if known and known.is_finished_by(self.extraction.extractor) and not self._is_admitted(upload, known):
            return Replayed(upload.key, upload.version, "current", known.article_id)
        if known:
            upload = replace(upload, event_time=known.captured_at, sequencer=upload.sequencer or known.sequencer)
        former = known.article_id if known else None
        page = None
        try:
            kind = self.store.unpacker.find_kind(upload)
            if kind is not None:
                self.store.unpacker.start(upload, kind, self.extraction.extractor)
                return Replayed(upload.key, upload.version, "unpacking")
            page = self.store.objects.read_upload(upload)
            if known and _is_overwritten(page, known):
                return Replayed(upload.key, upload.version, "gone", former)
            parsed = parse_uploaded(page, self.store.admissions, self.store.pictures)
        except RejectedPage as rejected:
            if rejected.reason == "gone":  # the stored record stays
                return Replayed(upload.key, upload.version, "gone", former)
            seen = page.capture if page else upload
            self.store.ingestions.put_rejected(seen, rejected, self.extraction.extractor, former)
            return Replayed(upload.key, upload.version, "rejected", former, reason=rejected.reason)
        article = enrich(parsed, page.capture, now)
        former = former or article.id
        before = self._extraction(former, page.capture)
        filing = self.store.articles.file(article, page.capture, self.extraction, clock())
        admitted = parsed.rejection_reason is not None
        self.store.ingestions.put_filed(page.capture, filing, self.extraction.extractor, admitted=admitted)
        changed = changed_fields(before, replace(article, id=before.id, day=before.day)) if before else ()
        moved = former if before and former != filing.article_id else None
        return Replayed(upload.key, upload.version, filing.outcome, filing.article_id, changed, moved)

    def _is_admitted(self, upload: Upload, known: Ingestion) -> bool:
        """Return whether a rejected upload has been admitted since."""
        return known.status == "rejected" and self.store.admissions.is_admitted(upload)

    def _extraction(self, article_id: str, capture: Capture) -> EnrichedArticle | None:
        """Return the stored content of *capture* in the article, or None."""
        capture_records = {each.id: each for each in self.store.archive.capture_records(article_id)}
        seen = find_capture_record(capture_records, capture)
        return self.store.archive.load(article_id, seen.content) if seen else None


def _is_overwritten(page: UploadedPage, known: Ingestion) -> bool:
    """Return whether the object is a later upload of the same bytes, in a bucket that keeps no versions.

    The later upload has its own event and capture, and may have another address. A page of a bundle has its address in
    the bundle, so it is never treated as overwritten.
    """
    if page.capture.version or page.capture.offset is not None:
        return False
    return capture_time(page.capture.metadata.get("captured-at"), page.written) - known.captured_at > SAME_UPLOAD


def _with_times(versions: Iterable[StoredVersion]) -> Iterator[tuple[StoredVersion, datetime]]:
    """Yield *versions*, newest first, each with the latest time at which it can have been written.

    S3 lists times in whole seconds. So the latest time is the end of that second, but before the next version. If the
    upload has an event, the time of the event replaces this one, before or after the replay.
    """
    before: datetime | None = None
    for each in versions:
        moment = each.modified.replace(microsecond=999_999)
        before = moment if before is None or moment < before else before - timedelta(microseconds=1)
        yield each, before
