"""Takes an article down: first writes a tombstone into its record, then deletes everything that is stored of it.

Once the tombstone is written, the article's id and all its addresses answer 410, and new captures of it are rejected.
Then are deleted: the listings, the contents, and for each capture the marks of its addresses, the rows for followers,
its parsed objects, its upload, and last the capture itself. In this order a call that runs out of time keeps its
progress, and the next call repeats only the unfinished step. The record's times and reason, hashes of addresses, and
the table's backups are kept.

A takedown covers the article's id and every page under its addresses, with all variants of them
(:func:`clippings.enrichment.address.page_name`). Its text under other addresses is covered only with *copies*.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from clippings.enrichment.identity import address_hash, claimed_id
from clippings.errors import Conflict, InvalidRequest, UnreadableRecord
from clippings.storage.archive import CONTENTS, Archive, content_prefix
from clippings.storage.article_record import ArticleRecord, conditional_write, record_key
from clippings.storage.articles import Articles
from clippings.storage.buckets import UNVERSIONED, Bucket
from clippings.storage.bundle_places import name_in_bundle
from clippings.storage.captures import CaptureRecord, capture_record_id, to_stamp
from clippings.storage.change_announcements import Clock, StaleAnnouncementError, commit_change, running_clock
from clippings.storage.filing import MAX_ATTEMPTS, change_item
from clippings.storage.ingestions import Ingestions
from clippings.storage.kept_pictures import picture_prefix
from clippings.storage.listings import Lister
from clippings.storage.page_store import parsed_prefix, read_parsed_object
from clippings.storage.placement import address_key, page_key
from clippings.storage.rows import to_sketch
from clippings.storage.table import Table, backoff
from clippings.storage.withdrawal_progress import OutOfTimeError, Withdrawal, WithdrawalProgress, to_result
from clippings.storage.withdrawn_texts import WithdrawnTexts


class Withdrawals:
    """Takes articles down permanently. *inbox* and *parsed* are the buckets with their objects."""

    def __init__(
        self,
        table: Table,
        archive: Archive,
        articles: Articles,
        lister: Lister,
        ingestions: Ingestions,
        inbox: Bucket,
        parsed: Bucket,
    ) -> None:
        self.table = table
        self.archive = archive
        self.articles = articles
        self.lister = lister
        self.ingestions = ingestions
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
        """Withdraw the article, or continue an unfinished withdrawal.

        Args:
            article_id: The article.
            reason: The reason, which the tombstone keeps.
            now: The time of the withdrawal.
            copies: Whether its present copies are taken down too, and its text is rejected under any address.
            is_late: Returns True when the call has to end.

        Returns:
            The result, or None if there is no such article.

        Raises:
            InvalidRequest: *copies* was requested and the text is already deleted.
            Conflict: The article changes faster than it is withdrawn.
        """
        record = self._ensure_tombstone(article_id, reason, now, copies=copies)
        if record is None:
            return None
        work, clock = WithdrawalProgress(is_late), running_clock(now)
        try:
            for each in record.copies or ():
                buried = self._ensure_tombstone(each, reason, clock(), copies=False, as_copy=True)
                if buried:
                    self._remove(buried, reason, now, work)
            self._remove(record, reason, now, work)
        except OutOfTimeError:
            return to_result(record, work, done=False)
        return to_result(record, work, done=True)

    def _ensure_tombstone(
        self, article_id: str, reason: str, now: datetime, *, copies: bool, as_copy: bool = False
    ) -> ArticleRecord | None:
        """Return the record with its tombstone. If the tombstone or its list of copies is missing, write it.

        The copies of a copy (*as_copy*) are not searched.
        """
        clock, moment = running_clock(now), now
        for attempt in range(1, MAX_ATTEMPTS + 1):
            record = self._read(article_id)
            if record is None or (record.withdrawn_at and (not copies or record.copies is not None)):
                return record
            try:
                earliest = record.stored_at + timedelta(microseconds=attempt)  # later than the changes that were read
                buried = replace(record, copies=()) if as_copy else record
                return self._write_tombstone(buried, reason, now, max(moment, earliest), clock, copies=copies)
            except Conflict as lost:
                self.table.pause(backoff(attempt))
                ahead = lost.ahead if isinstance(lost, StaleAnnouncementError) else timedelta(microseconds=attempt)
                moment = clock() + ahead
        raise Conflict(f"{article_id} changes faster than it is withdrawn")

    def _read(self, article_id: str) -> ArticleRecord | None:
        item = self.table.get(*record_key(article_id), consistent=True)
        return ArticleRecord.from_item(item) if item else None

    def _write_tombstone(
        self, record: ArticleRecord, reason: str, now: datetime, stamp: datetime, clock: Clock, *, copies: bool
    ) -> ArticleRecord:
        made = replace(record, short={}, reason=reason, change="withdrawn", version=record.version + 1)
        if copies:
            made = replace(made, copies=self._reject_text(record))
        if record.withdrawn_at is not None:
            self.table.transact([conditional_write(made, record)])
            return made
        made = replace(made, withdrawn_at=now, stored_at=stamp)
        change = change_item(made, "withdrawn", stamp, self.lister.shards)
        commit_change(self.table, [conditional_write(made, record)], change, clock)
        return made

    def _reject_text(self, record: ArticleRecord) -> tuple[str, ...]:
        """Reject the article's text from now on, and return the ids of its present copies.

        Raises:
            InvalidRequest: The text is already deleted, or is being deleted.
        """
        try:
            article = self.archive.load(record.id, record.content, consistent=True)
        except Conflict as gone:
            if not record.withdrawn_at:
                raise
            raise InvalidRequest(
                "the article is withdrawn and its text is deleted, so its copies cannot be found any more", "copies"
            ) from gone
        self.texts.put(record.id, article.fingerprint)
        own = to_sketch(article, to_stamp(record.first_seen)) | {"sk": record.id}
        found = self.articles.copies_of(record, own) if article.fingerprint else ()
        return tuple(each.id for each in found if each.likeness.relation != "overlaps")

    def _remove(self, record: ArticleRecord, reason: str, now: datetime, work: WithdrawalProgress) -> None:
        """Delete everything that is still stored of a withdrawn article."""
        if not record.removed_at:
            self.lister.update_rows(record, None, lambda _: {})
            work.check()
        self._remove_contents(record.id, work)
        marked: set[str] = set()
        for capture in list(self.archive.capture_records(record.id)):
            for address in sorted({*capture.addresses} - marked):
                self._mark_address(record.id, address)
                self._remove_claimed(record.id, address, reason, now, work)
                marked.add(address)
            self._remove_capture(record.id, capture, work)
        if not record.removed_at:
            self._clear_record(record.id, now)

    def _remove_contents(self, article_id: str, work: WithdrawalProgress) -> None:
        keys = [
            (item["pk"], item["sk"])
            for item in self.table.query_all(f"ARTICLE#{article_id}", CONTENTS, consistent=True)
        ]
        for key in keys:
            self.table.delete(key)
            work.check()
        work.delete(self.parsed, content_prefix(article_id))

    def _remove_claimed(
        self, article_id: str, address: str, reason: str, now: datetime, work: WithdrawalProgress
    ) -> None:
        """Take down uploads without an address of their own whose pages declare the withdrawn article's address."""
        if address_hash(address) != article_id:
            return
        claimed = self._ensure_tombstone(claimed_id(address), reason, now, copies=False)
        if claimed:
            self._remove(claimed, reason, now, work)

    def _remove_capture(self, article_id: str, capture: CaptureRecord, work: WithdrawalProgress) -> None:
        """Delete one capture and everything made of it; the capture itself is deleted last."""
        self.table.write_many(deletes=capture.told)
        work.delete(self.parsed, picture_prefix(capture.object_hash))
        prefix = f"{parsed_prefix(capture.bucket, capture.key)}{capture.version or capture.etag}"
        if capture.version:
            work.delete(self.parsed, f"{prefix}/")
        else:
            for key in dict.fromkeys(key for key, _ in self.parsed.versions(prefix)):
                if self._is_of(key, capture):
                    work.delete(self.parsed, key)
        if page := name_in_bundle(capture.key, capture.offset):
            work.bundles.append(page)
        if capture.offset is None and capture.bucket == self.inbox.name:
            self._remove_upload(capture, work)
        elif capture.bucket != self.inbox.name:
            work.left.append(f"{capture.bucket}/{capture.key}")
        self.ingestions.put_withdrawn(capture.to_capture(), article_id)
        self.table.delete((f"ARTICLE#{article_id}", f"CAPTURE#{capture.id}"))
        work.check()

    def _is_of(self, parsed_key: str, capture: CaptureRecord) -> bool:
        """Return whether a parsed object was made from *capture*, and not from another upload of the same bytes."""
        data = self.parsed.get(parsed_key)
        try:
            return data is None or capture_record_id(read_parsed_object(data).capture) == capture.id
        except UnreadableRecord:
            return True  # another version of the service wrote it, from the same bytes

    def _mark_address(self, article_id: str, address: str) -> None:
        """Mark the page at *address* as withdrawn, if the address leads to this article."""
        owner = self.table.get(*address_key(address), consistent=True)
        if owner is None or owner["id"] != article_id:
            return
        pk, sk = page_key(address)
        try:
            self.table.put({"pk": pk, "sk": sk, "id": article_id}, "attribute_not_exists(pk)")
        except Conflict:
            return  # it was withdrawn before, as part of another article

    def _remove_upload(self, capture: CaptureRecord, work: WithdrawalProgress) -> None:
        """Delete the upload. One without a version is deleted only if it was not overwritten."""
        if not capture.version:
            versions = self.inbox.versions_of(capture.key)
            kept = next((each for each in versions if each.version == UNVERSIONED), None)
            if kept is None or not capture.has_etag(kept.etag):
                return
        self.inbox.delete(capture.key, capture.version or UNVERSIONED)
        work.objects += 1

    def _clear_record(self, article_id: str, now: datetime) -> None:
        """Remove the article's data from the record."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            record = self._read(article_id)
            if record is None or record.removed_at:
                return
            made = ArticleRecord(
                id=record.id,
                version=record.version + 1,
                change="removed",
                revision="",
                revisions=0,
                captures=0,
                fullest=0,
                content_hash="",
                content="",
                captured_at=record.captured_at,
                first_seen=record.first_seen,
                stored_at=record.stored_at,
                added_at=record.added_at,
                withdrawn_at=record.withdrawn_at,
                removed_at=now,
                reason=record.reason,
                copies=record.copies,
            )
            try:
                self.table.transact([conditional_write(made, record)])
            except Conflict:
                self.table.pause(backoff(attempt))
            else:
                return
        raise Conflict(f"{article_id} changes faster than it is withdrawn")
