"""Notifications of uploads that are sent again must be read like S3's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.storage.conftest import MORNING, MakeSighting

from clippings.errors import Conflict
from clippings.storage import Wiring
from clippings.storage.parse_queue import ParseQueue
from clippings.storage.s3_events import Upload, uploads_in


class Listening:
    """A queue that keeps what it is sent, and says that it failed to take *failed* of each batch."""

    def __init__(self, failed: int = 0) -> None:
        self.failed = failed
        self.batches: list[list[dict[str, Any]]] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert QueueUrl == "https://queue"
        self.batches.append(Entries)
        return {"Failed": [{"Id": entry["Id"]} for entry in Entries[: self.failed]]} if self.failed else {}

    def bodies(self) -> list[str]:
        return [entry["MessageBody"] for batch in self.batches for entry in batch]


def queue(client: Listening) -> ParseQueue:
    return ParseQueue(lambda: client, "https://queue")  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("key", ["pages/one.html", "a b+c%20d.html", "münchen/日本.html", "a&b=c#d?e.html"])
def test_an_announced_upload_is_read_by_the_parse_function(make_sighting: MakeSighting, key: str) -> None:
    client = Listening()
    queue(client).announce([make_sighting(0, "A", key=key, version="v7", sequencer="00AF")])
    (body,) = client.bodies()
    assert uploads_in(body) == (Upload("inbox", key, MORNING, "v7", "00AF"),)


def test_an_announcement_has_the_original_capture_time(make_sighting: MakeSighting) -> None:
    client = Listening()
    queue(client).announce([make_sighting(5, "A")])
    (record,) = json.loads(client.bodies()[0])["Records"]
    assert record["eventTime"] == "2026-03-02T11:00:00.000000Z"


def test_a_capture_without_versions_is_announced_without_one(make_sighting: MakeSighting) -> None:
    client = Listening()
    queue(client).announce([make_sighting(0, "A", version="")])
    (upload,) = uploads_in(client.bodies()[0])
    assert upload.version == ""


@pytest.mark.parametrize(("count", "batches"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (25, [10, 10, 5])])
def test_messages_are_sent_in_batches_of_ten_with_unique_ids_and_counted(
    make_sighting: MakeSighting, count: int, batches: list[int]
) -> None:
    client = Listening()
    captures = (make_sighting(hours, "A") for hours in range(count))
    assert queue(client).announce(captures) == count
    assert [len(batch) for batch in client.batches] == batches
    assert all(len({entry["Id"] for entry in batch}) == len(batch) for batch in client.batches)


def test_announcing_twice_sends_the_same_message(make_sighting: MakeSighting) -> None:
    client = Listening()
    for _ in range(2):
        queue(client).announce([make_sighting(0, "A")])
    one, other = client.bodies()
    assert one == other


def test_a_partially_accepted_batch_is_a_conflict(make_sighting: MakeSighting) -> None:
    with pytest.raises(Conflict, match="did not accept 2 messages"):
        queue(Listening(failed=2)).announce([make_sighting(hours, "A") for hours in range(5)])


def test_without_uploads_there_is_no_connection() -> None:
    def connect() -> Any:
        pytest.fail("connected")

    assert ParseQueue(connect, "https://queue").announce([]) == 0


def test_a_queue_receives_the_messages(store: Wiring, clients: dict[str, Any], make_sighting: MakeSighting) -> None:
    assert store.parse_queue.announce([make_sighting(0, "A"), make_sighting(1, "B")]) == 2
    url = store.settings.parse_queue_url
    messages = clients["sqs"].receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert {upload.version for each in messages for upload in uploads_in(each["Body"])} == {"v0", "v1"}


def test_the_number_of_waiting_messages_is_known(store: Wiring, make_sighting: MakeSighting) -> None:
    assert store.parse_queue.waiting() == 0
    store.parse_queue.announce([make_sighting(0, "A"), make_sighting(1, "B")])
    assert store.parse_queue.waiting() == 2
