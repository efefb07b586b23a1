"""Sends events of uploads to the parse queue again, so that they are parsed and filed again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from clippings.errors import Conflict
from clippings.storage.captures import CaptureRecord, to_stamp

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

#: SQS's limit for one call.
BATCH = 10


class ParseQueue:
    """The queue at *url*; *client* is made on first use."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client = client
        self.url = url

    def announce(self, captures: Iterable[CaptureRecord]) -> int:
        """Send an event for each of *captures*, and return their number.

        An event contains the time of capture, so that the history stays unchanged. Sending it twice does no harm.

        Raises:
            Conflict: SQS did not accept all messages.
        """
        bodies = [json.dumps(to_event(each)) for each in captures]
        for start in range(0, len(bodies), BATCH):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies[start : start + BATCH])
            ]
            answer = self._client().send_message_batch(QueueUrl=self.url, Entries=entries)
            if answer.get("Failed"):
                raise Conflict(f"the queue did not take {len(answer['Failed'])} messages")
        return len(bodies)


def to_event(capture_record: CaptureRecord) -> Mapping[str, Any]:
    """Return the notification that S3 would send for the capture's object, with the time of the capture."""
    found = {
        "key": quote_plus(capture_record.key),
        "versionId": capture_record.version,
        "sequencer": capture_record.sequencer,
        "eTag": capture_record.etag,
    }
    record = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": to_stamp(capture_record.captured_at),
        "s3": {"bucket": {"name": capture_record.bucket}, "object": found},
    }
    return {"Records": [record]}
