"""Telling the parse function anew of uploads that it has seen: they are read, cut and filed again."""

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

#: SQS' own bound of one call.
BATCH = 10


class ParseQueue:
    """The queue at *url*; *client* is made on first use."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client = client
        self.url = url

    def announce(self, captures: Iterable[CaptureRecord]) -> int:
        """Send the news of each of *captures* once more, and return how many there were.

        The news carries the time of capture, so that a capture is extracted anew and its history stays as it was.
        Raises Conflict where SQS did not take all of it: sending it twice does no harm.
        """
        bodies = [json.dumps(_news(each)) for each in captures]
        for start in range(0, len(bodies), BATCH):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies[start : start + BATCH])
            ]
            answer = self._client().send_message_batch(QueueUrl=self.url, Entries=entries)
            if answer.get("Failed"):
                raise Conflict(f"the queue did not take {len(answer['Failed'])} messages")
        return len(bodies)


def _news(capture_record: CaptureRecord) -> Mapping[str, Any]:
    """An S3 notification of the capture's object, as S3 would write it."""
    found = {
        "key": quote_plus(capture_record.key),
        "versionId": capture_record.version,
        "sequencer": capture_record.sequencer,
    }
    record = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": to_stamp(capture_record.captured_at),
        "s3": {"bucket": {"name": capture_record.bucket}, "object": found},
    }
    return {"Records": [record]}
