"""Articles on their way to the table for Athena: messages, batches within Firehose's limits, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clippings.errors import Conflict, UnreadableEvent
from clippings.storage.article_stream import MAX_ATTEMPTS, MAX_CALL_BYTES, ArticleStream, ExportQueue, read_message


class Firehose:
    """Firehose's client. It refuses the records at the places *refuses*, of one call each."""

    def __init__(self, *refuses: set[int]) -> None:
        self.refuses = list(refuses)
        self.calls: list[list[bytes]] = []

    def put_record_batch(self, *, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803
        assert DeliveryStreamName == "rows"
        assert 1 <= len(Records) <= 500
        assert sum(len(each["Data"]) for each in Records) <= MAX_CALL_BYTES
        self.calls.append([each["Data"] for each in Records])
        refused = self.refuses.pop(0) if self.refuses else set()
        results = [
            {"ErrorCode": "ServiceUnavailableException"} if n in refused else {"RecordId": "1"}
            for n in range(len(Records))
        ]
        return {"FailedPutCount": len(refused), "RequestResponses": results}


def put(client: Firehose, records: list[bytes]) -> list[float]:
    """Put *records*; return how long it was paused."""
    paused: list[float] = []
    ArticleStream(lambda: client, "rows", paused.append).put(records)
    return paused


def test_only_rejected_records_are_sent_again() -> None:
    client = Firehose({1, 2}, {1})
    paused = put(client, [b"a", b"b", b"c"])
    assert client.calls == [[b"a", b"b", b"c"], [b"b", b"c"], [b"c"]]
    assert len(paused) == 2


def test_repeatedly_rejected_records_are_a_conflict() -> None:
    client = Firehose(*[{0}] * MAX_ATTEMPTS)
    with pytest.raises(Conflict, match="1 records"):
        put(client, [b"a", b"b"])
    assert len(client.calls) == MAX_ATTEMPTS


def test_a_call_has_at_most_500_records_and_4_mib() -> None:
    many = Firehose()
    put(many, [b"x"] * 1_001)
    assert [len(call) for call in many.calls] == [500, 500, 1]
    large = Firehose()
    put(large, [b"x" * 1_000_000] * 9)
    assert [len(call) for call in large.calls] == [4, 4, 1]


def test_without_records_nothing_is_sent() -> None:
    client = Firehose()
    assert put(client, []) == []
    assert client.calls == []


class Queue:
    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803
        assert QueueUrl == "https://queue"
        self.bodies.append(MessageBody)


def test_a_message_names_the_articles_and_an_empty_one_is_not_sent() -> None:
    client = Queue()
    queue = ExportQueue(lambda: client, "https://queue")  # type: ignore[arg-type,return-value]
    queue.send([])
    queue.send(["a", "b"])
    (body,) = client.bodies
    assert read_message(body) == ("a", "b")


def test_a_message_may_be_an_event_of_the_bus() -> None:
    event = {"source": "clippings", "detail-type": "Article changed", "detail": {"id": "a", "change": "stored"}}
    assert read_message(json.dumps(event)) == ("a",)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"ids": "a"}', '{"detail": {}}'])
def test_other_messages_are_unreadable(body: str) -> None:
    with pytest.raises(UnreadableEvent):
        read_message(body)
