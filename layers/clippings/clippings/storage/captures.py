"""One capture in an article's history, and its item in the table.

An article's history is the set of its captures. Everything else (the revisions, the current one, the first and the last
time) is computed from that set, so that the order of arrival does not matter. See :mod:`clippings.storage.history`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from clippings.article import EnrichedArticle
from clippings.enrichment.content import content_blocks, normalised
from clippings.records import Capture, object_key
from clippings.storage.attributes import Item
from clippings.storage.provenance import provenance_hash, without_provenance
from clippings.storage.s3_events import Upload

#: The outcomes of filing a capture.
Outcome = Literal["stored", "unchanged"]

#: Values of ``access`` with which a page may show only a part of the article.
LIMITED = frozenset({"paywalled", "metered"})
#: Blocks whose hashes are compared between two revisions. Each takes four bytes in every capture's item.
MAX_BLOCKS = 1_000
BLOCK_HASH = 4
#: Largest difference between the time of an object in S3's list and the time of its event. S3 lists an upload with the
#: second in which it began, and some uploads are slow.
SAME_UPLOAD = timedelta(minutes=1)
#: Hexadecimal digits of a hash that is unique within one article.
SHORT = 20


@dataclass(frozen=True, slots=True)
class Extraction:
    """The versions of the record schema and of the extraction rules. A higher one replaces a lower one."""

    schema: int
    extractor: int

    @property
    def order(self) -> tuple[int, int]:
        """Sort key."""
        return (self.extractor, self.schema)


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """One capture of an article.

    Attributes:
        digest: The name of its stored content.
        tokens: Content hashes by extractor.
        limited: Whether the page may have shown only a part of the article.
        words: The number of words on the page.
        addresses: The addresses of the page.
        told: The keys of the rows by which the capture was reported to followers.
        provenance: The hash of the content's provenance.
        etag: The ETag of an object without a version.
        bundle: The kind of the bundle that contains the page; empty if none does.
        offset: The offset of the page in that bundle.
    """

    id: str
    captured_at: datetime
    bucket: str
    key: str
    version: str
    sequencer: str
    schema: int
    extractor: int
    digest: str
    tokens: dict[str, str]
    words: int
    limited: bool = False
    modified: str = ""
    title: str = ""
    standfirst: str = ""
    blocks: bytes = b""
    outcome: Outcome = "stored"
    addresses: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    provenance: str = ""
    etag: str = ""
    bundle: str = ""
    offset: int | None = None

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Sort key, see :attr:`clippings.records.Capture.order`."""
        return (self.captured_at, self.key, self.sequencer.zfill(32), self.version)

    @property
    def extraction(self) -> Extraction:
        """The versions of schema and extractor."""
        return Extraction(self.schema, self.extractor)

    def to_capture(self) -> Capture:
        """Return the upload."""
        return Capture(
            self.bucket,
            self.key,
            self.captured_at,
            self.version,
            self.sequencer,
            self.etag,
            bundle=self.bundle,
            offset=self.offset,
        )

    def to_upload(self) -> Upload:
        """Return the upload as an event at the time of the capture describes it."""
        return Upload(
            self.bucket,
            self.key,
            self.captured_at,
            self.version,
            self.sequencer,
            self.etag,
            bundle=self.bundle,
            offset=self.offset,
        )

    @property
    def object_key(self) -> str:
        """The key of the object that holds the page."""
        return object_key(self.key, self.offset)

    @property
    def object_hash(self) -> str:
        """A hash of the object and version, without the time."""
        return object_hash(self.id)

    @property
    def content(self) -> str:
        """The name of the stored content. It contains the extraction, so that a newer extraction has another name."""
        return f"{self.digest}-{self.extractor}.{self.schema}"

    def is_same_upload(self, capture: Capture) -> bool:
        """Return whether this is the same upload as *capture*, even if its time was read differently.

        In a bucket without versions, the same bytes may be uploaded twice. The sequencers of the two events
        distinguish these uploads. A replay has no sequencer, and the time of the upload only approximately.
        """
        if self.version and capture.version:
            return (self.bucket, self.key, self.version) == (capture.bucket, capture.key, capture.version)
        if self.id == capture_record_id(capture):
            return True
        if self.version or capture.version or (self.sequencer and capture.sequencer):
            return False
        same = object_hash(capture_record_id(capture)) == self.object_hash
        return same and abs(self.captured_at - capture.captured_at) <= SAME_UPLOAD

    def has_etag(self, etag: str) -> bool:
        """Return whether the capture has no version and this ETag."""
        return self.object_hash == _object_hash(self.bucket, self.key, etag)


def to_stamp(moment: datetime) -> str:
    """Return *moment* in UTC as text of fixed length, which sorts by time.

    A moment outside of the years 1 to 9999 in UTC is written as the first or the last moment of that range.
    """
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        utc = datetime.min.replace(tzinfo=UTC) if moment.year == 1 else datetime.max.replace(tzinfo=UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_stamp(stamp: str) -> datetime:
    """Return the moment that :func:`to_stamp` wrote."""
    return datetime.fromisoformat(stamp)


def object_hash(name: str) -> str:
    """Return the part of a capture's name that identifies its object and version, without its time."""
    return name.rpartition("-")[2]


def capture_record_id(capture: Capture) -> str:
    """Return the capture's name within its article: its time, and a hash of the object and version."""
    hashed = _object_hash(capture.bucket, capture.key, capture.version or capture.etag)
    return f"{to_stamp(capture.captured_at).replace(':', '').replace('-', '')}-{hashed}"


def _object_hash(bucket: str, key: str, seen: str) -> str:
    return hashlib.sha256(f"{bucket}\n{key}\n{seen}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def to_capture_record(
    article: EnrichedArticle, capture: Capture, extraction: Extraction, addresses: tuple[str, ...] = ()
) -> CaptureRecord:
    """Return the record of *capture*, in which *article* was captured under *addresses*."""
    return CaptureRecord(
        id=capture_record_id(capture),
        captured_at=from_stamp(to_stamp(capture.captured_at)),
        bucket=capture.bucket,
        key=capture.key,
        version=capture.version,
        sequencer=capture.sequencer,
        schema=extraction.schema,
        extractor=extraction.extractor,
        digest=content_digest(article),
        tokens={str(extraction.extractor): article.content_hash[:SHORT]},
        words=article.word_count,
        limited=article.access in LIMITED or article.truncated is not None,
        modified=article.modified.raw[:64] if article.modified else "",
        title=_short_hash(normalised(article.title)),
        addresses=tuple(sorted(addresses)),
        standfirst=_short_hash(normalised(article.standfirst)),
        blocks=b"".join(_block_hash(role, text) for role, text in content_blocks(article.blocks)[:MAX_BLOCKS]),
        provenance=provenance_hash(article),
        etag="" if capture.version else capture.etag,
        bundle=capture.bundle,
        offset=capture.offset,
    )


def content_digest(article: EnrichedArticle) -> str:
    """Return a name for the whole content of *article* without its provenance."""
    plain = without_provenance(article)
    plain.pop("day", None)  # an undated article has the day of its first capture
    return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()[:SHORT]


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _block_hash(role: str, text: str) -> bytes:
    return hashlib.sha256(f"{role}\n{text}".encode("utf-8", "surrogatepass")).digest()[:BLOCK_HASH]


#: The bounds of an article's captures in its partition.
CAPTURES = ("CAPTURE#", "CAPTURE#~")


def to_item(pk: str, capture_record: CaptureRecord) -> Item:
    """Return the table's item for *capture_record*."""
    plain = asdict(capture_record)
    plain |= {"captured_at": to_stamp(capture_record.captured_at), "told": [list(each) for each in capture_record.told]}
    return {"pk": pk, "sk": f"CAPTURE#{capture_record.id}"} | {
        name: value for name, value in plain.items() if value or value == 0
    }


def from_item(item: Item) -> CaptureRecord:
    """Return the capture record that :func:`to_item` wrote."""
    plain = {name: value for name, value in item.items() if name not in ("pk", "sk")}
    plain |= {
        "captured_at": from_stamp(plain["captured_at"]),
        "addresses": tuple(plain.get("addresses", ())),
        "told": tuple((pk, sk) for pk, sk in plain.get("told", ())),
    }
    return CaptureRecord(**_DEFAULTS | plain)


_DEFAULTS: dict[str, Any] = {"version": "", "sequencer": ""}


def find_capture_record(capture_records: Mapping[str, CaptureRecord], capture: Capture) -> CaptureRecord | None:
    """Return the record of *capture*, or None."""
    found = [each for each in capture_records.values() if each.is_same_upload(capture)]
    return min(found, key=lambda each: (abs(each.captured_at - capture.captured_at), each.id), default=None)
