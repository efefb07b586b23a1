"""The news of objects, in every shape that it travels in, to uploads. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from clippings.errors import UnreadableEvent


@dataclass(frozen=True, slots=True)
class Upload:
    """An object that was put, as the event says: *event_time* is aware, *size* None where the event has none."""

    bucket: str
    key: str
    event_time: datetime
    version: str = ""
    sequencer: str = ""
    etag: str = ""
    size: int | None = None


def uploads_in(body: str | Mapping[str, Any]) -> tuple[Upload, ...]:
    """Return the uploads that an event (or the body of a message) tells of.

    It may be an S3 notification, that in an SNS notification, or an EventBridge event; or any of these in what Lambda
    sends to an on-failure destination, so that such a dead letter can be redriven too. S3's test event and news of
    other things than created objects tell of none. Raises UnreadableEvent for anything else.
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
        raise UnreadableEvent("a message that is no JSON") from broken


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
        raise UnreadableEvent("an event of no known shape")


def _in_record(record: Mapping[str, Any]) -> Iterator[Upload]:
    if record.get("EventSource") == "aws:sns":  # SNS capitalizes what S3 and SQS do not
        yield from _uploads(_read_json(record["Sns"]["Message"]))
    elif record["eventSource"] != "aws:s3":
        raise UnreadableEvent(f"a record from {record['eventSource']}")
    elif record["eventName"].removeprefix("s3:").startswith("ObjectCreated:"):
        yield _from_notification(record)


def _from_notification(record: Mapping[str, Any]) -> Upload:
    """A notification's key is quoted as a form's value: a space is ``+``."""
    found = record["s3"]["object"]
    return Upload(
        bucket=record["s3"]["bucket"]["name"],
        key=unquote_plus(found["key"]),
        event_time=_moment(record["eventTime"]),
        version=found.get("versionId") or "",
        sequencer=found.get("sequencer") or "",
        etag=(found.get("eTag") or "").strip('"'),
        size=_size(found),
    )


def _from_eventbridge(event: Mapping[str, Any]) -> Upload:
    """EventBridge quotes nothing."""
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
