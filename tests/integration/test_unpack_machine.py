"""The unpack state machine with the real handler: its states are the template's, its bundles are in two buckets."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.support.bundle_files import members
from tests.support.bundle_world import UPLOADED, BundleWorld, opened_bundle_world
from tests.support.faults import Faults, Killed
from tests.support.mixed_bundle import MIXED, check_mixed, page, response
from tests.support.template_names import Names

from clippings.storage import bundle_tasks
from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]
ITEM = (
    read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)
    .properties("UnpackStateMachine", Names())["Definition"]["States"]["UnpackBundles"]["ItemProcessor"]
)  # fmt: skip
SKIPPED = {"not-html": 1, "not-ok": 1}


def run_item(world: BundleWorld, bucket: str, key: str) -> Iterator[tuple[str, Any]]:
    """Run the state machine's execution for one object; yield each state with its output.

    A task that is interrupted is tried again, as the state's `Retry` says.
    """
    name, data = ITEM["StartAt"], {"bucket": bucket, "key": key}
    while True:
        state = ITEM["States"][name]
        if state["Type"] == "Task":
            tries = 1 + state["Retry"][0]["MaxAttempts"]
            for _ in range(tries):
                with suppress(Killed):
                    data = world.run_task(data)
                    break
            else:
                raise AssertionError("the task failed as often as it may")
        yield name, data
        if state["Type"] == "Succeed":
            return
        if state["Type"] == "Choice":
            fitting = [each for each in state["Choices"] if data["outcome"] == each["StringEquals"]]
            assert all(each["Variable"] == "$.outcome" for each in fitting)
            name = fitting[0]["Next"] if fitting else state["Default"]
        else:
            name = state["Next"]


def row_of(world: BundleWorld, bucket: str, key: str) -> Any:
    """Return the row of the report for one object."""
    return [data for _, data in run_item(world, bucket, key)][-1]


def put_without_event(world: BundleWorld, bucket: str, key: str, data: bytes) -> None:
    world.buckets.put(bucket, key, data, {}, "", UPLOADED)
    world.buckets.on_put.clear()


@pytest.mark.parametrize("bucket", ["inbox", "loose"])
def test_a_bundle_is_unpacked_in_place_and_reported(bucket: str) -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        put_without_event(world, bucket, "crawl.warc.gz", members(MIXED))
        row = row_of(world, bucket, "crawl.warc.gz")
        version = "v000001" if bucket == "inbox" else None
        told = {"bucket": bucket, "key": "crawl.warc.gz", "outcome": "unpacked", "pages": 4, "skipped": SKIPPED}
        assert row == told | ({"version": version} if version else {})
        world.settle()
        (found,) = world.wiring().ingestions.for_key(bucket, "crawl.warc.gz").items
        assert (found["status"], found["counts"]["pages"], found["counts"]["skipped"]) == ("unpacked", 4, SKIPPED)
        assert found["counts"]["outcomes"] == {"rejected": 1, "stored": 3}
        assert world.runs["unpack"] == 0  # the bundle queue had no part in it
        assert world.denied == set()


def test_a_second_execution_skips_unpacked_bundles() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        parsed = world.runs["parse"]
        assert row_of(world, "inbox", "crawl.warc.gz")["outcome"] == "current"
        put_without_event(world, "loose", "notes.txt", b"x")
        put_without_event(world, "loose", "page.warc.gz", gzip.compress(page("A"), mtime=0))
        assert row_of(world, "loose", "notes.txt")["outcome"] == "not-a-bundle"
        assert row_of(world, "loose", "page.warc.gz")["outcome"] == "not-a-bundle"
        gone = row_of(world, "loose", "gone.warc.gz")
        assert (gone["outcome"], gone["reason"]) == ("rejected", "gone")
        world.settle()
        assert world.runs["parse"] == parsed
        check_mixed(world, "crawl.warc.gz")


def test_a_bundle_unpacked_twice_at_once_is_counted_once() -> None:
    with opened_bundle_world(stretch_pages=1) as world:
        world.put("crawl.warc.gz", members(MIXED))
        for name, _ in run_item(world, "inbox", "crawl.warc.gz"):
            waiting = [queue for queue in ("BundleQueue", "ParseQueue") if world.queues[queue]]
            if name == "GoOn" and waiting:
                world.deliver(waiting[0])
        world.settle()
        check_mixed(world, "crawl.warc.gz")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_retried_task_counts_nothing_twice(after: bool) -> None:
    data = members([response(0), response(1)])
    faults = Faults()
    with opened_bundle_world(faults, stretch_pages=1) as world:
        put_without_event(world, "inbox", "crawl.warc.gz", data)
        row_of(world, "inbox", "crawl.warc.gz")
    assert faults.calls > 15
    for at in range(1, faults.calls + 1):
        with opened_bundle_world(Faults(at, after=after), stretch_pages=1) as world:
            put_without_event(world, "inbox", "crawl.warc.gz", data)
            assert row_of(world, "inbox", "crawl.warc.gz")["pages"] == 2, at
            world.settle()
            assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"stored": 2}, at


def test_unpacking_waits_for_a_long_parse_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundle_tasks, "MOST_WAITING", 1)
    waited = 0
    with opened_bundle_world(stretch_pages=1) as world:
        put_without_event(world, "inbox", "crawl.warc.gz", members(MIXED))
        for name, _ in run_item(world, "inbox", "crawl.warc.gz"):
            assert len(world.queues["ParseQueue"]) <= 2
            if name == "WaitForTheParseQueue":
                waited += 1
                while world.queues["ParseQueue"]:
                    world.deliver("ParseQueue")
        assert waited >= 1
        world.settle()
        check_mixed(world, "crawl.warc.gz")


def test_a_bundle_overwritten_between_tasks_is_rejected_with_its_counts() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        put_without_event(world, "loose", "crawl.warc.gz", members(MIXED))
        rows = []
        for name, data in run_item(world, "loose", "crawl.warc.gz"):
            rows.append(data)
            if name == "GoOn":
                put_without_event(world, "loose", "crawl.warc.gz", members([response(7)]))
        named = {"bucket": "loose", "key": "crawl.warc.gz"}
        assert rows[-1] == named | {"outcome": "rejected", "reason": "gone", "pages": 2, "skipped": {}}
        (found,) = world.wiring().ingestions.for_key("loose", "crawl.warc.gz").items
        assert (found["status"], found["reason"], found["counts"]["pages"]) == ("rejected", "gone", 2)
