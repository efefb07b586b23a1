"""Filing one capture: read the history, decide, write it in one conditional transaction, then the rows that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from clippings.article import EnrichedArticle
from clippings.errors import Conflict
from clippings.records import Capture
from clippings.settings import ListingCaps
from clippings.storage import captures
from clippings.storage.archive import Archive
from clippings.storage.attributes import Item
from clippings.storage.captures import CaptureRecord, Extraction, find_capture_record, to_capture_record, to_stamp
from clippings.storage.change_announcements import Clock, StaleAnnouncementError, commit_change, running_clock
from clippings.storage.facet_keys import shard_name, shard_of
from clippings.storage.listings import Lister
from clippings.storage.placement import Placement, address_key, find_placement, record_key
from clippings.storage.planning import Plan, make_plan
from clippings.storage.rows import Listed, to_listed, to_sketch
from clippings.storage.table import Table, Write, backoff
from clippings.storage.withdrawn_texts import WithdrawnTexts

#: Writers of one article at the same time: with full jitter, ten in a row end within a second or two.
MAX_ATTEMPTS = 12
#: Articles that move on and on are a loop of claims.
MAX_MOVES = 3
#: How long a change can be read.
CHANGE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of a capture; *revision* is the run that it belongs to, empty where it is cut or withdrawn."""

    article_id: str
    outcome: Literal["stored", "unchanged", "withdrawn"]
    revision: str = ""


class Filer:
    """Files captures in the table; contents that are too big for it lie in the archive's bucket."""

    def __init__(self, table: Table, archive: Archive, lister: Lister, shards: int, caps: ListingCaps) -> None:
        self.table = table
        self.archive = archive
        self.lister = lister
        self.shards = shards
        self.caps = caps

    def file(self, article: EnrichedArticle, capture: Capture, extraction: Extraction, now: datetime) -> Filing:
        """File *article* as it was captured; any repetition changes nothing. Raises Conflict after MAX_ATTEMPTS.

        *now* is the current time: an article that is filed later than it was stamped may be missed by followers.
        """
        clock = running_clock(now)
        moment = now
        for attempt in range(1, MAX_ATTEMPTS + 1):
            try:
                return self._try(article, capture, extraction, moment, clock, consistent=attempt > 1)
            except Conflict as lost:
                if attempt == MAX_ATTEMPTS:
                    raise
                self.table.pause(backoff(attempt))
                moment = clock() + (lost.ahead if isinstance(lost, StaleAnnouncementError) else timedelta())
        raise AssertionError("unreachable")

    def _try(
        self,
        article: EnrichedArticle,
        capture: Capture,
        extraction: Extraction,
        now: datetime,
        clock: Clock,
        *,
        consistent: bool,
    ) -> Filing:
        place = find_placement(self.table, article, capture, consistent=consistent)
        place, record = self._settled(place)
        if record and "withdrawn_at" in record:
            self._sweep(record, article, to_capture_record(article, capture, extraction))
            return Filing(place.id, "withdrawn")
        source = WithdrawnTexts(self.table).find(article.fingerprint) if place.texts_withdrawn else None
        if source:
            return Filing(source, "withdrawn")
        article = replace(article, id=place.id)
        capture_records = {each.id: each for each in self.archive.capture_records(place.id)} if record else {}
        capture_records |= self._take_in(place, capture_records)
        existing = find_capture_record(capture_records, capture)
        plan = make_plan(
            article,
            to_capture_record(article, capture, extraction),
            existing,
            record,
            capture_records,
            now=now,
            caps=self.caps,
            shards=self.shards,
            load=lambda name: self.archive.load(place.id, name),
        )
        if plan is None and record is not None and not place.moving:
            self._repair(place, record, article)
            return Filing(place.id, existing.outcome if existing else "unchanged", record["revision"])
        if plan is None:
            raise Conflict("a record that moves in between")
        self._commit(place, record, plan, article, now, clock)
        self._follow(place, record, plan, article)
        return Filing(place.id, plan.outcome, plan.record["revision"])

    def _settled(self, place: Placement) -> tuple[Placement, Item | None]:
        """Return the place with its record, where an article that has moved leads to."""
        for _ in range(MAX_MOVES):
            record = self.table.get(*record_key(place.id), consistent=True)
            if record is None or "moved_to" not in record:
                return place, record
            place = replace(place, id=record["moved_to"])
        raise Conflict("an article that moves on and on")

    def _take_in(self, place: Placement, known: dict[str, CaptureRecord]) -> dict[str, CaptureRecord]:
        """Copy the captures and contents of the articles that move here; return the captures that were not known."""
        taken: dict[str, CaptureRecord] = {}
        for moving in place.moving:
            found = {each.id: each for each in self.archive.capture_records(moving) if each.id not in known}
            self.archive.copy_contents(moving, place.id)
            self.table.write_many(captures.to_item(f"ARTICLE#{place.id}", each) for each in found.values())
            taken |= found
        return taken

    def _commit(
        self, place: Placement, record: Item | None, plan: Plan, article: EnrichedArticle, now: datetime, clock: Clock
    ) -> None:
        if plan.stores:
            self.archive.store(place.id, plan.capture_record.content, article)
        pk, sk = record_key(place.id)
        made = plan.record | {"pk": pk, "sk": sk, "id": place.id, "version": (record["version"] if record else 0) + 1}
        made |= {"address": place.address, "provisional": place.provisional} if _names(place, record) else {}
        plan.record.update(made)
        writes = [
            guarded(made, record),
            Write(put=captures.to_item(pk, plan.capture_record)),
            *([Write(delete=(pk, f"CAPTURE#{plan.former}"))] if plan.former else []),
            *(Write(delete=(pk, f"CONTENT#{name}")) for name in sorted(plan.drops)),
            *self._address_writes(place),
            *(self._move(moving, place.id, now) for moving in place.moving.values()),
        ]
        if plan.news:
            made["told"] = _days_told(record, now)
            commit_change(self.table, writes, change_item(made, plan.news, now, self.shards), clock)
        else:
            self.table.transact(writes)

    def _address_writes(self, place: Placement) -> list[Write]:
        owners = [place.id, *place.moving]
        names = [f":o{n}" for n in range(len(owners))]
        return [
            Write(
                put=dict(zip(("pk", "sk"), address_key(address), strict=True)) | {"id": place.id, "url": address},
                condition=f"attribute_not_exists(pk) OR id IN ({', '.join(names)})",
                values=dict(zip(names, owners, strict=True)),
            )
            for address in place.unowned
        ]

    def _move(self, record: Item, target: str, now: datetime) -> Write:
        moved = record | {
            "moved_to": target,
            "version": record["version"] + 1,
            "change": "moved",
            "stored_at": to_stamp(now),
        }
        return guarded(moved, record)

    def _follow(self, place: Placement, record: Item | None, plan: Plan, article: EnrichedArticle) -> None:
        """Write the rows of the new record; where nothing that is listed changed, there are none to write."""
        if record is None or record["content"] != plan.record["content"] or "stale" in plan.record:
            current = plan.article or article
            self.lister.follow(place.id, plan.record, record, self._sketcher(plan.record, current))
        for moving in place.moving:
            moved = self.table.get(*record_key(moving), consistent=True)
            if moved:
                self.lister.follow(moving, moved, None, lambda _: {})

    def _repair(self, place: Placement, record: Item, article: EnrichedArticle) -> None:
        """Write what a crashed delivery of the same capture may have left behind, or left lying about."""
        if place.unowned:
            self.table.transact(self._address_writes(place))
        current = Listed.from_item(record["listed_as"])
        own = to_listed(article, record["short"]["day"], self.caps, self.shards)
        extra = frozenset() if own == current else frozenset({own})
        self.lister.follow(place.id, record, None, self._sketcher(record, None), extra)

    def _sweep(self, record: Item, article: EnrichedArticle, capture_record: CaptureRecord) -> None:
        """Take away what a delivery of this page that was overtaken, or crashed, left behind the tombstone."""
        day = article.published.day.isoformat() if article.published else record["first_seen"][:10]
        listed = to_listed(replace(article, id=record["id"]), day, self.caps, self.shards)
        own = {(record["pk"], f"CONTENT#{capture_record.content}"), (record["pk"], f"CAPTURE#{capture_record.id}")}
        self.table.write_many(deletes=sorted(own | listed.keys(record["id"])))

    def _sketcher(self, record: Item, current: EnrichedArticle | None) -> Callable[[Item], Item]:
        """Return what gives a record's sketch: from the article in hand, or from the table where it is another's."""

        def sketch(wanted: Item) -> Item:
            in_hand = current if wanted["content"] == record["content"] else None
            return to_sketch(in_hand or self.archive.load(wanted["id"], wanted["content"]), wanted["first_seen"])

        return sketch


def _names(place: Placement, record: Item | None) -> bool:
    """Whether the article's own address is written: at first, and when a provisional one gains a canonical."""
    return record is None or (record["provisional"] and not place.provisional)


def guarded(made: Item, record: Item | None) -> Write:
    """Return the write of *made* that holds only where the record is still the one that was read."""
    if record is None:
        return Write(put=made, condition="attribute_not_exists(pk)")
    return Write(
        put=made, condition="#version = :version", names={"#version": "version"}, values={":version": record["version"]}
    )


def _days_told(record: Item | None, now: datetime) -> list[str]:
    """The days under which followers can still read of the article: its end takes its name out of them."""
    first = to_stamp(now - timedelta(days=CHANGE_DAYS))[:10]
    days = {*(record or {}).get("told", ()), to_stamp(now)[:10]}
    return sorted(day for day in days if day >= first)


def change_item(record: Item, change: str, now: datetime, shards: int) -> Item:
    """Return the item that tells followers of *change* in *record*."""
    stamp = to_stamp(now)
    return {
        "pk": shard_name(f"CHANGES#{stamp[:10]}", shard_of(record["id"], shards)),
        "sk": f"{stamp}#{record['id']}",
        "id": record["id"],
        "change": change,
        "revision": record["revision"],
        "title": record["short"].get("title"),
        "url": record["short"].get("url"),
        "expires_at": int((now + timedelta(days=CHANGE_DAYS)).timestamp()),
    }
