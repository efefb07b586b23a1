"""Buckets that keep no versions: an object that was overwritten is never taken for the upload that it replaced."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from tests.support.histories import NEWER, Message, Takedown, World, opened_world
from tests.support.pages import ADDRESSES, PageSpec
from tests.support.table_check import find_differences

from clippings.storage.captures import CaptureRecord
from clippings.storage.parse_queue import to_event

ADDRESS = ADDRESSES[0]


def page(text: str) -> PageSpec:
    return PageSpec(text, ADDRESS, None)


@pytest.fixture
def world() -> Iterator[World]:
    with opened_world(random.Random(1), versioned_inbox=False) as opened:
        yield opened


def deliver(world: World, *kinds: str) -> None:
    """Deliver what waits of these kinds, in the order in which it came."""
    for kind in kinds:
        waiting, world.pending = world.pending, []
        for message in waiting:
            if message.kind == kind:
                world.deliver(message)
            else:
                world.pending.append(message)


def article_id(world: World) -> str:
    """Return the id of the only article."""
    (found,) = [item["id"] for (_, sk), item in world.items().items() if sk == "RECORD"]
    return str(found)


def captures(world: World) -> list[CaptureRecord]:
    return list(world.wiring().archive.capture_records(article_id(world)))


def texts(world: World) -> list[str]:
    """Return the first tag of each revision, the newest first: each text has its own."""
    articles = world.wiring().articles
    record = articles.get_record(article_id(world))
    assert record is not None
    found = [articles.get_content(record, each).article for each in articles.revisions(record)]
    return [each.tags[0] for each in found if each]


def statuses(world: World) -> list[str]:
    return [row["status"] for row in world.wiring().ingestions.for_key("inbox", "a.html").items]


@pytest.mark.parametrize("again", ["replay-article", "recapture"])
def test_a_replay_of_an_upload_that_was_overwritten_changes_nothing(world: World, again: str) -> None:
    """The text that is stored now has another capture, and its own event."""
    world.upload("a.html", page("A"))
    deliver(world, "parse", "enrich")
    (before,) = captures(world)
    world.upload("a.html", page("B"))
    if again == "recapture":
        world.pending.append(Message("parse", to_event(before.to_upload())))
    else:
        world.deliver(Message("replay-article", article_id(world)))
    assert captures(world) == [before]
    world.settle()
    assert texts(world) == ["TagB", "TagA"]
    assert find_differences(world) == []


def test_a_replay_of_reuploaded_bytes_changes_nothing(world: World) -> None:
    world.upload("a.html", PageSpec("A", ADDRESSES[0], None))
    deliver(world, "parse", "enrich")
    (first,) = captures(world)
    world.upload("a.html", PageSpec("A", ADDRESSES[5], None))
    world.deliver(Message("replay-article", article_id(world)))
    assert captures(world) == [first]
    world.settle()
    assert len({item["id"] for (_, sk), item in world.items().items() if sk == "RECORD"}) == 2
    assert find_differences(world) == []


@pytest.mark.parametrize("replayed", ["before the event", "after the event", "before and after"])
def test_a_replay_of_a_key_is_the_capture_of_its_event(world: World, replayed: str) -> None:
    world.upload("a.html", page("A"))
    if "before" in replayed:
        world.deliver(Message("replay", "a.html"))
    deliver(world, "parse", "enrich")
    if "after" in replayed:
        world.deliver(Message("replay", "a.html"))
    world.settle()
    (only,) = captures(world)
    assert (only.sequencer, only.extractor) == (f"{1:016X}", NEWER.extractor)
    assert statuses(world) == ["stored"]
    assert find_differences(world) == []


def test_a_replayed_upload_stays_stored_after_being_overwritten(
    world: World,
) -> None:
    world.upload("a.html", page("A"))
    world.deliver(Message("replay", "a.html"))
    world.upload("a.html", page("B"))
    world.settle()
    assert [each.sequencer for each in captures(world)] == ["", f"{2:016X}"]
    assert "rejected" not in statuses(world)


def test_a_text_uploaded_again_after_another_is_two_captures(world: World) -> None:
    for text in "ABA":
        world.upload("a.html", page(text))
        deliver(world, "parse", "enrich")
    world.deliver(Message("replay", "a.html"))
    world.settle()
    assert [(each.sequencer[-1], each.extractor == NEWER.extractor) for each in captures(world)] == [
        ("1", False), ("2", False), ("3", True),
    ]  # fmt: skip
    assert texts(world) == ["TagA", "TagB", "TagA"]
    assert find_differences(world) == []


def test_a_takedown_keeps_another_upload_of_the_same_bytes(world: World) -> None:
    """The bytes were uploaded again with another address: that article is not the one that is withdrawn."""
    world.upload("b.html", page("A"), bucket="loose")
    deliver(world, "parse", "enrich")
    first = article_id(world)
    world.upload("b.html", PageSpec("A", "https://other.example/copy-of-the-bridge-story", None), bucket="loose")
    deliver(world, "parse")
    world.takedowns.append(Takedown(first))
    world.deliver(Message("withdraw", world.takedowns[0]))
    world.settle()
    assert world.dead == []
    assert find_differences(world) == []
    standing = [item["short"]["url"] for (_, sk), item in world.items().items() if sk == "RECORD" and item["short"]]
    assert standing == ["https://other.example/copy-of-the-bridge-story"]


def test_an_overwritten_object_is_gone_and_its_successor_is_filed(
    world: World,
) -> None:
    world.upload("a.html", page("A"))
    world.upload("a.html", page("B"))
    world.settle()
    (only,) = captures(world)
    assert only.sequencer == f"{2:016X}"
    assert statuses(world) == ["stored", "rejected"]
