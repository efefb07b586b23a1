"""Queues: what is received is hidden, comes again, and ends in the dead-letter queue."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.sqs import QueueClient
from clippings_local.store.stores import Stores


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock, which begins at 1000."""
    moment = [1000.0]
    monkeypatch.setattr("clippings_local.store.sqs.time.time", lambda: moment[0])

    def set_to(seconds: float) -> None:
        moment[0] = seconds

    return set_to


@pytest.fixture
def queues(stores: Stores, now: Callable[[float], None]) -> QueueClient:
    now(1000)
    return stores.queues


def make(queues: QueueClient, name: str = "news", **attributes: str) -> str:
    url: str = queues.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return url


def receive(queues: QueueClient, url: str, most: int = 10) -> list[str]:
    return [each["Body"] for each in queues.receive_message(QueueUrl=url, MaxNumberOfMessages=most).get("Messages", [])]


def test_messages_come_in_order_and_are_hidden_for_the_visibility_timeout(
    queues: QueueClient, now: Callable[[float], None]
) -> None:
    url = make(queues, VisibilityTimeout="60")
    for body in "abc":
        queues.send_message(QueueUrl=url, MessageBody=body)
    assert receive(queues, url, 2) == ["a", "b"]
    assert receive(queues, url) == ["c"]
    assert receive(queues, url) == []
    now(1061)
    assert receive(queues, url) == ["a", "b", "c"]


def test_an_undeleted_message_is_received_again(queues: QueueClient) -> None:
    url = make(queues)
    queues.send_message_batch(QueueUrl=url, Entries=[{"Id": body, "MessageBody": body} for body in "ab"])
    first, second = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=2)["Messages"]
    queues.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    queues.change_message_visibility(QueueUrl=url, ReceiptHandle=second["ReceiptHandle"], VisibilityTimeout=0)
    (again,) = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=2)["Messages"]
    assert (again["Body"], again["Attributes"]["ApproximateReceiveCount"]) == ("b", "2")


def test_a_message_received_too_often_is_a_dead_letter(queues: QueueClient, now: Callable[[float], None]) -> None:
    dead = make(queues, "dead")
    policy = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:1:dead", "maxReceiveCount": 2})
    url = make(queues, RedrivePolicy=policy, VisibilityTimeout="10")
    queues.send_message(QueueUrl=url, MessageBody="poison")
    assert [receive(queues, url), now(1011), receive(queues, url), now(1022), receive(queues, url)][::2] == [
        ["poison"], ["poison"], [],
    ]  # fmt: skip
    assert receive(queues, dead) == ["poison"]


def test_unfinished_messages_are_redelivered_without_counting(queues: QueueClient) -> None:
    url = make(queues, VisibilityTimeout="600")
    queues.send_message(QueueUrl=url, MessageBody="a")
    receive(queues, url)
    assert receive(queues, url) == []
    queues.show_received()
    (again,) = queues.receive_message(QueueUrl=url)["Messages"]
    assert again["Attributes"]["ApproximateReceiveCount"] == "1"


def test_a_queue_counts_its_messages(queues: QueueClient) -> None:
    url = make(queues)
    for delay in (0, 0, 60):
        queues.send_message(QueueUrl=url, MessageBody="a", DelaySeconds=delay)
    receive(queues, url, 1)
    told = queues.get_queue_attributes(QueueUrl=url)["Attributes"]
    assert [told[f"ApproximateNumberOfMessages{which}"] for which in ("", "NotVisible", "Delayed")] == ["1", "1", "1"]


def test_a_receiver_waits_for_a_message(stores: Stores) -> None:
    url = stores.queues.create_queue(QueueName="news")["QueueUrl"]

    def send(_seconds: float) -> None:
        stores.queues.send_message(QueueUrl=url, MessageBody="late")

    waiting = QueueClient(stores.database, stores.endpoint, "1", sleep=send)
    (message,) = waiting.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    assert message["Body"] == "late"


def test_a_queue_that_is_made_again_keeps_its_messages(queues: QueueClient) -> None:
    url = make(queues)
    queues.send_message(QueueUrl=url, MessageBody="a")
    assert make(queues, VisibilityTimeout="5") == url
    assert receive(queues, url) == ["a"]
    assert queues.list_queues()["QueueUrls"] == [url]


def test_a_missing_queue_is_rejected(queues: QueueClient) -> None:
    with pytest.raises(ClientError, match="does not exist"):
        queues.get_queue_url(QueueName="other")


def test_the_message_after_a_dead_letter_is_received_at_once(queues: QueueClient) -> None:
    make(queues, "dead")
    policy = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:1:dead", "maxReceiveCount": 1})
    url = make(queues, RedrivePolicy=policy)
    queues.send_message(QueueUrl=url, MessageBody="poison")
    (message,) = queues.receive_message(QueueUrl=url)["Messages"]
    queues.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    queues.send_message(QueueUrl=url, MessageBody="good")
    assert receive(queues, url, 1) == ["good"]
