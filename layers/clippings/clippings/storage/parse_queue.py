"""Sends uploads to the parse queue: the uploads of an article again, or the pages of a bundle."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote_plus

from clippings.errors import Conflict
from clippings.storage.captures import CaptureRecord, to_stamp
from clippings.storage.s3_events import Upload

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

        An event contains the time of capture, so that the history does not change. It may be sent twice.

        Raises:
            Conflict: SQS did not accept all messages.
        """
        return self.send(each.to_upload() for each in captures)

    def send(self, uploads: Iterable[Upload]) -> int:
        """Send an event for each of *uploads*, and return their number.

        Raises:
            Conflict: SQS did not accept all messages.
        """
        bodies = [json.dumps(to_event(each)) for each in uploads]
        for start in range(0, len(bodies), BATCH):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies[start : start + BATCH])
            ]
            answer = self._client().send_message_batch(QueueUrl=self.url, Entries=entries)
            if answer.get("Failed"):
                raise Conflict(f"the queue did not accept {len(answer['Failed'])} messages")
        return len(bodies)

    def waiting(self) -> int:
        """Return the approximate number of messages that wait to be received."""
        name: Literal["ApproximateNumberOfMessages"] = "ApproximateNumberOfMessages"
        return int(self._client().get_queue_attributes(QueueUrl=self.url, AttributeNames=[name])["Attributes"][name])


def to_event(upload: Upload) -> Mapping[str, Any]:
    """Return the notification that S3 would send for *upload*, with its time.

    For a page of a bundle, the member ``bundle`` has the kind of the bundle and the place of the page.
    """
    found = {
        "key": quote_plus(upload.key),
        "versionId": upload.version,
        "sequencer": upload.sequencer,
        "eTag": upload.etag,
    }
    record: dict[str, Any] = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": to_stamp(upload.event_time),
        "s3": {"bucket": {"name": upload.bucket}, "object": found},
    }
    if upload.offset is not None:
        record["bundle"] = {"kind": upload.bundle, "offset": upload.offset}
    return {"Records": [record]}
