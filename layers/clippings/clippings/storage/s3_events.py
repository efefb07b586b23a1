"""Reads uploads from events: of S3, SNS and EventBridge, and records of failed invocations. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from clippings.errors import UnreadableEvent
from clippings.records import object_key


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded object as an event describes it. *event_time* is aware; *size* is None if the event does not have it.

    A page of a bundle is also an upload. Then *bundle* is the kind of the bundle, and *offset* the place of the page.
    """

    bucket: str
    key: str
    event_time: datetime
    version: str = ""
    sequencer: str = ""
    etag: str = ""
    size: int | None = None
    bundle: str = ""
    offset: int | None = None

    @property
    def object_key(self) -> str:
        """The key of the object that holds the page."""
        return object_key(self.key, self.offset)


def uploads_in(body: str | Mapping[str, Any]) -> tuple[Upload, ...]:
    """Return the uploads in an event, or in the body of a queue's message.

    The event may be an S3 notification, an SNS notification with one, or an EventBridge event. Each may also be inside
    the record that Lambda sends to an on-failure destination, so that it can be redriven. S3's test event and events
    other than the creation of objects have no uploads.

    Raises:
        UnreadableEvent: The event has another form.
    """
    event = _read_json(body) if isinstance(body, str) else body
    try:
        return tuple(_uploads(event))
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise UnreadableEvent(f"an event without {broken}") from broken


def _read_json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError as broken:
        raise UnreadableEvent("a message that is not JSON") from broken


def _uploads(event: Mapping[str, Any]) -> Iterator[Upload]:
    if event.get("Type") == "Notification" and "Message" in event:
        yield from _uploads(_read_json(event["Message"]))
    elif "requestPayload" in event:
        yield from _uploads(event["requestPayload"])
    elif event.get("Event") == "s3:TestEvent":
        return
    elif event.get("source") == "aws.s3":
        if event["detail-type"] == "Object Created":
            yield _from_eventbridge(event)
    elif "Records" in event:
        for record in event["Records"]:
            yield from _in_record(record)
    else:
        raise UnreadableEvent("an event of unknown form")


def _in_record(record: Mapping[str, Any]) -> Iterator[Upload]:
    if record.get("EventSource") == "aws:sns":  # SNS capitalizes the name, S3 and SQS do not
        yield from _uploads(_read_json(record["Sns"]["Message"]))
    elif record["eventSource"] != "aws:s3":
        raise UnreadableEvent(f"a record from {record['eventSource']}")
    elif record["eventName"].removeprefix("s3:").startswith("ObjectCreated:"):
        yield _from_notification(record)


def _from_notification(record: Mapping[str, Any]) -> Upload:
    """Return the upload of an S3 notification, in which the key is form-encoded: a space is ``+``.

    If the service has added the member ``bundle``, the notification is of one page of the bundle.
    """
    found = record["s3"]["object"]
    page = record.get("bundle") or {"kind": "", "offset": None}
    return Upload(
        bucket=record["s3"]["bucket"]["name"],
        key=unquote_plus(found["key"]),
        event_time=_moment(record["eventTime"]),
        version=found.get("versionId") or "",
        sequencer=found.get("sequencer") or "",
        etag=(found.get("eTag") or "").strip('"'),
        size=_size(found),
        bundle=page["kind"],
        offset=page["offset"],
    )


def _from_eventbridge(event: Mapping[str, Any]) -> Upload:
    """Return the upload of an EventBridge event, in which the key is not encoded."""
    found = event["detail"]["object"]
    return Upload(
        bucket=event["detail"]["bucket"]["name"],
        key=found["key"],
        event_time=_moment(event["time"]),
        version=found.get("version-id") or "",
        sequencer=found.get("sequencer") or "",
        etag=(found.get("etag") or "").strip('"'),
        size=_size(found),
    )


def _size(found: Mapping[str, Any]) -> int | None:
    size = found.get("size")
    return size if isinstance(size, int) and size >= 0 else None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
