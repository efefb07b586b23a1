"""What became of each upload. A status moves forward only, and a second delivery moves nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from clippings.errors import Conflict, RejectedPage
from clippings.records import Capture
from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.filing import Filing
from clippings.storage.page_store import PARSED
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table

Status = Literal["parsed", "failed", "stored", "unchanged", "rejected"]

#: The order of the statuses. What failed may still succeed when it is redriven; what ended stays as it ended.
RANK: dict[Status, int] = {"parsed": 1, "failed": 2, "stored": 3, "unchanged": 3, "rejected": 3}
#: A newer extractor begins anew, above every status of an older one.
EXTRACTOR_STEP = 10
#: The statuses that can be listed by day.
FINDABLE = ("rejected", "failed")
#: What an answer shows.
SHOWN = ("bucket", "key", "version", "status", "article_id", "reason", "detail", "at")
MAX_DETAIL = 500


#: What an upload of an article that was taken down is told.
WITHDRAWN = RejectedPage("withdrawn", "the article was taken down, and stays down")


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What became of one upload so far; *rank* grows with the status, and with the extractor above all."""

    captured_at: datetime
    rank: int
    article_id: str | None

    def is_settled_by(self, extractor: int) -> bool:
        """Whether the rules of *extractor*, or newer ones, came to an end with it."""
        return self.rank >= EXTRACTOR_STEP * extractor + RANK["stored"]


@dataclass(frozen=True, slots=True)
class IngestionPage:
    """*items* as the API shows them; *position* is where the next page begins, None after the last."""

    items: tuple[dict[str, Any], ...]
    position: dict[str, Any] | None
    looked_at: int


class Ingestions:
    """Writes and finds ingestions; *clock* gives the aware time, *days* is how long they are kept."""

    def __init__(self, table: Table, days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.table = table
        self.days = days
        self.clock = clock

    def put_parsed(self, capture: Capture, extractor: int = PARSED.extractor) -> None:
        """The page held an article; it is on its way to be filed."""
        self._put(_item(capture, capture.captured_at, "parsed", extractor))

    def put_stored(self, capture: Capture, article_id: str, extractor: int = PARSED.extractor) -> None:
        """The capture became a revision of the article."""
        self._put(_item(capture, capture.captured_at, "stored", extractor, article_id=article_id))

    def put_unchanged(self, capture: Capture, article_id: str, extractor: int = PARSED.extractor) -> None:
        """The article was seen again as it was."""
        self._put(_item(capture, capture.captured_at, "unchanged", extractor, article_id=article_id))

    def put_filed(self, capture: Capture, filing: Filing, extractor: int = PARSED.extractor) -> None:
        """Record what filing the capture made of it; one of an article that was taken down is rejected."""
        if filing.outcome == "withdrawn":
            self.put_rejected(capture, WITHDRAWN, extractor, filing.article_id)
        elif filing.outcome == "stored":
            self.put_stored(capture, filing.article_id, extractor)
        else:
            self.put_unchanged(capture, filing.article_id, extractor)

    def put_rejected(
        self,
        upload: Upload | Capture,
        rejected: RejectedPage,
        extractor: int = PARSED.extractor,
        article_id: str | None = None,
    ) -> None:
        """There is no article to be had from the upload."""
        told = {"reason": rejected.reason, "detail": rejected.detail[:MAX_DETAIL]}
        self._put(_item(upload, _moment(upload), "rejected", extractor, article_id=article_id, **told))

    def put_failed(self, upload: Upload | Capture, detail: str, extractor: int = PARSED.extractor) -> None:
        """The upload goes to the dead letters: a bug or an outage, not its own fault."""
        told = {"reason": "failed", "detail": detail[:MAX_DETAIL]}
        self._put(_item(upload, _moment(upload), "failed", extractor, **told))

    def _put(self, item: Item) -> None:
        now = self.clock()
        item |= {"at": to_stamp(now), "expires_at": int((now + timedelta(days=self.days)).timestamp())}
        try:
            before = self.table.put(
                item, "attribute_not_exists(pk) OR #rank < :rank", {":rank": item["rank"]}, {"#rank": "rank"}
            )
        except Conflict:
            item = self.table.get(item["pk"], item["sk"], consistent=True) or item
            before = None
        if before and before["status"] in FINDABLE:
            self.table.delete(_day_key(before))
        if item["status"] in FINDABLE:
            pk, sk = _day_key(item)
            self.table.put(item | {"pk": pk, "sk": sk})

    def find(self, upload: Upload) -> Ingestion | None:
        """Return what became of this very version of the object, or None where nothing is known (any more)."""
        seen = f"#{upload.version or upload.etag}"
        items = self.table.query_all(f"OBJECT#{upload.bucket}/{upload.key}")
        # One that was refused unread stands under the event's time, and once more under the page's own if it was read.
        latest = max((item for item in items if item["sk"].endswith(seen)), key=lambda item: item["rank"], default=None)
        if latest is None:
            return None
        moment = from_stamp(latest["sk"].removesuffix(seen))
        return Ingestion(moment, latest["rank"], latest.get("article_id"))

    def for_key(
        self, bucket: str, key: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return what became of every upload of *key*, newest first."""
        return self._page(f"OBJECT#{bucket}/{key}", limit, position)

    def on_day(
        self, status: str, day: str, *, limit: int = 50, position: dict[str, Any] | None = None
    ) -> IngestionPage:
        """Return what was ``rejected`` or ``failed`` on *day* (``YYYY-MM-DD``, UTC), newest first."""
        return self._page(f"INGESTION#{status}#{day}", limit, position)

    def _page(self, pk: str, limit: int, position: dict[str, Any] | None) -> IngestionPage:
        found = self.table.query(pk, after=position["sk"] if position else None, forward=False, limit=limit)
        items = tuple({name: item.get(name) for name in SHOWN} for item in found.items)
        return IngestionPage(items, {"sk": found.last} if found.last else None, found.looked_at)


def _moment(upload: Upload | Capture) -> datetime:
    return upload.captured_at if isinstance(upload, Capture) else upload.event_time


def _item(upload: Upload | Capture, moment: datetime, status: Status, extractor: int, **told: str | None) -> Item:
    seen = upload.version or upload.etag
    item: Item = {
        "pk": f"OBJECT#{upload.bucket}/{upload.key}",
        "sk": f"{to_stamp(moment)}#{seen}",
        "bucket": upload.bucket,
        "key": upload.key,
        "version": upload.version,
        "status": status,
        "rank": EXTRACTOR_STEP * extractor + RANK[status],
    }
    return item | {name: value for name, value in told.items() if value}


def _day_key(item: Item) -> tuple[str, str]:
    """The row under the day: by time, and by a hash, since an object's key may fill a whole sort key."""
    name = hashlib.sha256(f"{item['pk']}\n{item['sk']}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return (f"INGESTION#{item['status']}#{item['at'][:10]}", f"{item['at']}#{name}")
