"""Sends articles to the table for Athena: a queue of changed articles, and the Firehose stream that writes the rows.

An article is read again when its message is processed, so each row is a state that the article had. Messages and rows
may arrive twice and in any order. A reader uses the row with the highest version of an id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from clippings.errors import Conflict, UnreadableEvent
from clippings.storage.articles import Articles, Stored
from clippings.storage.captures import to_stamp
from clippings.storage.table import backoff
from clippings.streamed_rows import encode_row, make_streamed_row

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

#: Firehose's limits for one call: records, and bytes.
MAX_RECORDS = 500
MAX_CALL_BYTES = 4 * 1024 * 1024
#: Maximum number of attempts to put one batch; afterwards the message is delivered again.
MAX_ATTEMPTS = 4


class ChangedArticle(msgspec.Struct, frozen=True):
    """The part of a change event's detail that is read."""

    id: str


class ExportMessage(msgspec.Struct, frozen=True):
    """A message of the export queue: a change event of the bus, or the *ids* of articles."""

    ids: tuple[str, ...] = ()
    detail: ChangedArticle | None = None


def read_message(body: str) -> tuple[str, ...]:
    """Return the ids in a message of the export queue.

    Raises:
        UnreadableEvent: *body* is anything else.
    """
    try:
        message = msgspec.json.decode(body, type=ExportMessage)
    except msgspec.DecodeError as broken:
        raise UnreadableEvent(f"a message without ids of articles: {broken}") from broken
    ids = (message.detail.id,) if message.detail else message.ids
    if not ids:
        raise UnreadableEvent("a message without the id of an article")
    return ids


class ExportQueue:
    """The queue at *url*, which the export function reads; *client* is made on first use."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client = client
        self.url = url

    def send(self, ids: Sequence[str]) -> None:
        """Send a message that requests the rows of the articles *ids*."""
        if ids:
            self._client().send_message(QueueUrl=self.url, MessageBody=json.dumps({"ids": list(ids)}))


class ArticleStream:
    """The Firehose stream *name*; *client* is made on first use, *pause* waits for seconds."""

    def __init__(self, client: Callable[[], Any], name: str, pause: Callable[[float], None]) -> None:
        self._client = client
        self.name = name
        self._pause = pause

    def put(self, records: Iterable[bytes]) -> None:
        """Put *records*, each at least once.

        Raises:
            Conflict: Firehose did not accept all of them within MAX_ATTEMPTS.
        """
        for batch in _batches(records):
            self._put_batch(batch)

    def _put_batch(self, batch: list[bytes]) -> None:
        for attempt in range(1, MAX_ATTEMPTS + 1):
            entries = [{"Data": record} for record in batch]
            answer = self._client().put_record_batch(DeliveryStreamName=self.name, Records=entries)
            if not answer["FailedPutCount"]:
                return
            told = zip(batch, answer["RequestResponses"], strict=True)
            batch = [record for record, result in told if "ErrorCode" in result]
            if attempt < MAX_ATTEMPTS:
                self._pause(backoff(attempt))
        raise Conflict(f"Firehose did not accept {len(batch)} records")


def _batches(records: Iterable[bytes]) -> Iterable[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for record in records:
        if batch and (len(batch) == MAX_RECORDS or size + len(record) > MAX_CALL_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += len(record)
    if batch:
        yield batch


class ArticleExporter:
    """Puts the current state of articles into *stream*."""

    def __init__(self, articles: Articles, stream: ArticleStream) -> None:
        self.articles = articles
        self.stream = stream

    def export(self, ids: Iterable[str]) -> int:
        """Put a row for each article that exists, and return the number of rows.

        Raises:
            Conflict: Firehose did not accept all rows, or an article changes faster than it is read. Try again.
        """
        found = [self.articles.get(each, consistent=True) for each in dict.fromkeys(ids)]
        rows = [encode_row(to_streamed_row(stored)) for stored in found if stored is not None]
        self.stream.put(rows)
        return len(rows)


def to_streamed_row(stored: Stored) -> dict[str, Any]:
    """Return the row of a stored article, or of a withdrawn one."""
    record, article = stored.record, stored.article
    plain = stored.to_dict() | {"markdown": article.markdown} if article else None
    added = (record.added_at or record.first_seen).date()
    return make_streamed_row(record.id, added, record.version, to_stamp(record.stored_at), plain)
