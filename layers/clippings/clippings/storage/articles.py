"""Reads articles: records, contents, revisions and copies. Filing is in :mod:`clippings.storage.filing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from clippings.article import EnrichedArticle
from clippings.enrichment.address import find_address, normalise_address
from clippings.enrichment.similarity import Copy, Likeness, compare, likely_original
from clippings.errors import Conflict
from clippings.records import Capture
from clippings.storage.archive import Archive
from clippings.storage.article_record import ArticleRecord, record_key
from clippings.storage.attributes import Item
from clippings.storage.captures import Extraction, from_stamp, object_hash, to_stamp
from clippings.storage.filing import Filer, Filing
from clippings.storage.history import Revision
from clippings.storage.placement import address_key
from clippings.storage.revisions import RevisionPage, read_page, walk_revisions
from clippings.storage.rows import read_fingerprint
from clippings.storage.table import Table

#: Maximum number of copies that are read from each band. A text that hundreds of papers print has more copies; fifty
#: are enough to recognize it.
MAX_IN_BAND = 50
#: Most copies that are returned.
MAX_DUPLICATES = 50
#: Most reads of a content that is replaced while it is read.
READ_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with one revision's content; *article* is None if it is withdrawn.

    *content_key* is the key of a large content in the parsed bucket. *etag* changes with every stored change.
    """

    record: ArticleRecord
    revision: str
    captured_at: datetime
    article: EnrichedArticle | None
    etag: str
    content_key: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the article's JSON with its revision and times.

        Raises:
            ValueError: The article is withdrawn.
        """
        if self.article is None:
            raise ValueError("a withdrawn article has no content")
        return self.article.to_dict() | {
            "revision": self.revision,
            "captured_at": to_stamp(self.captured_at),
            "stored_at": to_stamp(self.record.stored_at),
        }


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy: its *likeness* to the article of the request; *original* is the id of the probable original."""

    id: str
    likeness: Likeness
    original: str | None
    short: dict[str, Any]


class Articles:
    """Articles by id and by address."""

    def __init__(self, table: Table, archive: Archive, filer: Filer) -> None:
        self.table = table
        self.archive = archive
        self.filer = filer

    def file(self, article: EnrichedArticle, capture: Capture, extraction: Extraction, now: datetime) -> Filing:
        """File *article* as it was captured in *capture*; see :meth:`Filer.file`."""
        return self.filer.file(article, capture, extraction, now)

    def get_record(self, article_id: str) -> ArticleRecord | None:
        """Return the record, or None."""
        item = self.table.get(*record_key(article_id))
        return ArticleRecord.from_item(item) if item else None

    def get(self, article_id: str, *, consistent: bool = False) -> Stored | None:
        """Return the record with its current content, or None. With *consistent* the latest write is returned."""
        for attempt in range(READ_ATTEMPTS):
            item = self.table.get(*record_key(article_id), consistent=consistent or attempt > 0)
            if item is None:
                return None
            record = ArticleRecord.from_item(item)
            if record.withdrawn_at:
                return Stored(record, record.revision, record.captured_at, None, record.etag)
            try:
                return self._stored(record, record.revision, record.captured_at, record.content)
            except Conflict:
                continue
        raise Conflict(f"{article_id} changes faster than it is read")

    def get_revision(self, article_id: str, revision_id: str) -> Stored | None:
        """Return one revision's content, or None. *revision_id* may be the name of any capture in the run."""
        searched = None
        for attempt in range(READ_ATTEMPTS):
            item = self.table.get(*record_key(article_id), consistent=attempt > 0)
            if item is None:
                return None
            record = ArticleRecord.from_item(item)
            if record.withdrawn_at:
                return Stored(record, record.revision, record.captured_at, None, record.etag)
            try:
                found = self._find_revision(record, revision_id)
            except Conflict:
                continue
            if found is not None or record.version == searched:
                return found
            searched = record.version  # the captures may have been deleted while they were read
        raise Conflict(f"{article_id} changes faster than it is read")

    def _find_revision(self, record: ArticleRecord, revision_id: str) -> Stored | None:
        if revision_id == record.revision:
            return self._stored(record, record.revision, record.captured_at, record.content)
        upload = object_hash(revision_id)  # the time of its first capture may have been corrected since
        found = next((each for each in self.revisions(record) if upload in map(object_hash, each.members)), None)
        return self.get_content(record, found) if found else None

    def get_content(self, record: ArticleRecord, revision: Revision) -> Stored:
        """Return the content of *revision*."""
        return self._stored(record, revision.id, revision.last_seen, revision.content, revision.first_seen)

    def _stored(
        self,
        record: ArticleRecord,
        revision: str,
        captured_at: datetime,
        content: str,
        first_seen: datetime | None = None,
    ) -> Stored:
        """Return a content. An undated article is dated by the day on which it was first seen."""
        article, key = self.archive.load_with_key(record.id, content)
        former = first_seen if content != record.content else None
        undated = former.date() if former else date.fromisoformat(record.short["day"])
        day = article.published.day if article.published else undated
        article = replace(article, id=record.id, day=day)
        return Stored(record, revision, captured_at, article, content, key)

    def find_by_address(self, url: str) -> str | None:
        """Return the id of the article at *url* or any variant of it, or None.

        Raises:
            InvalidRequest: *url* is not an address.
        """
        item = self.table.get(*address_key(normalise_address(url)))
        return item["id"] if item else None

    def get_shorts(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the short forms of the articles with these *ids*, by id. Withdrawn articles are left out."""
        items = self.table.get_many(map(record_key, ids))
        records = map(ArticleRecord.from_item, items.values())
        return {record.id: record.to_short() for record in records if record.withdrawn_at is None}

    def find_shorts(self, urls: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the short forms of the articles at these *urls*, by the URL as given.

        Invalid addresses are left out.
        """
        keys = {url: address_key(str(found)) for url in urls if (found := find_address(url))}
        owners = {key: item["id"] for key, item in self.table.get_many(keys.values()).items()}
        shorts = self.get_shorts(owners.values())
        return {url: shorts[owners[key]] for url, key in keys.items() if owners.get(key) in shorts}

    def revisions(self, record: ArticleRecord, position: dict[str, Any] | None = None) -> Iterator[Revision]:
        """Yield the revisions, newest first; captures are read only as far back as needed."""
        return walk_revisions(self.table, record.id, count=record.revisions, fullest=record.fullest, position=position)

    def revision_page(
        self, record: ArticleRecord, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> RevisionPage:
        """Return at most *limit* revisions, newest first."""
        return read_page(self.revisions(record, position), limit)

    def duplicates(self, article_id: str) -> tuple[Duplicate, ...]:
        """Return the near-copies of the article, the nearest first. At most MAX_IN_BAND rows of each band are read."""
        record = self.get_record(article_id)
        own = self.table.get(f"BAND#{record.bands[0]}", article_id) if record and record.bands else None
        return self.copies_of(record, own) if record and own else ()

    def copies_of(self, record: ArticleRecord, own: Item) -> tuple[Duplicate, ...]:
        """Return the near-copies of an article whose band rows hold *own*; see :meth:`duplicates`."""
        found: dict[str, Item] = {}
        for band in record.bands:
            found |= {row["sk"]: row for row in self.table.query(f"BAND#{band}", limit=MAX_IN_BAND).items}
        found.pop(record.id, None)
        alike = sorted(_alike(own, found.values()), key=lambda pair: (-pair[1].similarity, pair[0]["sk"]))[
            :MAX_DUPLICATES
        ]
        records = self.table.get_many(record_key(row["sk"]) for row, _ in alike)
        return tuple(
            Duplicate(
                row["sk"], likeness, likely_original(_copy(own), _copy(row)), ArticleRecord.from_item(item).to_short()
            )
            for row, likeness in alike
            if (item := records.get(record_key(row["sk"]))) and "withdrawn_at" not in item
        )


def _alike(own: Item, rows: Any) -> list[tuple[Item, Likeness]]:
    pairs = ((row, compare(read_fingerprint(own), read_fingerprint(row))) for row in rows)
    return [(row, likeness) for row, likeness in pairs if likeness and likeness.near]


def _copy(row: Item) -> Copy:
    return Copy(
        row["sk"], read_fingerprint(row), from_stamp(row["seen"]), row.get("publisher"), tuple(row.get("credits", ()))
    )
