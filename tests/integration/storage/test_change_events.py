"""The events on the default bus: the template's pipe with the records of the table's stream."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from moto.events.models import EventPattern
from tests.integration.storage.conftest import NOW, ROOT, LocalStack, Story

from clippings.storage.changes import SETTLING_TIME
from clippings_local.resources import PSEUDO_PARAMETERS, MadeResources
from clippings_local.template import read_template

TEMPLATE = read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)
PIPE = TEMPLATE.properties("ChangePipe", MadeResources(TEMPLATE, None))  # type: ignore[arg-type]
(FILTER,) = PIPE["SourceParameters"]["FilterCriteria"]["Filters"]
NEWS = ("id", "change", "revision", "at")


class Stream:
    """What the table's stream says since the last reading."""

    def __init__(self, stack: LocalStack) -> None:
        self.client = stack.streams
        arn = stack.dynamodb.describe_table(TableName=stack.settings.table)["Table"]["LatestStreamArn"]
        (shard,) = self.client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        wanted = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        self.iterator = self.client.get_shard_iterator(**wanted)["ShardIterator"]

    def read(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            answer = self.client.get_records(ShardIterator=self.iterator)
            self.iterator = answer["NextShardIterator"]
            found += answer["Records"]
            if not answer["Records"]:
                return found


def events(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the pipe makes of *records*: those that its filter lets pass, in the form of its input template."""
    pattern = EventPattern.load(FILTER["Pattern"])
    plain = json.loads(json.dumps(records, default=str))
    kept = [record for record in plain if pattern.matches_event(record)]
    return [json.loads(re.sub(r"<\$\.([\w.]+)>", lambda m, r=each: _at(r, m[1]), _template())) for each in kept]


def _template() -> str:
    template: str = PIPE["TargetParameters"]["InputTemplate"]
    return template


def _at(record: Any, path: str) -> str:
    for name in path.split("."):
        record = record[name]
    return json.dumps(record)


@pytest.fixture
def stream(stack: LocalStack) -> Stream:
    found = Stream(stack)
    found.read()
    return found


def test_events_on_the_bus_match_the_change_feed(stack: LocalStack, story: Story, stream: Stream) -> None:
    store = stack.wiring()
    times = (NOW + timedelta(seconds=n) for n in range(5))
    story.file(store, 0, now=next(times))
    story.file(store, 1, now=next(times))  # unchanged
    story.file(store, 2, "Another text.", tags=("Ferries",), now=next(times))  # revised; its listings move
    story.file(store, 2, "Another text.", tags=("Ferries",), now=next(times))  # delivered again
    filing = story.file(store, 3, "A third text.", now=next(times))

    heard = [{name: each[name] for name in NEWS} for each in events(stream.read())]

    assert [each["change"] for each in heard] == ["stored", "revised", "revised"]
    listed = store.changes.page(now=NOW + 2 * SETTLING_TIME).items
    own = [{name: each[name] for name in NEWS} for each in listed if each["id"] == filing.article_id]
    assert own == heard


def test_takedowns_are_sent_to_the_bus(stack: LocalStack, story: Story, stream: Stream) -> None:
    store = stack.wiring()
    filing = story.file(store, 0)
    stream.read()

    store.withdrawals.withdraw(filing.article_id, "by request", NOW)

    assert [(each["id"], each["change"]) for each in events(stream.read())] == [(filing.article_id, "withdrawn")]


def test_other_items_of_the_table_cause_no_events(stack: LocalStack, story: Story, stream: Stream) -> None:
    store = stack.wiring()
    filing = story.file(store, 0)
    store.ingestions.put_stored(story.capture(), filing.article_id)

    records = stream.read()

    assert len(records) > 10
    assert len(events(records)) == 1
