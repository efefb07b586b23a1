"""Stretches of bundles as messages of their queue."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from tests.unit.storage.conftest import MORNING

from clippings.errors import UnreadableEvent
from clippings.storage.s3_events import Upload
from clippings.storage.stretches import BundleQueue, Stretch, stretches_in

BUNDLE = Upload("inbox", "crawl.warc.gz", MORNING, "v1", "0A", "e", 12)


@pytest.mark.usefixtures("store")
def test_a_stretch_survives_its_message(clients: dict[str, Any]) -> None:
    url = clients["sqs"].create_queue(QueueName="bundles")["QueueUrl"]
    stretch = Stretch(BUNDLE, "warc", 7, 3, 1_000, 0, 50, {"not-ok": 2}, listing=True, listed=(500, 1_000))
    BundleQueue(lambda: clients["sqs"], url).send(stretch)
    (message,) = clients["sqs"].receive_message(QueueUrl=url)["Messages"]
    assert stretches_in(message["Body"]) == (stretch,)


def test_a_message_of_a_version_that_listed_no_pictures_hands_pages_on() -> None:
    sent = json.loads(msgspec.json.encode(Stretch(BUNDLE, "warc")))
    del sent["listing"], sent["listed"]
    assert stretches_in(json.dumps(sent)) == (Stretch(BUNDLE, "warc"),)


@pytest.mark.parametrize("body", ["", "no json", "[]", '{"upload": 1}', json.dumps({"Records": []})])
def test_other_messages_are_unreadable_stretches(body: str) -> None:
    with pytest.raises(UnreadableEvent):
        stretches_in(body)
