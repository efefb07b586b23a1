"""The items of ingestions in the table: statuses and their ranks, and which item replaces another. Pure."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, get_args

from clippings.records import Capture
from clippings.storage.attributes import Item
from clippings.storage.aws_errors import FAILURES
from clippings.storage.bundle_places import BundlePlace, find_copied_place
from clippings.storage.captures import to_stamp
from clippings.storage.s3_events import Upload
from clippings.storage.table import Write

#: A bundle is ``unpacking``, then ``unpacked``; the others are of pages. Both may be rejected or fail.
Status = Literal["parsed", "unpacking", "failed", "stored", "unchanged", "unpacked", "rejected"]
STATUSES: tuple[Status, ...] = get_args(Status)

#: Ranks of the statuses. A parsed upload may fail, and a failed one may be parsed again; those of rank 3 are final.
RANK: dict[Status, int] = {
    "parsed": 1,
    "unpacking": 1,
    "failed": 1,
    "stored": 3,
    "unchanged": 3,
    "unpacked": 3,
    "rejected": 3,
}
#: Rank of an upload that was deleted before it was read. Another delivery may have read it and may still store it.
RANK_GONE = 2
#: Added for each extractor version: the statuses of a newer extractor rank above all of an older one.
EXTRACTOR_STEP = 10
#: Added for an admitted page, within one extractor: a rejected upload may then become stored.
ADMITTED_STEP = 5
#: The statuses from which an upload may still move to any other.
UNFINISHED = ("parsed", "unpacking", "failed")
#: The statuses that can be listed by day.
FINDABLE = ("rejected", "failed")
#: The members of the API's answer.
SHOWN = ("bucket", "key", "version", "status", "article_id", "reason", "detail", "bundle", "offset", "counts", "at")


def upload_id(upload: Upload | Capture) -> str:
    """Return the text that identifies an upload of its key: the version, or without one the sequencer and the ETag."""
    if upload.version and upload.version != "null":
        return upload.version
    return f"{upload.sequencer}#{upload.etag}"


def ingestion_key(upload: Upload | Capture) -> tuple[str, str]:
    """Return the key of the row of *upload*."""
    return (f"OBJECT#{upload.bucket}/{upload.key}", upload_id(upload))


def to_item(upload: Upload | Capture, status: Status, extractor: int, admitted: bool, **told: str | None) -> Item:
    """Return the row of *upload* without the time of writing; *told* are its other members."""
    pk, sk = ingestion_key(upload)
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
    copied = find_copied_place(upload.key)
    if upload.offset is not None:
        item |= {"bundle": upload.object_key, "offset": upload.offset}
    elif copied is not None:
        item |= {"bundle": copied.bundle, "offset": copied.number}
    return item | {name: value for name, value in told.items() if value}


def place_of(item: Item) -> BundlePlace | None:
    """Return where the page of an ingestion is in a bundle, or None if it is not in a bundle."""
    if "bundle" not in item:
        return None
    return find_copied_place(item["key"]) or BundlePlace(item["bundle"], item["sk"], item["offset"])


def replaces(item: Item, known: Item) -> bool:
    """Return whether *item* replaces *known*: it has a later status, or the same one and adds a missing sequencer."""
    if item.get("reason") == "gone":
        return known["status"] in UNFINISHED
    if item["rank"] != known["rank"]:
        return bool(item["rank"] > known["rank"])
    if item["status"] == known["status"] == "unpacking":
        return bool(item["stretches"] > known["stretches"])
    if known["status"] in UNFINISHED:
        return any(item.get(name) != known.get(name) for name in ("status", "reason", "detail"))
    return bool(item["sequencer"] and not known["sequencer"])


def replacement(item: Item, known: Item | None) -> list[Write]:
    """Return the transaction that replaces *known* by *item*, in the key's rows and in those of its day."""
    writes = []
    if known is None:
        writes.append(Write(put=item, condition="attribute_not_exists(pk)"))
    else:
        if known["read"] and not item["read"]:  # the time in the object's metadata is more exact than the event's time
            item |= {name: known[name] for name in ("captured_at", "sequencer", "read")}
        same = "#rank = :rank AND #at = :at"
        values, names = {":rank": known["rank"], ":at": known["at"]}, {"#rank": "rank", "#at": "at"}
        writes.append(Write(put=item, condition=same, values=values, names=names))
    before = day_key(known) if known and known["status"] in FINDABLE else None
    after = day_key(item) if item["status"] in FINDABLE else None
    if before and before != after:
        writes.append(Write(delete=before))
    if after:
        writes.append(Write(put=item | dict(zip(("pk", "sk"), after, strict=True))))
    return writes


def order_of(row: Item) -> tuple[str, str]:
    """Return the sort key of the rows of one key of the bucket."""
    return (row["captured_at"], row["sk"])


def shown_item(item: Item) -> dict[str, Any]:
    """Return an ingestion as the API shows it."""
    shown = {name: item.get(name) for name in SHOWN}
    if item["status"] == "failed":
        # Rows of earlier versions contain the text of an exception.
        reason = item["reason"] if item["reason"] in FAILURES else "internal-error"
        shown |= {"reason": reason, "detail": FAILURES[reason]}
    return shown


def day_key(item: Item) -> tuple[str, str]:
    """Return the key of an ingestion's row in the list of its day.

    It has a hash in place of the object's key, which may be too long for a sort key.
    """
    name = hashlib.sha256(f"{item['pk']}\n{item['sk']}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return (f"INGESTION#{item['status']}#{item['at'][:10]}", f"{item['at']}#{name}")
