"""Delivers a queue's messages to a function, as Lambda's event source mapping does.

Batches, ``batchItemFailures``, receive counts, visibility and dead letters follow the queue and the template. There is
one intended difference: a failed message is tried again after seconds, instead of the queue's visibility timeout.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from clippings_local.functions import Function
from clippings_local.store.sqs import QueueClient
from clippings_local.store.stores import REGION

#: How long one poll waits for a message, in seconds; a stop takes effect after it.
POLL_SECONDS = 1


@dataclass(frozen=True)
class Delivered:
    """The result of one batch: the number of messages, the failed ones, and the exception, if any."""

    function: str
    messages: int
    failed: int
    error: BaseException | None


@dataclass
class Mapping:
    """One event source mapping from *queue_url* to *function*, with at most *batch_size* messages at once.

    At most *concurrency* batches are processed at the same time.
    """

    queues: QueueClient
    queue_url: str
    queue_arn: str
    function: Function
    batch_size: int = 10
    concurrency: int = 1
    reports_failures: bool = False  #: whether the template asks for partial batch responses
    retry_after: int = 2  #: seconds
    on_delivered: Callable[[Delivered], None] = lambda _: None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        for _ in range(self.concurrency):
            thread = threading.Thread(target=self._run, name=f"mapping-{self.function.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def ask_to_stop(self) -> None:
        self._stopping.set()

    def stop(self) -> None:
        self.ask_to_stop()
        for thread in self._threads:
            thread.join(timeout=self.function.timeout)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.deliver_once(POLL_SECONDS)
            except sqlite3.Error as failed:
                # The disk may be full. The received messages become visible again after their visibility timeout.
                self.on_delivered(Delivered(self.function.name, 0, 0, failed))
                self._stopping.wait(POLL_SECONDS)

    def deliver_once(self, wait_seconds: int = 0) -> Delivered | None:
        """Receive one batch and deliver it; None if the queue was empty for *wait_seconds*."""
        messages = self.queues.receive_message(
            QueueUrl=self.queue_url,
            MaxNumberOfMessages=min(self.batch_size, 10),
            WaitTimeSeconds=wait_seconds,
        ).get("Messages", [])
        if not messages:
            return None
        failed, error = self._hand_over(messages)
        for message in messages:
            if message["MessageId"] in failed:
                self.queues.change_message_visibility(
                    QueueUrl=self.queue_url,
                    ReceiptHandle=message["ReceiptHandle"],
                    VisibilityTimeout=self.retry_after,
                )
            else:
                self.queues.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
        outcome = Delivered(self.function.name, len(messages), len(failed), error)
        self.on_delivered(outcome)
        return outcome

    def _hand_over(self, messages: list[dict[str, Any]]) -> tuple[set[str], BaseException | None]:
        """Invoke the function, and return the ids of the messages that Lambda would leave in the queue."""
        everything = {message["MessageId"] for message in messages}
        try:
            answer = self.function.invoke({"Records": [self._record(message) for message in messages]})
        except Exception as error:  # noqa: BLE001 - whatever a handler raises fails its batch, in Lambda too
            return everything, error
        if not self.reports_failures or not answer:
            return set(), None
        return _failures(answer, everything), None

    def _record(self, message: dict[str, Any]) -> dict[str, Any]:
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {
                name: {key[0].lower() + key[1:]: value for key, value in attribute.items()}
                for name, attribute in message.get("MessageAttributes", {}).items()
            },
            "md5OfBody": message.get("MD5OfBody", ""),
            "eventSource": "aws:sqs",
            "eventSourceARN": self.queue_arn,
            "awsRegion": REGION,
        }


def _failures(answer: Any, everything: set[str]) -> set[str]:
    """Return the ids in a partial batch response. A malformed response fails the whole batch, as in Lambda."""
    if not isinstance(answer, dict):
        return everything
    named = answer.get("batchItemFailures") or []
    if not isinstance(named, list) or any(not isinstance(item, dict) for item in named):
        return everything
    failed = {item.get("itemIdentifier") for item in named}
    return {name for name in failed if name is not None} if failed <= everything else everything
