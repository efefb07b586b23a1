"""Events of queues, and notifications of S3, in the form that the functions get."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote_plus

from clippings_local.project import sample_pages


class Inbox(Protocol):
    """Has the name of the inbox bucket."""

    inbox: str


ARTICLE = sample_pages()[0].read_bytes()


def notification(bench: Inbox, key: str, version: str | None, size: int = 100) -> dict[str, Any]:
    """Return the notification of S3 for one object."""
    thing = {"key": quote_plus(key, safe="/"), "size": size, "eTag": "e", "sequencer": "01"}
    return {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": datetime.now(UTC).isoformat(),
        "s3": {"bucket": {"name": bench.inbox}, "object": thing | ({"versionId": version} if version else {})},
    }


def message(body: str, message_id: str = "m1", receives: int = 1) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "receiptHandle": "r",
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(receives)},
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:parse",
        "awsRegion": "us-east-1",
    }


def queue_event(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"Records": list(messages)}


def news(bench: Inbox, key: str, version: str | None, size: int = 100) -> str:
    return json.dumps({"Records": [notification(bench, key, version, size)]})
