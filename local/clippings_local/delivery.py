"""Hands a queue's messages to a function as Lambda's event source mapping does.

Batches, ``batchItemFailures``, receive counts, visibility and dead letters are the queue's and the template's. One
thing differs on purpose: a failed message is tried again after seconds instead of the queue's visibility timeout.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from clippings_local.account import REGION, Account
from clippings_local.functions import Function
from clippings_local.s3_event_completion import EventCompletion

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

#: moto tells of an object before it has written the object's metadata; S3 takes longer still.
SETTLING_SECONDS = 0.05

#: How long one poll waits for a message; a stop takes effect after it.
POLL_SECONDS = 1


@dataclass(frozen=True)
class Delivered:
    """What became of one batch: how many messages, which of them failed, and what was raised, if anything."""

    function: str
    messages: int
    failed: int
    error: BaseException | None


@dataclass
class Mapping:
    """One event source mapping: *queue_url* to *function*, at most *batch_size* messages at once."""

    account: Account
    queue_url: str
    queue_arn: str
    function: Function
    announcements: EventCompletion
    batch_size: int = 10
    reports_failures: bool = False  #: whether the template asks for partial batch responses
    retry_after: int = 2  #: seconds
    on_delivered: Callable[[Delivered], None] = lambda _: None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=f"mapping-{self.function.name}", daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stopping.set()

    def stop(self) -> None:
        self.ask_to_stop()
        if self._thread is not None:
            self._thread.join(timeout=self.function.timeout)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.deliver_once(POLL_SECONDS)
            except (BotoCoreError, ClientError):
                # The queue is going away with the account, or could not be reached: the next poll tells.
                self._stopping.wait(POLL_SECONDS)

    def deliver_once(self, wait_seconds: int = 0) -> Delivered | None:
        """Receive one batch and hand it over; None where the queue was empty for *wait_seconds*."""
        messages = self.account.sqs.receive_message(
            QueueUrl=self.queue_url,
            MaxNumberOfMessages=min(self.batch_size, 10),
            WaitTimeSeconds=wait_seconds,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            return None
        time.sleep(SETTLING_SECONDS)
        failed, error = self._hand_over(messages)
        for message in messages:
            if message["MessageId"] in failed:
                self.account.sqs.change_message_visibility(
                    QueueUrl=self.queue_url,
                    ReceiptHandle=message["ReceiptHandle"],
                    VisibilityTimeout=self.retry_after,
                )
            else:
                self.account.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
        outcome = Delivered(self.function.name, len(messages), len(failed), error)
        self.on_delivered(outcome)
        return outcome

    def _hand_over(self, messages: list[MessageTypeDef]) -> tuple[set[str], BaseException | None]:
        """Invoke the function; return the ids of the messages that Lambda would leave in the queue."""
        everything = {message["MessageId"] for message in messages}
        try:
            answer = self.function.invoke({"Records": [self._record(message) for message in messages]})
        except Exception as error:  # noqa: BLE001 - whatever a handler raises fails its batch, in Lambda too
            return everything, error
        if not self.reports_failures or not answer:
            return set(), None
        return _failures(answer, everything), None

    def _record(self, message: MessageTypeDef) -> dict[str, Any]:
        body = self.announcements.completed(self.queue_arn, message["MessageId"], message["Body"])
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": body,
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
    """The failed ids that a partial batch response names; a malformed one fails the whole batch, as in Lambda."""
    if not isinstance(answer, dict):
        return everything
    named = answer.get("batchItemFailures") or []
    if not isinstance(named, list) or any(not isinstance(item, dict) for item in named):
        return everything
    failed = {item.get("itemIdentifier") for item in named}
    return {name for name in failed if name is not None} if failed <= everything else everything
