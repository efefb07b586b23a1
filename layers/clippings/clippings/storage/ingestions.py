"""The ingestion status of each upload: one row for each version of an object, and one more if it is listed by day.

A status moves forward only; a second delivery of the same event changes nothing.

An upload without a version is identified by the sequencer of its event and its ETag. A replay knows no sequencer: it
takes that of the latest upload with the same bytes. If no event has arrived yet, the row is stored under the ETag
alone, and the event's own row replaces it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from clippings.errors import Conflict, RejectedPage
from clippings.records import Capture
from clippings.storage.attributes import Item
from clippings.storage.aws_errors import FAILURES
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.page_store import PARSED
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table, Write, backoff

if TYPE_CHECKING:
    from clippings.storage.filing import Filing

Status = Literal["parsed", "failed", "stored", "unchanged", "rejected"]

#: Ranks of the statuses. A parsed upload may fail, and a failed one may be parsed again; the last three are final.
RANK: dict[Status, int] = {"parsed": 1, "failed": 1, "stored": 3, "unchanged": 3, "rejected": 3}
#: Rank of an upload that was deleted before it was read. A delivery that had read it before can still store it.
RANK_GONE = 2
#: Added for each extractor version: the statuses of a newer extractor rank above all of an older one.
EXTRACTOR_STEP = 10
#: Added for an admitted page, within one extractor: a rejected upload may then become stored.
ADMITTED_STEP = 5
#: The statuses from which an upload may still move to any other.
UNFINISHED = ("parsed", "failed")
#: The statuses that can be listed by day.
FINDABLE = ("rejected", "failed")
#: The members of the API's answer.
SHOWN = ("bucket", "key", "version", "status", "article_id", "reason", "detail", "at")
MAX_DETAIL = 500
#: Most attempts of a writer. A status changes a few times in all, so more conflicts are not expected.
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

    def is_settled_by(self, extractor: int) -> bool:
        """Return whether *extractor*, or a newer one, has reached a final status for the upload."""
        return self.rank >= EXTRACTOR_STEP * extractor + RANK["stored"]


@dataclass(frozen=True, slots=True)
class IngestionPage:
    """One page of ingestions.

    *items* have the form of the API. *position* is the start of the next page, None after the last page. *looked_at*
    counts the rows that were read.
    """

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None
    looked_at: int


class Ingestions:
    """Writes and finds ingestions. *clock* returns the current aware time; rows are kept for *days* days."""

    def __init__(self, table: Table, days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.table = table
        self.days = days
        self.clock = clock

    def put_parsed(self, capture: Capture, extractor: int = PARSED.extractor, *, admitted: bool = False) -> None:
        """Record that the page is parsed. *admitted*, here and below: although it is not an article."""
        self._put(_item(capture, "parsed", extractor, admitted))

    def put_stored(
        self, capture: Capture, article_id: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the capture is a revision of the article."""
        self._put(_item(capture, "stored", extractor, admitted, article_id=article_id))

    def put_unchanged(
        self, capture: Capture, article_id: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the capture shows the article unchanged."""
        self._put(_item(capture, "unchanged", extractor, admitted, article_id=article_id))

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
    ) -> None:
        """Record that the upload holds no article. The reason ``gone`` never replaces a final status."""
        told = {"reason": rejected.reason, "detail": rejected.detail[:MAX_DETAIL]}
        self._put(_item(upload, "rejected", extractor, admitted, article_id=article_id, **told))

    def put_withdrawn(self, capture: Capture, article_id: str) -> None:
        """Record that the article was taken down, if the upload's status is not final: nothing else will finish it."""
        known = self.find(capture)
        if known is not None and known.status in UNFINISHED:
            extractor, rank = divmod(known.rank, EXTRACTOR_STEP)
            self.put_rejected(capture, WITHDRAWN, extractor, article_id, admitted=rank > ADMITTED_STEP)

    def put_failed(
        self, upload: Upload | Capture, reason: str, extractor: int = PARSED.extractor, *, admitted: bool = False
    ) -> None:
        """Record that the upload goes to the dead-letter queue, for one of the reasons in FAILURES."""
        self._put(_item(upload, "failed", extractor, admitted, reason=reason))

    def _put(self, item: Item) -> None:
        sequencer, _, etag = item["sk"].partition("#")
        if not sequencer or not etag:
            self._put_forward(item)
            return
        replayed = self.table.get(item["pk"], f"#{etag}", consistent=True)
        if replayed is not None and not _replaces(item, replayed) and item.get("reason") == "gone":
            return  # a replay has filed the upload before its event was read
        self._put_forward(item)
        if replayed is not None:
            if replayed["status"] in FINDABLE:
                self.table.delete(_day_key(replayed))
            self.table.delete((replayed["pk"], replayed["sk"]))

    def _put_forward(self, item: Item) -> None:
        now = self.clock()
        item |= {"at": to_stamp(now), "expires_at": int((now + timedelta(days=self.days)).timestamp())}
        if item["status"] not in FINDABLE and self._put_first(item):
            return
        for attempt in range(1, MAX_ATTEMPTS + 1):
            known = self.table.get(item["pk"], item["sk"], consistent=True)
            if known is not None and not _replaces(item, known):
                return
            try:
                self.table.transact(_writes(item, known))
            except Conflict:
                if attempt == MAX_ATTEMPTS:
                    raise
                self.table.pause(backoff(attempt))
            else:
                return

    def _put_first(self, item: Item) -> bool:
        """Write *item* without reading, if the row that it replaces is older and not listed by day. Return whether."""
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
        pk, sk = _key(upload)
        item = self.table.get(pk, sk, consistent=True)
        if item is None and sk.startswith("#"):
            rows = self.table.query_all(pk, consistent=True)
            item = max((row for row in rows if row["sk"].endswith(sk)), key=_order, default=None)
        if item is None:
            return None
        moment = from_stamp(item["captured_at"])
        return Ingestion(moment, item["rank"], item.get("article_id"), item.get("sequencer", ""), item["status"])

    def for_key(
        self, bucket: str, key: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return the ingestions of every upload of *key*, the latest capture first.

        All rows of the key are read, about 0.3 kB each, because their sort keys are not in the order of time.
        """
        rows = sorted(self.table.query_all(f"OBJECT#{bucket}/{key}"), key=_order, reverse=True)
        rest = [row for row in rows if position is None or _order(row) < (position["at"], position["sk"])]
        page, more = rest[:limit], len(rest) > limit
        last = {"at": page[-1]["captured_at"], "sk": page[-1]["sk"]} if more else None
        return IngestionPage(tuple(map(_shown, page)), last, len(rows))

    def on_day(
        self, status: str, day: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return what was ``rejected`` or ``failed`` on *day* (``YYYY-MM-DD``, UTC), newest first."""
        pk = f"INGESTION#{status}#{day}"
        found = self.table.query(pk, after=position["sk"] if position else None, forward=False, limit=limit)
        return IngestionPage(
            tuple(map(_shown, found.items)), {"sk": found.last} if found.last else None, found.looked_at
        )


def upload_id(upload: Upload | Capture) -> str:
    """Return what identifies an upload of its key: its version, or without one its sequencer and ETag."""
    if upload.version and upload.version != "null":
        return upload.version
    return f"{upload.sequencer}#{upload.etag}"


def _key(upload: Upload | Capture) -> tuple[str, str]:
    return (f"OBJECT#{upload.bucket}/{upload.key}", upload_id(upload))


def _item(upload: Upload | Capture, status: Status, extractor: int, admitted: bool, **told: str | None) -> Item:
    pk, sk = _key(upload)
    rank = RANK_GONE if told.get("reason") == "gone" else RANK[status]
    item: Item = {
        "pk": pk,
        "sk": sk,
        "bucket": upload.bucket,
        "key": upload.key,
        "version": upload.version,
        "status": status,
        "rank": EXTRACTOR_STEP * extractor + rank + (ADMITTED_STEP if admitted else 0),
        "captured_at": to_stamp(upload.captured_at if isinstance(upload, Capture) else upload.event_time),
        "sequencer": upload.sequencer,
        "read": isinstance(upload, Capture),
    }
    return item | {name: value for name, value in told.items() if value}


def _replaces(item: Item, known: Item) -> bool:
    """Return whether *item* replaces *known*: a later status, or the same one with the sequencer that was missing."""
    if item.get("reason") == "gone":
        return known["status"] in UNFINISHED
    if item["rank"] != known["rank"]:
        return bool(item["rank"] > known["rank"])
    if known["status"] in UNFINISHED:
        return any(item.get(name) != known.get(name) for name in ("status", "reason", "detail"))
    return bool(item["sequencer"] and not known["sequencer"])


def _writes(item: Item, known: Item | None) -> list[Write]:
    """Return the transaction that replaces *known* by *item*, in the key's rows and in those of its day."""
    writes = []
    if known is None:
        writes.append(Write(put=item, condition="attribute_not_exists(pk)"))
    else:
        if known["read"] and not item["read"]:  # the time in the object's metadata is better than the event's time
            item |= {name: known[name] for name in ("captured_at", "sequencer", "read")}
        same = "#rank = :rank AND #at = :at"
        values, names = {":rank": known["rank"], ":at": known["at"]}, {"#rank": "rank", "#at": "at"}
        writes.append(Write(put=item, condition=same, values=values, names=names))
    before = _day_key(known) if known and known["status"] in FINDABLE else None
    after = _day_key(item) if item["status"] in FINDABLE else None
    if before and before != after:
        writes.append(Write(delete=before))
    if after:
        writes.append(Write(put=item | dict(zip(("pk", "sk"), after, strict=True))))
    return writes


def _order(row: Item) -> tuple[str, str]:
    return (row["captured_at"], row["sk"])


def _shown(item: Item) -> dict[str, Any]:
    """Return an ingestion as the API shows it."""
    shown = {name: item.get(name) for name in SHOWN}
    if item["status"] == "failed":
        # Rows of earlier versions contain the text of an exception.
        reason = item["reason"] if item["reason"] in FAILURES else "internal-error"
        shown |= {"reason": reason, "detail": FAILURES[reason]}
    return shown


def _day_key(item: Item) -> tuple[str, str]:
    """Return the key of the row of its day: time and hash, since an object's key may be as long as a sort key."""
    name = hashlib.sha256(f"{item['pk']}\n{item['sk']}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return (f"INGESTION#{item['status']}#{item['at'][:10]}", f"{item['at']}#{name}")
