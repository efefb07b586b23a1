"""SQS's calls over SQLite: standard queues with visibility timeouts, receive counts and dead-letter queues."""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from typing import Any

from clippings_local.store.client_errors import client_error
from clippings_local.store.database import Database

#: SQS's visibility timeout in seconds, and the largest number of messages of one call.
DEFAULT_VISIBILITY = 30
MAX_MESSAGES = 10
#: Seconds between two polls while a receiver waits at an empty queue.
LOOK_SECONDS = 0.02


def send(connection: sqlite3.Connection, queue: str, body: str, delay: float = 0, attributes: Any = None) -> str:
    """Put a message into *queue* within the caller's transaction, and return its id."""
    name, now = str(uuid.uuid4()), time.time()
    connection.execute(
        "INSERT INTO messages (queue, name, body, attributes, sent, visible) VALUES (?, ?, ?, ?, ?, ?)",
        (queue, name, body, json.dumps(attributes or {}), now, now + delay),
    )
    return name


class QueueClient:
    """The calls of SQS's client over *database*. *base* is the beginning of the queues' URLs."""

    def __init__(
        self, database: Database, base: str, account: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._database = database
        self._base = f"{base.rstrip('/')}/{account}/"
        self._sleep = sleep

    # Queues

    def create_queue(self, *, QueueName: str, Attributes: Any = None, **_: Any) -> Any:
        """Create a queue; an existing one keeps its messages and takes the given attributes."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO queues (name, attributes) VALUES (?, ?) ON CONFLICT DO UPDATE SET attributes = "
                "excluded.attributes",
                (QueueName, json.dumps(Attributes or {})),
            )
        return {"QueueUrl": self._base + QueueName}

    def list_queues(self, *, QueueNamePrefix: str = "", **_: Any) -> Any:
        """Return the URLs of all queues."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name FROM queues ORDER BY name").fetchall()
        found = [self._base + name for (name,) in rows if name.startswith(QueueNamePrefix)]
        return {"QueueUrls": found} if found else {}

    def get_queue_url(self, *, QueueName: str, **_: Any) -> Any:
        """Return the URL of a queue."""
        self._attributes(QueueName)
        return {"QueueUrl": self._base + QueueName}

    def get_queue_attributes(self, *, QueueUrl: str, AttributeNames: Any = ("All",)) -> Any:
        """Return a queue's attributes, its ARN, and the approximate numbers of its messages."""
        name, now = _name(QueueUrl), time.time()
        told = {"VisibilityTimeout": str(DEFAULT_VISIBILITY), **self._attributes(name)}
        with self._database.reading() as connection:
            visible, hidden, delayed = connection.execute(
                "SELECT count(*) FILTER (WHERE visible <= ?1), count(*) FILTER (WHERE visible > ?1 AND receives > 0), "
                "count(*) FILTER (WHERE visible > ?1 AND receives = 0) FROM messages WHERE queue = ?2",
                (now, name),
            ).fetchone()
        told |= {
            "QueueArn": f"arn:aws:sqs:us-east-1:{self._base.rstrip('/').rpartition('/')[2]}:{name}",
            "ApproximateNumberOfMessages": str(visible),
            "ApproximateNumberOfMessagesNotVisible": str(hidden),
            "ApproximateNumberOfMessagesDelayed": str(delayed),
        }
        wanted = told if "All" in AttributeNames else {each: told[each] for each in AttributeNames if each in told}
        return {"Attributes": wanted}

    def set_queue_attributes(self, *, QueueUrl: str, Attributes: Any) -> Any:
        """Change attributes of a queue; the others stay."""
        name = _name(QueueUrl)
        changed = {**self._attributes(name), **Attributes}
        with self._database.writing() as connection:
            connection.execute("UPDATE queues SET attributes = ? WHERE name = ?", (json.dumps(changed), name))
        return {}

    def purge_queue(self, *, QueueUrl: str) -> Any:
        """Delete every message of a queue."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM messages WHERE queue = ?", (_name(QueueUrl),))
        return {}

    # Messages

    def send_message(self, *, QueueUrl: str, MessageBody: str, **more: Any) -> Any:
        """Put a message into a queue."""
        queue, given = _name(QueueUrl), more.get("MessageAttributes")
        delay = more.get("DelaySeconds", self._attributes(queue).get("DelaySeconds", 0))
        with self._database.writing() as connection:
            name = send(connection, queue, MessageBody, float(delay), given)
        return {"MessageId": name, "MD5OfMessageBody": _md5(MessageBody)}

    def send_message_batch(self, *, QueueUrl: str, Entries: Any) -> Any:
        """Put up to ten messages into a queue."""
        if not 1 <= len(Entries) <= MAX_MESSAGES:
            raise client_error("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", "a batch has 1 to 10 messages")
        queue = _name(QueueUrl)
        delay = self._attributes(queue).get("DelaySeconds", 0)
        sent = []
        with self._database.writing() as connection:
            for each in Entries:
                body, own = each["MessageBody"], float(each.get("DelaySeconds", delay))
                name = send(connection, queue, body, own, each.get("MessageAttributes"))
                sent.append({"Id": each["Id"], "MessageId": name, "MD5OfMessageBody": _md5(body)})
        return {"Successful": sent, "Failed": []}

    def receive_message(
        self, *, QueueUrl: str, MaxNumberOfMessages: int = 1, WaitTimeSeconds: float = 0, **more: Any
    ) -> Any:
        """Return messages and hide them for the visibility timeout; wait for one if there is none.

        A message that was received as often as the redrive policy allows is moved to the dead-letter queue instead.
        """
        queue = _name(QueueUrl)
        attributes = self._attributes(queue)
        hidden = float(more.get("VisibilityTimeout", attributes.get("VisibilityTimeout", DEFAULT_VISIBILITY)))
        deadline = time.monotonic() + WaitTimeSeconds
        while True:
            # If all messages that were found went to the dead-letter queue, others may wait behind them.
            while self._is_waiting(queue):
                messages = self._receive(queue, attributes, min(MaxNumberOfMessages, MAX_MESSAGES), hidden)
                if messages:
                    return {"Messages": messages}
            if time.monotonic() >= deadline:
                return {}
            self._sleep(LOOK_SECONDS)

    def delete_message(self, *, QueueUrl: str, ReceiptHandle: str) -> Any:
        """Delete the message that was received with *ReceiptHandle*. It is no error if it does not exist."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM messages WHERE receipt = ? AND queue = ?", (ReceiptHandle, _name(QueueUrl)))
        return {}

    def delete_message_batch(self, *, QueueUrl: str, Entries: Any) -> Any:
        """Delete several messages."""
        for each in Entries:
            self.delete_message(QueueUrl=QueueUrl, ReceiptHandle=each["ReceiptHandle"])
        return {"Successful": [{"Id": each["Id"]} for each in Entries], "Failed": []}

    def change_message_visibility(self, *, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: float) -> Any:
        """Show a received message again after *VisibilityTimeout* seconds."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE messages SET visible = ? WHERE receipt = ? AND queue = ?",
                (time.time() + VisibilityTimeout, ReceiptHandle, _name(QueueUrl)),
            )
        return {}

    def show_received(self) -> None:
        """Make the messages visible that a service received and did not finish before it ended.

        The end of the service is not a failed attempt, so it does not count for the dead-letter queue.
        """
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE messages SET visible = 0, receives = max(receives - 1, 0), receipt = NULL "
                "WHERE receipt IS NOT NULL AND visible > ?",
                (time.time(),),
            )

    def _is_waiting(self, queue: str) -> bool:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM messages WHERE queue = ? AND visible <= ? LIMIT 1", (queue, time.time())
            ).fetchone()
        return row is not None

    def _receive(self, queue: str, attributes: Any, at_most: int, hidden: float) -> list[Any]:
        policy = json.loads(attributes.get("RedrivePolicy", "{}"))
        most = int(policy.get("maxReceiveCount", 0))
        now, messages = time.time(), []
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT id, name, body, attributes, sent, receives, first_received FROM messages "
                "WHERE queue = ? AND visible <= ? ORDER BY id LIMIT ?",
                (queue, now, at_most),
            ).fetchall()
            for number, name, body, given, sent, receives, first in rows:
                if most and receives >= most:
                    connection.execute(
                        "UPDATE messages SET queue = ?, visible = 0, receives = 0, receipt = NULL WHERE id = ?",
                        (_name(policy["deadLetterTargetArn"]), number),
                    )
                    continue
                receipt = uuid.uuid4().hex
                connection.execute(
                    "UPDATE messages SET visible = ?, receives = ?, first_received = ?, receipt = ? WHERE id = ?",
                    (now + hidden, receives + 1, first or now, receipt, number),
                )
                messages.append(_message(name, receipt, body, json.loads(given), sent, receives + 1, first or now))
        return messages

    def _attributes(self, queue: str) -> Any:
        with self._database.reading() as connection:
            row = connection.execute("SELECT attributes FROM queues WHERE name = ?", (queue,)).fetchone()
        if row is None:
            raise client_error("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")
        return json.loads(row[0])


def _message(name: str, receipt: str, body: str, given: Any, sent: float, receives: int, first: float) -> Any:
    told = {
        "SenderId": "local",
        "SentTimestamp": str(int(sent * 1000)),
        "ApproximateReceiveCount": str(receives),
        "ApproximateFirstReceiveTimestamp": str(int(first * 1000)),
    }
    message = {"MessageId": name, "ReceiptHandle": receipt, "Body": body, "MD5OfBody": _md5(body), "Attributes": told}
    return message | ({"MessageAttributes": given} if given else {})


def _name(url_or_arn: str) -> str:
    return url_or_arn.rpartition(":" if url_or_arn.startswith("arn:") else "/")[2]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
