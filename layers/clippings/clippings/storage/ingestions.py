"""The ingestion status of each upload: one row for each version of an object, and one more if it is listed by day.

A status moves forward only; a second delivery of the same event changes nothing.

An upload without a version is identified by the sequencer of its event and its ETag. A replay knows no sequencer: it
takes that of the latest upload with the same bytes. If no event has arrived yet, the row is stored under the ETag
alone, and the event's own row replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from clippings.errors import Conflict, RejectedPage
from clippings.records import Capture
from clippings.storage.attributes import Item
from clippings.storage.bundle_pages import BundlePages
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.ingestion_items import (
    ADMITTED_STEP,
    EXTRACTOR_STEP,
    FINDABLE,
    RANK,
    UNFINISHED,
    day_key,
    ingestion_key,
    order_of,
    place_of,
    replacement,
    replaces,
    shown_item,
    to_item,
)
from clippings.storage.page_store import PARSED
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table, backoff

if TYPE_CHECKING:
    from clippings.storage.filing import Filing

MAX_DETAIL = 500
#: Maximum number of attempts of a writer. A status changes only a few times, so more conflicts are not expected.
MAX_ATTEMPTS = 5

#: The status of an upload whose article was taken down.
WITHDRAWN = RejectedPage("withdrawn", "the article was taken down, and stays down")


@dataclass(frozen=True, slots=True)
class Ingestion:
    """The status of one upload.

    *captured_at* and *sequencer* order its capture. *rank* grows with the extractor, and then with the status.
    """

    captured_at: datetime
    rank: int
    article_id: str | None
    sequencer: str = ""
    status: str = ""

    def is_finished_by(self, extractor: int) -> bool:
        """Return whether *extractor*, or a newer one, has reached a final status for the upload."""
        return self.rank >= EXTRACTOR_STEP * extractor + RANK["stored"]


@dataclass(frozen=True, slots=True)
class IngestionPage:
    """One page of ingestions.

    *items* have the form of the API. *position* is the start of the next page, None after the last page. *rows_read*
    counts the rows that were read.
    """

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None
    rows_read: int


class Ingestions:
    """Writes and finds ingestions. *clock* returns the current aware time; rows are kept for *days* days."""

    def __init__(self, table: Table, days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.table = table
        self.days = days
        self.clock = clock
        self.pages = BundlePages(table)

    def put_parsed(self, capture: Capture, extractor: int = PARSED.extractor, *, admitted: bool = False) -> None:
        """Record that the page is parsed. *admitted*, here and in other methods, means that it is not an article."""
        self._put(to_item(capture, "parsed", extractor, admitted))

    def put_stored(
        self, capture: Capture, article_id: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the capture is a revision of the article."""
        self._put(to_item(capture, "stored", extractor, admitted, article_id=article_id))

    def put_unchanged(
        self, capture: Capture, article_id: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the capture shows the article unchanged."""
        self._put(to_item(capture, "unchanged", extractor, admitted, article_id=article_id))

    def put_filed(
        self, capture: Capture, filing: Filing, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record the outcome of *filing* the capture; it is rejected if the article was taken down."""
        if filing.outcome == "withdrawn":
            self.put_rejected(capture, WITHDRAWN, extractor, filing.article_id, admitted=admitted)
        elif filing.outcome == "stored":
            self.put_stored(capture, filing.article_id, extractor, admitted=admitted)
        else:
            self.put_unchanged(capture, filing.article_id, extractor, admitted=admitted)

    def put_rejected(
        self,
        upload: Upload | Capture,
        rejected: RejectedPage,
        extractor: int = PARSED.extractor,
        article_id: str | None = None,
        *,
        admitted: bool = False,
        counts: Mapping[str, Any] | None = None,
    ) -> None:
        """Record that the upload holds no article. The reason ``gone`` never replaces a final status.

        *counts* are the numbers of a bundle that was unpacked in part.
        """
        told = {"reason": rejected.reason, "detail": rejected.detail[:MAX_DETAIL]}
        item = to_item(upload, "rejected", extractor, admitted, article_id=article_id, **told)
        self._put(item | ({"counts": counts} if counts else {}))

    def put_withdrawn(self, capture: Capture, article_id: str) -> None:
        """Record that the article was taken down. An upload with a final status keeps that."""
        known = self.find(capture)
        if known is not None and known.status in UNFINISHED:
            extractor, rank = divmod(known.rank, EXTRACTOR_STEP)
            self.put_rejected(capture, WITHDRAWN, extractor, article_id, admitted=rank > ADMITTED_STEP)

    def put_unpacking(self, bundle: Upload, counts: Mapping[str, Any], stretches: int, extractor: int) -> None:
        """Record how far a bundle is unpacked. *stretches* is the number of stretches so far."""
        self._put(to_item(bundle, "unpacking", extractor, False) | {"counts": counts, "stretches": stretches})

    def put_unpacked(self, bundle: Upload, counts: Mapping[str, Any], extractor: int) -> None:
        """Record that every page of a bundle was sent to the parse queue."""
        self._put(to_item(bundle, "unpacked", extractor, False) | {"counts": counts})

    def put_failed(
        self, upload: Upload | Capture, reason: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the upload goes to the dead-letter queue, for one of the reasons in FAILURES."""
        self._put(to_item(upload, "failed", extractor, admitted, reason=reason))

    def _put(self, item: Item) -> None:
        self._put_row(item)
        place = place_of(item)
        if place is not None and item["status"] != "parsed" and "at" in item:
            self.pages.put(item["bucket"], place, item)

    def _put_row(self, item: Item) -> None:
        sequencer, _, etag = item["sk"].partition("#")
        if not sequencer or not etag:
            self._put_forward(item)
            return
        replayed = self.table.get(item["pk"], f"#{etag}", consistent=True)
        if replayed is not None and not replaces(item, replayed) and item.get("reason") == "gone":
            return  # a replay has filed the upload before its event was read
        self._put_forward(item)
        if replayed is not None:
            if replayed["status"] in FINDABLE:
                self.table.delete(day_key(replayed))
            self.table.delete((replayed["pk"], replayed["sk"]))

    def _put_forward(self, item: Item) -> None:
        now = self.clock()
        item |= {"at": to_stamp(now), "expires_at": int((now + timedelta(days=self.days)).timestamp())}
        if item["status"] not in FINDABLE and self._put_first(item):
            return
        for attempt in range(1, MAX_ATTEMPTS + 1):
            known = self.table.get(item["pk"], item["sk"], consistent=True)
            if known is not None and not replaces(item, known):
                return
            try:
                self.table.transact(replacement(item, known))
            except Conflict:
                if attempt == MAX_ATTEMPTS:
                    raise
                self.table.pause(backoff(attempt))
            else:
                return

    def _put_first(self, item: Item) -> bool:
        """Write *item* if the row that it replaces is older and not listed by day. Return whether it was written."""
        older = "attribute_not_exists(pk) OR (#rank < :rank AND NOT #status IN (:rejected, :failed))"
        values = {":rank": item["rank"], ":rejected": "rejected", ":failed": "failed"}
        try:
            self.table.put(item, older, values, {"#rank": "rank", "#status": "status"})
        except Conflict:
            return False
        return True

    def find(self, upload: Upload | Capture) -> Ingestion | None:
        """Return the ingestion of this upload, or None if there is none or it has expired.

        If neither version nor sequencer is known, it is the latest upload of this key with the same bytes.
        """
        pk, sk = ingestion_key(upload)
        item = self.table.get(pk, sk, consistent=True)
        if item is None and sk.startswith("#"):
            rows = self.table.query_all(pk, consistent=True)
            item = max((row for row in rows if row["sk"].endswith(sk)), key=order_of, default=None)
        if item is None:
            return None
        moment = from_stamp(item["captured_at"])
        return Ingestion(moment, item["rank"], item.get("article_id"), item.get("sequencer", ""), item["status"])

    def for_key(
        self, bucket: str, key: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return the ingestions of every upload of *key*, the latest capture first.

        All rows of the key are read, about 0.3 kB each, because their sort keys are not in the order of time.
        For a bundle, the rows of its pages are counted.
        """
        rows = sorted(self.table.query_all(f"OBJECT#{bucket}/{key}"), key=order_of, reverse=True)
        rest = [row for row in rows if position is None or order_of(row) < (position["at"], position["sk"])]
        page, more = rest[:limit], len(rest) > limit
        last = {"at": page[-1]["captured_at"], "sk": page[-1]["sk"]} if more else None
        return IngestionPage(tuple(self._with_outcomes(shown_item(row), row) for row in page), last, len(rows))

    def _with_outcomes(self, shown: dict[str, Any], row: Item) -> dict[str, Any]:
        """Return *shown* with the number of the bundle's pages that have ended, by status."""
        if row.get("counts") is None:
            return shown
        outcomes = self.pages.count(row["bucket"], row["key"], row["sk"])
        return shown | {"counts": row["counts"] | {"outcomes": outcomes}}

    def on_day(
        self, status: str, day: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return the ingestions that were ``rejected`` or ``failed`` on *day* (``YYYY-MM-DD``, UTC), newest first."""
        pk = f"INGESTION#{status}#{day}"
        found = self.table.query(pk, after=position["sk"] if position else None, forward=False, limit=limit)
        return IngestionPage(
            tuple(map(shown_item, found.items)), {"sk": found.last} if found.last else None, found.rows_read
        )
