"""Taking an article down: a tombstone in its record first, then everything that is kept of it.

From the tombstone on the article's id and all of its addresses answer 410, and what arrives for it is refused. The rest
is deleted in an order in which each step finds what it needs, so that a call that ends half-way is simply made again.
What stays: the record's keys and times, the hashes of its addresses, and what the table's backups hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clippings.article import EnrichedArticle
from clippings.enrichment.address import find_address
from clippings.enrichment.identity import address_hash, identify, short_hash
from clippings.errors import Conflict, InvalidRequest
from clippings.records import Capture
from clippings.storage.archive import Archive
from clippings.storage.articles import Articles
from clippings.storage.attributes import Item
from clippings.storage.buckets import Bucket
from clippings.storage.captures import CaptureRecord, from_stamp, to_stamp
from clippings.storage.change_announcements import Clock, StaleAnnouncementError, commit_change, running_clock
from clippings.storage.changes import delete_changes
from clippings.storage.filing import MAX_ATTEMPTS, MAX_MOVES, change_item, guarded
from clippings.storage.listings import Lister
from clippings.storage.page_store import parsed_prefix
from clippings.storage.placement import address_key, record_key
from clippings.storage.table import Table, backoff
from clippings.storage.withdrawn_texts import WithdrawnTexts

#: What a tombstone keeps of a record: what answers 410 and refuses captures, and nothing that the article said.
KEPT = ("pk", "sk", "id", "version", "provisional", "first_seen", "captured_at", "stored_at", "withdrawn_at")
EMPTY: Item = {"revision": "", "revisions": 0, "content_hash": "", "content": "", "short": {}}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of an article and of its *copies* (ids). *done* is False where the time ran out: call again.

    *objects* counts the versions deleted by this call; *left* names uploads in buckets that are not the service's.
    """

    article_id: str
    withdrawn_at: datetime
    done: bool
    copies: tuple[str, ...] = ()
    objects: int = 0
    left: tuple[str, ...] = ()


class OutOfTimeError(Exception):
    """The caller's time is up; what is done stays done."""


class Withdrawals:
    """Takes articles down for good. *inbox* and *parsed* are the buckets whose objects go with an article."""

    def __init__(
        self, table: Table, archive: Archive, articles: Articles, lister: Lister, inbox: Bucket, parsed: Bucket
    ) -> None:
        self.table = table
        self.archive = archive
        self.articles = articles
        self.lister = lister
        self.inbox = inbox
        self.parsed = parsed
        self.texts = WithdrawnTexts(table)

    def withdraw(
        self,
        article_id: str,
        reason: str,
        now: datetime,
        *,
        copies: bool = False,
        is_late: Callable[[], bool] = lambda: False,
    ) -> Withdrawal | None:
        """Take the article down, or go on with it; None where there is none.

        With *copies* its copies of now go too, and its text is refused wherever it appears. Raises InvalidRequest for
        *copies* of an article whose text is gone already.
        """
        record = self._bury(article_id, reason, now, copies=copies)
        if record is None:
            return None
        work, clock = _Work(is_late), running_clock(now)
        try:
            for each in record.get("copies", ()):
                buried = self._bury(each, reason, clock(), copies=False)
                if buried:
                    self._remove(buried, now, work)
            self._remove(record, now, work)
        except OutOfTimeError:
            return _told(record, work, done=False)
        return _told(record, work, done=True)

    def _bury(self, article_id: str, reason: str, now: datetime, *, copies: bool) -> Item | None:
        """Return the record with its tombstone, writing it where it has none, or no *copies* yet."""
        clock, moment = running_clock(now), now
        for attempt in range(1, MAX_ATTEMPTS + 1):
            record = self._record(article_id)
            if record is None or ("withdrawn_at" in record and (not copies or "copies" in record)):
                return record
            if copies and "removed_at" in record:
                raise InvalidRequest("the article's text is gone, so its copies cannot be told any more", "copies")
            try:
                return self._write_tombstone(record, reason, moment, clock, copies=copies)
            except Conflict as lost:
                self.table.pause(backoff(attempt))
                moment = clock() + (lost.ahead if isinstance(lost, StaleAnnouncementError) else timedelta())
        raise Conflict(f"{article_id} changes faster than it is withdrawn")

    def _record(self, article_id: str) -> Item | None:
        for _ in range(MAX_MOVES):
            record = self.table.get(*record_key(article_id), consistent=True)
            if record is None or "withdrawn_at" in record or "moved_to" not in record:
                return record
            article_id = record["moved_to"]
        raise Conflict("an article that moves on and on")

    def _write_tombstone(self, record: Item, reason: str, now: datetime, clock: Clock, *, copies: bool) -> Item:
        first = "withdrawn_at" not in record
        made = record | {"short": {}, "reason": reason, "change": "withdrawn", "version": record["version"] + 1}
        if first:
            made |= {"withdrawn_at": to_stamp(now), "stored_at": to_stamp(now)}
        if copies:
            found = self.articles.duplicates(record["id"])
            made["copies"] = [each.id for each in found if each.likeness.relation != "overlaps"]
            self.texts.put(record["id"], self.archive.load(record["id"], record["content"]).fingerprint)
        if first:
            change = change_item(made, "withdrawn", now, self.lister.shards)
            commit_change(self.table, [guarded(made, record)], change, clock)
        else:
            self.table.transact([guarded(made, record)])
        return made

    def _remove(self, record: Item, now: datetime, work: _Work) -> None:
        """Delete all that is kept of a withdrawn article; of one that is gone, what a filing under way left."""
        article_id = record["id"]
        if "removed_at" in record:
            self._remove_contents(article_id, work)
            self._remove_captures(article_id, work)
            return
        former = self._former(article_id, work)
        self.lister.follow(article_id, record, None, lambda _: {})
        work.check()
        for day in record.get("told", ()):
            delete_changes(self.table, day, article_id, record["withdrawn_at"], self.lister.shards)
            work.check()
        for each in (*former, article_id):
            self._remove_contents(each, work)
        for each in (*former, article_id):
            self._remove_captures(each, work)
        for each in former:
            self._strip(self.table.get(*record_key(each), consistent=True) or record, record["withdrawn_at"], now)
        self._strip(record, record["withdrawn_at"], now)

    def _former(self, article_id: str, work: _Work) -> tuple[str, ...]:
        """Take the addresses' text away, and return the ids that the article had before it moved here."""
        earlier: set[str] = set()
        for capture_record, article in self._seen(article_id):
            identity = identify(article, _capture(capture_record))
            origin = find_address(article.url)
            earlier |= {short_hash(f"{capture_record.bucket}/{capture_record.key}")} | (
                {address_hash(str(origin))} if origin else set()
            )
            for address in identity.addresses:
                self._blank(address, article_id)
            work.check()
        found = self.table.get_many((record_key(each) for each in sorted(earlier - {article_id})), consistent=True)
        return tuple(item["id"] for item in found.values() if item.get("moved_to") == article_id)

    def _seen(self, article_id: str) -> Iterator[tuple[CaptureRecord, EnrichedArticle]]:
        """Yield every capture whose content is still there, with that."""
        held = {item["sk"].partition("#")[2] for item in self._items(article_id, "CONTENT#")}
        loaded: dict[str, EnrichedArticle] = {}
        for capture_record in self.archive.capture_records(article_id):
            if capture_record.content in held:
                if capture_record.content not in loaded:
                    loaded = {capture_record.content: self.archive.load(article_id, capture_record.content)}
                yield capture_record, loaded[capture_record.content]

    def _items(self, article_id: str, start: str) -> list[Item]:
        return list(self.table.query_all(f"ARTICLE#{article_id}", (start, f"{start}~"), consistent=True))

    def _blank(self, address: str, article_id: str) -> None:
        """Let *address* lead to the tombstone by its hash alone; what leads to another article stays."""
        key = dict(zip(("pk", "sk"), address_key(address), strict=True))
        try:
            self.table.put(key | {"id": article_id}, "attribute_not_exists(pk) OR id = :id", {":id": article_id})
        except Conflict:
            return

    def _remove_contents(self, article_id: str, work: _Work) -> None:
        for item in self._items(article_id, "CONTENT#"):
            if "object" in item:
                work.delete(self.parsed, item["object"])
            self.table.delete((item["pk"], item["sk"]))
            work.check()
        work.delete(self.parsed, f"content/{article_id}/")

    def _remove_captures(self, article_id: str, work: _Work) -> None:
        """Delete each capture's parsed objects, then its upload, then what is known of it."""
        for capture_record in list(self.archive.capture_records(article_id)):
            # Without a version its parsed object cannot be told from the key's others; they can be made again.
            own = f"{capture_record.version}/" if capture_record.version else ""
            work.delete(self.parsed, f"{parsed_prefix(capture_record.bucket, capture_record.key)}{own}")
            if capture_record.bucket == self.inbox.name:
                self.inbox.delete(capture_record.key, capture_record.version or "null")
                work.objects += 1
            else:
                work.left.append(f"{capture_record.bucket}/{capture_record.key}")
            self.table.delete((f"ARTICLE#{article_id}", f"CAPTURE#{capture_record.id}"))
            work.check()

    def _strip(self, record: Item, withdrawn_at: str, now: datetime) -> None:
        made = {name: record[name] for name in KEPT if name in record} | EMPTY
        made |= {"withdrawn_at": withdrawn_at, "removed_at": to_stamp(now), "change": "removed"}
        made |= {name: record[name] for name in ("reason", "copies") if name in record}
        self.table.transact([guarded(made | {"version": record["version"] + 1}, record)])


class _Work:
    """What one call did, and whether it may go on."""

    def __init__(self, is_late: Callable[[], bool]) -> None:
        self.is_late = is_late
        self.objects = 0
        self.left: list[str] = []

    def check(self) -> None:
        if self.is_late():
            raise OutOfTimeError

    def delete(self, bucket: Bucket, prefix: str) -> None:
        """Delete every version of every object under *prefix*."""
        for key, version in list(bucket.versions(prefix)):
            bucket.delete(key, version)
            self.objects += 1
            self.check()


def _told(record: Item, work: _Work, *, done: bool) -> Withdrawal:
    at, copies = from_stamp(record["withdrawn_at"]), tuple(record.get("copies", ()))
    return Withdrawal(record["id"], at, done, copies, work.objects, tuple(work.left))


def _capture(capture_record: CaptureRecord) -> Capture:
    return Capture(
        capture_record.bucket, capture_record.key, capture_record.captured_at, version=capture_record.version
    )
