"""Files one capture: reads the history, plans, writes one conditional transaction, then writes the listings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from clippings.article import EnrichedArticle
from clippings.errors import Conflict
from clippings.records import Capture
from clippings.settings import ListingCaps
from clippings.storage import captures, contents
from clippings.storage.archive import Archive, content_key, provenance_key
from clippings.storage.article_record import ArticleRecord, conditional_write
from clippings.storage.attributes import Item
from clippings.storage.captures import CaptureRecord, Extraction, find_capture_record, to_capture_record, to_stamp
from clippings.storage.change_announcements import Clock, StaleAnnouncementError, commit_change, running_clock
from clippings.storage.facet_keys import shard_name, shard_of
from clippings.storage.listings import Lister, Sketcher
from clippings.storage.placement import Placement, claim_addresses, find_placement
from clippings.storage.planning import Plan, make_plan
from clippings.storage.rows import Listed, to_listed, to_sketch
from clippings.storage.table import Table, Write, backoff
from clippings.storage.withdrawn_texts import WithdrawnTexts

#: Maximum number of attempts if others write the same article. With full jitter, ten attempts take a second or two.
MAX_ATTEMPTS = 12
#: How long a change is kept.
CHANGE_DAYS = 90
#: Number of latest contents whose rows a redelivery deletes. If a writer was killed while another changed the record,
#: rows of the content that was current then may be left. Its message is delivered again before there are more
#: revisions.
MAX_REPAIRED = 20


@dataclass(frozen=True, slots=True)
class Filing:
    """The outcome of filing a capture. *revision* is the article's current one, empty if it is withdrawn."""

    article_id: str
    outcome: Literal["stored", "unchanged", "withdrawn"]
    revision: str = ""


class Filer:
    """Files captures in the table; contents that are too large for it are stored in the archive's bucket."""

    def __init__(self, table: Table, archive: Archive, lister: Lister, shards: int, caps: ListingCaps) -> None:
        self.table = table
        self.archive = archive
        self.lister = lister
        self.shards = shards
        self.caps = caps

    def file(self, article: EnrichedArticle, capture: Capture, extraction: Extraction, now: datetime) -> Filing:
        """File *article* as it was captured. Repetitions change nothing.

        Args:
            article: The enriched article.
            capture: The upload from which it was read.
            extraction: The versions that extracted it.
            now: The current time. An earlier time may make followers miss the article.

        Returns:
            The outcome of the capture.

        Raises:
            Conflict: Other writers were first MAX_ATTEMPTS times in a row.
        """
        clock = running_clock(now)
        moment = now
        for attempt in range(1, MAX_ATTEMPTS + 1):
            try:
                return self._try(article, capture, extraction, moment, clock, attempt)
            except Conflict as lost:
                if attempt == MAX_ATTEMPTS:
                    raise
                self.table.pause(backoff(attempt))
                ahead = lost.ahead if isinstance(lost, StaleAnnouncementError) else timedelta(microseconds=attempt)
                moment = clock() + ahead
        raise AssertionError("unreachable")

    def _try(
        self,
        article: EnrichedArticle,
        capture: Capture,
        extraction: Extraction,
        now: datetime,
        clock: Clock,
        attempt: int,
    ) -> Filing:
        placement = find_placement(self.table, article, capture)
        article = replace(article, id=placement.id)
        incoming = to_capture_record(article, capture, extraction, placement.identity.addresses)
        record = placement.record
        if record is not None and record.withdrawn_at is not None:
            self._sweep(record, article, capture.captured_at)
            return Filing(placement.id, "withdrawn")
        known = {each.id: each for each in self.archive.capture_records(placement.id)} if record else {}
        existing = find_capture_record(known, capture)
        refused = self._withdrawn_as(placement, article) if existing is None else None
        if refused:
            self._discard(article, incoming)
            return Filing(refused, "withdrawn")
        plan = make_plan(
            article,
            incoming,
            existing,
            record,
            known,
            now=max(now, record.stored_at + timedelta(microseconds=attempt)) if record else now,
            caps=self.caps,
            shards=self.shards,
            load=lambda name: self.archive.load(placement.id, name, consistent=True),
            load_provenance=lambda name, provenance: self.archive.load_provenance(placement.id, name, provenance),
        )
        if plan is None and record is not None:
            self._repair(placement, record, article, incoming, existing, known)
            return Filing(placement.id, existing.outcome if existing else "unchanged", record.revision)
        if plan is None:
            raise AssertionError("a new article always has a plan")
        self._commit(placement, plan, clock)
        self._delete_replaced(plan, article, incoming, known, again=attempt > 1)
        # An earlier delivery of the capture may have been interrupted before it wrote the rows.
        self._update_rows(record if existing is None else None, plan, article, incoming)
        return Filing(placement.id, plan.outcome, plan.record.revision)

    def _withdrawn_as(self, placement: Placement, article: EnrichedArticle) -> str | None:
        """Return the id of the withdrawn article whose page or text the capture shows, or None."""
        if placement.withdrawn_page:
            return placement.withdrawn_page
        return WithdrawnTexts(self.table).find(article.fingerprint) if placement.texts_withdrawn else None

    def _commit(self, placement: Placement, plan: Plan, clock: Clock) -> None:
        """Write the plan in one transaction. A large content is put into the bucket first."""
        record, kept = plan.record, plan.capture_record
        pk, _ = record.key
        made = [self.archive.make_content(record.id, each.name, each.owner, each.article) for each in plan.contents]
        record = replace(record, big=record.big or any("object" in each for each in made))
        made += [self.archive.make_provenance(record.id, *key, article) for key, article in plan.provenances.items()]
        writes = [Write(put=each) for each in made]
        change = change_item(record, plan.reported, record.stored_at, self.shards) if plan.reported else None
        if change:
            kept = replace(kept, told=(*kept.told, (change["pk"], change["sk"])))
        writes += [conditional_write(record, placement.record), Write(put=captures.to_item(pk, kept))]
        writes += [Write(delete=(pk, f"CAPTURE#{plan.former}"))] if plan.former else []
        writes += [Write(delete=content_key(record.id, name)) for name in sorted(plan.dropped_contents)]
        writes += [Write(delete=provenance_key(record.id, *key)) for key in sorted(plan.dropped_provenances)]
        writes += claim_addresses(placement, kept.id)
        if change:
            commit_change(self.table, writes, change, clock)
        else:
            self.table.transact(writes)

    def _delete_replaced(
        self,
        plan: Plan,
        article: EnrichedArticle,
        incoming: CaptureRecord,
        known: Mapping[str, CaptureRecord],
        *,
        again: bool,
    ) -> None:
        """Delete objects that the plan replaced, or that an earlier attempt put without committing."""
        if plan.capture_record.content != incoming.content:  # a newer extraction was filed meanwhile
            self._discard(article, incoming)
        held = {each.content for each in known.values()}
        replaced = plan.dropped_contents | {each.name for each in plan.contents if again or each.name in held}
        replaced |= {incoming.content} if again or incoming.content in held else set()
        if replaced and plan.record.big:
            settled = {plan.capture_record.object_hash, *(each.object_hash for each in known.values())}
            self.archive.sweep(plan.record.id, settled, replaced)

    def _update_rows(
        self, record: ArticleRecord | None, plan: Plan, article: EnrichedArticle, incoming: CaptureRecord
    ) -> None:
        """Write the rows of the new record, unless they are the same as those of *record*."""
        made = plan.record
        shown = record is not None and (
            (record.content, record.first_seen, record.short) == (made.content, made.first_seen, made.short)
        )
        if not shown or made.stale:
            self.lister.update_rows(made, record, self._sketcher(incoming.content, article))

    def _repair(
        self,
        placement: Placement,
        record: ArticleRecord,
        article: EnrichedArticle,
        incoming: CaptureRecord,
        existing: CaptureRecord | None,
        known: Mapping[str, CaptureRecord],
    ) -> None:
        """Write the rows that an interrupted delivery of this capture did not write, and delete those that it left."""
        claims = claim_addresses(placement, existing.id if existing else incoming.id)
        if claims:
            self.table.transact(claims)
        if record.big:
            self.archive.sweep(record.id, {each.object_hash for each in known.values()})
        places = self._places(record, article, incoming, known)
        self.lister.update_rows(record, None, self._sketcher(incoming.content, article), places)

    def _places(
        self,
        record: ArticleRecord,
        article: EnrichedArticle,
        incoming: CaptureRecord,
        known: Mapping[str, CaptureRecord],
    ) -> frozenset[Listed]:
        """Return the places where the article may have been listed while one of its latest contents was current."""
        ordered = sorted(known.values(), key=lambda each: each.order, reverse=True)
        names = list(dict.fromkeys(each.content for each in ordered if each.content != incoming.content))
        shown = [article, *(self.archive.load(record.id, name) for name in names[:MAX_REPAIRED])]
        days = {each.captured_at.date().isoformat() for each in known.values()}
        found = set()
        for each in shown:
            for day in {each.published.day.isoformat()} if each.published else days:
                found.add(to_listed(replace(each, id=record.id), day, self.caps, self.shards))
        return frozenset(found) - {record.listed} if record.listed else frozenset(found)

    def _sweep(self, record: ArticleRecord, article: EnrichedArticle, captured_at: datetime) -> None:
        """Delete everything that a delivery of this page may have stored during the withdrawal."""
        days = {article.published.day} if article.published else {record.first_seen.date(), captured_at.date()}
        places = [to_listed(article, day.isoformat(), self.caps, self.shards) for day in days]
        self.table.write_many(deletes=sorted({key for listed in places for key in listed.keys(record.id)}))
        if not contents.is_inline(article, contents.pack(article)):
            self.archive.sweep(record.id, None)

    def _discard(self, article: EnrichedArticle, incoming: CaptureRecord) -> None:
        """Delete the object that an interrupted delivery put for a content that is not stored."""
        if not contents.is_inline(article, contents.pack(article)):
            self.archive.sweep(article.id, {incoming.object_hash}, {incoming.content})

    def _sketcher(self, name: str, article: EnrichedArticle) -> Sketcher:
        """Return a function for a record's sketch: of *article* if its content is *name*, else read from the table."""

        def sketch(wanted: ArticleRecord) -> Item:
            current = article if wanted.content == name else self.archive.load(wanted.id, wanted.content)
            return to_sketch(current, to_stamp(wanted.first_seen))

        return sketch


def change_item(record: ArticleRecord, change: str, now: datetime, shards: int) -> Item:
    """Return the item that reports *change* of *record* to followers."""
    stamp = to_stamp(now)
    return {
        "pk": shard_name(f"CHANGES#{stamp[:10]}", shard_of(record.id, shards)),
        "sk": f"{stamp}#{record.id}",
        "id": record.id,
        "change": change,
        "revision": record.revision,
        "title": record.short.get("title"),
        "url": record.short.get("url"),
        "expires_at": int((now + timedelta(days=CHANGE_DAYS)).timestamp()),
    }
