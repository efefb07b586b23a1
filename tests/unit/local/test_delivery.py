"""Messages are delivered as by Lambda's event source mapping: failed ones come again, the others are deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Barrier
from typing import Any

import pytest
from tests.unit.local.conftest import Seen, put

from clippings_local.account import HeldAccount, local_account
from clippings_local.delivery import Delivered, Mapping, _failures
from clippings_local.functions import Function
from clippings_local.stack import LocalStack

ARN = "arn:aws:sqs:us-east-1:123456789012:news"


@pytest.fixture
def account() -> Iterator[HeldAccount]:
    with local_account() as account:
        account.sqs.create_queue(QueueName="news")
        yield account


def mapping(account: HeldAccount, handler: Callable[[dict[str, Any]], Any], **more: Any) -> Mapping:
    """A mapping of the queue to *handler*."""
    function = Function("Reader", Path(), "handler.handler", {})
    function._handler = lambda event, _: handler(event)
    url = account.sqs.get_queue_url(QueueName="news")["QueueUrl"]
    return Mapping(account.stores.queues, url, ARN, function, retry_after=0, **more)


def send(account: HeldAccount, *bodies: str) -> None:
    url = account.sqs.get_queue_url(QueueName="news")["QueueUrl"]
    for body in bodies:
        attributes: Any = {"trace": {"DataType": "String", "StringValue": "t1"}}
        account.sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)


def delivered(source: Mapping) -> list[Delivered]:
    """Every batch until the queue is empty."""
    return list(iter(source.deliver_once, None))


def failing(*bad: str) -> Callable[[dict[str, Any]], Any]:
    """A handler that names the messages of these bodies as failed, the first time that it sees them."""
    known = set(bad)

    def handle(event: dict[str, Any]) -> Any:
        failed = [record["messageId"] for record in event["Records"] if record["body"] in known]
        known.difference_update(record["body"] for record in event["Records"])
        return {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}

    return handle


def test_an_empty_queue_invokes_no_function(account: HeldAccount) -> None:
    assert mapping(account, lambda _: pytest.fail("woken")).deliver_once() is None


def test_batches_have_at_most_the_configured_size(account: HeldAccount) -> None:
    send(account, *"abcde")
    sizes = [told.messages for told in delivered(mapping(account, lambda _: None, batch_size=2))]
    assert sum(sizes) == 5
    assert max(sizes) <= 2


def test_records_have_the_form_of_lambda(account: HeldAccount) -> None:
    events: list[dict[str, Any]] = []
    send(account, "hello")
    delivered(mapping(account, events.append))
    ((record,),) = [event["Records"] for event in events]
    assert (record["body"], record["eventSource"], record["eventSourceARN"]) == ("hello", "aws:sqs", ARN)
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record["messageAttributes"]["trace"]["stringValue"] == "t1"
    assert record["messageAttributes"]["trace"]["dataType"] == "String"


def test_only_failed_messages_are_redelivered(account: HeldAccount) -> None:
    send(account, "good", "bad")
    told = delivered(mapping(account, failing("bad"), reports_failures=True))
    assert sum(batch.failed for batch in told) == 1
    assert sum(batch.messages for batch in told) == 3


def test_without_partial_responses_failures_are_ignored(account: HeldAccount) -> None:
    send(account, "bad")
    assert [(batch.messages, batch.failed) for batch in delivered(mapping(account, failing("bad")))] == [(1, 0)]


def test_an_exception_fails_the_whole_batch(account: HeldAccount) -> None:
    send(account, "a")
    raised, told = RuntimeError("a bug"), []
    broken = mapping(account, lambda _: (_ for _ in ()).throw(raised), reports_failures=True, on_delivered=told.append)
    assert broken.deliver_once() == Delivered("Reader", 1, 1, raised)
    assert told == [Delivered("Reader", 1, 1, raised)]
    assert [batch.messages for batch in delivered(mapping(account, lambda _: None))] == [1]


def test_a_started_mapping_delivers_until_it_is_stopped(account: HeldAccount) -> None:
    told: Queue[Delivered] = Queue()
    source = mapping(account, lambda _: None, on_delivered=told.put)
    source.start()
    send(account, "a")
    assert told.get(timeout=60).messages == 1
    source.stop()
    assert source._threads
    assert not any(thread.is_alive() for thread in source._threads)


@dataclass
class Waiting(Function):
    """A function whose every invocation waits until as many are under way as *barrier* says."""

    barrier: Barrier = field(default_factory=lambda: Barrier(1))

    def invoke(self, event: dict[str, Any]) -> Any:  # noqa: ARG002 - the event is of no interest
        self.barrier.wait()


def test_batches_run_concurrently_up_to_the_limit(account: HeldAccount) -> None:
    both = Barrier(2, timeout=60)
    told: Queue[Delivered] = Queue()
    # Each waits for the other: one at a time, neither would end.
    source = mapping(account, lambda _: None, batch_size=1, concurrency=2, on_delivered=told.put)
    source.function = Waiting("Reader", Path(), "handler.handler", {}, barrier=both)
    send(account, "a", "b")
    source.start()
    assert [told.get(timeout=60).error for _ in range(2)] == [None, None]
    source.stop()


def test_a_failing_message_becomes_a_dead_letter(stack: LocalStack, seen: Seen) -> None:
    put(stack, "pages/good.html", b"x")
    put(stack, "pages/bad.html", b"x")
    dead = stack.resources.ref("Dead")
    received = stack.account.sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=10)["Messages"]
    bodies = [line["record"]["body"] for line in seen()]
    assert len(received) == 1
    assert "bad.html" in received[0]["Body"]
    assert len([body for body in bodies if "good.html" in body]) == 1
    bad = [body for body in bodies if "bad.html" in body]
    assert len(bad) == 2  # MaxReceives of the template
    assert bad[0] == bad[1]
    counts = [
        line["record"]["attributes"]["ApproximateReceiveCount"] for line in seen() if "bad" in line["record"]["body"]
    ]
    assert counts == ["1", "2"]


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "a"}]}, {"a"}),
        ({"batchItemFailures": [{"itemIdentifier": "unheard-of"}]}, {"a", "b"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"a", "b"}),
        ({"batchItemFailures": ["a"]}, {"a", "b"}),
        ("nonsense", {"a", "b"}),
    ],
)
def test_a_malformed_batch_answer_fails_the_whole_batch(answer: Any, failed: set[str]) -> None:
    assert _failures(answer, {"a", "b"}) == failed
